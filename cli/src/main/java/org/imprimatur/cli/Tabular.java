// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

/** A command whose answer has a table as well, for {@code --format csv}. */
interface Tabular {}
