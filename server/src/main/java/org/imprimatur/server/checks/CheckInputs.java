// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.engines.Job;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.digest.Manifest;
import org.imprimatur.proof.gate.Champion;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.models.Version;

/**
 * What a check of a submission is computed from: the version's bytes and cut-off, and what the
 * custodian registered. Nothing of it is the proposer's choice.
 *
 * @param holder the champion as it was registered
 */
record CheckInputs(
    String check,
    SubmissionOpened opened,
    Version version,
    Optional<Champion> champion,
    Optional<Version> holder,
    Blobs blobs) {
  /** Why a check cannot even begin. */
  static final class MissingException extends Exception {
    private final String code;

    MissingException(String code, String message) {
      super(message);
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  /** The job with its files and its specification. */
  Job job() throws MissingException {
    SortedMap<String, Job.Input> files = new TreeMap<>();
    switch (check) {
      case Job.ARTIFACT -> {
        for (Manifest.File file : manifest().files()) {
          files.put("artifact/" + file.path(), input(file.digest()));
        }
      }
      case Job.CARD ->
          files.put(
              "card",
              input(
                  version
                      .card()
                      .orElseThrow(
                          () ->
                              new MissingException(
                                  "card.missing", "The version has no model card. File one."))));
      case Job.DATA_QUALITY -> {
        files.put("testSet", input(testSet()));
        reference().ifPresent(found -> files.put("trainSet", input(found)));
      }
      case Job.LEAKAGE, Job.DRIFT -> {
        files.put("testSet", input(testSet()));
        files.put("trainSet", input(reference().orElseThrow(CheckInputs::noReference)));
      }
      case Job.COMPARISON -> {
        files.put("testSet", input(testSet()));
        files.put("model", input(model(version.manifest(), "The version")));
        Champion holder = champion.orElseThrow(CheckInputs::noChampion);
        String name = "Version " + holder.version() + ", which holds the stage,";
        files.put("championModel", input(model(holder.manifest(), name)));
      }
      case Job.FAIRNESS -> {
        requireTwoClasses();
        scored(files);
      }
      default -> scored(files);
    }
    return Job.of(check, files, spec());
  }

  private void scored(SortedMap<String, Job.Input> files) throws MissingException {
    files.put("testSet", input(testSet()));
    files.put("model", input(model(version.manifest(), "The version")));
  }

  private void requireTwoClasses() throws MissingException {
    if (!task(examination()).equals("binary")) {
      throw new MissingException(
          "check.task",
          "Four fifths are judged where there are two classes, and this examination says "
              + task(examination())
              + ". The policy has to ask in another way.");
    }
  }

  /** Whether nothing is missing that the check is computed from. */
  boolean canBegin() {
    try {
      return !job().inputs().isEmpty();
    } catch (MissingException _) {
      return false;
    }
  }

  private Job.Input input(Digest digest) {
    return new Job.Input(blobs.path(digest), digest);
  }

  private Manifest manifest() {
    return Manifest.fromJson(blobs.document(version.manifest()));
  }

  private static MissingException noReference() {
    return new MissingException(
        "examination.reference",
        "The examination names no reference to compare the test set with. Register one with it.");
  }

  private static MissingException noChampion() {
    return new MissingException(
        "comparison.no-champion", "No version holds the stage; there is nothing to compare with.");
  }

  private Digest model(Digest manifest, String whose) throws MissingException {
    List<Manifest.File> models =
        Manifest.fromJson(blobs.document(manifest)).files().stream()
            .filter(file -> file.path().endsWith(".onnx"))
            .toList();
    if (models.size() != 1) {
      throw new MissingException(
          "artifact.model",
          whose
              + " has "
              + models.size()
              + " ONNX files; exactly one is needed to score it. Register a version with one.");
    }
    return models.getFirst().digest();
  }

  private Optional<Json.Obj> examination() {
    return opened.examination().map(blobs::document);
  }

  /** What an examination says that versions predict. */
  static String task(Optional<Json.Obj> examination) {
    return examination
        .flatMap(exam -> exam.find("task"))
        .map(found -> ((Json.Str) found).value())
        .orElse("binary");
  }

  /** The runner that computes this check, because it holds the test set; empty where we do. */
  Optional<String> heldBy() {
    return switch (check) {
      case Job.ARTIFACT, Job.CARD -> Optional.empty();
      default -> examination().flatMap(exam -> exam.find("heldBy").map(_ -> exam.string("heldBy")));
    };
  }

  private Digest testSet() throws MissingException {
    return Digest.parse(
        examination()
            .orElseThrow(
                () ->
                    new MissingException(
                        "examination.missing", "No custodian has registered an examination."))
            .string("testSet"));
  }

  private Optional<Digest> reference() {
    return examination()
        .flatMap(exam -> exam.find("reference"))
        .map(found -> Digest.parse(((Json.Str) found).value()));
  }

  /**
   * Only what the check reads: a moved cut-off changes nothing for a check that does not score, so
   * that its earlier evidence is filed again.
   */
  private Json.Obj spec() {
    Json.Builder spec = Json.obj();
    List<String> asked = Job.asks(check, task(examination()));
    examination()
        .ifPresent(
            exam ->
                asked.forEach(
                    member -> exam.find(member).ifPresent(value -> spec.put(member, value))));
    if (asked.contains("threshold")) {
      spec.put("threshold", Double.parseDouble(version.cutoff()));
    }
    if (asked.contains("output")) {
      output(version).ifPresent(output -> spec.put("output", output));
    }
    if (asked.contains("champion")) {
      holder
          .flatMap(this::output)
          .ifPresent(output -> spec.put("champion", Json.obj().put("output", output).build()));
    }
    return spec.build();
  }

  /** Which output of its model answers, where that was registered. */
  private Optional<Json> output(Version of) {
    return blobs.document(of.registered().lineage()).find("output");
  }

  /** What the recorded act names as inputs: a verdict takes evidence on these and no others. */
  List<Digest> named() throws MissingException {
    List<Digest> named = new ArrayList<>();
    named.add(version.manifest());
    if (check.equals(Job.COMPARISON)) {
      named.add(champion.orElseThrow(CheckInputs::noChampion).manifest());
    }
    switch (check) {
      case Job.ARTIFACT -> {}
      case Job.CARD -> version.card().ifPresent(named::add);
      default -> {
        if (opened.examination().isPresent()) {
          named.add(opened.examination().get());
          named.add(testSet());
        }
      }
    }
    return named;
  }

  /** One digest over everything that the result depends on. */
  static Digest key(Job job) {
    Json.Builder files = Json.obj();
    job.inputs().forEach((role, file) -> files.put(role, file.digest().toString()));
    return Digest.of(
        Json.obj()
            .put("check", job.check())
            .put("inputs", files.build())
            .put("spec", job.spec())
            .build());
  }
}
