// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.util.Map;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.insights.Measures;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The measures of the process, exactly as the command line computes them from an export. */
@RestController
final class InsightsResource {
  private final Measures measures;

  InsightsResource(Measures measures) {
    this.measures = measures;
  }

  @GetMapping("/api/v1/insights")
  @Needs(Permission.READ)
  Json get(@RequestParam Map<String, String> query) {
    return measures.of(Measures.selection(query), Measures.instant(query, "at")).toJson();
  }
}
