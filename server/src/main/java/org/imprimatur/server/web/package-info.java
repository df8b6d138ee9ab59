// SPDX-License-Identifier: Apache-2.0
/** HTTP: who is asking, what each route needs, and what every answer carries. */
@ApplicationModule(
    allowedDependencies = {
      "database",
      "audit",
      "people",
      "models",
      "policies",
      "checks",
      "submissions",
      "reviews",
      "gates",
      "monitoring",
      "batches",
      "samples",
      "messages",
      "insights"
    })
@NullMarked
package org.imprimatur.server.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
