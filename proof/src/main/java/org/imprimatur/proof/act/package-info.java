// SPDX-License-Identifier: Apache-2.0
/** The acts: the closed vocabulary of everything that may change state, as the log holds it. */
@NullMarked
package org.imprimatur.proof.act;

import org.jspecify.annotations.NullMarked;
