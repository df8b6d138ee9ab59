// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

/**
 * How the scores that a model gives here agree with those that came with it.
 *
 * @param rows rows in which both are finite
 * @param largest the largest absolute difference; 0 without rows
 * @param flipped rows whose predicted class differs at the cut-off
 */
public record ScoreAgreement(long rows, double largest, long flipped) {}
