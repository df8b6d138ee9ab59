// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.engines.Job;
import org.imprimatur.engines.Outcome;
import org.imprimatur.engines.WorkerSettings;
import org.imprimatur.engines.Workers;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.digest.Manifest;
import org.imprimatur.proof.gate.Dossier;
import org.imprimatur.proof.gate.GateInput;
import org.imprimatur.proof.gate.People;
import org.imprimatur.proof.gate.SignOff;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.PolicyReader;
import org.imprimatur.proof.policy.Reading;

/** The mortgage model at its gate, with evidence that confined workers compute here. */
final class WorkedExample {
  private static final Digest EXAM = Digest.of("examination".getBytes(UTF_8));

  private final Path examples;
  private final byte[] policy;
  private final Policy read;
  private final Path testSet;

  WorkedExample(Path examples) throws IOException {
    this.examples = examples.toAbsolutePath().normalize();
    this.policy = Files.readAllBytes(examples.resolve("policies/lending.yaml"));
    this.read = ((Reading.Read) PolicyReader.read(policy)).policy();
    this.testSet = this.examples.resolve("data/hmda/test.csv");
  }

  /** Files, cut-off and card of a version. */
  private record Version(Path model, String cutoff, Path card) {
    Manifest manifest() throws IOException {
      byte[] bytes = Files.readAllBytes(model);
      return new Manifest(List.of(new Manifest.File("model.onnx", Digest.of(bytes), bytes.length)));
    }
  }

  /** Version 2 with the signatures of validator, compliance and business owner. */
  GateInput signed() throws IOException {
    Path papers = examples.resolve("models/mortgage-fast-track");
    var version = new Version(papers.resolve("v2/model.onnx"), "0.40", papers.resolve("v2.md"));
    Dossier dossier = dossier(version);
    SortedMap<String, Digest> covers = dossier.digests();
    return input(
        version,
        dossier,
        List.of(
            signOff("bruno", "validator", "review", covers),
            signOff("chiara", "compliance", "review", covers),
            signOff("lena", "business-owner", "approval", covers)));
  }

  /** The same under a policy of which a requirement is only watched, so that it is judged twice. */
  GateInput watched() throws IOException {
    GateInput signed = signed();
    String text =
        new String(policy, UTF_8)
            .replaceFirst("(id: ranking,[^}]*)}", "$1, enforced: {from: 2027-03-01}}");
    Policy phased = ((Reading.Read) PolicyReader.read(text.getBytes(UTF_8))).policy();
    return new GateInput(
        phased,
        signed.subject(),
        signed.dossier(),
        signed.signOffs(),
        signed.people(),
        signed.at());
  }

  /** The same with items that nobody judged before. */
  static GateInput readAnew(GateInput input) {
    SortedMap<String, SortedMap<String, Dossier.Item>> classes = new TreeMap<>();
    input
        .dossier()
        .classes()
        .forEach(
            (name, items) -> {
              SortedMap<String, Dossier.Item> fresh = new TreeMap<>();
              items.forEach(
                  (item, one) ->
                      fresh.put(
                          item,
                          new Dossier.Item(
                              one.digest(), one.level(), one.inputs(), one.content())));
              classes.put(name, fresh);
            });
    return new GateInput(
        input.policy(),
        input.subject(),
        new Dossier(classes),
        input.signOffs(),
        input.people(),
        input.at());
  }

  /** Version 1, which nobody signs. */
  GateInput refused() throws IOException {
    Path card = examples.resolve("models/mortgage-fast-track/v1.md");
    var version = new Version(examples.resolve("data/hmda/models/lr/model.onnx"), "0.15", card);
    return input(version, dossier(version), List.of());
  }

  private GateInput input(Version version, Dossier dossier, List<SignOff> signOffs)
      throws IOException {
    var exam =
        new GateInput.Exam(
            EXAM,
            Digest.of(Files.readAllBytes(testSet)),
            "priya",
            List.of("afam", "single"),
            Set.of("afam", "single"));
    var subject =
        new GateInput.Subject(
            Digest.of(policy),
            "production",
            "high",
            GateInput.Standing.at("development"),
            new GateInput.Bytes(version.manifest().digest(), version.cutoff()),
            Optional.of(exam));
    var people =
        new People(
            Map.of(
                "bruno", Set.of("validator"),
                "chiara", Set.of("compliance"),
                "lena", Set.of("business-owner"),
                "priya", Set.of("custodian"),
                "ada", Set.of("data-scientist")),
            Map.of("ada", "registered the version", "sam", "is named in its lineage"),
            0,
            Map.of());
    return new GateInput(
        read, subject, dossier, signOffs, people, Instant.parse("2026-11-25T10:00:00Z"));
  }

  private Dossier dossier(Version version) throws IOException {
    SortedMap<String, SortedMap<String, Dossier.Item>> classes = new TreeMap<>();
    List<Digest> inputs =
        List.of(version.manifest().digest(), EXAM, Digest.of(Files.readAllBytes(testSet)));
    Path folder = Files.createTempDirectory("imprimatur-bench-");
    try (Workers workers = new Workers(WorkerSettings.in(folder).withWarm(0))) {
      for (Job job : jobs(version)) {
        String item = job.check().equals(Job.FAIRNESS) ? "fairness.four-fifths/1" : job.check();
        put(classes, job.evidenceClass(), item, content(workers.run(job)), inputs);
      }
    }
    Json.Obj promises =
        Json.obj()
            .put("outcome", "computed")
            .put("kpis", Json.array(List.of(Json.of("share of fast track later defaulted"))))
            .build();
    put(classes, "operations", "promises", promises, inputs);
    put(classes, "risk", "assessment", Json.obj().put("tier", "high").build(), inputs);
    return new Dossier(classes);
  }

  private List<Job> jobs(Version version) throws IOException {
    Json.Obj spec =
        Json.obj()
            .put("id", "row_id")
            .put("label", Json.obj().put("column", "deny").put("positive", "yes").build())
            .put("threshold", Double.parseDouble(version.cutoff()))
            .put("favourable", 0)
            .put("groups", Json.array(List.of(Json.of("afam"), Json.of("single"))))
            .put("prohibited", Json.array(List.of(Json.of("afam"), Json.of("single"))))
            .build();
    Map<String, Path> scored = Map.of("testSet", testSet, "model", version.model());
    Path reference = examples.resolve("data/hmda/train.csv");
    Map<String, Path> referenced = Map.of("testSet", testSet, "trainSet", reference);
    return List.of(
        job(Job.ARTIFACT, Map.of("artifact/model.onnx", version.model()), spec),
        job(Job.DATA_QUALITY, Map.of("testSet", testSet), spec),
        job(Job.LEAKAGE, referenced, spec),
        job(Job.DRIFT, referenced, spec),
        job(Job.RUNTIME, scored, spec),
        job(Job.PROHIBITED_INPUTS, scored, spec),
        job(Job.PERFORMANCE, scored, spec),
        job(Job.FAIRNESS, scored, spec),
        job(Job.CARD, Map.of("card", version.card()), spec));
  }

  private static Job job(String check, Map<String, Path> files, Json.Obj spec) throws IOException {
    SortedMap<String, Job.Input> inputs = new TreeMap<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      Digest digest = Digest.of(Files.readAllBytes(file.getValue()));
      inputs.put(file.getKey(), new Job.Input(file.getValue(), digest));
    }
    return Job.of(check, inputs, spec);
  }

  private static Json.Obj content(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Computed(var evidence) -> evidence;
      case Outcome.Failed(var code, var message) ->
          throw new IllegalStateException(code + ": " + message);
    };
  }

  private static void put(
      SortedMap<String, SortedMap<String, Dossier.Item>> classes,
      String evidenceClass,
      String item,
      Json.Obj content,
      List<Digest> inputs) {
    classes
        .computeIfAbsent(evidenceClass, _ -> new TreeMap<>())
        .put(
            item,
            new Dossier.Item(Digest.of(content), Policy.Level.COMPUTED_HERE, inputs, content));
  }

  private static SignOff signOff(
      String person, String role, String meaning, SortedMap<String, Digest> covers) {
    return new SignOff(
        "s_" + person, person, role, meaning, SignOff.Decision.APPROVE, "password", covers);
  }
}
