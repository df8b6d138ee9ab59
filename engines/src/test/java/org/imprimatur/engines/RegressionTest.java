// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A predicted number: every figure as scikit-learn, numpy and scipy have it, of any magnitude. */
class RegressionTest {
  private static final Path DATA = Path.of("src/test/resources/prediction");
  private static final long SEED = 20261125;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "performance.regression/1, metrics, diabetes-predictions.csv, predictions, 1e-9",
    "performance.regression/1, metrics, diabetes.onnx, model, 1e-4",
    "fairness.regression/1, fairness, diabetes-predictions.csv, predictions, 1e-9",
    "fairness.regression/1, fairness, diabetes.onnx, model, 1e-4",
  })
  void every_figure_of_the_references_comes_out(
      String check, String part, String file, String role, double tolerance) throws Exception {
    Json.Obj expected = (Json.Obj) Json.parse(Files.readAllBytes(DATA.resolve("expected.json")));
    Map<String, Path> files =
        Map.of("testSet", DATA.resolve("diabetes-test.csv"), role, DATA.resolve(file));

    Json.Obj ours = TestTasks.run(check, files, kind());

    var figures = new TestFigures(tolerance, Math.max(tolerance, 1e-7));
    figures.compare(expected.object("diabetes").object(part), ours.object("metrics"));
    assertThat(figures.differences()).isEmpty();
    assertThat(figures.compared()).isGreaterThan(15);
  }

  @ParameterizedTest
  @CsvSource({"1e-300", "1e-12", "1", "1e12", "1e140"})
  void the_magnitude_of_the_numbers_changes_no_relative_figure(double unit) throws Exception {
    Json.Obj metrics = metrics(table(unit, new Random(SEED), 200));
    Json.Obj plain = metrics(table(1, new Random(SEED), 200));

    for (String name : List.of("r2", "explained_variance", "mape", "smape")) {
      assertThat(metrics.object(name).number("value"))
          .as("%s, seed %d", name, SEED)
          .isCloseTo(plain.object(name).number("value"), within(1e-9));
      assertThat(metrics.object(name).number("low"))
          .isCloseTo(plain.object(name).number("low"), within(1e-6));
    }
    for (String name : List.of("rmse", "mae", "bias", "residual_q05", "residual_std")) {
      double expected = plain.object(name).number("value");
      assertThat(metrics.object(name).number("value") / unit)
          .as("%s, seed %d", name, SEED)
          .isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    }
  }

  @Test
  void a_mean_square_that_no_number_holds_is_undefined_and_its_root_is_not() throws Exception {
    Json.Obj metrics = metrics("row_id,label,prediction\n1,0,1e200\n2,1e200,0\n3,5,1e200\n");

    assertThat(metrics.object("mse").string("reason"))
        .isEqualTo("It is larger than a number can be.");
    assertThat(metrics.object("rmse").number("value")).isCloseTo(1e200, within(1e187));
  }

  @Test
  void shuffled_rows_give_the_same_evidence_and_another_number_another() throws Exception {
    List<String> lines = new ArrayList<>(table(1, new Random(SEED), 300).lines().toList());
    String head = lines.removeFirst();
    Json.Obj first = run(head + "\n" + String.join("\n", lines), kind());
    Collections.shuffle(lines, new Random(SEED));
    Json.Obj second = run(head + "\n" + String.join("\n", lines), kind());
    lines.set(0, lines.getFirst().replaceFirst("\\.0,", ".5,"));
    Json.Obj third = run(head + "\n" + String.join("\n", lines), kind());

    assertThat(second.find("tables")).as("seed %d", SEED).isEqualTo(first.find("tables"));
    assertThat(third.find("tables")).as("seed %d", SEED).isNotEqualTo(first.find("tables"));
  }

  @Test
  void equal_predictions_stand_in_the_same_tenth() throws Exception {
    String table = "row_id,label,prediction\n" + "%d,%d,7\n".formatted(1, 1);
    for (int i = 2; i <= 20; i++) {
      table += "%d,%d,%d\n".formatted(i, i, i <= 15 ? 7 : 9);
    }
    List<Json> tenths = run(table, Json.obj()).object("details").array("by_prediction").values();

    assertThat(tenths)
        .extracting(tenth -> ((Json.Obj) tenth).integer("n"))
        .containsExactly(15L, 0L, 0L, 0L, 0L, 0L, 0L, 5L, 0L, 0L);
  }

  @Test
  void a_truth_of_zero_takes_the_percentage_and_is_counted() throws Exception {
    Json.Obj metrics = metrics("row_id,label,prediction\n1,0,0\n2,2,1\n3,-4,-4\n");

    assertThat(metrics.object("mape").string("reason"))
        .isEqualTo("The true number is 0 in 1 of 3 rows.");
    assertThat(metrics.object("smape").number("value")).isCloseTo(2.0 / 9, within(1e-12));
  }

  @Test
  void a_truth_that_never_changes_leaves_nothing_to_explain() throws Exception {
    Json.Obj metrics = metrics("row_id,label,prediction\n1,3,1\n2,3,2\n3,3,3\n");

    assertThat(metrics.object("r2").string("reason")).isEqualTo("All true numbers are the same.");
    assertThat(metrics.object("rmse").number("value")).isCloseTo(Math.sqrt(5.0 / 3), within(1e-12));
  }

  @Test
  void perfect_predictions_and_a_single_row_have_figures_or_reasons() throws Exception {
    Json.Obj perfect = metrics("row_id,label,prediction\n1,3,3\n2,5,5\n");
    Json.Obj single = metrics("row_id,label,prediction\n1,3,4\n");

    assertThat(perfect.object("r2").number("value")).isEqualTo(1);
    assertThat(perfect.object("max_error").number("value")).isZero();
    assertThat(single.object("r2").string("reason")).isEqualTo("It needs two rows.");
    assertThat(single.object("rmse").number("value")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "row_id,label,prediction|1,a,1|2,3,0;data.label-missing",
        "row_id,label,prediction|1,1,|2,3,0;data.prediction-missing",
        "row_id,label,prediction|1,1,Infinity|2,3,0;data.prediction-missing",
        "row_id,label,prediction|1,1e308,-1e308;data.range",
        "row_id,label,guess|1,1,1;data.column-missing",
        "row_id,label,prediction;data.empty",
      })
  void what_cannot_be_counted_is_an_error_with_a_code(String table, String code) {
    assertThatThrownBy(() -> run(table.replace('|', '\n') + "\n", Json.obj()))
        .isInstanceOfSatisfying(
            CheckException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  /** Rows whose truths are whole multiples of a unit, none of them 0. */
  private static String table(double unit, Random random, int rows) {
    StringBuilder table = new StringBuilder("row_id,label,prediction,kind\n");
    for (int i = 1; i <= rows; i++) {
      int truth = 1 + random.nextInt(1000);
      double predicted = truth + random.nextGaussian() * 100;
      table.append(i).append(',').append(truth * unit).append(',').append(predicted * unit);
      table.append(i % 3 == 0 ? ",a" : ",b").append('\n');
    }
    return table.toString();
  }

  private static Json.Builder kind() {
    return Json.obj().put("groups", Json.array(List.of(Json.of("kind"))));
  }

  private Json.Obj metrics(String table) throws CheckException, IOException {
    return run(table, Json.obj()).object("metrics");
  }

  private Json.Obj run(String table, Json.Builder spec) throws CheckException, IOException {
    Path file = Files.writeString(Files.createTempFile(folder, "table", ".csv"), table);
    return TestTasks.run(Job.REGRESSION, Map.of("testSet", file), spec);
  }
}
