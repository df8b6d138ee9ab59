// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.imprimatur.engines.Job;
import org.imprimatur.engines.Outcome;
import org.imprimatur.engines.Workers;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.EvidenceReproduced;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.evidence.Reproduction;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.springframework.stereotype.Component;

/**
 * Computes recorded evidence again from its recorded inputs, in a fresh confined worker, and
 * records whether the same came out. What was computed before is never used for it.
 */
@Component
public final class Reproductions {
  private final Audit audit;
  private final Database database;
  private final Blobs blobs;
  private final Workers workers;

  /** One at a time: whoever asks often waits for themselves, and checks go on beside it. */
  private final Semaphore turn = new Semaphore(1);

  Reproductions(Audit audit, Database database, Blobs blobs, Workers workers) {
    this.audit = audit;
    this.database = database;
    this.blobs = blobs;
    this.workers = workers;
  }

  /** What was recorded about a second computation, and where it parts from the first. */
  public record Reproduced(EvidenceReproduced act, String kind, Reproduction held) {}

  /**
   * Computes one item again and records the outcome under the caller's name.
   *
   * @param evidence digest of the recorded {@code evidence/v1}
   * @param submission which filing of it is meant; the newest where none is named
   */
  public Reproduced reproduce(Caller caller, Digest evidence, OptionalLong submission) {
    caller.needs(Permission.REPRODUCE);
    EvidenceRecorded filed = filed(evidence, submission);
    Json.Obj record = record(filed);
    Job job = job(record);
    if (!turn.tryAcquire()) {
      throw refused(
          "reproduction.busy", 503, "Another item is being computed again.", "Try again soon.");
    }
    Json.Obj computed;
    try {
      computed = computed(job, record);
    } finally {
      turn.release();
    }
    Reproduction held = Reproduction.of(record, computed);
    Digest digest = blobs.put(computed);
    EvidenceReproduced act =
        audit.record(
            moment -> {
              var reproduced =
                  new EvidenceReproduced(
                      caller.stamp(moment, Permission.REPRODUCE),
                      filed.submission(),
                      filed.evidenceClass(),
                      filed.item(),
                      evidence,
                      digest,
                      held.equal());
              return Ruling.granted(reproduced, reproduced);
            });
    return new Reproduced(act, record.string("kind"), held);
  }

  private EvidenceRecorded filed(Digest evidence, OptionalLong submission) {
    return Entries.acts(database.reader(), evidence.toString()).stream()
        .filter(EvidenceRecorded.class::isInstance)
        .map(EvidenceRecorded.class::cast)
        .filter(act -> act.evidence().equals(evidence))
        .filter(act -> submission.isEmpty() || submission.getAsLong() == act.submission())
        .reduce((_, later) -> later)
        .orElseThrow(
            () ->
                refused(
                    "evidence.unknown",
                    404,
                    "No evidence " + evidence.brief() + " was filed there.",
                    "See the submission's page for the digests of its evidence."));
  }

  private Json.Obj record(EvidenceRecorded filed) {
    if (filed.level().equals(Policy.Level.SUPPLIED.word())) {
      throw refused(
          "reproduction.supplied",
          422,
          filed.item() + " was supplied by a person and computed by nobody here.",
          "Ask whoever supplied it how it came about.");
    }
    try {
      Optional<Json> record = blobs.find(filed.evidence()).map(Json::parse);
      if (record.isPresent() && record.get() instanceof Json.Obj object) {
        return object;
      }
    } catch (JsonException _) {
      // Told below like every other blob that is no record.
    }
    throw refused(
        "evidence.unreadable",
        404,
        "The record " + filed.evidence().brief() + " is not there any more, or is damaged.",
        "The operator restores the store of blobs from a backup.");
  }

  /** The job that the record says it is the answer to. */
  private Job job(Json.Obj record) {
    SortedMap<String, Job.Input> files = new TreeMap<>();
    List<String> missing = new ArrayList<>();
    Json.Obj inputs = record.object("inputs");
    for (String role : inputs.members().keySet()) {
      Digest digest = Digest.parse(inputs.string(role));
      files.put(role, new Job.Input(blobs.path(digest), digest));
      if (!blobs.has(digest)) {
        missing.add("The input " + role + ", " + digest + ", is not here.");
      }
    }
    if (files.isEmpty()) {
      throw refused(
          "reproduction.nothing",
          422,
          "The record says why nothing was computed; it names no inputs.",
          "Submit the version again once the reason is mended.");
    }
    if (!missing.isEmpty()) {
      throw new RefusedException(
          new Refusal(
              "reproduction.inputs",
              404,
              "The evidence cannot be computed again here.",
              missing,
              "Whoever has the files runs imprimatur evidence reproduce FILE with them."));
    }
    return Job.of(record.string("check"), files, record.object("spec"));
  }

  /**
   * What came out this time; a check that now cannot be computed is a difference like any other.
   */
  private Json.Obj computed(Job job, Json.Obj record) {
    return switch (workers.run(job)) {
      case Outcome.Computed(var evidence) -> evidence;
      case Outcome.Failed(var code, var message) when code.startsWith("worker.") ->
          throw refused("reproduction.worker", 503, message, "Try again; tell the operator.");
      case Outcome.Failed(var code, var message) ->
          workers.marked(
              new Evidence(
                      job.check(),
                      job.evidenceClass(),
                      Evidence.Kind.MEASURED,
                      record.object("inputs"),
                      job.spec())
                  .error(code, message));
    };
  }

  private static RefusedException refused(String code, int status, String sentence, String help) {
    return new RefusedException(new Refusal(code, status, sentence, List.of(), help));
  }
}
