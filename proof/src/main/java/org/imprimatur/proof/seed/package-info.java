// SPDX-License-Identifier: Apache-2.0
/** Seeded cases: what a steward commits to, and who may reveal it. */
@NullMarked
package org.imprimatur.proof.seed;

import org.jspecify.annotations.NullMarked;
