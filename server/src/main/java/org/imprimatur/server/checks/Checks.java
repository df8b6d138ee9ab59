// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.checks;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.imprimatur.engines.Job;
import org.imprimatur.engines.Outcome;
import org.imprimatur.engines.Workers;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.gate.Champion;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.models.Version;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Computes checks and files their evidence. */
@Component
public final class Checks {
  private final Audit audit;
  private final Database database;
  private final Blobs blobs;
  private final Models models;
  private final Workers workers;

  Checks(Audit audit, Database database, Blobs blobs, Models models, Workers workers) {
    this.audit = audit;
    this.database = database;
    this.blobs = blobs;
    this.models = models;
    this.workers = workers;
  }

  /** The runs of a submission and how far each is. */
  public List<CheckRun> of(long submission) {
    return CheckStore.runs(database.reader(), submission);
  }

  /** How a run ended: with evidence, which may say that nothing could be computed. */
  record Result(Digest evidence, boolean reused, String message) {}

  /** Computes one run and files what came of it, also where that is an error. */
  Result compute(CheckRun run) {
    SubmissionOpened opened = opened(database.reader(), run.submission());
    Version version =
        models
            .byId(opened.model())
            .find(opened.version())
            .orElseThrow(() -> new IllegalStateException("The submitted version is not there."));
    Optional<Champion> champion =
        Champion.of(Entries.acts(database.reader(), opened.model()), opened);
    var inputs = new CheckInputs(run.check(), opened, version, champion, blobs);
    Result result = result(inputs);
    audit.record(moment -> file(moment, inputs, result));
    return result;
  }

  private Result result(CheckInputs inputs) {
    try {
      Job job = inputs.job();
      Digest key = CheckInputs.key(job);
      Optional<Digest> before = CheckStore.computed(database.reader(), key);
      if (before.isPresent()) {
        return new Result(before.get(), true, "");
      }
      return switch (run(job)) {
        case Outcome.Computed(var evidence) -> computed(key, evidence);
        case Outcome.Failed(var code, var message) ->
            new Result(blobs.put(error(inputs, job.spec(), code, message)), false, message);
      };
    } catch (CheckInputs.MissingException e) {
      String message = String.valueOf(e.getMessage());
      return new Result(
          blobs.put(error(inputs, Json.obj().build(), e.code(), message)), false, message);
    }
  }

  private Result computed(Digest key, Json.Obj evidence) {
    Digest digest = blobs.put(evidence);
    audit.work(
        db -> {
          CheckStore.keep(db, key, digest);
          return digest;
        });
    return new Result(digest, false, "");
  }

  /** A worker that could not be started or died is tried once more. */
  private Outcome run(Job job) {
    Outcome outcome = workers.run(job);
    boolean mayBeChance =
        outcome instanceof Outcome.Failed failed && failed.code().startsWith("worker.");
    return mayBeChance ? workers.run(job) : outcome;
  }

  /** Nothing was read, so the record names no inputs of its own; its act does. */
  private static Json.Obj error(CheckInputs inputs, Json.Obj spec, String code, String message) {
    Json.Obj nothing = Json.obj().build();
    String evidenceClass = Job.classOf(inputs.check());
    return new Evidence(inputs.check(), evidenceClass, Evidence.Kind.MEASURED, nothing, spec)
        .error(code, message);
  }

  private Ruling<Digest> file(Moment moment, CheckInputs inputs, Result result) {
    List<Act> acts = Entries.acts(moment.db(), "submission:" + inputs.opened().submission());
    if (acts.stream()
        .anyMatch(act -> act instanceof VersionPromoted || act instanceof SubmissionWithdrawn)) {
      // It ended while this was computed: its dossier is closed.
      return new Ruling.Granted<>(List.of(), result.evidence());
    }
    long revision = acts.stream().filter(act -> act instanceof EvidenceRecorded).count() + 1;
    List<Digest> named;
    try {
      named = inputs.named();
    } catch (CheckInputs.MissingException e) {
      return new Ruling.Refused<>(
          new Refusal(e.code(), 409, String.valueOf(e.getMessage()), List.of(), ""));
    }
    return Ruling.granted(
        new EvidenceRecorded(
            moment.by(Stamp.SYSTEM),
            inputs.opened().submission(),
            revision,
            Job.classOf(inputs.check()),
            CheckPlan.item(inputs.check()),
            result.evidence(),
            named,
            Policy.Level.COMPUTED_HERE.word(),
            look(moment.db(), inputs)),
        result.evidence());
  }

  /** Which look at its test set this is: one for each version that met it, in order. */
  private static OptionalLong look(JdbcClient db, CheckInputs inputs) {
    if (inputs.opened().examination().isEmpty() || !onTestSet(inputs.check())) {
      return OptionalLong.empty();
    }
    Set<List<Object>> versions = new LinkedHashSet<>(looks(db, inputs.opened(), inputs.blobs()));
    List<Object> own = List.of(inputs.opened().model(), inputs.opened().version());
    versions.add(own);
    return OptionalLong.of(new ArrayList<>(versions).indexOf(own) + 1L);
  }

  private static List<List<Object>> looks(JdbcClient db, SubmissionOpened opened, Blobs blobs) {
    String testSet = blobs.document(opened.examination().orElseThrow()).string("testSet");
    List<List<Object>> versions = new ArrayList<>();
    for (Act act : Entries.acts(db, testSet)) {
      if (act instanceof EvidenceRecorded evidence && evidence.look().isPresent()) {
        SubmissionOpened of = opened(db, evidence.submission());
        versions.add(List.of(of.model(), of.version()));
      }
    }
    return versions;
  }

  private static boolean onTestSet(String check) {
    return check.equals(Job.PERFORMANCE)
        || check.equals(Job.COMPARISON)
        || check.equals(Job.FAIRNESS)
        || check.equals(Job.PROHIBITED_INPUTS);
  }

  private static SubmissionOpened opened(JdbcClient db, long submission) {
    for (Act act : Entries.acts(db, "submission:" + submission)) {
      if (act instanceof SubmissionOpened opened) {
        return opened;
      }
    }
    throw new IllegalStateException("There is no submission " + submission + ".");
  }
}
