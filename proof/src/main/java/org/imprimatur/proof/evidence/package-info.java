// SPDX-License-Identifier: Apache-2.0
/**
 * Statistics of evidence: turns integer tables into metrics with their intervals, the same bits on
 * every machine. It never sees data rows, never touches files and never judges a limit.
 */
@NullMarked
package org.imprimatur.proof.evidence;

import org.jspecify.annotations.NullMarked;
