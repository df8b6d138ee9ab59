// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.imprimatur.engines.Job;
import org.imprimatur.engines.Outcome;
import org.imprimatur.engines.Workers;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.attestation.AttestationKey;
import org.imprimatur.proof.attestation.RunnerStatement;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.people.Invitations;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runners over the real API: a test set that never leaves its place, and what attackers try. */
class RunnersTest {
  private static final Path TEST_SET = RunningServer.EXAMPLES.resolve("data/titanic/test.csv");
  private static final Path MODEL =
      RunningServer.EXAMPLES.resolve("data/titanic/models/lr/model.onnx");
  private static final AtomicInteger COUNT = new AtomicInteger();

  private static final String ADMINISTRATOR = "{\"role\":\"administrator\"}";
  private static final int AT_ONCE = 6;

  @TempDir static Path folder;
  private static RunningServer server;

  private final AttestationKey key = AttestationKey.generate();
  private String runner = "";
  private String model = "";

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder.resolve("data"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void name() {
    int count = COUNT.incrementAndGet();
    runner = "vault-" + count;
    model = "vaulted-" + count;
  }

  private Answer register(String username, String owner) {
    Json body =
        Json.obj().put("name", runner).put("owner", owner).put("key", key.publicPem()).build();
    return server.post(username, "/api/v1/runners", body.text());
  }

  private Answer confirm(String username) {
    return server.post(username, "/api/v1/runners/" + runner + "/confirmation", "{}");
  }

  private Answer revoke(String username) {
    return server.post(username, "/api/v1/runners/" + runner + "/revocation", "{}");
  }

  private Answer examine() throws IOException {
    return server.post(
        "priya",
        "/api/v1/models/" + model + "/examination",
        """
        {"testSet":"%s","id":"row_id","label":{"column":"survived","positive":"survived"},
         "favourable":1,"groups":["sex"],"intersections":[],"prohibited":[],"heldBy":"%s"}\
        """
            .formatted(Digest.of(Files.readAllBytes(TEST_SET)), runner));
  }

  private String id() {
    return server.get("ada", "/api/v1/runners").json().array("runners").values().stream()
        .map(Json.Obj.class::cast)
        .filter(one -> one.string("name").equals(runner))
        .map(one -> one.string("id"))
        .findFirst()
        .orElseThrow();
  }

  /** A medium-tier model whose test set only the runner holds, submitted. */
  private long submitted(String... contributors) throws IOException {
    register("tove", "priya");
    confirm("dmitri");
    return settled(server.models().mediumTierSubmission(model, this::examine, contributors));
  }

  /** Waits until the server has computed what it can. */
  private static long settled(long number) {
    for (int i = 0; i < 600; i++) {
      Json.Obj submission = server.get("ada", "/api/v1/submissions/" + number).json();
      boolean settled =
          submission.array("checks").values().stream()
              .map(check -> ((Json.Obj) check).string("state"))
              .noneMatch(state -> state.equals("waiting") || state.equals("running"));
      if (settled && !submission.array("checks").values().isEmpty()) {
        return number;
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    throw new AssertionError("The checks of submission " + number + " do not settle.");
  }

  private List<Json.Obj> jobs() {
    Answer answer = server.get("priya", "/api/v1/runners/" + runner + "/jobs");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    List<Json.Obj> jobs = new ArrayList<>();
    answer.json().array("jobs").values().forEach(job -> jobs.add((Json.Obj) job));
    return jobs;
  }

  private static Json.Obj computed(Json.Obj job) throws IOException {
    SortedMap<String, Job.Input> inputs = new TreeMap<>();
    for (Path file : List.of(TEST_SET, MODEL)) {
      Digest digest = Digest.of(Files.readAllBytes(file));
      job.object("inputs")
          .members()
          .forEach(
              (role, named) -> {
                if (named.equals(Json.of(digest.toString()))) {
                  inputs.put(role, new Job.Input(file, digest));
                }
              });
    }
    Outcome outcome =
        server.bean(Workers.class).run(Job.of(job.string("check"), inputs, job.object("spec")));
    return ((Outcome.Computed) outcome).evidence();
  }

  private Answer file(Json.Obj job, Json.Obj evidence, AttestationKey signer) throws IOException {
    return file(job, evidence, statement(job, Digest.of(evidence)).sign(signer));
  }

  private RunnerStatement statement(Json.Obj job, Digest evidence) {
    String log = server.get("priya", "/api/v1/runners/" + runner + "/jobs").json().string("log");
    return new RunnerStatement(
        log,
        id(),
        job.integer("submission"),
        Digest.parse(job.string("manifest")),
        evidence,
        List.of());
  }

  private Answer file(Json.Obj job, Json.Obj evidence, Json.Obj envelope) throws IOException {
    return file(job, evidence, envelope, List.of());
  }

  private Answer file(Json.Obj job, Json.Obj evidence, Json.Obj envelope, List<String> engines)
      throws IOException {
    upload(evidence);
    return post(job, evidence, envelope, engines);
  }

  private static void upload(Json.Obj evidence) throws IOException {
    server.upload("priya", Files.write(folder.resolve("evidence.json"), evidence.canonical()));
  }

  private Answer post(Json.Obj job, Json.Obj evidence, Json.Obj envelope, List<String> engines) {
    return server.post(
        "priya",
        "/api/v1/runners/" + runner + "/evidence",
        Json.obj()
            .put("submission", job.integer("submission"))
            .put("check", job.string("check"))
            .put("evidence", Digest.of(evidence).toString())
            .put("envelope", envelope)
            .put("engines", Json.array(engines.stream().<Json>map(Json::of).toList()))
            .build()
            .text());
  }

  @Test
  void what_a_confirmed_runner_signs_is_filed_at_its_level_and_a_replay_verifies_it()
      throws IOException {
    long number = submitted("sam");

    assertThat(server.bean(Blobs.class).has(Digest.of(Files.readAllBytes(TEST_SET)))).isFalse();
    assertThat(jobs()).isNotEmpty();
    for (Json.Obj job : jobs()) {
      Answer filed = file(job, computed(job), key);
      assertThat(filed.status()).as(filed.text()).isEqualTo(200);
    }

    assertThat(jobs()).isEmpty();
    server.models().await(number);
    Answer submission = server.get("ada", "/api/v1/submissions/" + number);
    assertThat(submission.text()).contains("\"level\":\"runner\"");
    assertThat(server.open("bruno", "/submissions/" + number + "?class=performance").text())
        .contains("computed by a runner");
    // The example's policy asks for evidence that is computed here: a runner's does not do.
    assertThat(submission.text()).contains("evidence.level");
    assertThat(server.found()).isEmpty();
  }

  @Test
  void a_runner_counts_only_after_a_second_person_confirmed_it() throws IOException {
    assertThat(register("ada", "priya").status()).isEqualTo(403);
    assertThat(register("tove", "dmitri").status()).isEqualTo(201);
    assertThat(register("tove", "dmitri").code()).isEqualTo("runner.taken");

    assertThat(confirm("tove").status()).isEqualTo(403);
    assertThat(confirm("dmitri").code()).isEqualTo("runner.own");
    server.models().lowTierSubmission(model);
    assertThat(examine().text()).contains("is no confirmed runner");

    assertThat(revoke("ada").status()).isEqualTo(403);
    assertThat(revoke("tove").status()).isEqualTo(200);
    assertThat(confirm("dmitri").code()).isEqualTo("runner.state");
  }

  @Test
  void the_engines_that_a_runner_names_are_signed_with_the_rest_and_shown_as_its_word()
      throws IOException {
    long number = submitted();
    Json.Obj job = jobs().getFirst();
    Json.Obj evidence = computed(job);
    RunnerStatement silent = statement(job, Digest.of(evidence));
    List<String> engines = List.of("duckdb/9.9", "imprimatur/0.1.0");
    var saying =
        new RunnerStatement(
            silent.log(),
            silent.runner(),
            silent.submission(),
            silent.manifest(),
            silent.evidence(),
            engines);

    assertThat(file(job, evidence, silent.sign(key), engines).code()).isEqualTo("runner.signature");
    assertThat(file(job, evidence, saying.sign(key)).code()).isEqualTo("runner.signature");
    assertThat(file(job, evidence, saying.sign(key), engines.reversed()).code())
        .isEqualTo("runner.engines");
    assertThat(file(job, evidence, saying.sign(key), engines).status()).isEqualTo(200);
    assertThat(server.get("ada", "/api/v1/submissions/" + number).text())
        .contains("\"engines\":[\"duckdb/9.9\",\"imprimatur/0.1.0\"]");
  }

  @Test
  void a_signature_of_an_unregistered_key_is_refused() throws IOException {
    submitted();
    Json.Obj job = jobs().getFirst();

    assertThat(file(job, computed(job), AttestationKey.generate()).code())
        .isEqualTo("runner.signature");
  }

  @Test
  void a_revoked_runner_gets_no_jobs_and_files_nothing() throws IOException {
    submitted();
    Json.Obj job = jobs().getFirst();
    Json.Obj evidence = computed(job);
    Json.Obj envelope = statement(job, Digest.of(evidence)).sign(key);
    revoke("priya");

    assertThat(file(job, evidence, envelope).code()).isEqualTo("runner.not-effective");
    assertThat(server.get("priya", "/api/v1/runners/" + runner + "/jobs").code())
        .isEqualTo("runner.not-effective");
  }

  @Test
  void a_signature_for_another_submission_or_version_is_not_replayed() throws IOException {
    submitted();
    Json.Obj job = jobs().getFirst();
    Json.Obj evidence = computed(job);
    RunnerStatement honest = statement(job, Digest.of(evidence));
    for (RunnerStatement other :
        List.of(
            new RunnerStatement(
                honest.log(),
                honest.runner(),
                999,
                honest.manifest(),
                honest.evidence(),
                List.of()),
            new RunnerStatement(
                honest.log(),
                honest.runner(),
                honest.submission(),
                honest.evidence(),
                honest.evidence(),
                List.of()),
            new RunnerStatement(
                "elsewhere/log",
                honest.runner(),
                honest.submission(),
                honest.manifest(),
                honest.evidence(),
                List.of()))) {
      assertThat(file(job, evidence, other.sign(key)).code()).isEqualTo("runner.signature");
    }
    assertThat(file(job, evidence, honest.sign(key)).status()).isEqualTo(200);
    assertThat(file(job, evidence, honest.sign(key)).code()).isEqualTo("runner.no-job");
  }

  @Test
  void changed_tables_and_another_test_set_are_refused_though_they_are_signed() throws IOException {
    submitted();
    Json.Obj job =
        jobs().stream()
            .filter(one -> one.string("check").equals(Job.PERFORMANCE))
            .findFirst()
            .orElseThrow();
    Json.Obj honest = computed(job);
    String text = honest.text();
    int tables = text.indexOf("\"tables\"");
    Json.Obj changed =
        (Json.Obj)
            Json.parse(
                text.substring(0, tables)
                    + text.substring(tables).replaceFirst("\"tp\":\\d+", "\"tp\":7"));
    String testSet = Digest.of(Files.readAllBytes(TEST_SET)).toString();
    Json.Obj other = (Json.Obj) Json.parse(text.replace(testSet, "sha256:" + "1".repeat(64)));

    assertThat(changed).isNotEqualTo(honest);
    assertThat(file(job, changed, key).code()).isEqualTo("runner.answer");
    assertThat(file(job, other, key).code()).isEqualTo("runner.answer");
    assertThat(file(job, (Json.Obj) Json.parse("{\"imprimatur\":\"evidence/v1\"}"), key).code())
        .isEqualTo("runner.answer");
  }

  @Test
  void a_runner_whose_owner_contributed_to_the_version_examines_it_not() throws IOException {
    register("tove", "priya");
    confirm("dmitri");
    settled(server.models().mediumTierSubmission(model, this::examine, "priya"));
    Json.Obj job = jobs().getFirst();

    assertThat(file(job, computed(job), key).code()).isEqualTo("runner.contributor");
  }

  @Test
  void whoever_contributed_and_could_be_the_owner_of_the_runner_examines_it_not()
      throws IOException {
    submitted("hanna");
    Json.Obj job = jobs().getFirst();
    Json.Obj evidence = computed(job);
    Json asked = server.post("tove", "/api/v1/people/hanna/roles", ADMINISTRATOR).json();
    String request = "/api/v1/role-requests/" + ((Json.Obj) asked).string("request");
    assertThat(server.post("dmitri", request + "/confirmation", "{}").status()).isEqualTo(200);
    server.bean(Invitations.class).link(server.caller("hanna"), "priya");

    assertThat(file(job, evidence, key).code()).isEqualTo("runner.contributor");
    server.post("tove", "/api/v1/people/hanna/roles/withdrawal", ADMINISTRATOR);
  }

  @Test
  void of_answers_that_come_at_once_to_one_job_the_first_is_filed_alone() throws Exception {
    long number = submitted();
    List<Json.Obj> jobs = jobs();
    for (Json.Obj job : jobs) {
      Json.Obj evidence = computed(job);
      Json.Obj envelope = statement(job, Digest.of(evidence)).sign(key);
      upload(evidence);
      try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
        Callable<Answer> filing = () -> post(job, evidence, envelope, List.of());
        List<String> codes = new ArrayList<>();
        for (Future<Answer> answer : pool.invokeAll(Collections.nCopies(AT_ONCE, filing))) {
          codes.add(answer.get().status() == 200 ? "filed" : answer.get().code());
        }
        assertThat(codes).containsOnlyOnce("filed").containsOnly("filed", "runner.no-job");
      }
    }
    String filer = id();
    assertThat(server.entries().stream().map(Act::parse))
        .filteredOn(act -> act instanceof EvidenceRecorded one && one.submission() == number)
        .filteredOn(act -> act.by().equals(filer))
        .hasSameSizeAs(jobs);
    assertThat(server.found()).isEmpty();
  }
}
