// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.imprimatur.engines.EngineVersions;
import org.imprimatur.engines.Job;
import org.imprimatur.engines.Outcome;
import org.imprimatur.engines.WorkerSettings;
import org.imprimatur.engines.Workers;
import org.imprimatur.proof.attestation.RunnerStatement;
import org.imprimatur.proof.attestation.TrustedKey;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A runner beside its data, against a server that is played. */
class RunnerTest {
  private static final Path TITANIC = Path.of("../examples/data/titanic").toAbsolutePath();
  private static final Digest MANIFEST = new Digest("ab".repeat(32));
  private static final String SPEC =
      """
      {"id":"row_id","label":{"column":"survived","positive":"survived"},"threshold":0.5,\
      "favourable":1}\
      """;

  @TempDir Path folder;
  private final PlayedServer server = new PlayedServer();
  private Path vault = Path.of("");
  private Path key = Path.of("");
  private String publicPem = "";

  @BeforeEach
  void keep() throws IOException {
    vault = Files.createDirectory(folder.resolve("vault"));
    Files.copy(TITANIC.resolve("test.csv"), vault.resolve("any-name.csv"));
    key = folder.resolve("runner.pem");
    Ran made = run("runner", "key", key.toString(), "--format", "json");
    assertThat(made.exit()).isZero();
    publicPem = made.json().string("key");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Ran run(String... args) {
    return Ran.command(server, folder, args);
  }

  private Ran work() {
    return run(
        "runner",
        "work",
        "vault",
        "--once",
        "--key",
        key.toString(),
        "--data",
        vault.toString(),
        "--format",
        "json");
  }

  private void job(LocalFile testSet, LocalFile model) throws IOException {
    server
        .answers(
            "GET /api/v1/runners/vault/jobs",
            200,
            """
            {"log":"example.org/log","jobs":[{"submission":3,"manifest":"%s","check":"performance/1",
             "inputs":{"testSet":"%s","model":"%s"},"spec":%s}]}\
            """
                .formatted(MANIFEST, testSet.digest(), model.digest(), SPEC))
        .answers(
            "GET /api/v1/runners",
            200,
            "{\"runners\":[{\"name\":\"vault\",\"id\":\"r_vault23456\"}],\"next\":null}")
        .answers(
            "GET /api/v1/blobs/" + model.digest().hex(),
            PlayedServer.Played.file(Files.readAllBytes(model.path())));
  }

  @Test
  void a_job_is_computed_beside_the_data_signed_and_filed_and_no_row_is_sent() throws IOException {
    LocalFile testSet = LocalFile.read(TITANIC.resolve("test.csv"));
    LocalFile model = LocalFile.read(TITANIC.resolve("models/lr/model.onnx"));
    Digest evidence = Digest.of(computed(testSet, model));
    job(testSet, model);
    server
        .answers("PUT /api/v1/blobs/" + evidence.hex(), 201, "{}")
        .answers("POST /api/v1/runners/vault/evidence", 200, "{\"filed\":true}");

    Ran ran = work();

    assertThat(ran.exit()).as(ran.err()).isZero();
    Json.Obj filed =
        (Json.Obj)
            Json.parse(server.asked("POST /api/v1/runners/vault/evidence").getFirst().text());
    assertThat(filed.string("evidence")).isEqualTo(evidence.toString());
    assertThat(filed.array("engines").values())
        .isEqualTo(EngineVersions.here().stream().map(Json::of).toList());
    var statement =
        new RunnerStatement(
            "example.org/log", "r_vault23456", 3, MANIFEST, evidence, EngineVersions.here());
    assertThatCode(() -> statement.verify(filed.object("envelope"), TrustedKey.parse(publicPem)))
        .doesNotThrowAnyException();
    assertThat(server.asked())
        .noneMatch(asked -> asked.line().contains(testSet.digest().hex()))
        .noneMatch(asked -> asked.text().contains("row_id,"));
  }

  @Test
  void a_test_set_that_is_not_in_the_folder_is_said_and_the_answer_is_no() throws IOException {
    job(
        LocalFile.read(TITANIC.resolve("train.csv")),
        LocalFile.read(TITANIC.resolve("models/lr/model.onnx")));

    Ran ran = work();

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("not filed: performance/1 of submission 3").contains("digest");
    assertThat(server.asked("POST /api/v1/runners/vault/evidence")).isEmpty();
  }

  @Test
  void a_key_that_others_can_read_signs_nothing() throws IOException {
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

    Ran ran = work();

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.json().object("error").string("code")).isEqualTo("runner.key-open");
    assertThat(run("runner", "key", key.toString()).err()).contains("already");
  }

  @Test
  void only_the_public_half_of_a_key_is_registered() {
    server.answers(
        "POST /api/v1/runners",
        201,
        "{\"name\":\"vault\",\"state\":\"registered\",\"owner\":{\"username\":\"priya\"}}");

    Ran ran = run("runner", "register", "vault", "--owner", "priya", "--key", key.toString());

    assertThat(ran.out()).contains("vault is registered, priya answers for it");
    assertThat(server.asked("POST /api/v1/runners").getFirst().text())
        .contains("PUBLIC KEY")
        .doesNotContain("PRIVATE");
  }

  @Test
  void a_test_set_that_a_runner_holds_is_not_uploaded() throws IOException {
    Path file = vault.resolve("examination.yaml");
    Files.writeString(
        file,
        """
        imprimatur: examination/v1
        test-set: any-name.csv
        held-by: vault
        id: row_id
        label: {column: survived, positive: survived}
        favourable: 1
        """);
    server.answers("POST /api/v1/models/titanic/examination", 200, "{\"examination\":\"\"}");

    Ran ran = run("examination", "register", "titanic", file.toString());

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(server.asked()).hasSize(1);
    assertThat(server.asked().getFirst().text()).contains("\"heldBy\":\"vault\"");
  }

  private Json.Obj computed(LocalFile testSet, LocalFile model) throws IOException {
    var inputs =
        new TreeMap<>(
            Map.of(
                "testSet", new Job.Input(testSet.path(), testSet.digest()),
                "model", new Job.Input(model.path(), model.digest())));
    Path workers = Files.createDirectory(folder.resolve("workers"));
    try (var pool = new Workers(WorkerSettings.in(workers).withWarm(0))) {
      return switch (pool.run(Job.of(Job.PERFORMANCE, inputs, (Json.Obj) Json.parse(SPEC)))) {
        case Outcome.Computed(var evidence) -> evidence;
        case Outcome.Failed(_, var message) -> throw new AssertionError(message);
      };
    }
  }
}
