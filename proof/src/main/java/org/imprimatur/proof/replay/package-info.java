// SPDX-License-Identifier: Apache-2.0
/** Replay: derives every verdict and promotion of a log again, from its acts and blobs alone. */
@NullMarked
package org.imprimatur.proof.replay;

import org.jspecify.annotations.NullMarked;
