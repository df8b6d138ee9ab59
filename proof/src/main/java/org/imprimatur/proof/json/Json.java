// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.json;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A JSON value. {@link #canonical()} is RFC 8785; {@link #parse} refuses what canonicalisers treat
 * differently: duplicate keys, lone surrogates, numbers that are not finite, and integers beyond
 * 2^53 in other digits than those that a double is written with.
 */
public sealed interface Json {
  /** An object; members are sorted by the UTF-16 code units of their names, as RFC 8785 asks. */
  record Obj(SortedMap<String, Json> members) implements Json {
    public Obj {
      members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    }

    public Optional<Json> find(String name) {
      return Optional.ofNullable(members.get(name));
    }

    public String string(String name) {
      if (need(name) instanceof Str(var value)) {
        return value;
      }
      throw wrong(name, "a string");
    }

    /** A whole number; fails where the number has a fraction. */
    public long integer(String name) {
      if (need(name) instanceof Num(var value) && value == Math.rint(value)) {
        return (long) value;
      }
      throw wrong(name, "a whole number");
    }

    public double number(String name) {
      if (need(name) instanceof Num(var value)) {
        return value;
      }
      throw wrong(name, "a number");
    }

    public boolean bool(String name) {
      if (need(name) instanceof Bool(var value)) {
        return value;
      }
      throw wrong(name, "true or false");
    }

    public Obj object(String name) {
      if (need(name) instanceof Obj value) {
        return value;
      }
      throw wrong(name, "an object");
    }

    public Arr array(String name) {
      if (need(name) instanceof Arr value) {
        return value;
      }
      throw wrong(name, "an array");
    }

    private Json need(String name) {
      Json value = members.get(name);
      if (value == null) {
        throw new JsonException("json.missing", "\"" + name + "\" is missing.");
      }
      return value;
    }
  }

  record Arr(List<Json> values) implements Json {
    public Arr {
      values = List.copyOf(values);
    }

    public String string(int index) {
      if (values.get(index) instanceof Str(var value)) {
        return value;
      }
      throw wrong("[" + index + "]", "a string");
    }

    public long integer(int index) {
      if (values.get(index) instanceof Num(var value) && value == Math.rint(value)) {
        return (long) value;
      }
      throw wrong("[" + index + "]", "a whole number");
    }
  }

  record Str(String value) implements Json {}

  /** A finite number; -0 becomes 0, so that equal values have equal bytes. */
  record Num(double value) implements Json {
    public Num {
      if (!Double.isFinite(value)) {
        throw new JsonException("json.number", "JSON has no number " + value + ".");
      }
      value = value + 0.0;
    }
  }

  record Bool(boolean value) implements Json {}

  record Null() implements Json {}

  static Json of(String value) {
    return new Str(value);
  }

  /** A whole number; one beyond 2^53 must be written as a string instead. */
  static Json of(long value) {
    if (Math.abs(value) > JsonReader.LARGEST_INTEGER) {
      throw new JsonException("json.integer", value + " is beyond 2^53; write it as a string.");
    }
    return new Num((double) value);
  }

  static Json of(double value) {
    return new Num(value);
  }

  static Json of(boolean value) {
    return new Bool(value);
  }

  static Json nothing() {
    return new Null();
  }

  static Json array(List<? extends Json> values) {
    return new Arr(List.copyOf(values));
  }

  static Builder obj() {
    return new Builder();
  }

  /** Reads UTF-8; throws {@link JsonException} with a code and the byte or character position. */
  static Json parse(byte[] utf8) {
    return JsonReader.of(utf8).document();
  }

  static Json parse(String text) {
    return new JsonReader(text).document();
  }

  /** The RFC 8785 bytes. */
  default byte[] canonical() {
    return text().getBytes(StandardCharsets.UTF_8);
  }

  /** The RFC 8785 text. */
  default String text() {
    return JsonWriter.write(this);
  }

  private static JsonException wrong(String name, String wanted) {
    return new JsonException("json.type", "\"" + name + "\" must be " + wanted + ".");
  }

  /** Collects the members of an object; the last value of a name wins. */
  final class Builder {
    private final SortedMap<String, Json> members = new TreeMap<>();

    private Builder() {}

    public Builder put(String name, Json value) {
      members.put(name, value);
      return this;
    }

    public Builder put(String name, String value) {
      return put(name, of(value));
    }

    public Builder put(String name, long value) {
      return put(name, of(value));
    }

    public Builder put(String name, double value) {
      return put(name, of(value));
    }

    public Builder put(String name, boolean value) {
      return put(name, of(value));
    }

    public Obj build() {
      return new Obj(members);
    }
  }
}
