// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;

/**
 * The newest of what can be replaced while a submission is open. What came after its promotion is
 * another's matter.
 */
public final class Newest {
  private Newest() {}

  /**
   * The newest card of the submitted version.
   *
   * @param acts all acts of the model, in the log's order
   */
  public static Optional<Digest> card(Collection<? extends Act> acts, SubmissionOpened opened) {
    Optional<Digest> card = Optional.empty();
    for (Act act : before(acts, opened)) {
      if (act instanceof CardFiled filed && filed.version() == opened.version()) {
        card = Optional.of(filed.card());
      }
    }
    return card;
  }

  /**
   * The newest confirmation of the assessment that the submission pinned.
   *
   * @param acts all acts of the model, in the log's order
   */
  public static Optional<RiskConfirmed> confirmation(
      Collection<? extends Act> acts, SubmissionOpened opened) {
    return ranked(before(acts, opened), opened);
  }

  /** The same with what came after its promotion, where it is judged once more. */
  public static Optional<RiskConfirmed> ranked(
      Collection<? extends Act> acts, SubmissionOpened opened) {
    Optional<RiskConfirmed> confirmed = Optional.empty();
    for (Act act : acts) {
      if (act instanceof RiskConfirmed given && given.assessment().equals(opened.risk())) {
        confirmed = Optional.of(given);
      }
    }
    return confirmed;
  }

  private static List<Act> before(Collection<? extends Act> acts, SubmissionOpened opened) {
    List<Act> before = new ArrayList<>();
    for (Act act : acts) {
      if (act instanceof VersionPromoted promoted && promoted.submission() == opened.submission()) {
        break;
      }
      before.add(act);
    }
    return before;
  }
}
