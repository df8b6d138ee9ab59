// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;

/** A request body, read strictly: every member is known, of its kind, or refused by name. */
record Body(Json.Obj json, String path) {
  private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);
  private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

  private static final int LONGEST_TEXT = 20_000;

  /** The body of a request that may have exactly these members. */
  static Body of(Json.Obj json, String... known) {
    return new Body(json, "").only(known);
  }

  /** The same of one of a list, which is named by its place. */
  static Body of(Json json, String place, String... known) {
    if (json instanceof Json.Obj object) {
      return new Body(object, place + ".").only(known);
    }
    throw refused("request.member", place + " must be an object.");
  }

  private Body only(String... known) {
    Set<String> names = new TreeSet<>(Arrays.asList(known));
    for (String name : json.members().keySet()) {
      if (!names.contains(name)) {
        throw refused(
            "request.unknown-member",
            "There is no %s%s. Known here: %s.".formatted(path, name, String.join(", ", names)));
      }
    }
    return this;
  }

  boolean has(String name) {
    return !(json.find(name).orElse(Json.nothing()) instanceof Json.Null);
  }

  String text(String name) {
    return text(name, LONGEST_TEXT);
  }

  String text(String name, int longest) {
    return switch (member(name)) {
      case Json.Str(var text) when text.length() <= longest -> text;
      case Json.Str _ -> throw wrong(name, "a text of at most " + longest + " characters");
      case Json.Obj _, Json.Arr _, Json.Num _, Json.Bool _, Json.Null _ ->
          throw wrong(name, "a text");
    };
  }

  String text(String name, String preset) {
    return has(name) ? text(name) : preset;
  }

  /** A decimal as text, which never rounds, or as a number. What it says is not judged here. */
  String decimal(String name) {
    return decimal(name, 100);
  }

  String decimal(String name, int longest) {
    return member(name) instanceof Json.Num(var number)
        ? BigDecimal.valueOf(number).toPlainString()
        : text(name, longest);
  }

  Optional<String> find(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  /** A choice that is not made where nothing is said. */
  boolean chosen(String name) {
    if (!has(name)) {
      return false;
    }
    if (member(name) instanceof Json.Bool(var chosen)) {
      return chosen;
    }
    throw wrong(name, "true or false");
  }

  long integer(String name) {
    if (member(name) instanceof Json.Num(var number)
        && number == Math.rint(number)
        && Math.abs(number) < 1L << 53) {
      return (long) number;
    }
    throw wrong(name, "an integer");
  }

  long integer(String name, long preset) {
    return has(name) ? integer(name) : preset;
  }

  double number(String name) {
    if (member(name) instanceof Json.Num(var number)) {
      return number;
    }
    throw wrong(name, "a number");
  }

  /** A time, where one is said; it may be one that no calendar reaches. */
  Optional<Instant> findInstant(String name) {
    try {
      return find(name).map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      throw noTime(name);
    }
  }

  /** The same, where it is none whose milliseconds cannot be counted. */
  Optional<Instant> findCountedInstant(String name) {
    Optional<Instant> instant = findInstant(name);
    if (instant.filter(at -> at.isBefore(FIRST) || at.isAfter(LAST)).isPresent()) {
      throw noTime(name);
    }
    return instant;
  }

  private RefusedException noTime(String name) {
    return wrong(name, "a time such as 2026-11-26T09:00:00Z");
  }

  Digest digest(String name) {
    try {
      return Digest.parse(text(name));
    } catch (IllegalArgumentException e) {
      throw wrong(name, "a digest such as sha256:9f86…");
    }
  }

  Optional<Digest> findDigest(String name) {
    return has(name) ? Optional.of(digest(name)) : Optional.empty();
  }

  Body object(String name, String... known) {
    if (member(name) instanceof Json.Obj object) {
      return new Body(object, path + name + ".").only(known);
    }
    throw wrong(name, "an object");
  }

  /** An object whose members are the caller's, such as answers by question. */
  Json.Obj free(String name) {
    if (member(name) instanceof Json.Obj object) {
      return object;
    }
    throw wrong(name, "an object");
  }

  Json.Arr array(String name) {
    if (member(name) instanceof Json.Arr array) {
      return array;
    }
    throw wrong(name, "a list");
  }

  private List<Json> values(String name) {
    return has(name) ? array(name).values() : List.of();
  }

  List<String> texts(String name) {
    return texts(name, values(name));
  }

  private List<String> texts(String name, List<Json> values) {
    List<String> texts = new ArrayList<>();
    for (Json value : values) {
      if (!(value instanceof Json.Str(var text))) {
        throw wrong(name, "a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  List<List<String>> textLists(String name) {
    List<List<String>> lists = new ArrayList<>();
    for (Json value : values(name)) {
      if (!(value instanceof Json.Arr list)) {
        throw wrong(name, "a list of lists of texts");
      }
      lists.add(texts(name, list.values()));
    }
    return lists;
  }

  List<Long> integers(String name) {
    List<Long> integers = new ArrayList<>();
    for (Json value : values(name)) {
      if (!(value instanceof Json.Num(var number)) || number != Math.rint(number)) {
        throw wrong(name, "a list of integers");
      }
      integers.add((long) number);
    }
    return integers;
  }

  private Json member(String name) {
    return json.find(name)
        .orElseThrow(() -> refused("request.missing", path + name + " is missing."));
  }

  RefusedException wrong(String name, String kind) {
    return refused("request.member", path + name + " must be " + kind + ".");
  }

  private static RefusedException refused(String code, String sentence) {
    return new RefusedException(
        new Refusal(code, 400, sentence, List.of(), "See /api/v1/openapi.json."));
  }
}
