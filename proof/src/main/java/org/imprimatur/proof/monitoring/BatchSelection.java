// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imprimatur.proof.json.Json;

/**
 * Who is selected among the rows of a batch, which is known before their labels are.
 *
 * @param examination the {@code examination/v1} that the version's promotion pinned
 */
record BatchSelection(Json.Obj examination) {
  private static final List<String> ASKED = List.of("favourable", "groups", "intersections");
  private static final List<String> ASKED_OF_CLASSES = List.of("classes", "scores", "prediction");

  /**
   * Whether rows alone tell it: of groups that are compared, by a prediction of two classes, or of
   * several whose names the examination states. A predicted number selects nobody.
   */
  boolean isTold() {
    return !attributes().isEmpty()
        && switch (task()) {
          case "regression" -> false;
          case "multiclass" ->
              Stream.of("classes", "scores").anyMatch(name -> examination.find(name).isPresent());
          default -> true;
        };
  }

  /**
   * Whether a record says it of the groups, and in the sense, that the examination has; who leaves
   * a group out keeps its figures back.
   */
  boolean isAskedBy(Json.Obj record) {
    Json.Obj spec = record.object("spec");
    boolean two = task().equals("binary");
    Stream<String> members =
        two ? ASKED.stream() : Stream.concat(ASKED.stream(), ASKED_OF_CLASSES.stream());
    return members.allMatch(name -> spec.find(name).equals(examination.find(name)))
        && (!two || isOfTwo(record))
        && attributes().equals(told(record.object("tables")));
  }

  /** By which column and which cut-off, and that what is good for the person is not turned. */
  private boolean isOfTwo(Json.Obj record) {
    Json favourable = examination.find("favourable").orElse(Json.of(1));
    return record.object("spec").find(BatchPlan.SCORE).isPresent()
        && record.object("spec").find("threshold").isPresent()
        && record.object("tables").find("favourable").equals(Optional.of(favourable));
  }

  private static List<String> told(Json.Obj tables) {
    return tables.array("groups").values().stream()
        .map(table -> ((Json.Obj) table).string("attribute"))
        .toList();
  }

  /** Every group and every intersection by its name in evidence, in their order. */
  private List<String> attributes() {
    List<String> attributes = new ArrayList<>();
    for (String member : List.of("groups", "intersections")) {
      if (examination.find(member).orElse(Json.nothing()) instanceof Json.Arr found) {
        found.values().forEach(one -> attributes.add(name(one)));
      }
    }
    return attributes;
  }

  private static String name(Json attribute) {
    return switch (attribute) {
      case Json.Arr several ->
          String.join(" & ", several.values().stream().map(one -> name(one)).toList());
      case Json.Str(var column) -> column;
      case Json other -> other.text();
    };
  }

  private String task() {
    return examination.find("task").isPresent() ? examination.string("task") : "binary";
  }
}
