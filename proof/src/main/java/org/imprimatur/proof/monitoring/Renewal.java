// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Revalidation;

/**
 * Until when the approval of a version in production holds. Nothing of it is stored: it follows
 * from the promotion, and from the policy and the tier under which that was let through. A retrain
 * that came in under a change envelope has the time that was left to the approval that it rests on.
 *
 * @param notice from when on it is told
 * @param due when the approval expires
 */
public record Renewal(Instant notice, Instant due, Revalidation.Overdue overdue) {
  /**
   * The time that an approval was given; empty where it was given for ever, where another version
   * took the place of this one, or where it came past the gate and nobody has approved it yet.
   *
   * @param policy the one that the submission pinned
   */
  public static Optional<Renewal> of(Watch watch, Policy policy) {
    if (!watch.current() || watch.debt().isPresent()) {
      return Optional.empty();
    }
    return Optional.ofNullable(policy.gates().get(watch.opened().gate()))
        .flatMap(Policy.Gate::revalidation)
        .flatMap(rule -> of(watch, rule));
  }

  private static Optional<Renewal> of(Watch watch, Revalidation rule) {
    var days = rule.days(watch.tier());
    if (days.isEmpty()) {
      return Optional.empty();
    }
    Instant due = watch.signed().plus(Duration.ofDays(days.getAsInt()));
    return Optional.of(new Renewal(due.minus(Duration.ofDays(rule.notice())), due, rule.overdue()));
  }

  /** Whether it is time to say so. */
  public boolean isNear(Instant now) {
    return !now.isBefore(notice);
  }

  public boolean isOverdue(Instant now) {
    return !now.isBefore(due);
  }

  public boolean suspends() {
    return overdue == Revalidation.Overdue.SUSPEND;
  }
}
