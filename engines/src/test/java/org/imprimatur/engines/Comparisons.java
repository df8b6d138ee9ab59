// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.engines.checks.Checks;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;

/** Comparisons of two models on the example data. */
final class Comparisons {
  static final Path DATA = Path.of("..", "examples", "data").toAbsolutePath().normalize();

  private Comparisons() {}

  /** The logistic regression as champion, the boosted trees as challenger. */
  static Map<String, Path> predictions(String set) {
    Path folder = DATA.resolve(set);
    return Map.of(
        "testSet", folder.resolve("test.csv"),
        "predictions", folder.resolve("predictions-gb.csv"),
        "championPredictions", folder.resolve("predictions-lr.csv"));
  }

  static Json.Builder spec(String set) {
    return switch (set) {
      case "hmda" -> spec("deny", "yes", 0.15, List.of("afam", "single"));
      case "german-credit" -> spec("Class", "Bad", 0.3, List.of("sex", "age_group"));
      case "titanic" -> spec("survived", "survived", 0.5, List.of("sex", "pclass"));
      case "attrition" -> spec("Attrition", "Yes", 0.2, List.of("gender", "age_group"));
      default -> throw new IllegalArgumentException("There is no example " + set);
    };
  }

  private static Json.Builder spec(
      String label, String positive, double threshold, List<String> groups) {
    Json names = texts(groups);
    return Json.obj()
        .put("id", "row_id")
        .put("label", Json.obj().put("column", label).put("positive", positive).build())
        .put("score", "score")
        .put("threshold", threshold)
        .put("groups", names)
        .put("intersections", Json.array(List.of(names)));
  }

  static Json texts(List<String> texts) {
    return Json.array(texts.stream().map(Json::of).toList());
  }

  /** With every group and intersection that the references looked at. */
  static Json.Builder whole(String set) {
    List<String> groups =
        switch (set) {
          case "hmda" -> List.of("afam", "single", "hschool");
          case "german-credit" -> List.of("sex", "age_group", "foreign");
          case "titanic" -> List.of("sex", "pclass", "age_group");
          case "attrition" -> List.of("gender", "marital_status", "age_group");
          default -> throw new IllegalArgumentException("There is no example " + set);
        };
    return spec(set)
        .put("favourable", set.equals("titanic") ? 1 : 0)
        .put("groups", texts(groups))
        .put("intersections", Json.array(List.of(texts(groups.subList(0, 2)), texts(groups))));
  }

  static Json.Obj run(Map<String, Path> files, Json.Obj spec) throws CheckException, IOException {
    return run(Job.COMPARISON, files, spec);
  }

  static Json.Obj run(String check, Map<String, Path> files, Json.Obj spec)
      throws CheckException, IOException {
    SortedMap<String, Task.File> inputs = new TreeMap<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      Digest digest = Digest.of(Files.readAllBytes(file.getValue()));
      inputs.put(file.getKey(), new Task.File(file.getValue(), digest.toString()));
    }
    return Checks.run(new Task(check, Job.classOf(check), inputs, spec));
  }
}
