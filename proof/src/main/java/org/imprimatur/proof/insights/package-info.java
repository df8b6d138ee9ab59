// SPDX-License-Identifier: Apache-2.0
/**
 * Insights: how long submissions take, who has them, what becomes of them, and what reviews are
 * worth; from the acts of a log and the documents they pin. It measures and never decides.
 */
@NullMarked
package org.imprimatur.proof.insights;

import org.jspecify.annotations.NullMarked;
