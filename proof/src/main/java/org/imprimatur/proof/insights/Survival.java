// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * How long submissions go on, by Kaplan and Meier's product limit (Journal of the American
 * Statistical Association 53, 1958): one that is still open counts as going on at least as long as
 * it has, so that slow ones are not left out because they are slow.
 */
final class Survival {
  private static final double ROUNDING = 1e-12;

  private final List<Life> lives;

  /** How long one went on, and whether it ended then. */
  record Life(long millis, boolean ended) {}

  Survival(List<Life> lives) {
    // Where one ends when another is last seen, the other was still there.
    this.lives =
        lives.stream()
            .sorted(
                Comparator.comparingLong(Life::millis)
                    .thenComparing(Comparator.comparing(Life::ended).reversed()))
            .toList();
  }

  /** How many ended after more than this time. */
  long endedAfter(long age) {
    return lives.stream().filter(one -> one.ended() && one.millis() > age).count();
  }

  /**
   * The time within which a share ends of those that go on at this age; empty where too few ended
   * to tell.
   */
  OptionalLong within(int percent, long age) {
    if (endedAfter(age) < Spread.LEAST) {
      return OptionalLong.empty();
    }
    double still = 1;
    for (int i = 0; i < lives.size(); i++) {
      Life life = lives.get(i);
      if (life.ended() && life.millis() > age) {
        double risk = (double) (lives.size() - i);
        still *= (risk - 1) / risk;
        if (still <= 1 - percent / 100.0 + ROUNDING) {
          return OptionalLong.of(life.millis());
        }
      }
    }
    return OptionalLong.empty();
  }
}
