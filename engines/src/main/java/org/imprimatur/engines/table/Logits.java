// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.util.ArrayList;
import java.util.List;
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

  /** Those of parts, which add up in any order, and only in the end. */
  private final List<LogitBins> binsOfParts = new ArrayList<>();

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

  /**
   * Adds the logits of higher scores, which are forgotten there. Where they are in bins, these are
   * kept until the fit is wanted, with what is added to them until then.
   */
  void take(Logits higher) {
    if (higher.bins != null) {
      if (!binsOfParts.contains(higher.bins)) {
        binsOfParts.add(higher.bins);
      }
      return;
    }
    DistinctScores more = higher.scores;
    if (bins == null && scores.size() + more.size() > DISTINCT) {
      toBins();
    }
    for (int i = 0; i < more.size(); i++) {
      run(more.score(i), more.negatives(i), more.positives(i));
    }
    higher.scores = new DistinctScores();
  }

  /** Nothing where the likelihood has no finite maximum or a class is missing. */
  Optional<CalibrationFit> fit() {
    if (bins == null && binsOfParts.isEmpty()) {
      return LogisticFit.of(scores, LossTally.CLIP);
    }
    if (bins == null) {
      bins = binsOfParts.removeFirst();
    }
    LogitBins all = toBins();
    binsOfParts.forEach(all::takeAll);
    return LogisticFit.of(all);
  }
}
