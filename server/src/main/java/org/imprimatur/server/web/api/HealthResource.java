// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.web.Open;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the server answers and can read its database. */
@RestController
final class HealthResource {
  private final Audit audit;

  HealthResource(Audit audit) {
    this.audit = audit;
  }

  @GetMapping("/health")
  @Open(why = "a supervisor asks it without a sign-in, and it says nothing of what is stored")
  Json health() {
    return Json.obj()
        .put("status", audit.size() > 0 ? "ok" : "empty")
        .put("clock", audit.clock().isHeld() ? "leapt" : "ok")
        .build();
  }
}
