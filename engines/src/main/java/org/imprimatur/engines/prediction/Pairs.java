// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

import java.util.function.IntPredicate;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.PairedSums;

/** What comparing two models on the same rows has in common, whatever they predict. */
final class Pairs {
  private Pairs() {}

  /** Refuses two models that were given different labels. */
  static void requireSame(int champion, int challenger, IntPredicate same) throws CheckException {
    if (champion != challenger) {
      throw new IllegalArgumentException("Two models are compared on the rows of one test set");
    }
    for (int row = 0; row < champion; row++) {
      if (!same.test(row)) {
        throw new CheckException(
            "data.label-differs",
            "Row "
                + (row + 1)
                + " has another label beside the champion's predictions than beside the"
                + " challenger's. Give both models the labels of one test set.");
      }
    }
  }

  static ExactSum[] sums() {
    ExactSum[] sums = new ExactSum[5];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = new ExactSum();
    }
    return sums;
  }

  static void add(ExactSum[] sums, long a, long b) {
    sums[0].add(a, 1);
    sums[1].add(b, 1);
    sums[2].add(a, a);
    sums[3].add(b, b);
    sums[4].add(a, b);
  }

  static PairedSums total(ExactSum[] sums) {
    return new PairedSums(
        sums[0].total(), sums[1].total(), sums[2].total(), sums[3].total(), sums[4].total());
  }
}
