// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.evidence.Finding;
import org.imprimatur.proof.evidence.Leakage;
import org.imprimatur.proof.evidence.LeakageFindings;
import org.imprimatur.proof.evidence.LeakageLimits;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an evaluation file may say, and what stands in the answer. */
class EvaluationTest {
  private static final Path EXPECTED =
      Path.of("..", "examples", "data", "hmda", "models", "lr", "expected.json");
  @TempDir Path folder;

  private TestEvaluation evaluation;

  @BeforeEach
  void layOut() throws IOException {
    evaluation = TestEvaluation.in(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          treshold: 0.5            | There is no key treshold. Did you mean threshold?
          Data: test.csv           | There is no key Data. Did you mean data?
          group: [g]               | There is no key group. Did you mean groups?
          favorable: 1             | There is no key favorable. Did you mean favourable?
          output: {nam: y}         | There is no key output.nam. Did you mean output.name?
          """)
  void an_unknown_key_is_refused_with_the_nearest_known_one(String line, String says)
      throws IOException {
    evaluation.refused(TestEvaluation.YAML + line + "\n", "evaluation.unknown-key", says);
  }

  @Test
  void an_unknown_key_below_another_is_refused_as_well() throws IOException {
    evaluation.refused(
        TestEvaluation.YAML.replace("positive:", "positiv:"),
        "evaluation.unknown-key",
        "There is no key label.positiv. Did you mean label.positive?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          groups: [g]         | groups: g                | evaluation.groups        | a list of column names
          groups: [g]         | groups: [[g]]            | evaluation.groups        | a list of column names
          [[g, city]]         | [g, city]                | evaluation.intersections | a list of lists
          [[g, city]]         | [[g]]                    | evaluation.intersections | two columns or more
          threshold: 0.5      | threshold: half          | evaluation.threshold     | a number
          threshold: 0.5      | threshold: .inf          | evaluation.yaml          | no kind
          favourable: 1       | favourable: 2            | evaluation.favourable    | 0 or 1
          {column: label, positive: 1} | label           | evaluation.label         | {column: NAME
          label: {            | prohibited: [g] #        | evaluation.label         | Add label
          evaluation/v1       | evaluation/v2            | evaluation.imprimatur    | evaluation/v1
          task: binary        | task: ranking            | evaluation.task          | binary, multiclass or
          task: binary        | 'task: regression\nchampion: {}' | evaluation.champion | {model: FILE}
          task: binary        | 'task: regression\nmargin: {roc: 1}' | evaluation.margin | {rmse: 2}
          task: binary        | 'task: regression\nmargin: {rmse: big}' | evaluation.margin | {rmse: 2}
          data: test.csv      | seed: 1                  | evaluation.data          | Add data:
          data: test.csv      | data: []                 | evaluation.data          | a list of paths
          data: test.csv      | data: [[test.csv]]       | evaluation.data          | a list of paths
          data: test.csv      | data: absent.csv         | evaluation.file-missing  | no such file
          data: test.csv      | data: "a\\0b"            | evaluation.file-missing  | character
          task: binary        | 'task: binary\ntask: binary' | evaluation.yaml      | not valid YAML
          task: binary        | task: [                  | evaluation.yaml          | not valid YAML
          task: binary        | 'task: &a [*a]'          | evaluation.yaml          | nested
          """)
  void a_value_of_the_wrong_kind_is_refused(String is, String by, String code, String says)
      throws IOException {
    evaluation.refused(TestEvaluation.YAML.replace(is, by), code, says);
  }

  @Test
  void a_file_nested_without_end_is_refused() throws IOException {
    evaluation.refused("groups: " + "[".repeat(100_000), "evaluation.yaml", "evaluation file");
  }

  @Test
  void the_answer_has_the_names_of_the_reference() throws IOException {
    Json.Obj theirs = (Json.Obj) Json.parse(Files.readAllBytes(EXPECTED));

    Json.Obj ours =
        ((Evaluation.Result.Evaluated) evaluation.evaluate(TestEvaluation.YAML)).document();

    assertThat(ours.members().keySet())
        .containsExactlyInAnyOrder(
            "imprimatur",
            "task",
            "inputs",
            "spec",
            "evidence",
            "figures",
            "problems",
            "not_computed",
            "metrics",
            "confusion",
            "calibration",
            "thresholds",
            "thresholds_fine",
            "curve",
            "lift",
            "fairness",
            "intersections",
            "quality");
    assertThat(ours.object("metrics").members().keySet())
        .containsAll(theirs.object("metrics").members().keySet());
    assertThat(added(ours.object("metrics"), theirs.object("metrics")))
        .containsExactlyInAnyOrder(
            "selection_rate", "calibration_intercept", "calibration_slope", "cost_per_row");
    Json.Obj group = ours.object("fairness").object("g");
    Json.Obj their = theirs.object("fairness").object("afam");
    assertThat(added(their, group)).containsExactly("groups_by");
    assertThat(added(group, their))
        .containsExactlyInAnyOrder(
            "predictive_parity_difference",
            "predictive_parity_ratio",
            "false_positive_rate_difference",
            "false_positive_rate_ratio",
            "false_negative_rate_difference",
            "false_negative_rate_ratio",
            "roc_auc_difference",
            "mean_score_difference",
            "observed_over_expected_min",
            "observed_over_expected_max",
            "impact_ratio_min",
            "impact_ratios");
    assertThat(added(their.object("groups").object("no"), group.object("groups").object("a")))
        .isEmpty();
  }

  @Test
  void scores_of_a_champion_in_the_data_are_no_features() throws IOException {
    String scored = TestJobs.TEST_SET.replaceAll("(?m)$(?<!\\n)", ",0.5");
    Files.writeString(folder.resolve("test.csv"), scored.replaceFirst(",0.5", ",old"));
    Files.writeString(
        folder.resolve("before.csv"), TestJobs.TEST_SET.replaceAll("(?m)^(\\d)", "1$1"));
    String yaml = TestEvaluation.YAML + "reference: before.csv\nchampion: {score: old}\n";

    var told = (Evaluation.Result.Evaluated) evaluation.evaluate(yaml);

    assertThat(told.document().array("not_computed").values()).isEmpty();
    assertThat(told.document().array("problems").values())
        .extracting(problem -> ((Json.Obj) problem).string("code"))
        .doesNotContain("drift.columns");
    assertThat(told.document().object("quality").object("test").object("columns").members())
        .doesNotContainKey("old");
    assertThat(told.document().object("comparison").members()).isNotEmpty();
  }

  /** Wine by a model of neighbours beside one of linear discriminants, diabetes beside a tree. */
  @ParameterizedTest
  @CsvSource({
    "wine, multiclass, 'accuracy: 0.1', accuracy",
    "diabetes, regression, 'rmse: 5', rmse"
  })
  void a_champion_is_compared_with_whatever_the_task(
      String set, String task, String margin, String judged) throws IOException {
    Path resources = Path.of("src/test/resources").toAbsolutePath();
    String yaml =
        """
        imprimatur: evaluation/v1
        task: %s
        data: %s/prediction/%s-test.csv
        predictions: %2$s/prediction/%3$s-predictions.csv
        id: row_id
        label: {column: label}
        segments: [kind]
        champion: {predictions: %2$s/comparison/%3$s-champion.csv}
        margin: {%s}
        """
            .formatted(task, resources, set, margin);

    var told = (Evaluation.Result.Evaluated) evaluation.evaluate(yaml);

    Json.Obj comparison = told.document().object("comparison");
    assertThat(comparison.string("task")).isEqualTo(task);
    assertThat(comparison.object("by_segment").members()).containsOnlyKeys("kind");
    assertThat(comparison.object("non_inferiority").object(judged).string("outcome"))
        .isEqualTo("within");
    assertThat(told.evidence()).containsKey("performance.comparison/1");
  }

  @Test
  void every_record_is_given_whole_and_under_its_digest() throws IOException {
    var told = (Evaluation.Result.Evaluated) evaluation.evaluate(TestEvaluation.YAML);

    assertThat(told.evidence().keySet())
        .containsExactly("data.quality/1", "fairness/1", "performance/1");
    told.evidence()
        .forEach(
            (check, record) ->
                assertThat(told.document().object("evidence").string(check))
                    .isEqualTo(Digest.of(record).toString()));
  }

  private static Set<String> added(Json.Obj more, Json.Obj than) {
    Set<String> names = new TreeSet<>(more.members().keySet());
    names.removeAll(than.members().keySet());
    return names;
  }

  @Test
  void without_a_label_drift_alone_is_computed_and_everything_else_asks_for_one()
      throws IOException {
    Files.writeString(folder.resolve("before.csv"), TestJobs.TEST_SET);
    String alone = "imprimatur: evaluation/v1\ndata: test.csv\nid: row_id\n";
    Path yaml = Files.writeString(folder.resolve("alone.yaml"), alone + "reference: before.csv\n");

    Evaluation.Result result = Evaluation.run(yaml, true);

    assertThat(result).isInstanceOf(Evaluation.Result.Evaluated.class);
    var evaluated = (Evaluation.Result.Evaluated) result;
    assertThat(evaluated.evidence().keySet()).containsExactly("data.drift/1");
    assertThat(evaluated.document().object("drift").members()).isNotEmpty();
    evaluation.refused(alone, "evaluation.label", "Add label");
    evaluation.refused(
        alone + "reference: before.csv\npredictions: predictions.csv\n",
        "evaluation.label",
        "only drift");
  }

  @ParameterizedTest
  @CsvSource({
    "regression, 10.5, 11.5, 12.5, 13.5, CANNOT_BE_TOLD",
    "multiclass, a, b, c, a, WITHIN"
  })
  void a_label_without_two_classes_is_no_problem_of_the_data_and_too_few_rows_rule_out_no_leak(
      String task, String one, String two, String three, String four, Finding.Bearing bearing)
      throws IOException {
    String told =
        "row_id,x,label,guess\n1,5,%1$s,%1$s\n2,6,%2$s,%2$s\n3,7,%3$s,%3$s\n4,8,%4$s,%4$s\n"
            .formatted(one, two, three, four);
    Files.writeString(folder.resolve("test.csv"), told);
    Files.writeString(folder.resolve("train.csv"), told);
    Path yaml =
        Files.writeString(
            folder.resolve("numbers.yaml"),
            """
            imprimatur: evaluation/v1
            task: %s
            data: test.csv
            reference: train.csv
            id: row_id
            label: {column: label}
            prediction: guess
            """
                .formatted(task));

    var evaluated = (Evaluation.Result.Evaluated) Evaluation.run(yaml, true);

    assertThat(problems(evaluated)).doesNotContain("data.one-class", "data.label-missing");
    Json.Obj balance = evaluated.document().object("quality").object("class_balance");
    assertThat(balance.object("test").text()).contains("\"missing\":0", "\"positives\":0");
    Json.Obj tables =
        Optional.ofNullable(evaluated.evidence().get("data.leakage/1"))
            .orElseThrow()
            .object("tables");
    assertThat(LeakageFindings.of(Leakage.fromTables(tables), LeakageLimits.PRESET))
        .filteredOn(finding -> finding.code().equals("leakage.features"))
        .extracting(Finding::bearing)
        .containsExactly(bearing);
  }

  @ParameterizedTest
  @CsvSource({
    "multiclass, iris-zipmap.onnx, iris-test.csv, 'f0, f1', accuracy",
    "multiclass, wine-tensor.onnx, wine-test.csv, 'f0, f1, f2', accuracy",
    "regression, diabetes.onnx, diabetes-test.csv, 'f1, f2, f3, f8', rmse"
  })
  void a_model_of_any_task_is_scored_and_timed(
      String task, String model, String data, String features, String metric) throws IOException {
    Path files = Path.of("src/test/resources/prediction").toAbsolutePath();
    Path yaml =
        Files.writeString(
            folder.resolve("evaluation.yaml"),
            """
            imprimatur: evaluation/v1
            task: %s
            data: %s
            model: %s
            id: row_id
            label: {column: label}
            features: [%s]
            """
                .formatted(task, files.resolve(data), files.resolve(model), features));

    Json.Obj document = ((Evaluation.Result.Evaluated) Evaluation.run(yaml, true)).document();

    assertThat(document.object("metrics").object(metric).number("value")).isPositive();
    Json.Obj operations = document.object("operations");
    assertThat(operations.object("metrics").object("latency_p95_ms").number("value")).isPositive();
    assertThat(operations.members()).containsKey("processor");
    assertThat(document.object("evidence").members()).containsKey(Job.RUNTIME);
    assertThat(document.object("figures").members())
        .containsKey(Job.DATA_QUALITY)
        .doesNotContainKey(Job.RUNTIME);
  }

  private static Set<String> problems(Evaluation.Result.Evaluated evaluated) {
    Set<String> codes = new TreeSet<>();
    evaluated
        .document()
        .array("problems")
        .values()
        .forEach(problem -> codes.add(((Json.Obj) problem).string("code")));
    return codes;
  }
}
