// SPDX-License-Identifier: Apache-2.0
/**
 * Rows with a predicted class of several, or a predicted number, beside what came true; only
 * integers that no order of rows changes leave it.
 */
@NullMarked
package org.imprimatur.engines.prediction;

import org.jspecify.annotations.NullMarked;
