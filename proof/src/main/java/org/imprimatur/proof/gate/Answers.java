// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.imprimatur.proof.digest.Digest;

/**
 * What an approval answers for beside the evidence: every opinion, dissent, waiver and condition,
 * by id, each with the digest of what it says. Whoever approves signs over this list.
 */
public final class Answers {
  private final List<SignOff> signOffs;
  private final List<Waiver> waivers;

  private Answers(List<SignOff> signOffs, List<Waiver> waivers) {
    this.signOffs = signOffs;
    this.waivers = waivers;
  }

  /** What there is to answer for. */
  public static Answers of(GateInput input) {
    return new Answers(
        input.signOffs(),
        input.decisions().waivers().stream()
            .filter(waiver -> waiver.granted().isPresent() && !waiver.isEnded(input.at()))
            .toList());
  }

  /** What a person answers for who approves now: everything of others. */
  public SortedMap<String, Digest> of(String person) {
    SortedMap<String, Digest> answers = new TreeMap<>(owed(person));
    for (SignOff signOff : signOffs) {
      if (!signOff.person().equals(person) && signOff.meaning().equals("review")) {
        answers.put(signOff.id(), signOff.backing().statement());
      }
    }
    return answers;
  }

  /**
   * What no approval stands without: dissent, waivers and conditions. A further opinion in favour
   * changes nothing for whoever approved before it.
   */
  private SortedMap<String, Digest> owed(String person) {
    SortedMap<String, Digest> owed = new TreeMap<>();
    for (SignOff signOff : signOffs) {
      if (signOff.person().equals(person)) {
        continue;
      }
      if (!signOff.decision().approves()) {
        owed.put(signOff.id(), signOff.backing().statement());
      }
      List<Condition> conditions = signOff.backing().terms().conditions();
      for (int i = 0; i < conditions.size(); i++) {
        owed.put(Decisions.condition(signOff.id(), i + 1), conditions.get(i).digest());
      }
    }
    waivers.forEach(waiver -> owed.put(waiver.id(), waiver.digest()));
    return owed;
  }

  /** What no approval stands without and this one does not name, in order. */
  List<String> open(SignOff approval) {
    SortedMap<String, Digest> named = approval.backing().answers();
    List<String> open = new ArrayList<>();
    owed(approval.person())
        .forEach(
            (id, digest) -> {
              if (!holds(named, id, digest)) {
                open.add(id);
              }
            });
    return open;
  }

  /** What changed since an approval was given: ids that it named or had to name, in order. */
  List<String> changed(SignOff approval) {
    SortedMap<String, Digest> named = approval.backing().answers();
    Map<String, Digest> now = of(approval.person());
    TreeSet<String> changed = new TreeSet<>();
    named.forEach(
        (id, digest) -> {
          if (!holds(now, id, digest)) {
            changed.add(id);
          }
        });
    changed.addAll(open(approval));
    return new ArrayList<>(changed);
  }

  /**
   * Whether a list has this. A condition is what it says, under whichever sign-off: else two people
   * who each approve under conditions would have to answer each other for ever.
   */
  private static boolean holds(Map<String, Digest> list, String id, Digest digest) {
    return digest.equals(list.get(id))
        || (Decisions.isCondition(id)
            && list.entrySet().stream()
                .anyMatch(
                    one -> Decisions.isCondition(one.getKey()) && one.getValue().equals(digest)));
  }
}
