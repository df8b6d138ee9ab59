// SPDX-License-Identifier: Apache-2.0
/** A policy as people write it: read with every error at its line, never changed once published. */
@NullMarked
package org.imprimatur.proof.policy;

import org.jspecify.annotations.NullMarked;
