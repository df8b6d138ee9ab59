// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.evidence.Ranking;

/**
 * The rows of one class against those of all others together and of each of them, added up over
 * distinct scores in ascending order.
 */
final class PairSweep {
  private final int own;
  private final RankSweep all;
  private final long[] below;
  private final long[] here;
  private final ExactSum[] twiceU;

  PairSweep(int own, int classes, long positives, long negatives) {
    this.own = own;
    all = new RankSweep(positives, negatives);
    below = new long[classes];
    here = new long[classes];
    twiceU = new ExactSum[classes];
    for (int of = 0; of < classes; of++) {
      twiceU[of] = new ExactSum();
    }
  }

  /** Rows of a class at the score that is being added up. */
  void at(int label, long count) {
    here[label] += count;
  }

  /** No more rows have this score; the next ones have a higher one. */
  void higher() {
    long negatives = 0;
    for (int of = 0; of < here.length; of++) {
      if (of != own) {
        negatives += here[of];
        if (here[own] > 0) {
          twiceU[of].add(2 * below[of] + here[of], here[own]);
        }
      }
    }
    if (negatives + here[own] > 0) {
      all.next(here[own], negatives);
    }
    for (int of = 0; of < here.length; of++) {
      below[of] += here[of];
      here[of] = 0;
    }
  }

  Ranking ranking() {
    return all.ranking();
  }

  List<BigInteger> twiceU() {
    List<BigInteger> found = new ArrayList<>();
    for (ExactSum sum : twiceU) {
      found.add(sum.total());
    }
    return found;
  }
}
