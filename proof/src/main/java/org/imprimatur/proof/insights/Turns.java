// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.policy.Requirement;

/**
 * Whose turn it is. The first of these that holds decides: it is on hold; a reviewer asked for
 * changes, or a rejection stands (the proposer); evidence is still computed (a machine), does not
 * satisfy (the proposer) or cannot tell (the custodian); a waiver of what does not satisfy is asked
 * for (the role that may grant it); the first sign-off in the policy's order that may be given and
 * is not in place (its role); everything is in place and somebody is to promote (the proposer).
 *
 * @param asked every role whose sign-off may be given now and is not in place
 * @param checked whether all that is measured is satisfied
 * @param signed whether every sign-off that the policy asks for is in place
 */
record Turns(Owner owner, Set<String> asked, boolean checked, boolean signed) {
  static final Turns UNKNOWN = new Turns(Owner.UNKNOWN, Set.of(), false, false);

  Turns {
    asked = Set.copyOf(asked);
  }

  /**
   * What people said so far.
   *
   * @param standing the latest sign-off of each seat
   * @param waived requirements under a waiver in force
   * @param waiverAsked requirements for which a waiver is asked
   */
  record Said(
      boolean held,
      boolean changesAsked,
      Collection<SignoffGiven> standing,
      Set<String> waived,
      Set<String> waiverAsked) {}

  static Turns of(List<Requirement> asked, Optional<String> grants, Said said, Outlook outlook) {
    if (outlook.waits() == Outlook.Waits.UNKNOWN) {
      return said.held() ? new Turns(Owner.HOLD, Set.of(), false, false) : UNKNOWN;
    }
    var signing = new Signing(said, outlook.classes());
    asked.forEach(signing::take);
    boolean checked = outlook.waits() == Outlook.Waits.NOTHING;
    boolean signed = checked && signing.next.isEmpty();
    Owner owner = owner(grants, said, outlook, signing);
    boolean turnOfRoles = checked && !said.held() && !said.changesAsked() && !rejected(said);
    return new Turns(owner, turnOfRoles ? signing.next : Set.of(), checked, signed);
  }

  private static Owner owner(Optional<String> grants, Said said, Outlook outlook, Signing signing) {
    if (said.held()) {
      return Owner.HOLD;
    }
    if (said.changesAsked() || rejected(said)) {
      return Owner.PROPOSER;
    }
    return switch (outlook.waits()) {
      case MACHINE -> Owner.MACHINE;
      case PROPOSER, CUSTODIAN ->
          grants
              .filter(_ -> said.waiverAsked().containsAll(outlook.failing()))
              .map(Owner::role)
              .orElse(
                  outlook.waits() == Outlook.Waits.CUSTODIAN
                      ? Owner.role("custodian")
                      : Owner.PROPOSER);
      case NOTHING -> signing.owner();
      case UNKNOWN -> Owner.UNKNOWN;
    };
  }

  private static boolean rejected(Said said) {
    return said.standing().stream().anyMatch(one -> one.decision().equals("reject"));
  }

  /** Fills the seats of the requirements in the policy's order; one person fills one. */
  private static final class Signing {
    private final Said said;
    private final Map<String, Digest> classes;
    private final Set<String> seated = new TreeSet<>();
    private final Set<String> lacking = new HashSet<>();
    private final Set<String> next = new LinkedHashSet<>();

    Signing(Said said, Map<String, Digest> classes) {
      this.said = said;
      this.classes = classes;
    }

    Owner owner() {
      return next.stream().findFirst().map(Owner::role).orElse(Owner.PROPOSER);
    }

    void take(Requirement requirement) {
      switch (requirement) {
        case Requirement.SignOff one -> take(one.id(), List.of(List.of(one)), one.asked().after());
        case Requirement.AnyOf any -> take(any.id(), any.of(), any.after());
        case Requirement.Check _,
            Requirement.Measured _,
            Requirement.Document _,
            Requirement.Findings _,
            Requirement.Veto _ -> {}
      }
    }

    private void take(String id, List<List<Requirement.SignOff>> of, List<String> after) {
      List<String> roles = new ArrayList<>();
      for (List<Requirement.SignOff> alternative : of) {
        Set<String> before = Set.copyOf(seated);
        List<Requirement.SignOff> missing =
            alternative.stream().filter(one -> !filled(one)).toList();
        if (missing.isEmpty() || said.waived().contains(id)) {
          return;
        }
        missing.forEach(one -> roles.add(one.role()));
        seated.retainAll(before);
      }
      // What it comes after stands above it, or is not asked in this tier and delays nothing.
      if (Collections.disjoint(lacking, after)) {
        next.addAll(roles);
      }
      lacking.add(id);
    }

    private boolean filled(Requirement.SignOff asked) {
      List<String> signers =
          said.standing().stream()
              .filter(one -> counts(one, asked))
              .map(SignoffGiven::by)
              .filter(person -> !seated.contains(person))
              .distinct()
              .limit(asked.asked().count())
              .toList();
      seated.addAll(signers);
      return signers.size() >= asked.asked().count();
    }

    private boolean counts(SignoffGiven given, Requirement.SignOff asked) {
      return given.decision().startsWith("approve")
          && given.role().equals(asked.role())
          && given.meaning().equals(asked.meaning())
          && given.requirement().map(asked.id()::equals).orElse(true)
          && given.covers().entrySet().stream()
              .allMatch(one -> one.getValue().equals(classes.get(one.getKey())));
    }
  }
}
