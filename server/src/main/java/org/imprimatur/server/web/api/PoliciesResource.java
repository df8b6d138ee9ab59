// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.policies.Policies;
import org.imprimatur.server.web.Needs;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Published policies. */
@RestController
@RequestMapping("/api/v1/policies")
final class PoliciesResource {
  private final Policies policies;

  PoliciesResource(Policies policies) {
    this.policies = policies;
  }

  @GetMapping
  @Needs(Permission.READ)
  Json list() {
    return Shown.page(
        "policies",
        policies.all().stream()
            .map(
                policy ->
                    Json.obj()
                        .put("name", policy.name())
                        .put("number", policy.number())
                        .put("digest", policy.digest().toString())
                        .put("default", policy.preset())
                        .build())
            .toList(),
        Optional.empty());
  }

  @GetMapping("/{name}/{number}")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> get(@PathVariable String name, @PathVariable long number) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("application/yaml;charset=UTF-8"))
        .body(policies.bytes(policies.get(name, number).digest()));
  }
}
