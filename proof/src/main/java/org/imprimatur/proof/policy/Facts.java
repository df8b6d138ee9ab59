// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import java.util.Map;

/** What an expression may see: measured metrics, each as an interval, and answers to questions. */
public record Facts(Map<String, Range> metrics, Map<String, String> answers) {
  public Facts {
    metrics = Map.copyOf(metrics);
    answers = Map.copyOf(answers);
  }

  /** The values that a number may have; a point where no interval is known. */
  public record Range(double low, double high) {
    public Range {
      if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
        throw new IllegalArgumentException("A range has finite bounds in order.");
      }
    }

    public static Range point(double value) {
      return new Range(value, value);
    }
  }
}
