// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;

/** Writes the members of an act; an absent one is left out. */
public final class ActWriter {
  static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Json.Builder members = Json.obj();

  ActWriter(String name, Stamp stamp) {
    put("act", name).put("v", 1).put("at", INSTANT.format(stamp.at())).put("by", stamp.by());
    put("with", stamp.with());
  }

  ActWriter put(String name, String value) {
    members.put(name, value);
    return this;
  }

  ActWriter put(String name, long value) {
    members.put(name, value);
    return this;
  }

  ActWriter put(String name, boolean value) {
    members.put(name, value);
    return this;
  }

  ActWriter put(String name, Instant value) {
    return put(name, INSTANT.format(value));
  }

  ActWriter put(String name, Digest value) {
    return put(name, value.toString());
  }

  ActWriter putInstant(String name, Optional<Instant> value) {
    value.ifPresent(present -> put(name, present));
    return this;
  }

  ActWriter put(String name, Optional<?> value) {
    value.ifPresent(present -> put(name, present.toString()));
    return this;
  }

  ActWriter put(String name, OptionalLong value) {
    value.ifPresent(present -> put(name, present));
    return this;
  }

  ActWriter putStrings(String name, List<String> values) {
    return put(name, values.stream().map(Json::of).toList());
  }

  /** Left out where there are none. */
  ActWriter putSome(String name, List<String> values) {
    return values.isEmpty() ? this : putStrings(name, values);
  }

  ActWriter putIntegers(String name, List<Long> values) {
    return put(name, values.stream().map(value -> Json.of((long) value)).toList());
  }

  ActWriter putDigests(String name, Collection<Digest> values) {
    return put(name, values.stream().map(value -> Json.of(value.toString())).toList());
  }

  ActWriter putDigests(String name, SortedMap<String, Digest> values) {
    var object = Json.obj();
    values.forEach((key, digest) -> object.put(key, digest.toString()));
    members.put(name, object.build());
    return this;
  }

  private ActWriter put(String name, List<Json> values) {
    members.put(name, Json.array(values));
    return this;
  }

  Json.Obj json() {
    return members.build();
  }
}
