// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import org.imprimatur.proof.json.Json;

/** One column of the reference beside the same column of the current data. */
public sealed interface DriftColumn permits NumericDrift, CategoryDrift {
  Estimate stabilityIndex();

  Estimate jensenShannon();

  /** Integers, and doubles as the text that reads back as the same bits. */
  Json tables();

  /** Everything about the column under its published names. */
  Json details();

  static DriftColumn fromTables(Json.Obj json) {
    return switch (json.string("kind")) {
      case "numeric" -> NumericDrift.fromTables(json);
      case "categorical" -> CategoryDrift.fromTables(json);
      default -> throw new IllegalArgumentException("No such kind: " + json.string("kind"));
    };
  }
}
