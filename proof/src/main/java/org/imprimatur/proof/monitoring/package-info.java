// SPDX-License-Identifier: Apache-2.0
/** Promises after a promotion: what was measured, where each stands, and what follows. Pure. */
@NullMarked
package org.imprimatur.proof.monitoring;

import org.jspecify.annotations.NullMarked;
