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
import java.util.TreeMap;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Champion and challenger of several classes, on the same rows. */
class ClassComparisonTest {
  private static final Path DATA = Path.of("src/test/resources/comparison");
  private static final Path PREDICTION = Path.of("src/test/resources/prediction");

  /** The challenger alone knows class d, and is alone in missing c. */
  private static final String TINY =
      """
      row_id,label,old,new,kind
      1,a,a,a,x
      2,a,b,a,x
      3,a,a,a,y
      4,b,b,b,y
      5,b,b,a,x
      6,b,a,b,y
      7,c,c,a,x
      8,c,c,d,y
      9,a,a,a,x
      10,b,c,b,y
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"iris, 75", "wine, 89"})
  void every_figure_of_the_references_comes_out(String set, long rows) throws Exception {
    Json.Obj theirs = expected().object(set);

    Json.Obj ours = run(set, Map.of());

    var figures = new TestFigures(1e-9, 1e-6);
    figures.compare(theirs.object("metrics"), ours.object("metrics"));
    assertThat(figures.differences()).isEmpty();
    assertThat(figures.compared()).isGreaterThan(25);
    Json.Obj details = ours.object("details");
    assertThat(details.integer("rows")).isEqualTo(rows);
    assertThat(details.object("table")).isEqualTo(theirs.object("table"));
  }

  @ParameterizedTest
  @CsvSource({"iris", "wine"})
  void so_does_every_figure_of_every_group_and_segment(String set) throws Exception {
    Json.Obj theirs = expected().object(set).object("by_kind");

    Json.Obj comparison = run(set, Map.of()).object("details").object("comparison");

    for (String by : List.of("by_group", "by_segment")) {
      Json.Obj ours = comparison.object(by).object("kind");
      assertThat(ours.members().keySet()).isEqualTo(theirs.members().keySet());
      for (String value : theirs.members().keySet()) {
        var figures = new TestFigures(1e-9, 1e-6);
        Json.Builder told = Json.obj();
        for (String name : List.of("accuracy", "f1_macro", "f1_weighted", "log_loss")) {
          told.put(name + "_difference", ours.object(value).object(name).object("difference"));
        }
        Json.Obj differences = told.build();
        figures.compare(only(theirs.object(value), differences), differences);
        assertThat(figures.differences()).as(value).isEmpty();
        assertThat(figures.compared()).as(value).isGreaterThanOrEqualTo(12);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"iris, 75", "wine, 89"})
  void the_bootstrap_lands_where_another_generator_lands(String set, double rows) throws Exception {
    Json.Obj theirs = expected().object(set).object("bootstrap");

    Json.Obj ours = run(set, Map.of()).object("details").object("bootstrap");

    TestFigures.near(ours, theirs, 1 / rows);
  }

  @Test
  void both_models_are_scored_where_both_are_there() throws Exception {
    Map<String, Path> files =
        Map.of(
            "testSet", PREDICTION.resolve("iris-test.csv"),
            "model", PREDICTION.resolve("iris-tensor.onnx"),
            "championModel", DATA.resolve("iris-champion.onnx"));

    Json.Obj ours = TestTasks.run(Job.COMPARISON, files, multiclass().put("groups", kind()));

    var figures = new TestFigures(1e-5, 1e-5);
    figures.compare(expected().object("iris").object("metrics"), ours.object("metrics"));
    assertThat(figures.differences()).isEmpty();
  }

  @Test
  void ids_bring_the_models_together_and_neither_order_nor_threads_change_a_byte()
      throws Exception {
    List<String> lines = Files.readAllLines(PREDICTION.resolve("iris-test.csv"));
    List<String> turned = new ArrayList<>(lines.subList(1, lines.size()));
    Collections.reverse(turned);
    turned.addFirst(lines.getFirst());
    Path test = Files.write(folder.resolve("turned.csv"), turned);

    Json.Obj first = run("iris", Map.of());
    Json.Obj second = run("iris", Map.of("testSet", test));
    Json.Obj alone = TestTasks.onOneThread(() -> run("iris", Map.of()));

    for (String part : List.of("tables", "metrics", "details")) {
      assertThat(second.object(part).canonical())
          .as(part)
          .isEqualTo(first.object(part).canonical());
    }
    assertThat(alone.canonical()).isEqualTo(first.canonical());
  }

  @Test
  void a_class_that_one_model_alone_predicts_is_a_class_of_both() throws Exception {
    Json.Obj evidence = run(TINY, "prediction: new");

    Json.Obj details = evidence.object("details");
    assertThat(evidence.object("tables").find("classes"))
        .contains(Json.array(List.of(Json.of("a"), Json.of("b"), Json.of("c"), Json.of("d"))));
    Json.Obj d = details.object("comparison").object("by_class").object("d");
    assertThat(d.integer("predicted_by_champion")).isZero();
    assertThat(d.integer("predicted_by_challenger")).isEqualTo(1);
    assertThat(d.object("recall").object("difference").string("reason"))
        .isEqualTo("The denominator is 0: no row qualifies.");
    assertThat(d.object("precision").object("difference").string("reason"))
        .isEqualTo("One of the models selects no row.");
    // scikit-learn: f1_score(y, p, labels=["a", "b", "c"], average="macro") of either.
    Json.Obj metrics = evidence.object("metrics");
    assertThat(metrics.object("f1_macro_champion").number("value"))
        .isCloseTo(0.7071428571428572, within(1e-15));
    assertThat(metrics.object("f1_macro_challenger").number("value"))
        .isCloseTo(0.5523809523809523, within(1e-15));
  }

  @Test
  void what_each_class_gains_and_loses_stands_as_counts_of_its_own_rows() throws Exception {
    Json.Obj classes =
        run(TINY, "prediction: new").object("details").object("comparison").object("by_class");

    assertThat(classes.object("a").integer("gained")).isEqualTo(1);
    assertThat(classes.object("a").integer("lost")).isZero();
    assertThat(classes.object("b").integer("gained")).isEqualTo(2);
    assertThat(classes.object("b").integer("lost")).isEqualTo(1);
    assertThat(classes.object("c").integer("gained")).isZero();
    assertThat(classes.object("c").integer("lost")).isEqualTo(2);
  }

  @Test
  void without_probabilities_of_both_there_is_no_log_loss() throws Exception {
    Json.Obj metrics = run(TINY, "prediction: new").object("metrics");

    for (String name : List.of("log_loss_difference", "log_loss_difference_bootstrap")) {
      assertThat(metrics.object(name).find("value")).contains(Json.nothing());
      assertThat(metrics.object(name).string("reason"))
          .isEqualTo("10 of 10 rows have no probabilities of the champion.");
    }
  }

  @Test
  void groups_of_fewer_than_ten_rows_have_no_difference_by_a_formula_for_many() throws Exception {
    Json.Obj x =
        run(TINY, "prediction: new")
            .object("details")
            .object("comparison")
            .object("by_group")
            .object("kind")
            .object("x");

    assertThat(x.object("f1_macro").object("difference").string("reason"))
        .isEqualTo("It needs 10 rows; there are 5.");
    assertThat(x.object("f1_macro").string("reading")).isEqualTo("cannot be told");
    assertThat(x.object("f1_macro").object("champion").find("value").orElseThrow())
        .isInstanceOf(Json.Num.class);
    assertThat(x.object("accuracy").object("difference").find("low").orElseThrow())
        .isInstanceOf(Json.Num.class);
  }

  @Test
  void a_model_compared_with_itself_is_told_to_be_the_same() throws Exception {
    Json.Obj evidence =
        run("iris", Map.of("championPredictions", PREDICTION.resolve("iris-predictions.csv")));

    Json.Obj metrics = evidence.object("metrics");
    assertThat(evidence.object("details").object("comparison").string("same"))
        .isEqualTo("Both models predict the same class on every row.");
    assertThat(metrics.object("mcnemar_p").number("value")).isEqualTo(1);
    for (String name : List.of("f1_macro", "f1_weighted", "log_loss")) {
      for (String of : List.of("_difference", "_difference_bootstrap")) {
        assertThat(metrics.object(name + of).number("value")).as(name + of).isZero();
        assertThat(metrics.object(name + of).number("low")).as(name + of).isZero();
        assertThat(metrics.object(name + of).number("high")).as(name + of).isZero();
      }
    }
    assertThat(metrics.object("accuracy_difference_bootstrap").number("high")).isZero();
    assertThat(metrics.object("accuracy_difference").number("high"))
        .as("the same rows right is not the same model")
        .isPositive();
  }

  @Test
  void a_single_row_decides_nothing() throws Exception {
    Path test = written("row_id,label,old,new\n1,a,b,a\n");
    Json.Builder spec =
        multiclass()
            .put("classes", Json.array(List.of(Json.of("a"), Json.of("b"))))
            .put("prediction", "new")
            .put("champion", Json.obj().put("prediction", "old").build());

    Json.Obj metrics =
        TestTasks.run(Job.COMPARISON, Map.of("testSet", test), spec).object("metrics");

    assertThat(metrics.object("accuracy_difference").number("value")).isEqualTo(1);
    assertThat(metrics.object("accuracy_difference").number("low")).isNegative();
    assertThat(metrics.object("mcnemar_p").number("value")).isEqualTo(1);
    for (String name : List.of("f1_macro_difference", "accuracy_difference_bootstrap")) {
      assertThat(metrics.object(name).find("value")).as(name).contains(Json.nothing());
      assertThat(metrics.object(name).string("reason")).as(name).contains("10 rows");
    }
  }

  @Test
  void a_champion_that_knows_fewer_classes_says_so_and_is_wrong_on_the_others() throws Exception {
    Path test = written("row_id,label\n" + rows("%d,%s\n", "a", "b", "c"));
    Path challenger = written("row_id,score_a,score_b,score_c\n" + rows("%d,0.5,0.25,0.25\n"));
    Path champion = written("row_id,score_a,score_b\n" + rows("%d,0.25,0.75\n"));
    Map<String, Path> files =
        Map.of("testSet", test, "predictions", challenger, "championPredictions", champion);

    Json.Obj told =
        TestTasks.run(
            Job.COMPARISON,
            files,
            multiclass()
                .put(
                    "champion",
                    Json.obj()
                        .put("classes", Json.array(List.of(Json.of("a"), Json.of("b"))))
                        .build()));

    assertThat(told.object("metrics").object("accuracy_champion").number("value"))
        .isEqualTo(1.0 / 3);
    // -ln 2^-52 for the third of the rows whose class it does not know.
    assertThat(told.object("metrics").object("log_loss_champion").number("value"))
        .isEqualTo((-Math.log(0.25) - Math.log(0.75) + 52 * Math.log(2)) / 3, within(1e-12));
    assertThatThrownBy(() -> TestTasks.run(Job.COMPARISON, files, multiclass()))
        .hasMessage(
            "Of the champion: Only 2 of 3 classes have a column of scores. Name one for each"
                + " (scores).");
  }

  @Test
  void a_champion_whose_own_file_names_fewer_classes_is_asked_for_those() throws Exception {
    Map<String, Path> files =
        Map.of(
            "testSet", PREDICTION.resolve("iris-test.csv"),
            "model", PREDICTION.resolve("iris-tensor.onnx"),
            "championModel", DATA.resolve("iris-fewer.onnx"));
    Json theirs = Json.parse(Files.readAllBytes(DATA.resolve("fewer.json")));

    Json.Obj found = TestTasks.run(Job.COMPARISON, files, multiclass().put("groups", kind()));
    Json.Obj stated =
        TestTasks.run(
            Job.COMPARISON,
            files,
            multiclass()
                .put("groups", kind())
                .put(
                    "champion",
                    Json.obj()
                        .put("classes", Json.array(List.of(Json.of("0"), Json.of("1"))))
                        .build()));

    var figures = new TestFigures(1e-6, 1e-6);
    figures.compare((Json.Obj) theirs, found.object("metrics"));
    assertThat(figures.differences()).isEmpty();
    assertThat(figures.compared()).isEqualTo(5);
    assertThat(found.object("metrics")).isEqualTo(stated.object("metrics"));
    assertThat(found.object("details")).isEqualTo(stated.object("details"));
  }

  @Test
  void a_model_of_other_classes_than_those_asked_for_is_refused_and_never_read_by_its_places()
      throws Exception {
    String test = Files.readString(PREDICTION.resolve("wine-test.csv"));
    Map<String, Path> files =
        Map.of(
            "testSet",
            written(test.replace("Barolo", "Nebbiolo")),
            "model",
            DATA.resolve("wine-champion.onnx"));

    assertThatThrownBy(
            () -> TestTasks.run(Job.MULTICLASS, files, multiclass().put("groups", kind())))
        .isInstanceOfSatisfying(
            CheckException.class, told -> assertThat(told.code()).isEqualTo("model.classes"))
        .hasMessageStartingWith(
            "The model knows the classes Barbera, Barolo, Grignolino, and it is asked for"
                + " Barbera, Grignolino, Nebbiolo.");
  }

  private static String rows(String format, String... labels) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      rows.append(format.formatted(i, labels.length == 0 ? "" : labels[i % labels.length]));
    }
    return rows.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{};spec.champion",
        "{\"prediction\":\"older\"};data.column-missing",
        "{\"prediction\":\"gap\"};data.prediction-missing",
        "{\"scores\":{\"a\":\"old\",\"b\":\"lost\"}};data.column-missing",
      })
  void what_the_champion_lacks_is_told_of_the_champion(String champion, String code)
      throws Exception {
    String gap =
        TINY.replace(",kind\n", ",kind,gap\n").replace(",x\n", ",x,a\n").replace(",y\n", ",y,\n");
    Json.Builder spec = multiclass().put("prediction", "new").put("champion", Json.parse(champion));
    Map<String, Path> files = Map.of("testSet", written(gap));

    assertThatThrownBy(() -> TestTasks.run(Job.COMPARISON, files, spec))
        .isInstanceOfSatisfying(
            CheckException.class, told -> assertThat(told.code()).isEqualTo(code));
  }

  @Test
  void a_champion_with_predictions_of_its_own_never_borrows_those_of_the_test_set()
      throws Exception {
    Path champion = written("row_id,other\n1,a\n2,a\n3,a\n4,a\n5,a\n6,a\n7,a\n8,a\n9,a\n10,a\n");
    Map<String, Path> files = Map.of("testSet", written(TINY), "championPredictions", champion);

    assertThatThrownBy(
            () -> TestTasks.run(Job.COMPARISON, files, multiclass().put("prediction", "new")))
        .isInstanceOfSatisfying(
            CheckException.class, told -> assertThat(told.code()).isEqualTo("data.column-missing"))
        .hasMessageStartingWith("Of the champion: ");
  }

  @Test
  void a_row_that_the_champion_has_no_prediction_for_is_an_error() throws Exception {
    Path champion = written("row_id,new\n1,a\n2,a\n");
    Map<String, Path> files = Map.of("testSet", written(TINY), "championPredictions", champion);

    assertThatThrownBy(
            () -> TestTasks.run(Job.COMPARISON, files, multiclass().put("prediction", "new")))
        .isInstanceOfSatisfying(
            CheckException.class, told -> assertThat(told.code()).isEqualTo("data.ids-missing"));
  }

  private static Json.Obj only(Json.Obj theirs, Json.Obj ours) {
    Json.Builder both = Json.obj();
    theirs
        .members()
        .forEach(
            (name, value) -> {
              if (ours.find(name).isPresent()) {
                both.put(name, value);
              }
            });
    return both.build();
  }

  private static Json.Obj expected() throws IOException {
    return (Json.Obj) Json.parse(Files.readAllBytes(DATA.resolve("expected.json")));
  }

  private static Json.Builder multiclass() {
    return Json.obj().put("task", "multiclass");
  }

  private static Json kind() {
    return Json.array(List.of(Json.of("kind")));
  }

  private static Json.Obj run(String set, Map<String, Path> instead)
      throws CheckException, IOException {
    Map<String, Path> files = new TreeMap<>();
    files.put("testSet", PREDICTION.resolve(set + "-test.csv"));
    files.put("predictions", PREDICTION.resolve(set + "-predictions.csv"));
    files.put("championPredictions", DATA.resolve(set + "-champion.csv"));
    files.putAll(instead);
    return TestTasks.run(
        Job.COMPARISON, files, multiclass().put("groups", kind()).put("segments", kind()));
  }

  private Json.Obj run(String table, String challenger) throws CheckException, IOException {
    String[] named = challenger.split(": ", -1);
    return TestTasks.run(
        Job.COMPARISON,
        Map.of("testSet", written(table)),
        multiclass()
            .put(named[0], named[1])
            .put("groups", kind())
            .put("champion", Json.obj().put("prediction", "old").build()));
  }

  private Path written(String table) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "table", ".csv"), table);
  }
}
