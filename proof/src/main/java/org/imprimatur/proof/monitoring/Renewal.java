// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Revalidation;

/**
 * Until when the approval of a version in production holds. Nothing of it is stored: it follows
 * from the promotion, from the policy and the tier under which that was let through, and from the
 * rows that were scored since. A retrain that came in under a change envelope has the time and the
 * rows that were left to the approval that it rests on.
 *
 * @param notice from when on it is told
 * @param due when the approval expires: with its time, or with the rows that it was for
 * @param exposure the rows; empty where the policy counts none in this tier
 */
public record Renewal(
    Instant notice, Instant due, Revalidation.Overdue overdue, Optional<Exposure> exposure) {
  /**
   * The time that an approval was given; empty where it was given for ever, where the version was
   * taken out of production, or where it came past the gate and nobody has approved it yet.
   *
   * @param policy the one that the submission pinned
   * @param batches those of the model
   */
  public static Optional<Renewal> of(Watch watch, Policy policy, Exposure.Source batches) {
    return of(watch, policy, watch.tier(), batches);
  }

  /**
   * The time that it would have been given under another policy, or in another tier.
   *
   * @param tier of that policy
   * @param batches those of the model
   */
  public static Optional<Renewal> of(
      Watch watch, Policy policy, String tier, Exposure.Source batches) {
    if (watch.tenure().left().isPresent() || watch.debt().isPresent()) {
      return Optional.empty();
    }
    return Optional.ofNullable(policy.gates().get(watch.opened().gate()))
        .flatMap(Policy.Gate::revalidation)
        .flatMap(rule -> of(watch, rule, tier, batches));
  }

  private static Optional<Renewal> of(
      Watch watch, Revalidation rule, String tier, Exposure.Source batches) {
    var days = rule.days(tier);
    if (days.isEmpty()) {
      return Optional.empty();
    }
    Instant due = watch.signed().plus(Duration.ofDays(days.getAsInt()));
    Instant notice = due.minus(Duration.ofDays(rule.notice()));
    var rows = rule.rows(tier);
    if (rows.isEmpty()) {
      return Optional.of(new Renewal(notice, due, rule.overdue(), Optional.empty()));
    }
    var exposure = Exposure.of(rows.getAsLong(), batches.since(watch.signed()));
    return Optional.of(
        new Renewal(
            earlier(notice, exposure.near()),
            earlier(due, exposure.spent()),
            rule.overdue(),
            Optional.of(exposure)));
  }

  private static Instant earlier(Instant one, Optional<Instant> other) {
    return other.filter(one::isAfter).orElse(one);
  }

  /** Whether the rows that it was for are used up before its time is. */
  public boolean isSpent() {
    return exposure.flatMap(Exposure::spent).filter(due::equals).isPresent();
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
