// SPDX-License-Identifier: Apache-2.0
/** SHA-256 digests, the names of everything that is content-addressed. */
@NullMarked
package org.imprimatur.proof.digest;

import org.jspecify.annotations.NullMarked;
