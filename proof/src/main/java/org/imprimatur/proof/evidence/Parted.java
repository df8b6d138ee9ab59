// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.imprimatur.proof.json.Json;

/**
 * The rows by the values of a column, or of several ("afam &amp; single").
 *
 * @param <S> what is known of the rows of one value
 */
public record Parted<S>(String name, Kind kind, Map<String, S> byValue) {
  /** Whether the rows are parted by a registered segment or by a protected group. */
  public enum Kind {
    SEGMENT,
    GROUP;

    String word() {
      return this == SEGMENT ? "segments" : "groups";
    }
  }

  public Parted {
    byValue = Map.copyOf(byValue);
  }

  static <S> Json toJson(List<Parted<S>> all, Function<S, Json> slice) {
    Json.Builder kinds = Json.obj();
    for (Kind kind : Kind.values()) {
      kinds.put(kind.word(), details(all, kind, slice));
    }
    return kinds.build();
  }

  /** Those of one kind, by column and value. */
  static <S> Json details(List<Parted<S>> all, Kind kind, Function<S, Json> slice) {
    Json.Builder columns = Json.obj();
    for (Parted<S> column : all) {
      if (column.kind == kind) {
        Json.Builder values = Json.obj();
        new TreeMap<>(column.byValue)
            .forEach((value, found) -> values.put(value, slice.apply(found)));
        columns.put(column.name, values.build());
      }
    }
    return columns.build();
  }

  static <S> List<Parted<S>> fromJson(Json.Obj json, Function<Json.Obj, S> slice) {
    List<Parted<S>> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      all.addAll(fromDetails(json.object(kind.word()), kind, slice));
    }
    return all;
  }

  /** The inverse of {@link #details}. */
  static <S> List<Parted<S>> fromDetails(Json.Obj columns, Kind kind, Function<Json.Obj, S> slice) {
    List<Parted<S>> all = new ArrayList<>();
    for (String column : columns.members().keySet()) {
      Json.Obj values = columns.object(column);
      Map<String, S> byValue = new LinkedHashMap<>();
      for (String value : values.members().keySet()) {
        byValue.put(value, slice.apply(values.object(value)));
      }
      all.add(new Parted<>(column, kind, byValue));
    }
    return all;
  }
}
