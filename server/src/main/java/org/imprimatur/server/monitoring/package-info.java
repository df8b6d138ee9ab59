// SPDX-License-Identifier: Apache-2.0
/** After a promotion: signals, promises, suspensions, the status of attestations, incidents. */
@ApplicationModule(
    allowedDependencies = {
      "database",
      "audit",
      "people",
      "models",
      "policies",
      "checks",
      "submissions"
    })
@NullMarked
package org.imprimatur.server.monitoring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
