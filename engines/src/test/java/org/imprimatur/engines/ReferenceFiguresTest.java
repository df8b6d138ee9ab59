// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scikit-learn, fairlearn and statsmodels measured, against what a confined worker gives. */
class ReferenceFiguresTest {
  private static final Path DATA = Path.of("..", "examples", "data").toAbsolutePath().normalize();
  private static final Set<String> PARTS = Set.of("metrics", "confusion", "thresholds", "fairness");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "hmda, predictions, 1e-9",
    "hmda, model, 1e-5",
    "titanic, predictions, 1e-9",
    "titanic, model, 1e-5"
  })
  void every_figure_of_the_reference_libraries_comes_out(
      String set, String source, double tolerance) throws IOException {
    Path yaml = folder.resolve("evaluation.yaml");
    Files.writeString(yaml, evaluation(set, source));

    Json.Obj ours =
        switch (Evaluation.run(yaml)) {
          case Evaluation.Result.Evaluated evaluated -> evaluated.document();
          case Evaluation.Result.Refused refused ->
              throw new AssertionError(refused.code() + ": " + refused.message());
        };

    Json.Obj theirs =
        (Json.Obj) Json.parse(Files.readAllBytes(DATA.resolve(set + "/models/lr/expected.json")));
    List<String> differences = new ArrayList<>();
    int compared = 0;
    for (String part : PARTS) {
      compared += compare(part, theirs.object(part), ours.object(part), tolerance, differences);
    }
    assertThat(differences).isEmpty();
    assertThat(compared).isGreaterThan(150);
  }

  private static String evaluation(String set, String source) {
    String file = source.equals("model") ? "models/lr/model.onnx" : "predictions-lr.csv";
    String columns =
        set.equals("hmda")
            ? """
              label: {column: deny, positive: "yes"}
              threshold: 0.15
              favourable: 0
              groups: [afam, single, hschool]
              """
            : """
              label: {column: survived, positive: survived}
              threshold: 0.5
              favourable: 1
              groups: [sex, pclass]
              """;
    return """
        imprimatur: evaluation/v1
        task: binary
        data: %s
        %s: %s
        id: row_id
        score: score
        %s"""
        .formatted(
            DATA.resolve(set).resolve("test.csv"),
            source,
            DATA.resolve(set).resolve(file),
            columns);
  }

  /** Walks what the reference has; a group attribute that was not asked for is left out. */
  private static int compare(
      String path, Json theirs, Json ours, double tolerance, List<String> differences) {
    Json value = bare(theirs);
    if (value instanceof Json.Num(var expected)) {
      if (!(bare(ours) instanceof Json.Num(var actual))
          || !(Math.abs(actual - expected) <= tolerance)) {
        differences.add(path + ": expected " + expected + ", was " + ours.text());
      }
      return 1;
    }
    int compared = 0;
    if (value instanceof Json.Obj object) {
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        if (member.getKey().equals("without_undefined") || member.getKey().equals("age_group")) {
          continue;
        }
        String at = path + "." + member.getKey();
        Json mine = ours instanceof Json.Obj o ? o.find(member.getKey()).orElse(null) : null;
        if (mine != null) {
          compared += compare(at, member.getValue(), mine, tolerance, differences);
        } else if (bare(member.getValue()) instanceof Json.Num) {
          differences.add(at + " is missing");
        }
      }
    }
    return compared;
  }

  private static Json bare(Json json) {
    return json instanceof Json.Obj object ? object.find("value").orElse(json) : json;
  }
}
