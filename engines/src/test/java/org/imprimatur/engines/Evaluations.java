// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import java.nio.file.Files;
import java.nio.file.Path;

/** Evaluation files over the example data, with everything that the references looked at. */
final class Evaluations {
  private static final Path DATA = Path.of("..", "examples", "data").toAbsolutePath().normalize();

  private Evaluations() {}

  static String of(String set, String model, String scored) {
    return of(set, model, scored, cutoff(set));
  }

  /** At another cut-off than that of the set's usual models. */
  static String of(String set, String model, String scored, double threshold) {
    return """
        imprimatur: evaluation/v1
        task: binary
        data: %s
        %s
        predictions: %s
        %s
        id: row_id
        score: score
        %s"""
        .formatted(
            DATA.resolve(set).resolve("test.csv"),
            reference(DATA.resolve(set).resolve("train.csv")),
            DATA.resolve(set).resolve("predictions-" + model + ".csv"),
            scored,
            asked(set))
        .replace("THRESHOLD", String.valueOf(threshold));
  }

  private static String reference(Path train) {
    return Files.exists(train) ? "reference: " + train : "";
  }

  private static double cutoff(String set) {
    return switch (set) {
      case "hmda" -> 0.15;
      case "german-credit" -> 0.3;
      case "attrition" -> 0.2;
      default -> 0.5;
    };
  }

  private static String asked(String set) {
    return switch (set) {
      case "hmda" ->
          """
          label: {column: deny, positive: "yes"}
          threshold: THRESHOLD
          favourable: 0
          groups: [afam, single, hschool]
          intersections: [[afam, single], [afam, single, hschool]]
          """;
      case "german-credit" ->
          """
          label: {column: Class, positive: Bad}
          threshold: THRESHOLD
          favourable: 0
          groups: [sex, age_group, foreign]
          intersections: [[sex, age_group], [sex, age_group, foreign]]
          """;
      case "titanic" ->
          """
          label: {column: survived, positive: survived}
          threshold: THRESHOLD
          favourable: 1
          groups: [sex, pclass, age_group]
          intersections: [[sex, pclass], [sex, pclass, age_group]]
          """;
      case "attrition" ->
          """
          label: {column: Attrition, positive: "Yes"}
          threshold: THRESHOLD
          favourable: 0
          groups: [gender, marital_status, age_group]
          intersections: [[gender, marital_status], [gender, marital_status, age_group]]
          """;
      default -> throw new IllegalArgumentException("There is no example " + set);
    };
  }
}
