// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imprimatur.proof.json.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which checks an evaluation leaves out, and which absences it takes for mistakes. */
class LeftOutChecksTest {
  @TempDir Path folder;
  private TestEvaluation evaluation;

  @BeforeEach
  void layOut() throws IOException {
    evaluation = TestEvaluation.in(folder);
  }

  @Test
  void data_without_scores_are_told_as_data_where_nobody_said_that_there_are_scores()
      throws IOException {
    Evaluation.Result told =
        evaluation.evaluate(TestEvaluation.YAML.replace("predictions: predictions.csv\n", ""));

    Json.Obj document = ((Evaluation.Result.Evaluated) told).document();
    assertThat(document.object("quality").object("test").integer("rows")).isPositive();
    assertThat(document.find("metrics")).isEmpty();
    assertThat(document.array("not_computed").values())
        .extracting(left -> ((Json.Obj) left).string("check"))
        .containsExactly("performance/1", "fairness/1");
    evaluation.refused(
        TestEvaluation.YAML.replace("predictions: predictions.csv", "score: score"),
        "data.column-missing",
        "no score column score");
  }

  /** What is named and is not there is a mistake, and no sign that there are no scores. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id: row_id         | id: passenger       | has not: passenger",
        "column: label      | column: outcome     | has not: outcome",
        "groups: [g]        | groups: [sex]       | has not: sex",
        "favourable: 1      | segments: [county]  | has not: county",
      })
  void a_column_that_is_named_and_not_there_is_no_sign_of_data_without_scores(
      String key, String other, String says) throws IOException {
    String alone =
        TestEvaluation.YAML
            .replace("predictions: predictions.csv\n", "")
            .replace("[[g, city]]", "[]");

    evaluation.refused(alone.replace(key, other), "data.column-missing", says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "row_id,x,label~11,0.2,0~12,0.3,1~    | data.schema",
        "row_id,x,city,g~11,0.2,Bern,a~12,0.3,Genf,b~ | data.column-missing",
      })
  void a_reference_that_lacks_columns_leaves_out_leakage_alone(String before, String code)
      throws IOException {
    Files.writeString(folder.resolve("before.csv"), before.replace('~', '\n'));

    var told =
        (Evaluation.Result.Evaluated)
            evaluation.evaluate(TestEvaluation.YAML + "reference: before.csv\n");

    assertThat(told.document().object("metrics").members()).isNotEmpty();
    assertThat(told.document().object("drift").members()).containsKey("x");
    assertThat(told.document().array("not_computed").values())
        .singleElement()
        .isInstanceOfSatisfying(
            Json.Obj.class,
            left -> {
              assertThat(left.string("check")).isEqualTo("data.leakage/1");
              assertThat(left.string("code")).isEqualTo(code);
            });
  }

  @Test
  void a_table_without_features_leaves_out_leakage_alone() throws IOException {
    Path data = Files.writeString(folder.resolve("bare.csv"), "i,y,score\n1,1,0.8\n2,0,0.3\n");
    Path before =
        Files.writeString(folder.resolve("bare-before.csv"), "i,y,score\n7,1,0.6\n8,0,0.4\n");
    String yaml =
        """
        imprimatur: evaluation/v1
        task: binary
        data: %s
        reference: %s
        id: i
        label: {column: y, positive: 1}
        """
            .formatted(data, before);

    var told = (Evaluation.Result.Evaluated) evaluation.evaluate(yaml);

    assertThat(told.document().object("metrics").object("roc_auc").number("value")).isEqualTo(1);
    assertThat(told.document().array("not_computed").values())
        .extracting(left -> ((Json.Obj) left).string("check"))
        .contains("data.leakage/1");
  }

  /** Of a number and of several classes as well, and what is named is a mistake there too. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "multiclass |                      |",
        "regression | prediction: nope     | no prediction column nope",
        "multiclass | 'scores: {0: a, 1: b}' | no score column a",
      })
  void data_without_predictions_are_told_as_data(
      String task, @Nullable String named, @Nullable String says) throws IOException {
    Files.writeString(folder.resolve("test.csv"), "i,y,x\n1,1,0.8\n2,0,0.3\n");
    String yaml =
        """
        imprimatur: evaluation/v1
        task: %s
        data: test.csv
        id: i
        label: {column: y}
        %s
        """
            .formatted(task, named == null ? "" : named);
    if (says != null) {
      evaluation.refused(yaml, "data.column-missing", says);
      return;
    }

    var told = (Evaluation.Result.Evaluated) evaluation.evaluate(yaml);

    assertThat(told.document().object("quality").object("test").integer("rows")).isEqualTo(2);
    assertThat(told.document().array("not_computed").values()).isNotEmpty();
  }
}
