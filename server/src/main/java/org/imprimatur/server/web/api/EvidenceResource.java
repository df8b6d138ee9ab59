// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.util.List;
import java.util.OptionalLong;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.checks.Reproductions;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Recorded evidence by its digest. */
@RestController
@RequestMapping("/api/v1/evidence/{hex}")
final class EvidenceResource {
  private final Reproductions reproductions;
  private final Shown shown;

  EvidenceResource(Reproductions reproductions, Shown shown) {
    this.reproductions = reproductions;
    this.shown = shown;
  }

  /** Answers when it is computed, which can take as long as the check did. */
  @PostMapping("/reproductions")
  @Needs(Permission.REPRODUCE)
  Json reproduce(Caller caller, @PathVariable String hex, @RequestBody Json.Obj json) {
    Body body = Body.of(json, "submission");
    OptionalLong submission =
        body.has("submission") ? OptionalLong.of(body.integer("submission")) : OptionalLong.empty();
    Reproductions.Reproduced reproduced = reproductions.reproduce(caller, digest(hex), submission);
    Json.Builder answer = Json.obj();
    shown.reproduction(reproduced.act()).members().forEach(answer::put);
    return answer
        .put("submission", reproduced.act().submission())
        .put("kind", reproduced.kind())
        .put(
            "difference",
            reproduced
                .held()
                .first()
                .<Json>map(first -> first.toJson("recorded", "computed"))
                .orElse(Json.nothing()))
        .build();
  }

  private static Digest digest(String hex) {
    try {
      return Digest.parse("sha256:" + hex);
    } catch (IllegalArgumentException _) {
      throw new RefusedException(
          new Refusal(
              "evidence.name",
              400,
              "Evidence is named by 64 hexadecimal digits.",
              List.of(),
              "Check the digest."));
    }
  }
}
