// SPDX-License-Identifier: Apache-2.0
/** Samples: decisions that an auditor draws by chance, and what was found of each. */
@ApplicationModule(allowedDependencies = {"database", "audit", "people", "models", "submissions"})
@NullMarked
package org.imprimatur.server.samples;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
