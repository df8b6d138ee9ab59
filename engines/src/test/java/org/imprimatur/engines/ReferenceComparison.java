// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Walks a tree of reference figures beside ours, so that nothing is skipped unseen: every leaf is
 * equal, differs, or is noted as not computed by us under a path whose own names (columns, groups,
 * attributes) are stars.
 */
final class ReferenceComparison {
  /** Which library gave a figure, in words. */
  private static final Set<String> WORDS = Set.of("by", "groups_by");

  private static final Set<String> FREE_NAMES =
      Set.of("columns", "groups", "fairness", "intersections", "favourable_rate");

  private final double tolerance;
  private final List<String> differences = new ArrayList<>();
  private final Set<String> notComputed = new TreeSet<>();
  private int compared;

  ReferenceComparison(double tolerance) {
    this.tolerance = tolerance;
  }

  List<String> differences() {
    return differences;
  }

  /** Paths of the reference that our document has no member for. */
  Set<String> notComputed() {
    return notComputed;
  }

  int compared() {
    return compared;
  }

  /** Where a figure stands: as it is, and with free names as stars. */
  private record Place(String path, String pattern) {
    Place member(String name) {
      boolean free = FREE_NAMES.contains(pattern.substring(pattern.lastIndexOf('.') + 1));
      return new Place(path + "." + name, pattern + "." + (free ? "*" : name));
    }

    Place element(int index) {
      return new Place(path + "[" + index + "]", pattern + "[]");
    }
  }

  void compare(String part, Json theirs, @Nullable Json ours) {
    compare(new Place(part, part), theirs, ours);
  }

  private void compare(Place place, Json theirs, @Nullable Json ours) {
    Json expected = bare(theirs);
    if (ours == null) {
      notComputed.add(place.pattern());
      return;
    }
    Json actual = bare(ours);
    switch (expected) {
      case Json.Obj object -> members(place, object, actual);
      case Json.Arr array -> elements(place, array, actual);
      case Json.Num(var number) ->
          check(place, actual instanceof Json.Num(var mine) && near(number, mine), theirs, ours);
      case Json.Null _, Json.Bool _, Json.Str _ ->
          check(place, expected.equals(actual), theirs, ours);
    }
  }

  private void members(Place place, Json.Obj theirs, Json actual) {
    if (!(actual instanceof Json.Obj ours)) {
      check(place, false, theirs, actual);
      return;
    }
    for (Map.Entry<String, Json> member : theirs.members().entrySet()) {
      String name = member.getKey();
      Json mine = ours.find(name).orElse(null);
      if (WORDS.contains(name)) {
        continue;
      }
      if (countsUndefinedAsZero(theirs, name)) {
        check(place.member(name), mine != null && isUndefined(mine), member.getValue(), mine);
      } else {
        compare(place.member(name), member.getValue(), mine);
      }
    }
  }

  private void elements(Place place, Json.Arr theirs, Json actual) {
    if (!(actual instanceof Json.Arr ours) || ours.values().size() != theirs.values().size()) {
      check(place, false, theirs, actual);
      return;
    }
    for (int i = 0; i < theirs.values().size(); i++) {
      compare(place.element(i), theirs.values().get(i), ours.values().get(i));
    }
  }

  /**
   * fairlearn answers 0 for the rate of a group in which it is undefined, and so a gap that is not
   * there. Ours is undefined, with the groups in its reason; the gap over the other groups is
   * compared in without_undefined.
   */
  private static boolean countsUndefinedAsZero(Json.Obj attribute, String name) {
    if (!name.startsWith("equal") || !(attribute.find("groups").orElse(null) instanceof Json.Obj)) {
      return false;
    }
    Set<String> rates = name.startsWith("equalized") ? Set.of("tpr", "fpr") : Set.of("tpr");
    return attribute.object("groups").members().values().stream()
        .flatMap(group -> rates.stream().map(rate -> ((Json.Obj) group).find(rate)))
        .flatMap(Optional::stream)
        .anyMatch(rate -> rate instanceof Json.Null);
  }

  private static boolean isUndefined(Json ours) {
    return bare(ours) instanceof Json.Null
        && ((Json.Obj) ours).string("reason").startsWith("The rate is undefined in: ");
  }

  private boolean near(double expected, double actual) {
    return Math.abs(actual - expected) <= tolerance;
  }

  private void check(Place place, boolean equal, Json theirs, @Nullable Json ours) {
    compared++;
    if (!equal) {
      differences.add(
          place.path()
              + ": "
              + theirs.text()
              + " against "
              + (ours == null ? "nothing" : ours.text()));
    }
  }

  private static Json bare(Json json) {
    return json instanceof Json.Obj object ? object.find("value").orElse(json) : json;
  }
}
