// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.json.Json;

/**
 * Reading evidence of any release: what an older or newer check does not say is absent, and never a
 * fault of the page.
 */
final class Tree {
  private static final Json.Obj NOTHING = Json.obj().build();

  private Tree() {}

  static Json.Obj at(Json.Obj object, String... path) {
    Json.Obj found = object;
    for (String name : path) {
      found = found.find(name).orElse(NOTHING) instanceof Json.Obj inner ? inner : NOTHING;
    }
    return found;
  }

  static Optional<Double> number(Json.Obj object, String name) {
    return object.find(name).orElse(NOTHING) instanceof Json.Num(var value)
        ? Optional.of(value)
        : Optional.empty();
  }

  /** A count; 0 where there is none. */
  static long count(Json.Obj object, String name) {
    return Math.round(number(object, name).orElse(0.0));
  }

  static Optional<String> text(Json.Obj object, String name) {
    return object.find(name).orElse(NOTHING) instanceof Json.Str(var value)
        ? Optional.of(value)
        : Optional.empty();
  }

  static List<Json> list(Json.Obj object, String name) {
    return object.find(name).orElse(NOTHING) instanceof Json.Arr(var values) ? values : List.of();
  }

  static List<String> texts(Json.Obj object, String name) {
    List<String> texts = new ArrayList<>();
    for (Json value : list(object, name)) {
      if (value instanceof Json.Str(var text)) {
        texts.add(text);
      }
    }
    return texts;
  }

  static List<Double> numbers(Json.Obj object, String name) {
    List<Double> numbers = new ArrayList<>();
    for (Json value : list(object, name)) {
      if (value instanceof Json.Num(var number)) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  /** The members that are objects, in their order. */
  static Map<String, Json.Obj> objects(Json.Obj object) {
    Map<String, Json.Obj> objects = new LinkedHashMap<>();
    object
        .members()
        .forEach(
            (name, value) -> {
              if (value instanceof Json.Obj inner) {
                objects.put(name, inner);
              }
            });
    return objects;
  }

  /** The elements that are objects, in their order. */
  static List<Json.Obj> objects(Json.Obj object, String name) {
    List<Json.Obj> objects = new ArrayList<>();
    for (Json value : list(object, name)) {
      if (value instanceof Json.Obj inner) {
        objects.add(inner);
      }
    }
    return objects;
  }
}
