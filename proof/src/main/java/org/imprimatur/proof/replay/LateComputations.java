// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct.BatchRecorded;
import org.imprimatur.proof.act.BatchAct.LabelsRecorded;
import org.imprimatur.proof.digest.Digest;

/**
 * Whatever is sent is computed. A promise that was measured by another batch meanwhile is not
 * overdue, so that a bad window would hide behind a good one if a log could go on without it.
 */
final class LateComputations {
  /**
   * For how long a batch may wait, and then entries go on: many can be sent at once, each takes
   * minutes, and a server that was down begins with the first of them.
   */
  static final Duration DAY = Duration.ofDays(1);

  private final Ground ground;
  private final Overdue<Turn> overdue = new Overdue<>(DAY);

  LateComputations(Ground ground) {
    this.ground = ground;
  }

  /** One computation of a batch: of its rows as they came, or with these labels. */
  private record Turn(long batch, Optional<Digest> labels, Instant sent) {
    String words() {
      return labels.isEmpty()
          ? "Batch %d was sent at %s".formatted(batch, sent)
          : "Labels of batch %d were sent at %s".formatted(batch, sent);
    }
  }

  void expect(BatchRecorded act) {
    overdue.add(act.at().plus(DAY), new Turn(act.batch(), Optional.empty(), act.at()));
  }

  void expect(LabelsRecorded act) {
    overdue.add(act.at().plus(DAY), new Turn(act.batch(), Optional.of(act.labels()), act.at()));
  }

  /** Looks at what has to have been computed before an act. */
  void before(Act act) {
    overdue.over(act.at()).stream()
        .filter(this::waits)
        .forEach(
            turn ->
                ground
                    .findings()
                    .add(
                        "batch.uncomputed",
                        turn.words()
                            + " and entries went on for days with nothing computed of it, so that"
                            + " what it measured is missing."));
  }

  private boolean waits(Turn turn) {
    return ground
        .facts()
        .monitoring()
        .batch(turn.batch())
        .filter(batch -> batch.isDue() && batch.dueLabels().equals(turn.labels()))
        .isPresent();
  }
}
