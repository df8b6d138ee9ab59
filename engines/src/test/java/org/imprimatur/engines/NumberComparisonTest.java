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
import java.util.TreeMap;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Champion and challenger that predict a number, on the same rows. */
class NumberComparisonTest {
  private static final Path DATA = Path.of("src/test/resources/comparison");
  private static final Path PREDICTION = Path.of("src/test/resources/prediction");
  private static final long SEED = 20261126;
  private static final List<String> FIGURES = List.of("rmse", "mse", "mae", "r2", "bias");

  @TempDir Path folder;

  @Test
  void every_figure_of_the_references_comes_out() throws Exception {
    Json.Obj theirs = expected();

    Json.Obj ours = diabetes(Map.of());

    var figures = new TestFigures(1e-9, 1e-6);
    figures.compare(theirs.object("metrics"), ours.object("metrics"));
    assertThat(figures.differences()).isEmpty();
    assertThat(figures.compared()).isEqualTo(26);
    assertThat(ours.object("details").object("nearer")).isEqualTo(theirs.object("nearer"));
  }

  @Test
  void so_does_every_figure_of_every_group() throws Exception {
    Json.Obj theirs = expected().object("by_kind");

    Json.Obj ours =
        diabetes(Map.of()).object("details").object("comparison").object("by_group").object("kind");

    assertThat(ours.members().keySet()).isEqualTo(theirs.members().keySet());
    for (String value : theirs.members().keySet()) {
      Json.Builder expected = Json.obj();
      Json.Builder told = Json.obj();
      for (String name : FIGURES) {
        expected.put(name, theirs.object(value).object(name + "_difference"));
        told.put(name, ours.object(value).object(name).object("difference"));
      }
      var figures = new TestFigures(1e-9, 1e-6);
      figures.compare(expected.build(), told.build());
      assertThat(figures.differences()).as(value).isEmpty();
      assertThat(figures.compared()).isEqualTo(15);
    }
  }

  @Test
  void the_bootstrap_lands_where_another_generator_lands() throws Exception {
    Json.Obj ours = diabetes(Map.of()).object("details").object("bootstrap");

    TestFigures.near(ours, expected().object("bootstrap"), 0);
  }

  @Test
  void ids_bring_the_models_together_and_neither_order_nor_threads_change_a_byte()
      throws Exception {
    List<String> lines =
        new ArrayList<>(Files.readAllLines(PREDICTION.resolve("diabetes-test.csv")));
    String head = lines.removeFirst();
    Collections.shuffle(lines, new Random(SEED));
    lines.addFirst(head);
    Path test = Files.write(folder.resolve("shuffled.csv"), lines);

    Json.Obj first = diabetes(Map.of());
    Json.Obj second = diabetes(Map.of("testSet", test));
    Json.Obj alone = TestTasks.onOneThread(() -> diabetes(Map.of()));

    for (String part : List.of("tables", "metrics", "details")) {
      assertThat(second.object(part).canonical())
          .as("%s, seed %d", part, SEED)
          .isEqualTo(first.object(part).canonical());
    }
    assertThat(alone.canonical()).isEqualTo(first.canonical());
  }

  @ParameterizedTest
  @CsvSource({"1e-300", "1e-12", "1e12", "1e140"})
  void the_magnitude_of_the_numbers_changes_no_relative_figure(double unit) throws Exception {
    Json.Obj plain = run(table(1)).object("metrics");
    Json.Obj scaled = run(table(unit)).object("metrics");

    for (String of : List.of("r2_difference", "r2_difference_bootstrap", "sign_test_p")) {
      assertThat(scaled.object(of).number("value"))
          .as("%s, seed %d", of, SEED)
          .isCloseTo(plain.object(of).number("value"), within(1e-9));
    }
    for (String of : List.of("rmse_difference", "mae_difference_bootstrap", "bias_difference")) {
      for (String end : List.of("value", "low", "high")) {
        double expected = plain.object(of).number(end);
        assertThat(scaled.object(of).number(end) / unit)
            .as("%s %s, seed %d", of, end, SEED)
            .isCloseTo(expected, within(1e-7 * Math.max(1, Math.abs(expected))));
      }
    }
  }

  @Test
  void a_margin_is_in_the_unit_of_its_metric_and_counts_in_the_direction_that_is_worse()
      throws Exception {
    Json.Obj margins = (Json.Obj) Json.parse("{\"rmse\": 1000, \"mae\": 0}");

    Json.Obj comparison =
        run(table(1), spec -> spec.put("margin", margins)).object("details").object("comparison");

    Json.Obj judged = comparison.object("non_inferiority");
    assertThat(judged.object("rmse").string("outcome")).isEqualTo("within");
    assertThat(judged.object("mae").string("outcome")).isEqualTo("outside");
    assertThat(judged.object("r2").number("margin")).isEqualTo(0.02);
    Json.Obj overall = comparison.object("overall");
    assertThat(overall.object("mae").object("difference").number("low")).isPositive();
    assertThat(overall.object("mae").string("reading")).isEqualTo("worse");
    assertThat(overall.object("r2").string("reading")).isEqualTo("worse");
  }

  @Test
  void a_model_compared_with_itself_is_told_to_be_the_same() throws Exception {
    Json.Obj evidence =
        diabetes(Map.of("championPredictions", PREDICTION.resolve("diabetes-predictions.csv")));

    Json.Obj metrics = evidence.object("metrics");
    assertThat(evidence.object("details").object("comparison").string("same"))
        .isEqualTo("Both models predict the same number on every row.");
    assertThat(metrics.object("sign_test_p").number("value")).isEqualTo(1);
    for (String name : FIGURES) {
      for (String of : List.of("_difference", "_difference_bootstrap")) {
        if (!(name + of).equals("mse_difference_bootstrap")) {
          for (String part : List.of("value", "low", "high")) {
            assertThat(metrics.object(name + of).number(part)).as(name + of).isZero();
          }
        }
      }
    }
  }

  @Test
  void a_truth_that_never_changes_leaves_r2_undefined_and_nothing_else() throws Exception {
    StringBuilder table = new StringBuilder("row_id,label,old,new,kind\n");
    for (int i = 0; i < 20; i++) {
      table.append("%d,3,%d,%d,x\n".formatted(i, i % 5, i % 3));
    }

    Json.Obj metrics = run(table.toString()).object("metrics");

    for (String name : List.of("r2_champion", "r2_difference", "r2_difference_bootstrap")) {
      assertThat(metrics.object(name).find("value")).as(name).contains(Json.nothing());
      assertThat(metrics.object(name).string("reason"))
          .as(name)
          .isEqualTo("All true numbers are the same.");
    }
    assertThat(metrics.object("rmse_difference").find("low").orElseThrow())
        .isInstanceOf(Json.Num.class);
  }

  @Test
  void a_perfect_model_beside_another_has_an_interval_and_two_perfect_ones_are_the_same()
      throws Exception {
    StringBuilder table = new StringBuilder("row_id,label,old,new,kind\n");
    for (int i = 0; i < 20; i++) {
      table.append("%d,%d,%d,%d,x\n".formatted(i, i, i, i + i % 2));
    }
    String twice = table.toString().replace("old,new", "new,old");

    Json.Obj worse = run(table.toString()).object("metrics").object("rmse_difference");
    Json.Obj better = run(twice).object("metrics").object("rmse_difference");
    Json.Obj same =
        run(twice, spec -> spec.put("prediction", "new").put("champion", champion("new")))
            .object("metrics");

    assertThat(worse.number("value")).isCloseTo(Math.sqrt(0.5), within(1e-12));
    assertThat(worse.number("low")).isPositive().isLessThan(worse.number("value"));
    assertThat(better.number("high")).isNegative();
    assertThat(same.object("rmse_difference").number("high")).isZero();
  }

  @Test
  void a_single_row_decides_nothing() throws Exception {
    Json.Obj metrics = run("row_id,label,old,new,kind\n1,3,4,5,x\n").object("metrics");

    assertThat(metrics.object("rmse_champion").number("value")).isEqualTo(1);
    assertThat(metrics.object("rmse_challenger").number("value")).isEqualTo(2);
    for (String name : List.of("rmse", "mse", "mae", "bias")) {
      assertThat(metrics.object(name + "_difference").string("reason"))
          .isEqualTo("It needs 10 rows; there are 1.");
    }
    assertThat(metrics.object("r2_difference").string("reason")).isEqualTo("It needs two rows.");
    assertThat(metrics.object("sign_test_p").number("value")).isEqualTo(1);
  }

  @Test
  void another_seed_draws_other_samples_of_the_same_difference() throws Exception {
    Json.Obj one = run(table(1)).object("metrics").object("rmse_difference_bootstrap");
    Json.Obj two =
        run(table(1), spec -> spec.put("seed", 2))
            .object("metrics")
            .object("rmse_difference_bootstrap");

    assertThat(two.number("value")).isEqualTo(one.number("value"));
    assertThat(two.number("low")).isNotEqualTo(one.number("low"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "champion; {}; spec.champion",
        "champion; {\"prediction\":\"older\"}; data.column-missing",
        "champion; {\"prediction\":\"kind\"}; data.prediction-missing",
        "margin; {\"rmse\":-1}; spec.margin",
        "margin; {\"roc\":0.1}; spec.margin",
        "margin; {\"r2\":2}; spec.margin",
        "margin; \"much\"; spec.margin",
        "seed; \"x\"; spec.seed",
        "segments; [\"county\"]; data.column-missing",
        "task; \"ranking\"; spec.task",
      })
  void what_cannot_be_compared_is_told(String name, String value, String code) {
    assertThatThrownBy(() -> run(table(1), spec -> spec.put(name, Json.parse(value))))
        .isInstanceOfSatisfying(
            CheckException.class, told -> assertThat(told.code()).isEqualTo(code));
  }

  @Test
  void both_models_are_scored_where_both_are_there() throws Exception {
    Map<String, Path> files =
        Map.of(
            "testSet", PREDICTION.resolve("diabetes-test.csv"),
            "model", PREDICTION.resolve("diabetes.onnx"),
            "championModel", DATA.resolve("diabetes-champion.onnx"));

    Json.Obj ours = TestTasks.run(Job.COMPARISON, files, regression().put("groups", kind()));

    var figures = new TestFigures(1e-4, 1e-4);
    figures.compare(expected().object("metrics"), ours.object("metrics"));
    assertThat(figures.differences()).isEmpty();
  }

  private static Json.Obj expected() throws IOException {
    return ((Json.Obj) Json.parse(Files.readAllBytes(DATA.resolve("expected.json"))))
        .object("diabetes");
  }

  private static Json.Builder regression() {
    return Json.obj().put("task", "regression");
  }

  private static Json kind() {
    return Json.array(List.of(Json.of("kind")));
  }

  private static Json champion(String column) {
    return Json.obj().put("prediction", column).build();
  }

  private static Json.Obj diabetes(Map<String, Path> instead) throws CheckException, IOException {
    Map<String, Path> files = new TreeMap<>();
    files.put("testSet", PREDICTION.resolve("diabetes-test.csv"));
    files.put("predictions", PREDICTION.resolve("diabetes-predictions.csv"));
    files.put("championPredictions", DATA.resolve("diabetes-champion.csv"));
    files.putAll(instead);
    return TestTasks.run(Job.COMPARISON, files, regression().put("groups", kind()));
  }

  /** The challenger errs twice as much as the champion. */
  private static String table(double unit) {
    Random random = new Random(SEED);
    StringBuilder table = new StringBuilder("row_id,label,old,new,kind\n");
    for (int i = 0; i < 200; i++) {
      double truth = 100 * random.nextGaussian();
      double old = truth + 10 * random.nextGaussian();
      double other = truth + 20 * random.nextGaussian();
      table.append(i).append(',').append(truth * unit).append(',').append(old * unit);
      table.append(',').append(other * unit).append(",x\n");
    }
    return table.toString();
  }

  /** Changes what is asked. */
  private interface Change {
    Json.Builder of(Json.Builder spec);
  }

  private Json.Obj run(String table) throws CheckException, IOException {
    return run(table, spec -> spec);
  }

  private Json.Obj run(String table, Change change) throws CheckException, IOException {
    Path test = Files.writeString(Files.createTempFile(folder, "table", ".csv"), table);
    Json.Builder spec = regression().put("prediction", "new").put("champion", champion("old"));
    return TestTasks.run(Job.COMPARISON, Map.of("testSet", test), change.of(spec));
  }
}
