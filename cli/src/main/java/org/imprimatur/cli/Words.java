// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.imprimatur.proof.json.Json;

/** Reads an answer leniently for showing: what a server does not say is shown as nothing. */
final class Words {
  private Words() {}

  /** A member's text; empty where it is missing or null. */
  static String text(Json.Obj object, String name) {
    return text(object.find(name).orElse(Json.nothing()));
  }

  static String text(Json value) {
    return switch (value) {
      case Json.Str(var text) -> text;
      case Json.Null _ -> "";
      case Json.Obj object when object.find("username").isPresent() -> person(object);
      default -> value.text();
    };
  }

  /** How a person is called: by name, or by username after the name was erased. */
  static String person(Json.Obj person) {
    String name = text(person, "name");
    return name.isEmpty() ? text(person, "username") : name;
  }

  /** A text with the names of those whom the answer says who they are. */
  static String named(Json.Obj answer, String text) {
    String named = text;
    for (Json.Obj one : objects(answer, "people")) {
      String pseudonym = text(one, "person");
      String name = person(one);
      if (!pseudonym.isEmpty() && !name.isEmpty()) {
        named = named.replace(pseudonym, name);
      }
    }
    return named;
  }

  static Json.Obj object(Json.Obj object, String name) {
    return object.find(name).orElse(Json.nothing()) instanceof Json.Obj found
        ? found
        : Json.obj().build();
  }

  static List<Json> array(Json.Obj object, String name) {
    return object.find(name).orElse(Json.nothing()) instanceof Json.Arr found
        ? found.values()
        : List.of();
  }

  static List<Json.Obj> objects(Json.Obj object, String name) {
    return array(object, name).stream()
        .filter(Json.Obj.class::isInstance)
        .map(Json.Obj.class::cast)
        .toList();
  }

  static boolean is(Json.Obj object, String name) {
    return object.find(name).orElse(Json.nothing()) instanceof Json.Bool(var value) && value;
  }

  static String brief(String digest) {
    return digest.length() == 71 ? digest.substring(0, 11) + "…" + digest.substring(67) : digest;
  }

  /** A word in a path or a query. */
  static String encoded(String word) {
    return URLEncoder.encode(word, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static Json.Arr strings(List<String> words) {
    return new Json.Arr(words.stream().map(Json::of).toList());
  }
}
