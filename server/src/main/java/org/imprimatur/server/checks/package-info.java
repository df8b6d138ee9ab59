// SPDX-License-Identifier: Apache-2.0
/** Check runs: started by following the log, computed in confined workers, filed as evidence. */
@NullMarked
package org.imprimatur.server.checks;

import org.jspecify.annotations.NullMarked;
