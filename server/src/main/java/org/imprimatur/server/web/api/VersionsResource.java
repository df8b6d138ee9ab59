// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import org.imprimatur.proof.digest.Manifest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.models.NewVersion;
import org.imprimatur.server.models.Version;
import org.imprimatur.server.models.Versions;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Versions of a model and their cards. */
@RestController
@RequestMapping("/api/v1/models/{name}/versions")
final class VersionsResource {
  private final Models models;
  private final Versions versions;
  private final ModelView view;

  VersionsResource(Models models, Versions versions, ModelView view) {
    this.models = models;
    this.versions = versions;
    this.view = view;
  }

  @PostMapping
  @Needs(Permission.PROPOSE)
  ResponseEntity<Json> register(
      Caller caller, @PathVariable String name, @RequestBody Json.Obj json) {
    Body body = Body.of(json, "manifest", "cutoff", "lineage", "card");
    Body lineage =
        body.object(
            "lineage", "datasets", "commits", "parents", "contributors", "unnamed", "output");
    Json.Builder documents = Json.obj();
    if (lineage.has("datasets")) {
      documents.put("datasets", lineage.array("datasets"));
    }
    if (lineage.has("commits")) {
      documents.put("commits", lineage.array("commits"));
    }
    if (lineage.has("output")) {
      documents.put("output", lineage.object("output", "name", "index", "key").json());
    }
    var asked =
        new NewVersion(
            manifest(body),
            body.text("cutoff"),
            new NewVersion.Lineage(
                lineage.integers("parents"),
                lineage.texts("contributors"),
                lineage.integer("unnamed", 0),
                documents.build()),
            body.findDigest("card"));
    Version version = versions.register(caller, name, asked);
    return ResponseEntity.status(HttpStatus.CREATED).body(shown(name, version));
  }

  private static Manifest manifest(Body body) {
    try {
      return Manifest.fromJson(body.free("manifest"));
    } catch (JsonException | IllegalArgumentException e) {
      throw body.wrong("manifest", "a manifest; this one is not: " + e.getMessage());
    }
  }

  private Json shown(String name, Version version) {
    return view.version(models.get(name), version);
  }

  @GetMapping("/{number}")
  @Needs(Permission.READ)
  Json get(@PathVariable String name, @PathVariable long number) {
    return shown(name, versions.get(name, number));
  }

  @PutMapping("/{number}/card")
  @Needs(Permission.PROPOSE)
  Json fileCard(
      Caller caller,
      @PathVariable String name,
      @PathVariable long number,
      @RequestBody Json.Obj json) {
    Body body = Body.of(json, "card", "over");
    return shown(
        name,
        versions.fileCard(caller, name, number, body.digest("card"), body.findDigest("over")));
  }
}
