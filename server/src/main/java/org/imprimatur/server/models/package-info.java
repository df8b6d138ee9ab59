// SPDX-License-Identifier: Apache-2.0
/** The registry: models with their use and promises, versions, manifests, lineage, stages. */
@ApplicationModule(allowedDependencies = {"database", "audit", "people"})
@NullMarked
package org.imprimatur.server.models;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
