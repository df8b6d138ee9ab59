// SPDX-License-Identifier: Apache-2.0
/** Gates: evaluation at the moment of use, promotion, attestations. */
@ApplicationModule(
    allowedDependencies = {"database", "audit", "people", "models", "policies", "submissions"})
@NullMarked
package org.imprimatur.server.gates;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
