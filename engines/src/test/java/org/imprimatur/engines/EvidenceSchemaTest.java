// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.MetricNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engines write is what {@code docs/schemas/evidence.schema.json} publishes. */
class EvidenceSchemaTest {
  private static final Path DOCS = Path.of("../docs/schemas").toAbsolutePath().normalize();
  private static final Path EXAMPLES = Path.of("../examples").toAbsolutePath().normalize();
  private static final Path PREDICTED = Path.of("src/test/resources/prediction");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void the_evidence_of_every_check_satisfies_the_published_schema_and_list_of_metrics()
      throws IOException {
    try (Workers workers = new Workers(WorkerSettings.in(folder).withWarm(0))) {
      for (Job job : jobs()) {
        switch (workers.run(job)) {
          case Outcome.Computed(var evidence) -> {
            assertValid(evidence);
            assertThat(evidence.object("metrics").members().keySet())
                .as("metrics of %s that a policy can name", job.check())
                .isNotEmpty()
                .allMatch(name -> MetricNames.knows(job.evidenceClass(), name));
          }
          case Outcome.Failed(var code, var message) ->
              throw new AssertionError(job.check() + ": " + code + " " + message);
        }
      }
    }
  }

  @Test
  void the_record_of_an_error_satisfies_it_as_well() throws IOException {
    Json.Obj empty = Json.obj().build();
    assertValid(
        new Evidence("performance/1", "performance", Evidence.Kind.MEASURED, empty, empty)
            .error("model.failed", "The model cannot be run on this test set."));
  }

  @Test
  void the_published_example_is_what_the_engine_writes() throws IOException {
    Json example = Json.parse(Files.readString(DOCS.resolve("examples/evidence.json")).strip());
    Job job = jobs().get(2);

    try (Workers workers = new Workers(WorkerSettings.in(folder).withWarm(0))) {
      assertThat(workers.run(job)).isEqualTo(new Outcome.Computed((Json.Obj) example));
    }
  }

  private static void assertValid(Json.Obj evidence) throws IOException {
    String schema = Files.readString(DOCS.resolve("evidence.schema.json"));
    JsonNode document = MAPPER.readTree(evidence.text());

    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema)
                .validate(document))
        .as(evidence.string("check"))
        .isEmpty();
  }

  private static List<Job> jobs() throws IOException {
    Path testSet = EXAMPLES.resolve("data/hmda/test.csv");
    Path trainSet = EXAMPLES.resolve("data/hmda/train.csv");
    Path model = EXAMPLES.resolve("models/mortgage-fast-track/v2/model.onnx");
    Path champion = EXAMPLES.resolve("data/hmda/models/lr/model.onnx");
    Path predictions = EXAMPLES.resolve("data/hmda/predictions-lr.csv");
    Path card = EXAMPLES.resolve("models/mortgage-fast-track/v2.md");
    Map<String, Path> scored = Map.of("testSet", testSet, "model", model);
    return List.of(
        job(Job.ARTIFACT, Map.of("artifact/model.onnx", model)),
        job(Job.DATA_QUALITY, Map.of("testSet", testSet)),
        job(Job.PROHIBITED_INPUTS, scored),
        job(Job.DRIFT, Map.of("testSet", testSet, "trainSet", trainSet, "model", model)),
        job(Job.PERFORMANCE, scored),
        job(Job.FAIRNESS, scored),
        job(Job.SELECTION, Map.of("testSet", testSet, "predictions", predictions)),
        job(Job.RUNTIME, scored),
        job(Job.CARD, Map.of("card", card)),
        predicted(Job.MULTICLASS, "iris"),
        predicted(Job.FAIRNESS_MULTICLASS, "iris"),
        predicted(Job.REGRESSION, "diabetes"),
        predicted(Job.FAIRNESS_REGRESSION, "diabetes"),
        compared("multiclass", "iris"),
        compared("regression", "diabetes"),
        job(Job.COMPARISON, Map.of("testSet", testSet, "model", model, "championModel", champion)));
  }

  private static Job predicted(String check, String set) throws IOException {
    return Job.of(check, inputs(predictions(set)), predicted().build());
  }

  private static Json.Builder predicted() {
    return Json.obj()
        .put("id", "row_id")
        .put("label", Json.obj().put("column", "label").build())
        .put("groups", Json.array(List.of(Json.of("kind"))))
        .put("segments", Json.array(List.of(Json.of("kind"))));
  }

  private static Map<String, Path> predictions(String set) {
    return Map.of(
        "testSet", PREDICTED.resolve(set + "-test.csv"),
        "predictions", PREDICTED.resolve(set + "-predictions.csv"));
  }

  private static Job compared(String task, String set) throws IOException {
    Path champion = Path.of("src/test/resources/comparison", set + "-champion.csv");
    Map<String, Path> files = TestTasks.with(predictions(set), "championPredictions", champion);
    return Job.of(Job.COMPARISON, inputs(files), predicted().put("task", task).build());
  }

  private static SortedMap<String, Job.Input> inputs(Map<String, Path> files) throws IOException {
    SortedMap<String, Job.Input> inputs = new TreeMap<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      Digest digest = Digest.of(Files.readAllBytes(file.getValue()));
      inputs.put(file.getKey(), new Job.Input(file.getValue(), digest));
    }
    return inputs;
  }

  private static Job job(String check, Map<String, Path> files) throws IOException {
    Json groups = Json.array(List.of(Json.of("afam"), Json.of("single")));
    Json.Obj spec =
        Json.obj()
            .put("id", "row_id")
            .put("label", Json.obj().put("column", "deny").put("positive", "yes").build())
            .put("threshold", 0.4)
            .put("favourable", 0)
            .put("groups", groups)
            .put("intersections", Json.array(List.of(groups)))
            .put("prohibited", groups)
            .build();
    return Job.of(check, inputs(files), spec);
  }
}
