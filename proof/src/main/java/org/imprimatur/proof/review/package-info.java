// SPDX-License-Identifier: Apache-2.0
/** Findings, challenges and comments as the acts tell them; who may do what is the gate's rule. */
@NullMarked
package org.imprimatur.proof.review;

import org.jspecify.annotations.NullMarked;
