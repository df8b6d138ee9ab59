// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;

/** Reads the members of an act and remembers which, so that an unknown one is noticed. */
final class ActReader {
  private final Json.Obj json;
  // An act has few members, so that to look through them takes less than to hash them.
  private final List<String> read = new ArrayList<>();
  private final Optional<Words> words;

  ActReader(Json.Obj json, Optional<Words> words) {
    this.json = json;
    this.words = words;
  }

  String name() {
    if (integer("v") != 1) {
      throw new ActException("act.unknown", "The act's shape is newer than this version reads.");
    }
    return string("act");
  }

  Stamp stamp() {
    return new Stamp(instant("at"), string("by"), findString("with"));
  }

  Instant instant(String name) {
    return Instants.parse(string(name));
  }

  void nothingElse() {
    for (String name : json.members().keySet()) {
      if (!read.contains(name)) {
        throw new ActException("act.shape", "The entry has an unknown member \"" + name + "\".");
      }
    }
  }

  String string(String name) {
    read.add(name);
    return once(json.string(name));
  }

  private String once(String word) {
    return words.isPresent() ? words.get().once(word) : word;
  }

  long integer(String name) {
    read.add(name);
    return json.integer(name);
  }

  boolean bool(String name) {
    read.add(name);
    return json.bool(name);
  }

  Digest digest(String name) {
    return Digest.parse(string(name));
  }

  Optional<String> findString(String name) {
    return json.find(name).isPresent() ? Optional.of(string(name)) : Optional.empty();
  }

  Optional<Digest> findDigest(String name) {
    return findString(name).map(Digest::parse);
  }

  Optional<Instant> findInstant(String name) {
    return findString(name).map(Instants::parse);
  }

  OptionalLong findInteger(String name) {
    return json.find(name).isPresent() ? OptionalLong.of(integer(name)) : OptionalLong.empty();
  }

  /** None where nothing is said; an empty list is not written. */
  List<String> findStrings(String name) {
    if (json.find(name).isEmpty()) {
      return List.of();
    }
    List<String> values = strings(name);
    if (values.isEmpty()) {
      throw new ActException("act.shape", "The list " + name + " is empty.");
    }
    return values;
  }

  List<String> strings(String name) {
    var array = array(name);
    List<String> values = new ArrayList<>();
    for (int i = 0; i < array.values().size(); i++) {
      values.add(once(array.string(i)));
    }
    return values;
  }

  List<Long> integers(String name) {
    var array = array(name);
    List<Long> values = new ArrayList<>();
    for (int i = 0; i < array.values().size(); i++) {
      values.add(array.integer(i));
    }
    return values;
  }

  List<Digest> digests(String name) {
    return strings(name).stream().map(Digest::parse).toList();
  }

  SortedMap<String, Digest> digestMap(String name) {
    read.add(name);
    var object = json.object(name);
    SortedMap<String, Digest> values = new TreeMap<>();
    object
        .members()
        .keySet()
        .forEach(key -> values.put(once(key), Digest.parse(once(object.string(key)))));
    return values;
  }

  /** An empty map where there is none; an empty one is never written. */
  SortedMap<String, Digest> findDigestMap(String name) {
    return json.find(name).isPresent() ? digestMap(name) : new TreeMap<>();
  }

  private Json.Arr array(String name) {
    read.add(name);
    return json.array(name);
  }
}
