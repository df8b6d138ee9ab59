// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

/**
 * Whether a challenger is at most a margin worse than the champion: judged by the whole interval of
 * the difference, never by its middle.
 */
public enum NonInferiority {
  WITHIN("within"),
  OUTSIDE("outside"),
  CANNOT_BE_TOLD("cannot be told");

  private final String word;

  NonInferiority(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /**
   * Within where the difference lies above minus the margin, outside where it lies below.
   *
   * @param difference challenger minus champion
   */
  public static NonInferiority of(Estimate difference, double margin) {
    Interval interval = difference.interval();
    return interval == null ? CANNOT_BE_TOLD : of(interval, margin);
  }

  static NonInferiority of(Interval interval, double margin) {
    if (interval.low() > -margin) {
      return WITHIN;
    }
    return interval.high() < -margin ? OUTSIDE : CANNOT_BE_TOLD;
  }
}
