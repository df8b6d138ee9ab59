// SPDX-License-Identifier: Apache-2.0
/** The log: recording acts is the only way to change state. Never rewrites an entry. */
@ApplicationModule(allowedDependencies = {"database"})
@NullMarked
package org.imprimatur.server.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
