// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Networks, neighbours and bags of models name their classes in a constant, not in an operator.
 * Whichever class is positive, and whatever classes the rows have, the figures are those by the
 * probabilities that scikit-learn gives ({@code classes.py}).
 */
class PickedClassesTest {
  private static final Path HERE =
      Path.of("src", "test", "resources", "onnx", "classes").toAbsolutePath();

  /** Models answer in 32 bits, and scikit-learn computes in 64. */
  private static final double AS_FLOATS = 2e-5;

  private static final Json FEATURES = texts("x0", "x1", "x2");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "network, two, no",
    "network, two, yes",
    "network-codes, code, 0",
    "network-codes, code, 1",
    "neighbours, two, no",
    "neighbours, two, yes",
    "neighbours-codes, code, 0",
    "neighbours-codes, code, 1",
    "bag, two, no",
    "bag, two, yes",
    "bag-codes, code, 0",
    "bag-codes, code, 1"
  })
  void the_positive_class_may_be_the_first_or_the_second(
      String model, String column, String positive) throws Exception {
    Json.Obj label = Json.obj().put("column", column).put("positive", positive).build();
    Json.Builder given = Json.obj().put("score", model + "-" + positive).put("threshold", 0.4);
    Json.Builder scored = Json.obj().put("features", FEATURES).put("threshold", 0.4);

    Json.Obj theirs = TestTasks.run(Job.PERFORMANCE, rows("rows.csv"), given, label);
    Json.Obj ours = TestTasks.run(Job.PERFORMANCE, with(model), scored, label);

    TestFigures.scored(theirs.object("metrics"), ours.object("metrics"), AS_FLOATS);
    assertThat(ours.object("metrics").object("roc_auc").number("value")).isGreaterThan(0.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"network", "neighbours", "bag"})
  void columns_go_by_the_classes_of_the_model_in_whatever_order_they_are_asked_for(String model)
      throws Exception {
    Json classes = texts("west", "south", "east", "north");
    Json.Builder scores = Json.obj();
    for (String name : List.of("west", "south", "east", "north")) {
      scores.put(name, model + "-four-" + name);
    }

    Json.Obj theirs = ofFour(rows("rows.csv"), Json.obj().put("scores", scores.build()), classes);
    Json.Obj ours = ofFour(with(model + "-four"), Json.obj().put("features", FEATURES), classes);

    TestFigures.scored(theirs, ours, AS_FLOATS);
  }

  /** As many classes as the model has, and one of them another: no column may pass for it. */
  @ParameterizedTest
  @ValueSource(strings = {"network", "neighbours", "bag"})
  void a_class_that_the_model_does_not_know_is_told(String model) throws Exception {
    Path rows = folder.resolve("rows.csv");
    String text = Files.readString(HERE.resolve("rows.csv"));
    Files.writeString(rows, text.replaceAll("(?m)^(\\d[^a-z]*(?:yes|no),[01],)east,", "$1abroad,"));
    Map<String, Path> files = Map.of("testSet", rows, "model", onnx(model + "-four"));
    Json.Builder asked = Json.obj().put("features", FEATURES).put("task", "multiclass");

    assertThatThrownBy(() -> TestTasks.run(Job.MULTICLASS, files, asked, "four"))
        .isInstanceOfSatisfying(
            CheckException.class, e -> assertThat(e.code()).isEqualTo("model.classes"))
        .hasMessageContaining("knows the classes east, north, south, west")
        .hasMessageContaining("asked for abroad, north, south, west");
  }

  private static Json.Obj ofFour(Map<String, Path> files, Json.Builder spec, Json classes)
      throws Exception {
    Json.Builder asked = spec.put("task", "multiclass").put("classes", classes);
    return TestTasks.run(Job.MULTICLASS, files, asked, "four").object("metrics");
  }

  private static Map<String, Path> rows(String file) {
    return Map.of("testSet", HERE.resolve(file));
  }

  private static Map<String, Path> with(String model) {
    return TestTasks.with(rows("rows.csv"), "model", onnx(model));
  }

  private static Path onnx(String model) {
    return HERE.resolve(model + ".onnx");
  }

  private static Json texts(String... names) {
    return Json.array(List.of(names).stream().map(Json::of).toList());
  }
}
