// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.onnx;

/**
 * Scores that are probabilities but for rounding. A forest adds up its trees in 32 bits and takes
 * the other class as what is left of 1, so that 1.0000002 and -1.2e-7 come out where the model was
 * trained to 1 and 0; one of them would take away every figure of probabilities.
 */
final class Shares {
  /** What a sum of some hundred 32-bit numbers may be off by. */
  private static final double ROUNDING = 0x1p-16;

  private Shares() {}

  /**
   * Brings scores back to 0 and 1 where all of them lie within 2^-16 of [0, 1]; leaves them alone
   * where one does not, since they are no probabilities then.
   */
  static double[] bounded(double[] scores) {
    for (double score : scores) {
      if (!(score >= -ROUNDING && score <= 1 + ROUNDING)) {
        return scores;
      }
    }
    double[] bounded = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      bounded[i] = Math.clamp(scores[i], 0.0, 1.0);
    }
    return bounded;
  }
}
