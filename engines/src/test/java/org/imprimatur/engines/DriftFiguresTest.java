// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scipy and numpy measured between two files, against what the check gives. */
class DriftFiguresTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "hmda, deny, lr",
    "hmda, deny, gb",
    "german-credit, Class, lr",
    "titanic, survived, lr"
  })
  void every_figure_from_training_to_test_comes_out(String set, String label, String model)
      throws Exception {
    Path data = Drifts.DATA.resolve(set);
    Map<String, Path> files =
        Map.of(
            "trainSet", data.resolve("train.csv"),
            "testSet", data.resolve("test.csv"),
            "model", data.resolve("models").resolve(model).resolve("model.onnx"));

    Json.Obj ours = Drifts.evidence(files, Drifts.spec("row_id", label)).object("details");

    compare(json(data.resolve("expected-data.json")).object("drift"), ours.object("drift"), 60);
    assertThat(ours.array("problems").values()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"current", "current-stable"})
  void every_figure_of_planted_drift_comes_out(String current) throws Exception {
    Json.Obj ours =
        Drifts.evidence(
                Map.of(
                    "trainSet", Drifts.HERE.resolve("reference.csv"),
                    "testSet", Drifts.HERE.resolve(current + ".csv")),
                Drifts.spec("row_id", "Attrition"))
            .object("details");

    Json.Obj theirs = json(Drifts.HERE.resolve("expected-" + current + ".json"));
    compare(theirs.object("drift"), ours.object("drift"), 400);
  }

  @Test
  void every_figure_of_degenerate_columns_comes_out() throws Exception {
    Json.Obj edges = json(Drifts.HERE.resolve("edge-cases.json")).object("drift");
    for (String name : edges.members().keySet()) {
      Json.Obj edge = edges.object(name);

      Json.Obj evidence = Drifts.evidence(file(edge, "reference"), file(edge, "current"));

      Json.Obj ours = evidence.object("details").object("drift");
      compare(Json.obj().put("x", edge.object("result")).build(), ours, 5);
    }
  }

  private Path file(Json.Obj edge, String name) {
    List<String> cells = new ArrayList<>();
    for (Json cell : edge.array(name).values()) {
      cells.add(
          switch (cell) {
            case Json.Str(var text) -> text;
            case Json.Null _ -> "";
            default -> cell.text();
          });
    }
    return Drifts.column(folder, cells);
  }

  /** Probabilities within 1e-6, all else within 1e-9, as the reference says. */
  private static void compare(Json.Obj theirs, Json.Obj ours, int least) {
    assertThat(ours.members().keySet()).isEqualTo(theirs.members().keySet());
    var statistics = new ReferenceComparison(1e-9);
    var probabilities = new ReferenceComparison(1e-6);
    for (String column : theirs.members().keySet()) {
      Json.Obj mine = ours.object(column);
      new TreeMap<>(theirs.object(column).members())
          .forEach(
              (name, figure) -> {
                boolean probability = name.endsWith("_p") || name.contains("_p_");
                (probability ? probabilities : statistics)
                    .compare(column + "." + name, figure, mine.find(name).orElse(null));
              });
    }
    assertThat(statistics.differences()).isEmpty();
    assertThat(probabilities.differences()).isEmpty();
    assertThat(statistics.notComputed()).isEmpty();
    assertThat(probabilities.notComputed()).isEmpty();
    assertThat(statistics.compared()).isGreaterThanOrEqualTo(least);
  }

  private static Json.Obj json(Path file) throws IOException {
    return (Json.Obj) Json.parse(Files.readAllBytes(file));
  }
}
