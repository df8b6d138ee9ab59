// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Models as LightGBM, XGBoost and scikit-learn export them score as the library itself does ({@code
 * libraries.py}): figures by the model beside those by the scores that the library gave.
 */
class LibrariesTest {
  private static final Path HERE =
      Path.of("src", "test", "resources", "onnx", "libraries").toAbsolutePath();

  /** Models answer in 32 bits, and scikit-learn computes in 64. */
  private static final double AS_FLOATS = 2e-5;

  private static final Json FEATURES = texts("x0", "x1", "x2", "x3");

  @ParameterizedTest
  @ValueSource(strings = {"lightgbm", "xgboost", "sklearn"})
  void two_classes_are_scored_as_the_library_does(String library) throws Exception {
    Json.Builder given = Json.obj().put("score", library + "-binary").put("threshold", 0.4);
    Json.Builder scored = asked(library).put("threshold", 0.4);

    TestFigures.scored(
        by("two", Job.PERFORMANCE, Map.of(), given),
        by("two", Job.PERFORMANCE, model(library + "-binary"), scored),
        AS_FLOATS);
  }

  @ParameterizedTest
  @CsvSource({"lightgbm, three, 0;1;2", "xgboost, three, 0;1;2", "sklearn, kind, high;low;mid"})
  void three_classes_are_scored_as_the_library_does(String library, String label, String classes)
      throws Exception {
    Json.Builder scores = Json.obj();
    for (String name : classes.split(";")) {
      scores.put(name, library + "-three-" + name);
    }
    Json.Builder given = Json.obj().put("task", "multiclass").put("scores", scores.build());
    Json.Builder scored = asked(library).put("task", "multiclass");

    TestFigures.scored(
        by(label, Job.MULTICLASS, Map.of(), given),
        by(label, Job.MULTICLASS, model(library + "-three"), scored),
        AS_FLOATS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lightgbm", "xgboost", "sklearn"})
  void a_number_is_predicted_as_the_library_does(String library) throws Exception {
    Json.Builder scored = asked(library).put("task", "regression");

    Json.Obj metrics =
        by(library + "-regression", Job.REGRESSION, model(library + "-regression"), scored);

    assertThat(metrics.object("max_error").number("value")).isLessThan(AS_FLOATS);
    assertThat(metrics.object("r2").number("value")).isCloseTo(1, within(1e-9));
  }

  private static Json.Builder asked(String library) {
    return library.equals("sklearn") ? Json.obj() : Json.obj().put("features", FEATURES);
  }

  private static Map<String, Path> model(String name) {
    return Map.of("model", HERE.resolve(name + ".onnx"));
  }

  private static Json.Obj by(String label, String check, Map<String, Path> model, Json.Builder spec)
      throws Exception {
    Map<String, Path> files = new HashMap<>(model);
    files.put("testSet", HERE.resolve("rows.csv"));
    return TestTasks.run(check, files, spec, label).object("metrics");
  }

  private static Json texts(String... names) {
    return Json.array(List.of(names).stream().map(Json::of).toList());
  }
}
