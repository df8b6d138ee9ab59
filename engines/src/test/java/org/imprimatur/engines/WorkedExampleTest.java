// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.digest.Manifest;
import org.imprimatur.proof.gate.Dossier;
import org.imprimatur.proof.gate.Gate;
import org.imprimatur.proof.gate.GateInput;
import org.imprimatur.proof.gate.People;
import org.imprimatur.proof.gate.SignOff;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.gate.Verdict.State;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.PolicyReader;
import org.imprimatur.proof.policy.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mortgage model at the gate: real policy, real data, evidence from confined workers. */
class WorkedExampleTest {
  private static final Path EXAMPLES = Path.of("../examples").toAbsolutePath().normalize();
  private static final Path TEST_SET = EXAMPLES.resolve("data/hmda/test.csv");
  private static final Path TRAIN_SET = EXAMPLES.resolve("data/hmda/train.csv");
  private static final Path FIRST = EXAMPLES.resolve("data/hmda/models/lr/model.onnx");
  private static final Path SECOND = EXAMPLES.resolve("models/mortgage-fast-track/v2/model.onnx");
  private static final Path THIRD = EXAMPLES.resolve("models/mortgage-fast-track/v3/model.onnx");
  private static final Digest EXAM = Digest.of("examination".getBytes(UTF_8));

  private static final Map<List<Object>, Dossier> COMPUTED = new HashMap<>();

  @TempDir Path folder;

  @Test
  void version_1_is_refused_with_every_reason() throws IOException {
    Verdict verdict = verdict(FIRST, "0.15", "v1.md", List.of());

    assertThat(verdict.passes()).isFalse();
    assertThat(outcome(verdict, "prohibited")).isEqualTo(Outcome.OUTSIDE);
    assertThat(sentence(verdict, "prohibited")).contains("afam, single");
    assertThat(outcome(verdict, "four-fifths")).isEqualTo(Outcome.OUTSIDE);
    assertThat(sentence(verdict, "four-fifths"))
        .contains("yes gets the favourable outcome 0.41 times as often as no")
        .contains("35 of 98 against 551 of 633");
    assertThat(outcome(verdict, "ranking")).isEqualTo(Outcome.WITHIN);
    assertThat(outcome(verdict, "calibration")).isEqualTo(Outcome.WITHIN);
  }

  @Test
  void a_moved_cut_off_cannot_be_told() throws IOException {
    Dossier dossier =
        dossier(
            FIRST,
            List.of(job(Job.FAIRNESS, Map.of("testSet", TEST_SET, "model", FIRST), spec("0.50"))));
    Verdict verdict = Gate.evaluate(input(FIRST, "0.50", dossier, List.of()));

    assertThat(outcome(verdict, "four-fifths")).isEqualTo(Outcome.CANNOT_BE_TOLD);
    assertThat(result(verdict, "four-fifths").state()).isEqualTo(State.UNSATISFIED);
  }

  @Test
  void version_2_waits_for_people_and_passes_with_their_signatures() throws IOException {
    Dossier dossier = dossier(SECOND, "0.40", "v2.md");
    Verdict alone = Gate.evaluate(input(SECOND, "0.40", dossier, List.of()));
    assertThat(alone.open().stream().map(Verdict.Result::requirement))
        .containsExactly("validation", "compliance", "decision");

    SortedMap<String, Digest> all = dossier.digests();
    List<SignOff> signed =
        List.of(
            signOff("bruno", "validator", "review", all),
            signOff("chiara", "compliance", "review", all),
            signOff("lena", "business-owner", "approval", all));
    Verdict verdict = Gate.evaluate(input(SECOND, "0.40", dossier, signed));

    assertThat(verdict.open()).isEmpty();
    assertThat(verdict.passes()).isTrue();
    assertThat(Gate.evaluate(input(SECOND, "0.40", dossier, signed)).digest())
        .isEqualTo(verdict.digest());
  }

  @Test
  void version_3_is_green_but_for_its_people() throws IOException {
    Verdict verdict = verdict(THIRD, "0.40", "v3.md", List.of());

    assertThat(verdict.open().stream().map(Verdict.Result::requirement))
        .containsExactly("validation", "compliance", "decision");
  }

  @Test
  void evidence_at_another_cut_off_or_of_other_bytes_does_not_count() throws IOException {
    Dossier dossier = dossier(SECOND, "0.40", "v2.md");

    assertThat(outcome(Gate.evaluate(input(SECOND, "0.41", dossier, List.of())), "four-fifths"))
        .isEqualTo(Outcome.OUTSIDE);
    assertThat(outcome(Gate.evaluate(input(FIRST, "0.40", dossier, List.of())), "artifact"))
        .isEqualTo(Outcome.OUTSIDE);
  }

  private Verdict verdict(Path model, String cutoff, String card, List<SignOff> signOffs)
      throws IOException {
    return Gate.evaluate(input(model, cutoff, dossier(model, cutoff, card), signOffs));
  }

  private GateInput input(Path model, String cutoff, Dossier dossier, List<SignOff> signOffs)
      throws IOException {
    byte[] policy = Files.readAllBytes(EXAMPLES.resolve("policies/lending.yaml"));
    Policy read = ((Reading.Read) PolicyReader.read(policy)).policy();
    var exam =
        new GateInput.Exam(
            EXAM,
            Digest.of(Files.readAllBytes(TEST_SET)),
            "priya",
            List.of("afam", "single"),
            Set.of("afam", "single"));
    var subject =
        new GateInput.Subject(
            Digest.of(policy),
            "production",
            "high",
            GateInput.Standing.at("development"),
            new GateInput.Bytes(manifest(model).digest(), cutoff),
            Optional.of(exam));
    var people =
        new People(
            Map.of(
                "bruno", Set.of("validator"),
                "chiara", Set.of("compliance"),
                "lena", Set.of("business-owner"),
                "priya", Set.of("custodian"),
                "ada", Set.of("data-scientist", "business-owner")),
            Map.of("ada", "registered the version"),
            0,
            Map.of());
    return new GateInput(
        read, subject, dossier, signOffs, people, Instant.parse("2026-11-25T10:00:00Z"));
  }

  private static Manifest manifest(Path model) throws IOException {
    byte[] bytes = Files.readAllBytes(model);
    return new Manifest(List.of(new Manifest.File("model.onnx", Digest.of(bytes), bytes.length)));
  }

  /** All that is asked, computed once however many tests read it. */
  private Dossier dossier(Path model, String cutoff, String card) throws IOException {
    List<Object> asked = List.of(model, cutoff, card);
    Dossier known = COMPUTED.get(asked);
    if (known == null) {
      known = dossier(model, jobs(model, spec(cutoff), card));
      COMPUTED.put(asked, known);
    }
    return known;
  }

  private static Json.Obj spec(String cutoff) {
    return Json.obj()
        .put("id", "row_id")
        .put("label", Json.obj().put("column", "deny").put("positive", "yes").build())
        .put("threshold", Double.parseDouble(cutoff))
        .put("favourable", 0)
        .put("groups", Json.array(List.of(Json.of("afam"), Json.of("single"))))
        .put("prohibited", Json.array(List.of(Json.of("afam"), Json.of("single"))))
        .build();
  }

  private static List<Job> jobs(Path model, Json.Obj spec, String card) throws IOException {
    Path cardFile = EXAMPLES.resolve("models/mortgage-fast-track").resolve(card);
    return List.of(
        job(Job.ARTIFACT, Map.of("artifact/model.onnx", model), spec),
        job(Job.DATA_QUALITY, Map.of("testSet", TEST_SET), spec),
        job(Job.LEAKAGE, Map.of("testSet", TEST_SET, "trainSet", TRAIN_SET), spec),
        job(Job.DRIFT, Map.of("testSet", TEST_SET, "trainSet", TRAIN_SET), spec),
        job(Job.RUNTIME, Map.of("testSet", TEST_SET, "model", model), spec),
        job(Job.PROHIBITED_INPUTS, Map.of("testSet", TEST_SET, "model", model), spec),
        job(Job.PERFORMANCE, Map.of("testSet", TEST_SET, "model", model), spec),
        job(Job.FAIRNESS, Map.of("testSet", TEST_SET, "model", model), spec),
        job(Job.CARD, Map.of("card", cardFile), spec));
  }

  private Dossier dossier(Path model, List<Job> jobs) throws IOException {
    SortedMap<String, SortedMap<String, Dossier.Item>> classes = new TreeMap<>();
    try (Workers workers = new Workers(WorkerSettings.in(folder).withWarm(0))) {
      for (Job job : jobs) {
        String item = job.check().equals(Job.FAIRNESS) ? "fairness.four-fifths/1" : job.check();
        put(classes, job.evidenceClass(), item, content(workers.run(job)), model);
      }
    }
    Json.Obj promises =
        Json.obj()
            .put("outcome", "computed")
            .put("kpis", Json.array(List.of(Json.of("share of fast track later defaulted"))))
            .build();
    put(classes, "operations", "promises", promises, model);
    put(classes, "risk", "assessment", Json.obj().put("tier", "high").build(), model);
    return new Dossier(classes);
  }

  private static Job job(String check, Map<String, Path> files, Json.Obj spec) throws IOException {
    SortedMap<String, Job.Input> inputs = new TreeMap<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      Digest digest = Digest.of(Files.readAllBytes(file.getValue()));
      inputs.put(file.getKey(), new Job.Input(file.getValue(), digest));
    }
    return Job.of(check, inputs, spec);
  }

  private static Json.Obj content(org.imprimatur.engines.Outcome outcome) {
    return switch (outcome) {
      case org.imprimatur.engines.Outcome.Computed computed -> computed.evidence();
      case org.imprimatur.engines.Outcome.Failed failed ->
          throw new AssertionError(failed.code() + ": " + failed.message());
    };
  }

  private static void put(
      SortedMap<String, SortedMap<String, Dossier.Item>> classes,
      String evidenceClass,
      String item,
      Json.Obj content,
      Path model)
      throws IOException {
    List<Digest> inputs =
        List.of(manifest(model).digest(), EXAM, Digest.of(Files.readAllBytes(TEST_SET)));
    classes
        .computeIfAbsent(evidenceClass, name -> new TreeMap<>())
        .put(
            item,
            new Dossier.Item(Digest.of(content), Policy.Level.COMPUTED_HERE, inputs, content));
  }

  private static SignOff signOff(
      String person, String role, String meaning, SortedMap<String, Digest> covers) {
    return new SignOff(
        "s_" + person, person, role, meaning, SignOff.Decision.APPROVE, "password", covers);
  }

  private static Verdict.Result result(Verdict verdict, String requirement) {
    return verdict.results().stream()
        .filter(result -> result.requirement().equals(requirement))
        .findFirst()
        .orElseThrow();
  }

  private static Outcome outcome(Verdict verdict, String requirement) {
    return result(verdict, requirement).outcome();
  }

  private static String sentence(Verdict verdict, String requirement) {
    return result(verdict, requirement).reasons().toString();
  }
}
