// SPDX-License-Identifier: Apache-2.0
/** The program inside the confined process: reads one job, writes one result, ends. */
@NullMarked
package org.imprimatur.engines.worker;

import org.jspecify.annotations.NullMarked;
