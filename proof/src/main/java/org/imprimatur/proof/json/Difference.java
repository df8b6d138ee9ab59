// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The first place, in canonical order, where two values part.
 *
 * @param path members and indices from the top, such as {@code metrics.roc_auc.value} or {@code
 *     tables.thresholds[3][1]}; a name that is no plain word stands in quotes; empty for the whole
 * @param stated what the first value has there; empty where it has nothing
 * @param derived what the second value has there; empty where it has nothing
 */
public record Difference(String path, Optional<Json> stated, Optional<Json> derived) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");
  private static final int LONGEST = 200;

  /** Compares exactly; empty where both values have the same canonical bytes. */
  public static Optional<Difference> first(Json stated, Json derived) {
    return first(stated, derived, 0);
  }

  /**
   * Compares numbers within a relative tolerance, everything else exactly.
   *
   * @param tolerance two numbers agree where they are no further apart than this share of the
   *     larger; 0 compares exactly
   */
  public static Optional<Difference> first(Json stated, Json derived, double tolerance) {
    return first("", Optional.of(stated), Optional.of(derived), tolerance);
  }

  private static Optional<Difference> first(
      String path, Optional<Json> stated, Optional<Json> derived, double tolerance) {
    if (stated.isPresent() && derived.isPresent()) {
      Json one = stated.get();
      Json other = derived.get();
      if (one instanceof Json.Obj(var ones) && other instanceof Json.Obj(var others)) {
        return members(path, ones, others, tolerance);
      }
      if (one instanceof Json.Arr(var ones) && other instanceof Json.Arr(var others)) {
        return items(path, ones, others, tolerance);
      }
      if (agree(one, other, tolerance)) {
        return Optional.empty();
      }
    }
    return Optional.of(new Difference(path, stated, derived));
  }

  private static Optional<Difference> members(
      String path, Map<String, Json> stated, Map<String, Json> derived, double tolerance) {
    var names = new TreeSet<>(stated.keySet());
    names.addAll(derived.keySet());
    for (String name : names) {
      Optional<Difference> difference =
          first(
              below(path, name),
              Optional.ofNullable(stated.get(name)),
              Optional.ofNullable(derived.get(name)),
              tolerance);
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static Optional<Difference> items(
      String path, List<Json> stated, List<Json> derived, double tolerance) {
    for (int i = 0; i < Math.max(stated.size(), derived.size()); i++) {
      Optional<Difference> difference =
          first(path + "[" + i + "]", at(stated, i), at(derived, i), tolerance);
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static Optional<Json> at(List<Json> values, int index) {
    return index < values.size() ? Optional.of(values.get(index)) : Optional.empty();
  }

  private static boolean agree(Json one, Json other, double tolerance) {
    if (one instanceof Json.Num(var a) && other instanceof Json.Num(var b)) {
      return a == b || Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
    }
    return one.equals(other);
  }

  private static String below(String path, String name) {
    String quoted = PLAIN.matcher(name).matches() ? name : Json.of(name).text();
    return path.isEmpty() ? quoted : path + "." + quoted;
  }

  /** The same difference, its path begun further up. */
  public Difference under(String member) {
    return new Difference(path.isEmpty() ? member : member + "." + path, stated, derived);
  }

  /** Both values as one object; what is not there is left out. */
  public Json.Obj toJson() {
    return toJson("stated", "derived");
  }

  /** The same under other names for the two values. */
  public Json.Obj toJson(String first, String second) {
    Json.Builder json = Json.obj().put("path", path);
    stated.ifPresent(value -> json.put(first, value));
    derived.ifPresent(value -> json.put(second, value));
    return json.build();
  }

  /** Both values for people, long ones cut. */
  public String sentence() {
    return sentence("stated", "derived");
  }

  /** The same with other verbs, such as "recorded" and "computed". */
  public String sentence(String first, String second) {
    return "%s is %s as %s and %s as %s"
        .formatted(path.isEmpty() ? "The whole" : path, first, text(stated), second, text(derived));
  }

  private static String text(Optional<Json> value) {
    String text = value.map(Json::text).orElse("nothing");
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
