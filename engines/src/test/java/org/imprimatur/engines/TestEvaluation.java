// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small test set with its predictions in a folder, and what is evaluated there. */
record TestEvaluation(Path folder) {
  static final String YAML =
      """
      imprimatur: evaluation/v1
      task: binary
      data: test.csv
      predictions: predictions.csv
      id: row_id
      label: {column: label, positive: 1}
      threshold: 0.5
      favourable: 1
      groups: [g]
      intersections: [[g, city]]
      """;

  static TestEvaluation in(Path folder) throws IOException {
    Files.writeString(folder.resolve("test.csv"), TestJobs.TEST_SET);
    Files.writeString(folder.resolve("predictions.csv"), TestJobs.PREDICTIONS);
    return new TestEvaluation(folder);
  }

  void refused(String yaml, String code, String says) throws IOException {
    assertThat(evaluate(yaml))
        .isInstanceOfSatisfying(
            Evaluation.Result.Refused.class,
            refused -> {
              assertThat(refused.code()).as(refused.message()).isEqualTo(code);
              assertThat(refused.message()).contains(says);
            });
  }

  Evaluation.Result evaluate(String yaml) throws IOException {
    return Evaluation.run(Files.writeString(folder.resolve("evaluation.yaml"), yaml));
  }
}
