// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several classes: every figure as scikit-learn and statsmodels have it, and every odd table. */
class MulticlassTest {
  private static final Path DATA = Path.of("src/test/resources/prediction");

  private static final String TINY =
      """
      row_id,label,score_a,score_b,score_c
      1,a,0.5,0.25,0.25
      2,b,0.25,0.5,0.25
      3,c,0.5,0.25,0.25
      4,a,0.5,0.5,0
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"iris", "wine"})
  void every_figure_of_the_references_comes_out(String set) throws Exception {
    Json.Obj expected = ((Json.Obj) Json.parse(Files.readAllBytes(DATA.resolve("expected.json"))));

    Json.Obj ours = run(set, Map.of("predictions", DATA.resolve(set + "-predictions.csv")));

    var figures = new TestFigures(1e-9, 1e-6);
    figures.compare(expected.object(set).object("metrics"), ours.object("metrics"));
    assertThat(figures.differences()).isEmpty();
    assertThat(figures.compared()).isGreaterThan(45);
    assertThat(ours.object("details").object("confusion").find("matrix"))
        .isEqualTo(expected.object(set).find("confusion"));
  }

  @ParameterizedTest
  @CsvSource({"iris, tensor", "iris, zipmap", "wine, tensor", "wine, zipmap"})
  void a_model_that_answers_a_tensor_or_maps_gives_the_same_figures(String set, String style)
      throws Exception {
    Json.Obj expected = ((Json.Obj) Json.parse(Files.readAllBytes(DATA.resolve("expected.json"))));

    Json.Obj ours = run(set, Map.of("model", DATA.resolve(set + "-" + style + ".onnx")));

    var figures = new TestFigures(1e-5, 1e-5);
    figures.compare(expected.object(set).object("metrics"), ours.object("metrics"));
    assertThat(figures.differences()).isEmpty();
  }

  @Test
  void shuffled_rows_give_the_same_evidence_and_another_score_another() throws Exception {
    List<String> lines = Files.readAllLines(DATA.resolve("iris-predictions.csv"));
    List<String> rows = new ArrayList<>(lines.subList(1, lines.size()));
    long seed = 20261125;
    Collections.shuffle(rows, new Random(seed));
    String shuffled = lines.getFirst() + "\n" + String.join("\n", rows) + "\n";
    String changed =
        shuffled.replaceFirst("\n1,0\\.011489069758799635", "\n1,0.011489069759799635");

    Json.Obj first = run("iris", Map.of("predictions", DATA.resolve("iris-predictions.csv")));
    Json.Obj second = run("iris", Map.of("predictions", written(shuffled)));
    Json.Obj third = run("iris", Map.of("predictions", written(changed)));

    assertThat(second.find("tables")).as("seed %s", seed).isEqualTo(first.find("tables"));
    assertThat(third.find("tables")).isNotEqualTo(first.find("tables"));
  }

  @Test
  void of_equal_scores_the_class_that_is_named_first_is_predicted() throws Exception {
    Json.Obj first = run(TINY, Json.obj());
    Json.Obj second = run(TINY, Json.obj().put("classes", Json.array(words("b", "a", "c"))));

    assertThat(first.object("metrics").object("accuracy").number("value")).isEqualTo(0.75);
    assertThat(second.object("metrics").object("accuracy").number("value")).isEqualTo(0.5);
    assertThat(second.object("metrics").object("top_2_accuracy").number("value")).isEqualTo(0.75);
  }

  @Test
  void a_class_that_is_never_predicted_has_no_precision_and_neither_has_the_mean()
      throws Exception {
    Json.Obj metrics = run(TINY, Json.obj()).object("metrics");

    assertThat(metrics.object("class.c.precision").find("value")).contains(Json.nothing());
    assertThat(metrics.object("precision_macro").find("value")).contains(Json.nothing());
    assertThat(metrics.object("precision_macro").string("reason"))
        .isEqualTo("The precision is undefined for: c, which no row is predicted to be.");
    assertThat(metrics.object("precision_macro_zero_division_0").number("value"))
        .isEqualTo((2.0 / 3 + 1 + 0) / 3);
    assertThat(metrics.object("f1_macro").number("value")).isEqualTo((0.8 + 1 + 0) / 3);
  }

  @Test
  void scores_that_do_not_add_up_to_one_leave_the_ranking_and_take_the_log_loss() throws Exception {
    Json.Obj metrics =
        run(TINY.replace("0.5,0.5,0\n", "0.5,0.5,0.5\n"), Json.obj()).object("metrics");

    assertThat(metrics.object("log_loss").string("reason")).startsWith("The scores of 1 of 4 rows");
    assertThat(metrics.object("brier").find("value")).contains(Json.nothing());
    assertThat(metrics.object("roc_auc_ovr_macro").find("value").orElseThrow())
        .isInstanceOf(Json.Num.class);
  }

  @Test
  void a_class_without_rows_takes_the_means_of_pairs_and_leaves_the_micro_averages()
      throws Exception {
    String table = TINY.replace(",c,", ",a,");
    Json.Obj evidence = run(table, Json.obj().put("classes", Json.array(words("a", "b", "c"))));

    Json.Obj metrics = evidence.object("metrics");
    for (String name :
        List.of("roc_auc_ovo_macro", "roc_auc_ovo_weighted", "average_precision_macro")) {
      assertThat(metrics.object(name).string("reason"))
          .as(name)
          .isEqualTo("The area is undefined for: c.");
    }
    assertThat(metrics.object("roc_auc_ovr_micro").find("value").orElseThrow())
        .isInstanceOf(Json.Num.class);
    String forged = evidence.text().replaceFirst("(\"u2\":\\[\\[\"0\",\")", "$19");
    assertThat(forged).isNotEqualTo(evidence.text());
    assertThatThrownBy(() -> Evidence.derive((Json.Obj) Json.parse(forged)))
        .hasMessageContaining("Pairs of classes");
  }

  @Test
  void predicted_classes_alone_are_enough_for_what_needs_no_scores() throws Exception {
    String table = "row_id,label,prediction\n1,1,1.0\n2,2,1\n3,10,10\n4,2,2\n";
    Json.Obj evidence = run(table, Json.obj());

    assertThat(evidence.object("tables").find("classes"))
        .contains(Json.array(words("1", "2", "10")));
    assertThat(evidence.object("metrics").object("accuracy").number("value")).isEqualTo(0.75);
    assertThat(evidence.object("metrics").object("log_loss").string("reason"))
        .isEqualTo("There are no scores, only predicted classes.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "row_id,label,score_a|1,a,1|2,b,0;spec.scores",
        "row_id,label|1,a|2,b;spec.scores",
        "row_id,label,score_a,score_b|1,a,0.5,|2,b,0,1;data.score-missing",
        "row_id,label,score_a,score_b|1,a,0.5,NaN|2,b,0,1;data.score-missing",
        "row_id,label,score_a,score_b|1,,0.5,0.5|2,b,0,1|3,a,1,0;data.label-missing",
        "row_id,label,score_a|1,a,1|2,a,1;data.one-class",
        "row_id,label,prediction|1,a,|2,b,a;data.prediction-missing",
        "row_id,label,prediction|1,a,a|1,b,a;data.ids",
        "row_id,label,prediction;data.empty",
        "row_id,truth,prediction|1,a,a;data.column-missing",
      })
  void what_cannot_be_counted_is_an_error_with_a_code(String table, String code) {
    assertThatThrownBy(() -> run(table.replace('|', '\n') + "\n", Json.obj()))
        .isInstanceOfSatisfying(
            CheckException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @Test
  void a_label_that_is_none_of_the_named_classes_is_an_error() {
    Json.Builder spec = Json.obj().put("classes", Json.array(words("a", "b")));

    assertThatThrownBy(() -> run(TINY, spec))
        .hasMessageContaining("1 of 4 rows have a value of label that is none of the classes a, b");
  }

  /** A frame of doubles writes 1.0 where a list of classes has 1, in cells and in names. */
  @Test
  void a_class_is_the_same_with_and_without_decimals_that_are_zero() throws Exception {
    String table = "row_id,label,%s,%s\n1,0.5,0.9,0.1\n2,1.0,0.2,0.8\n3,1.0,0.7,0.3\n";
    Json.Builder named =
        Json.obj().put("scores", Json.obj().put("0.5", "half").put("1.0", "one").build());

    Json.Obj stated = run(table.formatted("half", "one"), named).object("metrics");
    Json.Obj found = run(table.formatted("score_0.5", "score_1.0"), Json.obj()).object("metrics");

    assertThat(stated.object("accuracy").integer("numerator")).isEqualTo(2);
    assertThat(stated.object("class.1.recall").number("value")).isEqualTo(0.5);
    assertThat(found).isEqualTo(stated);
  }

  /** Iris without its third kind, which the model knows. */
  @ParameterizedTest
  @ValueSource(strings = {"iris-tensor", "iris-zipmap"})
  void a_class_that_the_model_knows_and_no_row_has_is_a_class(String model) throws Exception {
    List<String> lines = Files.readAllLines(DATA.resolve("iris-test.csv"));
    String missing = classes(lines).getLast();
    String rows =
        lines.stream()
            .filter(line -> !line.endsWith("," + missing))
            .collect(Collectors.joining("\n", "", "\n"));
    Map<String, Path> files =
        Map.of("testSet", written(rows), "model", DATA.resolve(model + ".onnx"));

    Json.Obj evidence =
        TestTasks.run(Job.MULTICLASS, files, Json.obj().put("groups", Json.array(words("kind"))));

    Json.Obj metrics = evidence.object("metrics");
    assertThat(metrics.object("class." + missing + ".support").number("value")).isZero();
    assertThat(metrics.object("class." + missing + ".recall").find("value"))
        .contains(Json.nothing());
    assertThat(metrics.object("log_loss").number("value")).isPositive();
  }

  private static List<String> classes(List<String> lines) {
    int at = List.of(lines.getFirst().split(",")).indexOf("label");
    return lines.stream().skip(1).map(line -> line.split(",")[at]).distinct().sorted().toList();
  }

  private static List<Json> words(String... words) {
    return List.of(words).stream().map(Json::of).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "true, false, 1, 0, 'false,true'",
    "True, False, 1.0, 0.0, 'false,true'",
    "1, 0, true, false, '0,1'",
    "1.0, 0.0, True, False, '0,1'",
    "true, false, True, False, 'false,true'"
  })
  void a_prediction_of_1_is_true_where_the_label_is_a_truth_value_and_the_other_way_round(
      String yes, String no, String one, String zero, String classes) throws Exception {
    String table =
        "row_id,label,prediction\n1,%s,%s\n2,%s,%s\n3,%s,%s\n4,%s,%s\n"
            .formatted(yes, one, no, zero, yes, zero, yes, one);

    Json.Obj evidence = run(table, Json.obj());

    assertThat(evidence.object("tables").find("classes"))
        .contains(Json.array(words(classes.split(","))));
    assertThat(evidence.object("metrics").object("accuracy").number("value")).isEqualTo(0.75);
  }

  @Test
  void scores_of_1_and_0_are_those_of_true_and_false() throws Exception {
    String table = "row_id,label,score_1,score_0\n1,true,0.75,0.25\n2,false,0.25,0.75\n";

    Json.Obj metrics = run(table, Json.obj()).object("metrics");

    assertThat(metrics.object("accuracy").number("value")).isEqualTo(1);
    assertThat(metrics.object("class.true.roc_auc").number("value")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true,1|false,0|unknown,1", "yes,true|1,1|no,0"})
  void truth_values_beside_1_and_0_in_one_set_of_classes_are_refused(String rows) {
    List<String> lines = List.of(rows.split("\\|"));
    String table =
        "row_id,label,prediction\n1,%s\n2,%s\n3,%s\n"
            .formatted(lines.get(0), lines.get(1), lines.get(2));

    assertThatThrownBy(() -> run(table, Json.obj()))
        .isInstanceOfSatisfying(
            CheckException.class,
            refusal -> assertThat(refusal.code()).isEqualTo("data.label-classes"))
        .hasMessageContaining("true")
        .hasMessageContaining("1");
  }

  private Json.Obj run(String table, Json.Builder spec) throws CheckException, IOException {
    return TestTasks.run(Job.MULTICLASS, Map.of("testSet", written(table)), spec);
  }

  private Json.Obj run(String set, Map<String, Path> files) throws CheckException, IOException {
    return TestTasks.run(
        Job.MULTICLASS,
        TestTasks.with(files, "testSet", DATA.resolve(set + "-test.csv")),
        Json.obj().put("groups", Json.array(words("kind"))));
  }

  private Path written(String table) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "table", ".csv"), table);
  }
}
