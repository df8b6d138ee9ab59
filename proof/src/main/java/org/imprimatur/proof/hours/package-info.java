// SPDX-License-Identifier: Apache-2.0
/**
 * When the people of the organisation work: what was stated, from when on it held, and how much of
 * a time was closed. It decides nothing.
 */
@NullMarked
package org.imprimatur.proof.hours;

import org.jspecify.annotations.NullMarked;
