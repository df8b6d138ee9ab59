// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.json.Json;

/**
 * The integer tables of {@code performance.comparison/1}: a challenger beside the champion on the
 * same rows. Every difference is challenger minus champion.
 */
public sealed interface Comparison permits ScoreComparison, ClassComparison, NumberComparison {
  /**
   * Below so many rows nothing is told by formulas that hold for many rows, and nothing is drawn.
   */
  long FEWEST_ROWS = 10;

  /** Every metric by name, in the order of reading. */
  Map<String, Estimate> metrics();

  /**
   * The differences that a margin of non-inferiority may be set for; the preset one comes first.
   */
  Map<ComparedMetric, Estimate> judged();

  Json tables();

  /** The same for reading. */
  Json details(Margins margins);

  /** Tables without a task are of two classes, as they were before there were others. */
  static Comparison fromTables(Json.Obj json) {
    Optional<Json> task = json.find("task");
    return switch (task.isEmpty() ? "binary" : json.string("task")) {
      case "binary" -> ScoreComparison.fromTables(json);
      case "multiclass" -> ClassComparison.fromTables(json);
      case "regression" -> NumberComparison.fromTables(json);
      default -> throw new IllegalArgumentException("There is no such task");
    };
  }
}
