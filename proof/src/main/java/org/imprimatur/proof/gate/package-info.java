// SPDX-License-Identifier: Apache-2.0
/** The gate: policy, dossier, people and an instant in; the verdict with every reason out. Pure. */
@NullMarked
package org.imprimatur.proof.gate;

import org.jspecify.annotations.NullMarked;
