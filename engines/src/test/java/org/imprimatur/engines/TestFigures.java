// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.json.Json;

/** Metrics of a reference beside ours, by name; each with a value and, some, an interval. */
final class TestFigures {
  private static final Set<String> ENDS = Set.of("low", "high");

  private final double ofValues;
  private final double ofIntervals;
  private final List<String> differences = new ArrayList<>();
  private int compared;

  TestFigures(double ofValues, double ofIntervals) {
    this.ofValues = ofValues;
    this.ofIntervals = ofIntervals;
  }

  List<String> differences() {
    return differences;
  }

  int compared() {
    return compared;
  }

  void compare(Json.Obj theirs, Json.Obj ours) {
    for (String name : theirs.members().keySet()) {
      Json.Obj expected = theirs.object(name);
      for (String part : expected.members().keySet()) {
        Json a = expected.find(part).orElseThrow();
        Json b =
            ours.find(name)
                .flatMap(metric -> ((Json.Obj) metric).find(part))
                .orElse(Json.of("not there"));
        compared++;
        if (!same(a, b, ENDS.contains(part) ? ofIntervals : ofValues)) {
          differences.add(name + "." + part + ": " + a.text() + " against " + b.text());
        }
      }
    }
  }

  /**
   * Every figure of a model beside the same of the scores that its library gives: an area and a
   * count alike, since no row may change sides of a split.
   */
  static void scored(Json.Obj theirs, Json.Obj ours, double tolerance) {
    assertThat(ours.members().keySet()).isEqualTo(new TreeSet<>(theirs.members().keySet()));
    for (String name : theirs.members().keySet()) {
      Json expected = theirs.object(name).find("value").orElseThrow();
      Json found = ours.object(name).find("value").orElseThrow();
      if (expected instanceof Json.Num(var number)) {
        assertThat(((Json.Num) found).value())
            .as(name)
            .isCloseTo(number, within(tolerance * Math.max(1, Math.abs(number))));
      } else {
        assertThat(found).as(name).isEqualTo(expected);
      }
    }
  }

  /**
   * Whether the ends of percentile intervals are those of another generator, as near as ten
   * thousand samples of either leave them.
   *
   * @param step by how much the figure that is counted moves at a time
   */
  static void near(Json.Obj ours, Json.Obj theirs, double step) {
    for (String name : theirs.members().keySet()) {
      Json.Obj mine = ours.object(name);
      double error = theirs.object(name).number("se");
      double tolerance = 0.15 * error + (name.equals("accuracy") ? step : 0);
      assertThat(mine.number("se")).as(name).isCloseTo(error, within(0.05 * error));
      for (String end : ENDS) {
        assertThat(mine.object("difference").number(end))
            .as(name + " " + end)
            .isCloseTo(theirs.object(name).number(end), within(tolerance));
      }
    }
  }

  private static boolean same(Json a, Json b, double tolerance) {
    return (a instanceof Json.Num(var x) && b instanceof Json.Num(var y))
        ? Math.abs(x - y) <= tolerance * Math.max(1, Math.abs(x))
        : a.equals(b);
  }
}
