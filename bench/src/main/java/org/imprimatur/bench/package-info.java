// SPDX-License-Identifier: Apache-2.0
/** Benchmarks: each against a limit or a peer in the same run; nothing else rests on them. */
@NullMarked
package org.imprimatur.bench;

import org.jspecify.annotations.NullMarked;
