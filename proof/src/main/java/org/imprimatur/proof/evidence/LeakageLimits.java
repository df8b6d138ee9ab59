// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

/**
 * From where on a single column is taken to tell the label, by what the label is. What honest
 * columns reach is not the same: the area of two classes is a wide measure, while a weight tells a
 * price, or the width of a petal its species, almost alone.
 *
 * @param twoClasses for an area, or for Cramér's V of two classes
 * @param numbers for the correlation of ranks with a number
 * @param classes for the share of errors that are spared in naming one of several classes
 */
public record LeakageLimits(double twoClasses, double numbers, double classes) {
  public static final LeakageLimits PRESET = new LeakageLimits(0.9, 0.98, 0.98);
}
