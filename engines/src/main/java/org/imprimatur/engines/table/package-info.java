// SPDX-License-Identifier: Apache-2.0
/** Reads untrusted tables with DuckDB and counts; only ever used inside the confined process. */
@NullMarked
package org.imprimatur.engines.table;

import org.jspecify.annotations.NullMarked;
