// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import java.nio.file.Path;

/** Evaluation files over the example data, with everything that the references looked at. */
final class Evaluations {
  private static final Path DATA = Path.of("..", "examples", "data").toAbsolutePath().normalize();

  private Evaluations() {}

  static String of(String set, String model, String scored) {
    return """
    imprimatur: evaluation/v1
    task: binary
    data: %s
    reference: %s
    predictions: %s
    %s
    id: row_id
    score: score
    %s\
    """
        .formatted(
            DATA.resolve(set).resolve("test.csv"),
            DATA.resolve(set).resolve("train.csv"),
            DATA.resolve(set).resolve("predictions-" + model + ".csv"),
            scored,
            asked(set));
  }

  private static String asked(String set) {
    return switch (set) {
      case "hmda" ->
          """
          label: {column: deny, positive: "yes"}
          threshold: 0.15
          favourable: 0
          groups: [afam, single, hschool]
          intersections: [[afam, single], [afam, single, hschool]]
          """;
      case "german-credit" ->
          """
          label: {column: Class, positive: Bad}
          threshold: 0.3
          favourable: 0
          groups: [sex, age_group, foreign]
          intersections: [[sex, age_group], [sex, age_group, foreign]]
          """;
      case "titanic" ->
          """
          label: {column: survived, positive: survived}
          threshold: 0.5
          favourable: 1
          groups: [sex, pclass, age_group]
          intersections: [[sex, pclass], [sex, pclass, age_group]]
          """;
      default -> throw new IllegalArgumentException("There is no example " + set);
    };
  }
}
