// SPDX-License-Identifier: Apache-2.0
/** The command line {@code imprimatur}: it talks to the API, and proves without it. */
@NullMarked
package org.imprimatur.cli;

import org.jspecify.annotations.NullMarked;
