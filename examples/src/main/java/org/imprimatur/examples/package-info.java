// SPDX-License-Identifier: Apache-2.0
/** The worked example, played through the API, the command line and the pages that people use. */
@NullMarked
package org.imprimatur.examples;

import org.jspecify.annotations.NullMarked;
