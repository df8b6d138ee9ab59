// SPDX-License-Identifier: Apache-2.0
/** Starts the server and wires its rooms. */
@NullMarked
package org.imprimatur.server;

import org.jspecify.annotations.NullMarked;
