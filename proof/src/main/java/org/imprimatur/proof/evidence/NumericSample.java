// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.List;
import org.imprimatur.proof.json.Json;

/**
 * The values of one numeric column of one file.
 *
 * @param n finite values
 * @param missing cells that are empty or not a number (NaN)
 * @param infinite cells that hold an infinity
 * @param sum the exact sum of the finite values
 * @param middle the middle value, or the two of an even number; empty without values
 */
public record NumericSample(long n, long missing, long infinite, Dyadic sum, List<Double> middle) {
  private static final String NO_VALUES = "There are no finite values.";

  public NumericSample {
    middle = List.copyOf(middle);
    if ((n == 0) != middle.isEmpty()) {
      throw new IllegalArgumentException("Where there are values there is a middle one");
    }
  }

  Estimate mean() {
    return n == 0
        ? Estimate.undefined("drift.mean/1", NO_VALUES)
        : Estimate.of("drift.mean/1", sum.over(n).doubleValue());
  }

  Estimate median() {
    if (n == 0) {
      return Estimate.undefined("drift.median/1", NO_VALUES);
    }
    double low = middle.getFirst();
    double high = middle.getLast();
    double sum = low + high;
    return Estimate.of("drift.median/1", Double.isFinite(sum) ? sum / 2 : low / 2 + high / 2);
  }

  Json toJson() {
    return Json.obj()
        .put("n", n)
        .put("missing", missing)
        .put("infinite", infinite)
        .put("sum", sum.toJson())
        .put("middle", Values.doubles(middle))
        .build();
  }

  static NumericSample fromJson(Json.Obj json) {
    return new NumericSample(
        json.integer("n"),
        json.integer("missing"),
        json.integer("infinite"),
        Dyadic.fromJson(json.object("sum")),
        Values.doubles(json.array("middle")));
  }
}
