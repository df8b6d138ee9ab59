// SPDX-License-Identifier: Apache-2.0
/** Submissions: the dossier, the statements that people sign, separation of duties. */
@ApplicationModule(allowedDependencies = {"database", "audit", "people", "models", "policies"})
@NullMarked
package org.imprimatur.server.submissions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
