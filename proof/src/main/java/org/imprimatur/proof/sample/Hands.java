// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.sample;

import java.util.Collection;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.gate.Contributors;
import org.imprimatur.proof.gate.Elsewhere;
import org.imprimatur.proof.gate.Waiver;

/** Who took part in a decision, and so does not audit it. */
public final class Hands {
  private Hands() {}

  /**
   * Everybody with a hand in the version or in what the submission pins, who signed, waived or
   * bypassed, and who promoted. The signatures of a retrain are those of the change envelope that
   * it was opened under.
   *
   * @param acts of the model, with those of its submissions
   * @param elsewhere where else its files stand
   * @param waivers of the submission
   */
  public static Set<String> of(
      Collection<? extends Act> acts,
      Elsewhere elsewhere,
      SubmissionOpened opened,
      Collection<Waiver> waivers) {
    Set<String> hands = new TreeSet<>(Contributors.of(acts, elsewhere, opened).keySet());
    hands.add(opened.by());
    for (Act act : acts) {
      switch (act) {
        case SignoffGiven given when counts(given, opened) -> {
          hands.add(given.by());
          given.delegator().ifPresent(hands::add);
        }
        case VersionPromoted promoted when promoted.submission() == opened.submission() ->
            hands.add(promoted.by());
        case VersionBypassed past when past.submission() == opened.submission() ->
            hands.addAll(past.persons());
        case Act _ -> {}
      }
    }
    for (Waiver waiver : waivers) {
      hands.add(waiver.asked().by());
      waiver.granted().ifPresent(granted -> hands.add(granted.by()));
    }
    return hands;
  }

  private static boolean counts(SignoffGiven given, SubmissionOpened opened) {
    return given.submission() == opened.submission()
        || opened.under().equals(OptionalLong.of(given.submission()));
  }
}
