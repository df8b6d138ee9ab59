// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.util.Optional;
import org.imprimatur.proof.json.Json;

/**
 * All that a message can say: a kind, names and numbers, and where to act. Reasons, values, and
 * names of persons have no place here, so none can leave the server.
 *
 * @param role whose sign-off is asked, where one is
 * @param path the exact page, below the server's own address
 */
public record Matter(Kind kind, Thing thing, Optional<String> role, String path) {
  /**
   * What it is about.
   *
   * @param words a name and numbers, such as {@code credit-pd v3, submission 12}
   * @param version 0 where it is about none
   * @param submission 0 where it is about none
   */
  public record Thing(String words, Optional<String> model, long version, long submission) {
    static Thing of(String words) {
      return new Thing(words, Optional.empty(), 0, 0);
    }

    static Thing of(String words, String model) {
      return new Thing(words, Optional.of(model), 0, 0);
    }

    static Thing version(String model, long version) {
      return new Thing("%s v%d".formatted(model, version), Optional.of(model), version, 0);
    }

    static Thing submission(String model, long version, long submission) {
      return new Thing(
          "%s v%d, submission %d".formatted(model, version, submission),
          Optional.of(model),
          version,
          submission);
    }

    /** The same with something that it is a part of. */
    Thing naming(String part) {
      return new Thing(part + words, model, version, submission);
    }
  }

  static Matter of(Kind kind, Thing thing, String path) {
    return new Matter(kind, thing, Optional.empty(), path);
  }

  Matter as(Kind other) {
    return new Matter(other, thing, role, path);
  }

  /** As it waits in the queue. */
  Json.Obj json() {
    Json.Builder json =
        Json.obj().put("kind", kind.word()).put("thing", thing.words()).put("path", path);
    thing.model().ifPresent(model -> json.put("model", model));
    role.ifPresent(one -> json.put("role", one));
    if (thing.version() > 0) {
      json.put("version", thing.version());
    }
    if (thing.submission() > 0) {
      json.put("submission", thing.submission());
    }
    return json.build();
  }

  static Matter read(Json.Obj json) {
    var thing =
        new Thing(
            json.string("thing"),
            json.find("model").map(_ -> json.string("model")),
            json.find("version").isPresent() ? json.integer("version") : 0,
            json.find("submission").isPresent() ? json.integer("submission") : 0);
    return new Matter(
        Kind.of(json.string("kind")).orElse(Kind.WAITING),
        thing,
        json.find("role").map(_ -> json.string("role")),
        json.string("path"));
  }
}
