// SPDX-License-Identifier: Apache-2.0
/** Connections, migrations and the one writer; knows nothing of what it stores. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.imprimatur.server.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
