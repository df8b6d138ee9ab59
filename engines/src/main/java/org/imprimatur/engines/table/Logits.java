// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.util.Optional;
import org.imprimatur.proof.evidence.CalibrationFit;
import org.jspecify.annotations.Nullable;

/**
 * What the calibration fit needs: the distinct scores as they are, up to a number of them, beyond
 * it their logits in narrow bins. Which of the two is decided by the data alone.
 */
final class Logits {
  /** The most distinct scores that are fitted one by one. */
  static final int DISTINCT = 1 << 18;

  private DistinctScores scores = new DistinctScores();
  private @Nullable LogitBins bins;

  void run(double score, long n, long p) {
    if (bins == null && scores.size() == DISTINCT) {
      toBins();
    }
    if (bins == null) {
      scores.add(score, p, n);
    } else {
      bins.run(score, n, p);
    }
  }

  private LogitBins toBins() {
    LogitBins filled = bins == null ? new LogitBins() : bins;
    for (int i = 0; i < scores.size(); i++) {
      filled.run(scores.score(i), scores.negatives(i), scores.positives(i));
    }
    scores = new DistinctScores();
    bins = filled;
    return filled;
  }

  /** Adds the logits of higher scores, which are forgotten there. */
  void take(Logits higher) {
    if (higher.bins != null || bins != null || scores.size() + higher.scores.size() > DISTINCT) {
      toBins().takeAll(higher.toBins());
      return;
    }
    for (int i = 0; i < higher.scores.size(); i++) {
      scores.add(higher.scores.score(i), higher.scores.positives(i), higher.scores.negatives(i));
    }
    higher.scores = new DistinctScores();
  }

  /** Nothing where the likelihood has no finite maximum or a class is missing. */
  Optional<CalibrationFit> fit() {
    return bins == null ? LogisticFit.of(scores, LossTally.CLIP) : LogisticFit.of(bins);
  }
}
