// SPDX-License-Identifier: Apache-2.0
/** Runs checks on untrusted bytes, each in a confined process of its own; it opens none itself. */
@NullMarked
package org.imprimatur.engines;

import org.jspecify.annotations.NullMarked;
