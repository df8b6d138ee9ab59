// SPDX-License-Identifier: Apache-2.0
/** Check runs: started by following the log, computed in confined workers, filed as evidence. */
@ApplicationModule(allowedDependencies = {"database", "audit", "people", "models", "policies"})
@NullMarked
package org.imprimatur.server.checks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
