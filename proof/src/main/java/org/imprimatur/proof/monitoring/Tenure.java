// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.RemovalAct;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.policy.Policy;

/**
 * Whether a version holds production, or how it came to hold it no more.
 *
 * @param replaced which version took its place; it may serve beside that one for a while
 * @param left how it was taken out of production
 */
public record Tenure(Optional<Replaced> replaced, Optional<Left> left) {
  /** It entered last. */
  public static final Tenure CURRENT = new Tenure(Optional.empty(), Optional.empty());

  /**
   * Another version took its place.
   *
   * @param version that one
   * @param policy the policy under which that one entered: it says for how long both may serve
   * @param gate through which
   */
  public record Replaced(Instant at, long version, Digest policy, String gate) {}

  /**
   * It stands in production no more.
   *
   * @param to the stage where it stands
   * @param by the person's decision; none where a gate let it into another stage
   */
  public record Left(Instant at, String to, Optional<RemovalAct> by) {
    static Left by(RemovalAct act) {
      return new Left(act.at(), act.to(), Optional.of(act));
    }

    static Left through(Act act, String to) {
      return new Left(act.at(), to, Optional.empty());
    }
  }

  /** Where several took its place one after the other, the first began its end. */
  Tenure then(Replaced by) {
    return replaced.isPresent() ? this : new Tenure(Optional.of(by), left);
  }

  /** What is retired after its approval was withdrawn stands where it went last. */
  Tenure then(Left gone) {
    return new Tenure(replaced, Optional.of(gone));
  }

  /**
   * Whether it can serve at all, by the longest overlap that a policy can give: what is looked at
   * again for every act has to be few.
   */
  public boolean canServe(Instant now) {
    return left.isEmpty()
        && replaced
            .filter(by -> !now.isBefore(by.at().plus(Duration.ofDays(Policy.Gate.MOST_OVERLAP))))
            .isEmpty();
  }

  /** Whether it entered last, and was not taken out. */
  public boolean current() {
    return replaced.isEmpty() && left.isEmpty();
  }
}
