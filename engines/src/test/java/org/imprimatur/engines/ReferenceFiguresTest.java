// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scikit-learn, fairlearn and statsmodels measured, against what a confined worker gives. */
class ReferenceFiguresTest {
  private static final Path DATA = Path.of("..", "examples", "data").toAbsolutePath().normalize();

  /** What {@code expected.json} says about itself. */
  private static final Set<String> ABOUT =
      Set.of("dataset", "model", "defect", "computed_from", "tolerance");

  /** Figures of {@code expected.json} that no check computes; the list may only shrink. */
  private static final Set<String> NOT_COMPUTED =
      Set.of("permutation_importance", "robustness", "shapley");

  /** The same for {@code expected-data.json}: what compares two data sets is for other checks. */
  private static final Set<String> NOT_COMPUTED_OF_DATA = Set.of("drift", "evidently");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "hmda, lr, predictions, 1e-9",
    "hmda, lr, model, 1e-5",
    "hmda, gb, predictions, 1e-9",
    "hmda, gb, model, 1e-5",
    "german-credit, lr, predictions, 1e-9",
    "german-credit, lr, model, 1e-5",
    "titanic, lr, predictions, 1e-9",
    "titanic, lr, model, 1e-5"
  })
  void every_figure_of_the_reference_libraries_comes_out(
      String set, String model, String source, double tolerance) throws IOException {
    Path onnx = DATA.resolve(set).resolve("models").resolve(model).resolve("model.onnx");
    String scored = source.equals("model") ? "model: " + onnx : "";

    Json.Obj ours = evaluated(Evaluations.of(set, model, scored));

    var comparison = compare(set, model, ours, tolerance, source.equals("model"));
    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.notComputed()).isEqualTo(NOT_COMPUTED);
    assertThat(comparison.compared()).isGreaterThan(550);
  }

  @ParameterizedTest
  @CsvSource({
    "hmda, bad-leaky",
    "hmda, bad-unfair",
    "hmda, bad-calibration",
    "german-credit, gb",
    "titanic, gb",
    "attrition, lr",
    "attrition, gb",
    "attrition, bad-leaky",
    "attrition, bad-unfair",
    "attrition, bad-calibration"
  })
  void so_does_every_figure_of_models_whose_scores_alone_are_here(String set, String model)
      throws IOException, CheckException {
    Json.Obj theirs = json(set, "models/" + model + "/expected.json");
    double threshold = theirs.number("threshold");

    Json.Obj ours = ofScores(set, model, threshold);

    var comparison = compare(set, model, ours, 1e-9, false);
    assertThat(comparison.differences()).isEmpty();
    Set<String> notComputed = new TreeSet<>(NOT_COMPUTED);
    notComputed.retainAll(theirs.members().keySet());
    assertThat(comparison.notComputed()).isEqualTo(notComputed);
    assertThat(comparison.compared()).isGreaterThan(450);
  }

  @ParameterizedTest
  @CsvSource({
    "one tensor, tensor",
    "one tensor, maps",
    "typed columns, tensor",
    "typed columns, maps"
  })
  void the_style_of_a_model_changes_no_figure(String inputs, String outputs) throws IOException {
    byte[] original = Files.readAllBytes(DATA.resolve("german-credit/models/lr/model.onnx"));
    byte[] styled =
        ModelStyles.of(original, inputs.equals("typed columns"), outputs.equals("maps"));
    Path onnx = Files.write(folder.resolve("styled.onnx"), styled);

    Json.Obj ours = evaluated(Evaluations.of("german-credit", "lr", "model: " + onnx));

    var comparison = compare("german-credit", "lr", ours, 1e-5, true);
    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.notComputed()).isEqualTo(NOT_COMPUTED);
  }

  @ParameterizedTest
  @CsvSource({"hmda, deny, yes", "german-credit, Class, Bad", "titanic, survived, survived"})
  void every_figure_of_data_quality_comes_out(String set, String label, String positive)
      throws IOException {
    Json.Obj ours = quality(set, label, positive);

    Json.Obj theirs = json(set, "expected-data.json");
    var comparison = new ReferenceComparison(1e-9);
    for (String part : new TreeSet<>(theirs.members().keySet())) {
      if (!Set.of("dataset", "reference", "current").contains(part)) {
        comparison.compare(part, theirs.find(part).orElseThrow(), ours.find(part).orElse(null));
      }
    }
    assertThat(comparison.differences()).isEmpty();
    assertThat(NOT_COMPUTED_OF_DATA).containsAll(comparison.notComputed());
    assertThat(comparison.compared()).isGreaterThan(60);
  }

  /** What both checks on scores say, as one document. */
  private static Json.Obj ofScores(String set, String model, double threshold)
      throws IOException, CheckException {
    Path folder = DATA.resolve(set);
    Map<String, Path> files =
        Map.of(
            "testSet", folder.resolve("test.csv"),
            "predictions", folder.resolve("predictions-" + model + ".csv"));
    Json.Obj spec = Comparisons.whole(set).put("threshold", threshold).build();
    Json.Obj performance = Comparisons.run(Job.PERFORMANCE, files, spec);
    Json rows = performance.object("tables").object("counts").find("rows").orElseThrow();
    Json.Builder document =
        Json.obj()
            .put("metrics", performance.object("metrics"))
            .put("spec", spec)
            .put("quality", Json.obj().put("test", Json.obj().put("rows", rows).build()).build());
    performance.object("details").members().forEach(document::put);
    Json.Obj fairness = Comparisons.run(Job.FAIRNESS, files, spec);
    fairness.object("details").members().forEach(document::put);
    return document.build();
  }

  private Json.Obj quality(String set, String label, String positive) throws IOException {
    Map<String, byte[]> files =
        Map.of(
            "testSet", Files.readAllBytes(DATA.resolve(set).resolve("test.csv")),
            "trainSet", Files.readAllBytes(DATA.resolve(set).resolve("train.csv")),
            "model", Files.readAllBytes(DATA.resolve(set).resolve("models/lr/model.onnx")));
    Json.Obj spec =
        Json.obj()
            .put("id", "row_id")
            .put("label", Json.obj().put("column", label).put("positive", positive).build())
            .build();
    try (Workers workers = new Workers(WorkerSettings.in(folder).withWarm(0))) {
      return switch (workers.run(TestJobs.of(folder, Job.DATA_QUALITY, files, spec))) {
        case Outcome.Computed(var evidence) -> evidence.object("details");
        case Outcome.Failed(var code, var message) -> throw new AssertionError(code + message);
      };
    }
  }

  private static ReferenceComparison compare(
      String set, String model, Json.Obj ours, double tolerance, boolean scored)
      throws IOException {
    Json.Obj theirs = json(set, "models/" + model + "/expected.json");
    var comparison = new ReferenceComparison(tolerance);
    for (String part : new TreeSet<>(theirs.members().keySet())) {
      if (!ABOUT.contains(part)) {
        Json reference = theirs.find(part).orElseThrow();
        comparison.compare(part, reference, place(part, ours, scored, reference));
      }
    }
    return comparison;
  }

  /** Where a part of the reference stands in our document. */
  private static @org.jspecify.annotations.Nullable Json place(
      String part, Json.Obj ours, boolean scored, Json reference) {
    Json.Obj spec = ours.object("spec");
    return switch (part) {
      case "n_test" -> ours.object("quality").object("test").find("rows").orElseThrow();
      case "threshold" -> spec.find("threshold").orElseThrow();
      case "positive_class" -> spec.object("label").find("positive").orElseThrow();
      case "favourable_prediction" -> spec.find("favourable").orElseThrow();
      case "metrics_from_score_onnx" -> scored ? ours.object("metrics") : reference;
      default -> ours.find(part).orElse(null);
    };
  }

  private Json.Obj evaluated(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("evaluation.yaml"), yaml);
    return switch (Evaluation.run(file)) {
      case Evaluation.Result.Evaluated evaluated -> evaluated.document();
      case Evaluation.Result.Refused refused ->
          throw new AssertionError(refused.code() + ": " + refused.message());
    };
  }

  private static Json.Obj json(String set, String file) throws IOException {
    return (Json.Obj) Json.parse(Files.readAllBytes(DATA.resolve(set).resolve(file)));
  }
}
