// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.policy.Requirement;

/**
 * The sign-offs that a change envelope lends to a retrain inside it: those of the submission that
 * it was signed with which still count there, each for the requirement that it counts for. An
 * approval under conditions lends nothing: its conditions are of another version.
 *
 * @param submission the one that they were given in
 * @param base what that submission's gate looks at now; empty where nothing is lent
 */
record Lending(
    long submission,
    Optional<GateInput> base,
    List<SignOff> signOffs,
    Map<Requirement.SignOff, Set<String>> counted) {
  static final Lending NOTHING = new Lending(0, Optional.empty(), List.of(), Map.of());

  Lending {
    signOffs = List.copyOf(signOffs);
    counted = Map.copyOf(counted);
  }

  /** What is lent at an instant; nothing outside the envelope. */
  static Lending of(GateInput input, Optional<Enveloped> enveloped) {
    Optional<Under.Lent> lent = input.under().flatMap(Under::lent);
    if (lent.isEmpty()
        || enveloped.filter(Enveloped::inside).isEmpty()
        || input.condemned().envelope().isPresent()) {
      return NOTHING;
    }
    GateInput base = lent.get().base().input(input.at());
    Map<Requirement.SignOff, Set<String>> counted = Gate.countedFor(base);
    List<SignOff> signOffs =
        base.signOffs().stream()
            .filter(one -> one.decision() == SignOff.Decision.APPROVE)
            .filter(one -> counted.values().stream().anyMatch(ids -> ids.contains(one.id())))
            .filter(one -> !speaksAnew(input, lent.get().inForce(), one))
            .toList();
    return new Lending(lent.get().inForce().submission(), Optional.of(base), signOffs, counted);
  }

  /**
   * Whoever says something of this version speaks for themselves: whoever signs it otherwise, and
   * whoever asked for changes to any retrain under the envelope until they approve one, since an
   * answer of the proposer is no signature. A delegate's word is that of both.
   */
  private static boolean speaksAnew(GateInput input, InForce inForce, SignOff lent) {
    return lent.signer()
        .persons()
        .anyMatch(
            person ->
                input.signOffs().stream()
                        .anyMatch(
                            own -> own.person().equals(person) && own.role().equals(lent.role()))
                    || inForce.doubts().contains(new InForce.Doubt(person, lent.role())));
  }

  boolean lends(SignOff signOff) {
    return signOffs.contains(signOff);
  }

  /** Only for what it counts for there: another alternative may ask for a passkey or for more. */
  boolean lends(SignOff signOff, Requirement.SignOff asked) {
    return lends(signOff) && counted.getOrDefault(asked, Set.of()).contains(signOff.id());
  }

  /** What is lent, then what was said of this version. */
  List<SignOff> with(List<SignOff> own) {
    List<SignOff> all = new ArrayList<>(signOffs);
    all.addAll(own);
    return all;
  }
}
