// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns and values that an evaluation names, and that the files have somewhere or otherwise. */
class NamedColumnsTest {
  private static final String ASKED =
      """
      imprimatur: evaluation/v1
      id: row_id
      label: {column: label, positive: 1}
      threshold: 0.5
      favourable: 1
      groups: [site]
      """;

  private static final String LABEL = "label: {column: label, positive: 1}\n";

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    write("test.csv", "row_id,x,label", "1,5,1", "2,6,0", "3,7,1", "4,8,0");
    write("predictions.csv", "row_id,score,site", "1,.7,a", "2,.6,b", "3,.4,a", "4,.1,b");
  }

  @Test
  void a_group_that_only_the_predictions_have_is_taken_from_there_and_the_problem_says_so()
      throws IOException {
    Json.Obj found = evaluated(ASKED + "data: test.csv\npredictions: predictions.csv\n");

    assertThat(found.object("fairness").find("site")).isPresent();
    assertThat(found.array("problems").values())
        .extracting(problem -> ((Json.Obj) problem).string("sentence"))
        .containsExactly(
            "The test set has no column site. It was taken from the predictions. Name their file"
                + " under data as well, and no longer under predictions, to have its columns looked"
                + " at.");
  }

  @Test
  void the_same_file_under_data_gives_the_same_rates_and_no_problem() throws IOException {
    Json.Obj apart = evaluated(ASKED + "data: test.csv\npredictions: predictions.csv\n");
    Json.Obj together = evaluated(ASKED + "data: [test.csv, predictions.csv]\n");

    assertThat(together.find("fairness")).isEqualTo(apart.find("fairness"));
    assertThat(together.array("problems").values()).isEmpty();
  }

  @Test
  void spaces_around_the_positive_value_are_none_of_it() throws IOException {
    write("spaced.csv", "row_id,score,label", "1,.7, Y ", "2,.6, N ", "3,.4, Y ", "4,.1, N ");
    String asked = "imprimatur: evaluation/v1\ndata: spaced.csv\nthreshold: 0.5\n";

    Json.Obj bare = evaluated(asked + "label: {column: label, positive: Y}\n");
    Json.Obj spaced = evaluated(asked + "label: {column: label, positive: ' Y '}\n");

    assertThat(spaced.find("metrics")).isEqualTo(bare.find("metrics"));
    assertThat(spaced.object("confusion").integer("tp")).isEqualTo(1);
  }

  @Test
  void a_name_with_spaces_around_it_is_pointed_out() throws IOException {
    write("spaced.csv", "row_id, score, label", "1, .7, 1", "2, .6, 0");

    assertThat(evaluate("imprimatur: evaluation/v1\ndata: spaced.csv\nscore: score\n" + LABEL))
        .isInstanceOfSatisfying(
            Evaluation.Result.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("data.column-missing");
              assertThat(refused.message()).contains("There are spaces around its name");
            });
  }

  private void write(String file, String... lines) throws IOException {
    Files.write(folder.resolve(file), List.of(lines));
  }

  private Evaluation.Result evaluate(String yaml) throws IOException {
    return Evaluation.run(Files.writeString(folder.resolve("evaluation.yaml"), yaml), true);
  }

  private Json.Obj evaluated(String yaml) throws IOException {
    return switch (evaluate(yaml)) {
      case Evaluation.Result.Evaluated(var document, var _) -> document;
      case Evaluation.Result.Refused(var code, var message) ->
          throw new AssertionError(code + ": " + message);
    };
  }
}
