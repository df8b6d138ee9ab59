// SPDX-License-Identifier: Apache-2.0
/** The checks themselves: from the files of a job to the record of its evidence. */
@NullMarked
package org.imprimatur.engines.checks;

import org.jspecify.annotations.NullMarked;
