// SPDX-License-Identifier: Apache-2.0
/** Audit samples: which decisions are drawn, and who may answer what of them. */
@NullMarked
package org.imprimatur.proof.sample;

import org.jspecify.annotations.NullMarked;
