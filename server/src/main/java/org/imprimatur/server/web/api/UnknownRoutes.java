// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.util.List;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.Problems;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What no other route of the API answers. */
@RestController
final class UnknownRoutes {
  @RequestMapping("/api/**")
  @Needs({
    Permission.READ,
    Permission.PROPOSE,
    Permission.EXAMINE,
    Permission.ASSESS,
    Permission.PROMOTE,
    Permission.ROLL_BACK,
    Permission.AUDIT,
    Permission.REPRODUCE,
    Permission.DISCUSS,
    Permission.ADMINISTER,
    Permission.VOUCH,
    Permission.RUN,
    Permission.SIGNAL
  })
  ResponseEntity<Json> none() {
    return ResponseEntity.status(404)
        .contentType(MediaType.parseMediaType(Problems.TYPE))
        .body(
            Problems.of(
                new Refusal(
                    "request.route",
                    404,
                    "The API has no such route.",
                    List.of(),
                    "See /api/v1/openapi.json.")));
  }
}
