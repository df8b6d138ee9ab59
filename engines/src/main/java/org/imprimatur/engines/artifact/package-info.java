// SPDX-License-Identifier: Apache-2.0
/** Recognises files by their bytes; it never unpacks or loads one. */
@NullMarked
package org.imprimatur.engines.artifact;

import org.jspecify.annotations.NullMarked;
