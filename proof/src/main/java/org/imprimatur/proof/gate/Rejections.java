// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SignoffWithdrawn;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.impact.Condemnations;

/**
 * Rejections that a version brings along: only whoever rejected ends it, so neither a withdrawal
 * nor a new submission of the same version does, nor the same files under another number, which
 * another cut-off in its last digit gives them.
 */
public final class Rejections {
  private final Set<Long> others = new HashSet<>();
  private final Set<String> withdrawn = new HashSet<>();

  private Rejections() {}

  /**
   * The rejections of earlier submissions of the same files at the same gate that their signers
   * neither took back nor replaced, in order.
   *
   * @param acts all acts of the model, with those of its submissions, in the log's order
   */
  public static List<SignoffGiven> before(
      Collection<? extends Act> acts, SubmissionOpened submission) {
    return before(acts, submission, Condemnations.NONE);
  }

  /**
   * The same where something is condemned: a sign-off that is taken away replaces no rejection.
   *
   * @param acts all acts of the model, with those of its submissions, in the log's order
   */
  public static List<SignoffGiven> before(
      Collection<? extends Act> acts, SubmissionOpened submission, Condemnations condemnations) {
    return beside(acts, submission, condemnations, other -> other < submission.submission());
  }

  /**
   * The rejections of later submissions of the same files at the same gate: where a submission of
   * before is judged once more, what was said of the same files since counts as well.
   *
   * @param acts all acts of the model, with those of its submissions, in the log's order
   */
  public static List<SignoffGiven> since(
      Collection<? extends Act> acts, SubmissionOpened submission, Condemnations condemnations) {
    return beside(acts, submission, condemnations, other -> other > submission.submission());
  }

  private static List<SignoffGiven> beside(
      Collection<? extends Act> acts,
      SubmissionOpened submission,
      Condemnations condemnations,
      LongPredicate counts) {
    var rejections = new Rejections();
    acts.forEach(act -> rejections.take(act, submission, counts));
    return rejections.standing(acts, condemnations);
  }

  private void take(Act act, SubmissionOpened submission, LongPredicate counts) {
    if (act instanceof SubmissionOpened opened
        && counts.test(opened.submission())
        && opened.manifest().equals(submission.manifest())
        && opened.gate().equals(submission.gate())) {
      others.add(opened.submission());
    } else if (act instanceof SignoffWithdrawn back) {
      withdrawn.add(back.signoff());
    }
  }

  /** Each person's last word in a role counts, in whichever submission it was said. */
  private List<SignoffGiven> standing(Collection<? extends Act> acts, Condemnations condemnations) {
    Map<List<String>, SignoffGiven> last = new LinkedHashMap<>();
    for (Act act : acts) {
      if (act instanceof SignoffGiven given
          && others.contains(given.submission())
          && !withdrawn.contains(given.signoff())
          && !condemnations.takes(given)) {
        last.remove(Docket.seat(given));
        last.put(Docket.seat(given), given);
      }
    }
    List<SignoffGiven> standing = new ArrayList<>(last.values());
    standing.removeIf(given -> !given.decision().equals(SignOff.Decision.REJECT.word()));
    return List.copyOf(standing);
  }
}
