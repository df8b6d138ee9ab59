// SPDX-License-Identifier: Apache-2.0
/**
 * Tail probabilities of test statistics and a quantile, from counts alone and by {@code
 * StrictMath}: the same bits on every machine. Nothing here knows what is tested.
 */
@NullMarked
package org.imprimatur.proof.distribution;

import org.jspecify.annotations.NullMarked;
