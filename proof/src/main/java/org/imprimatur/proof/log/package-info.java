// SPDX-License-Identifier: Apache-2.0
/** The tamper-evident log (RFC 6962 hashes, C2SP tiles, notes and checkpoints); never does I/O. */
@NullMarked
package org.imprimatur.proof.log;

import org.jspecify.annotations.NullMarked;
