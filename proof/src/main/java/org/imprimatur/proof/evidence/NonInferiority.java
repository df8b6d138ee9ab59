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
   * @param difference challenger minus champion, of which more is better
   */
  static NonInferiority of(Interval difference, double margin) {
    if (difference.low() > -margin) {
      return WITHIN;
    }
    return difference.high() < -margin ? OUTSIDE : CANNOT_BE_TOLD;
  }
}
