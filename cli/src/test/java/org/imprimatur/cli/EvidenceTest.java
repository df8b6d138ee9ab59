// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.imprimatur.engines.Job;
import org.imprimatur.engines.Outcome;
import org.imprimatur.engines.WorkerSettings;
import org.imprimatur.engines.Workers;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evidence held to what it states, without data and without a server. */
class EvidenceTest {
  private static final Path EXAMPLE = Path.of("../docs/schemas/examples/evidence.json");

  private static final Path TITANIC = Path.of("../examples/data/titanic").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void evidence_whose_metrics_follow_from_its_tables_is_confirmed_with_its_digest()
      throws IOException {
    Ran ran = run("evidence", "check", EXAMPLE.toString(), "--format", "json");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
    assertThat(ran.json().bool("follows")).isTrue();
    assertThat(ran.json().string("digest"))
        .isEqualTo(Digest.of(Json.parse(Files.readAllBytes(EXAMPLE))).toString());
  }

  @Test
  void evidence_that_was_computed_without_confinement_says_so() {
    String unconfined = EXAMPLE.resolveSibling("evidence-unconfined.json").toString();
    String words = "It was computed without confinement.";

    assertThat(run("evidence", "check", unconfined).out()).contains(words);
    assertThat(run("evidence", "check", unconfined, "--format", "json").json().bool("confined"))
        .isFalse();
    assertThat(run("evidence", "check", EXAMPLE.toString()).out()).doesNotContain(words);
    assertThat(
            run("evidence", "check", EXAMPLE.toString(), "--format", "json")
                .json()
                .bool("confined"))
        .isTrue();
  }

  @Test
  void a_changed_table_is_told_by_the_first_metric_that_does_not_follow() throws IOException {
    String honest = Files.readString(EXAMPLE);
    Json.Obj counts = ((Json.Obj) Json.parse(honest)).object("tables").object("counts");
    String name = counts.members().firstKey();
    Path forged = folder.resolve("forged.json");
    Files.writeString(
        forged,
        honest.replaceFirst("(\"tables\"[^}]*\"" + name + "\": )" + counts.integer(name), "$1999"));

    Ran json = run("evidence", "check", forged.toString(), "--format", "json");
    Ran text = run("evidence", "check", forged.toString());

    assertThat(json.exit()).isEqualTo(1);
    assertThat(json.json().bool("follows")).isFalse();
    Json.Obj difference = json.json().object("difference");
    assertThat(difference.string("path")).isEqualTo("metrics." + name + ".value");
    assertThat(difference.integer("stated")).isEqualTo(counts.integer(name));
    assertThat(difference.integer("derived")).isEqualTo(999);
    assertThat(text.out())
        .contains(
            "metrics.%s.value is stated as %d and derived as 999"
                .formatted(name, counts.integer(name)));
  }

  @Test
  void what_is_no_evidence_could_not_be_established() throws IOException {
    Path other = Files.writeString(folder.resolve("other.json"), "{\"imprimatur\":\"use/v1\"}");
    Path none = Files.writeString(folder.resolve("none.json"), "a,b\n1,2\n");

    Ran use = run("evidence", "check", other.toString(), "--format", "json");
    Ran csv = run("evidence", "check", none.toString(), "--format", "json");

    assertThat(use.exit()).isEqualTo(3);
    assertThat(use.json().object("error").string("code")).isEqualTo("evidence.unreadable");
    assertThat(csv.exit()).isEqualTo(3);
    assertThat(csv.json().object("error").string("code")).isEqualTo("file.no-json");
  }

  @Test
  void evidence_computed_again_from_the_same_files_is_the_same_bytes() throws IOException {
    Path evidence = performance();

    Ran same = reproduce(evidence, "test.csv", "models/lr/model.onnx");
    Ran text = run("evidence", "reproduce", evidence.toString(), "--data", "nothing.csv");

    assertThat(same.err()).isEmpty();
    assertThat(same.exit()).isZero();
    assertThat(same.json().bool("equal")).isTrue();
    assertThat(text.exit()).isEqualTo(3);
  }

  @Test
  void a_changed_record_is_told_by_the_first_difference_to_the_second_computation()
      throws IOException {
    Path evidence = performance();
    Files.writeString(
        evidence, Files.readString(evidence).replaceFirst("\"rows\":\\d+", "\"rows\":1"));

    Ran ran = reproduce(evidence, "test.csv", "models/lr/model.onnx");

    assertThat(ran.exit()).isEqualTo(1);
    Json.Obj first = (Json.Obj) ran.json().array("reproductions").values().getFirst();
    assertThat(first.object("difference").string("path")).isEqualTo("tables.counts.rows");
    assertThat(first.object("difference").integer("recorded")).isEqualTo(1);
  }

  @Test
  void files_that_the_evidence_was_not_computed_from_are_refused_by_name() throws IOException {
    Ran ran = reproduce(performance(), "train.csv", "models/lr/model.onnx");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.json().object("error").string("code")).isEqualTo("reproduction.inputs");
    assertThat(ran.json().object("error").array("reasons").string(0)).contains("testSet");
  }

  @Test
  void a_submission_is_computed_again_by_the_server_and_one_difference_is_a_no() {
    String digest = "sha256:" + "a".repeat(64);
    String evidence =
        """
        {"evidence":[
          {"item":"artifact/1","level":"computed-here","outcome":"computed","digest":"%s"},
          {"item":"supplied/x","level":"supplied","outcome":"supplied","digest":"%s"}]}\
        """
            .formatted(digest, digest);
    String answer =
        """
        {"item":"artifact/1","equal":%s,"evidence":"%s","computed":"%s",
         "difference":{"path":"metrics.files.value","recorded":1,"computed":2}}\
        """;
    String line = "POST /api/v1/evidence/" + "a".repeat(64) + "/reproductions";
    try (var server = new PlayedServer()) {
      server
          .answers("GET /api/v1/submissions/4", 200, evidence)
          .answers(line, 200, answer.formatted(true, digest, digest))
          .answers(line, 200, answer.formatted(false, digest, digest));

      Ran same = Ran.command(server, folder, "evidence", "reproduce", "4");
      Ran other = Ran.command(server, folder, "evidence", "reproduce", digest);

      assertThat(same.exit()).isZero();
      assertThat(same.out()).contains("artifact/1: the same bytes");
      assertThat(server.asked(line).getFirst().text()).isEqualTo("{\"submission\":4}");
      assertThat(other.exit()).isEqualTo(1);
      assertThat(other.out()).contains("metrics.files.value is recorded as 1 and computed as 2");
    }
  }

  private Ran reproduce(Path evidence, String data, String model) {
    return run(
        "evidence",
        "reproduce",
        evidence.toString(),
        "--data",
        TITANIC.resolve(data).toString(),
        "--model",
        TITANIC.resolve(model).toString(),
        "--format",
        "json");
  }

  /** The performance of the example's model, as a confined worker computes it. */
  private Path performance() throws IOException {
    var inputs = new TreeMap<String, Job.Input>();
    for (String[] role :
        new String[][] {{"testSet", "test.csv"}, {"model", "models/lr/model.onnx"}}) {
      LocalFile file = LocalFile.read(TITANIC.resolve(role[1]));
      inputs.put(role[0], new Job.Input(file.path(), file.digest()));
    }
    Json.Obj spec =
        (Json.Obj)
            Json.parse(
                """
                {"id":"row_id","label":{"column":"survived","positive":"survived"},
                 "threshold":0.5,"favourable":1,"groups":["sex"]}\
                """);
    Path workers = Files.createTempDirectory(folder, "workers");
    try (var pool = new Workers(WorkerSettings.in(workers).withWarm(0))) {
      return switch (pool.run(Job.of(Job.PERFORMANCE, inputs, spec))) {
        case Outcome.Computed(var evidence) ->
            Files.writeString(folder.resolve("performance.json"), evidence.text());
        case Outcome.Failed(_, var message) -> throw new AssertionError(message);
      };
    }
  }

  private Ran run(String... args) {
    return Ran.command(Map.of(), folder, args);
  }
}
