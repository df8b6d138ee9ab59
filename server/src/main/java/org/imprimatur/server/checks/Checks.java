// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.checks;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.imprimatur.engines.Job;
import org.imprimatur.engines.Outcome;
import org.imprimatur.engines.Workers;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.evidence.Computation;
import org.imprimatur.proof.gate.Champion;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Moment;
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

  /** Asks for what computed an item of a dossier once more; nothing where nothing here did. */
  public static void again(JdbcClient db, long submission, String item, Instant at) {
    CheckStore.runs(db, submission).stream()
        .map(CheckRun::check)
        .filter(check -> CheckPlan.item(check).equals(item))
        .forEach(check -> CheckStore.ask(db, submission, check, at));
  }

  /** The runs of a submission and how far each is. */
  public List<CheckRun> of(long submission) {
    return CheckStore.runs(database.reader(), submission);
  }

  /** How a run ended: with evidence, which may say that nothing could be computed. */
  record Result(Digest evidence, boolean reused, String message) {}

  /**
   * Computes one run and files what came of it, also where that is an error; empty where a runner
   * holds the test set and computes it.
   */
  Optional<Result> compute(CheckRun run) {
    CheckInputs inputs = inputs(run.submission(), run.check());
    if (inputs.heldBy().isPresent() && inputs.canBegin()) {
      return Optional.empty();
    }
    Result result = result(inputs);
    audit.record(
        moment -> filing(moment, result).file(moment, inputs, result.evidence(), Optional.empty()));
    return Optional.of(result);
  }

  private static EvidenceFiling filing(Moment moment, Result result) {
    return result.reused()
        ? EvidenceFiling.before(moment.db(), result.evidence())
        : EvidenceFiling.here();
  }

  CheckInputs inputs(long submission, String check) {
    SubmissionOpened opened = EvidenceFiling.opened(database.reader(), submission);
    Version version =
        models
            .byId(opened.model())
            .find(opened.version())
            .orElseThrow(() -> new IllegalStateException("The submitted version is not there."));
    Optional<Champion> champion =
        Champion.of(Entries.acts(database.reader(), opened.model()), opened);
    Optional<Version> holder =
        champion.flatMap(one -> models.byId(opened.model()).find(one.version()));
    return new CheckInputs(check, opened, version, champion, holder, blobs);
  }

  private Result result(CheckInputs inputs) {
    try {
      Job job = inputs.job();
      Digest key = CheckInputs.key(job);
      Optional<Digest> before =
          CheckStore.computed(database.reader(), key).filter(this::mayBeReused);
      if (before.isPresent()) {
        return new Result(before.get(), true, "");
      }
      return switch (workers.tryTwice(job)) {
        case Outcome.Computed(var evidence) -> computed(key, evidence);
        case Outcome.Failed(var code, var message) ->
            new Result(
                blobs.put(workers.marked(Job.failed(job.check(), job.spec(), code, message))),
                false,
                message);
      };
    } catch (CheckInputs.MissingException e) {
      String message = String.valueOf(e.getMessage());
      return new Result(
          blobs.put(Job.failed(inputs.check(), Json.obj().build(), e.code(), message)),
          false,
          message);
    }
  }

  /**
   * What was computed without confinement is computed again as soon as it can be confined, and what
   * was recorded while an engine or a check was bad never stands for a new computation.
   */
  private boolean mayBeReused(Digest evidence) {
    return (workers.isUnconfined() || !Computation.isUnconfined(blobs.document(evidence)))
        && !Distrust.of(database.reader(), evidence);
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
}
