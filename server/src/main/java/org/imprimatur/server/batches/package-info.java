// SPDX-License-Identifier: Apache-2.0
/** Production data: batches and their labels, computed in confined workers, told as signals. */
@ApplicationModule(
    allowedDependencies = {
      "database",
      "audit",
      "people",
      "models",
      "policies",
      "submissions",
      "monitoring"
    })
@NullMarked
package org.imprimatur.server.batches;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
