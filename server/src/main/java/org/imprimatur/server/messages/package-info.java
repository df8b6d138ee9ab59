// SPDX-License-Identifier: Apache-2.0
/** Whose turn it is, and who is told so: on the page, by mail, in chats, by webhooks. */
@ApplicationModule(
    allowedDependencies = {
      "database",
      "audit",
      "people",
      "models",
      "policies",
      "submissions",
      "reviews",
      "gates",
      "monitoring",
      "samples"
    })
@NullMarked
package org.imprimatur.server.messages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
