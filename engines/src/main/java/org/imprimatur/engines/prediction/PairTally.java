// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

import org.imprimatur.proof.evidence.SquaredPair;

/** Adds up squared errors beside squared distances of the truth. */
final class PairTally {
  private final ExactSum a = new ExactSum();
  private final ExactSum aSquares = new ExactSum();
  private final ExactSum b = new ExactSum();
  private final ExactSum bSquares = new ExactSum();
  private final ExactSum products = new ExactSum();

  void row(long error, long distance) {
    long first = PortionTally.coarseSquare(error);
    long second = PortionTally.coarseSquare(distance);
    a.add(first, 1);
    aSquares.add(first, first);
    b.add(second, 1);
    bSquares.add(second, second);
    products.add(first, second);
  }

  SquaredPair pair() {
    return new SquaredPair(
        a.total(), aSquares.total(), b.total(), bSquares.total(), products.total());
  }
}
