// SPDX-License-Identifier: Apache-2.0
/**
 * What is counted of the columns of a data set; a cell's text leaves the database only to be
 * checked, never for the record.
 */
@NullMarked
package org.imprimatur.engines.columns;

import org.jspecify.annotations.NullMarked;
