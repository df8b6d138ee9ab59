// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.checks;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.imprimatur.engines.Job;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;
import org.imprimatur.proof.attestation.AttestationException;
import org.imprimatur.proof.attestation.RunnerStatement;
import org.imprimatur.proof.attestation.TrustedKey;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.evidence.Derivation;
import org.imprimatur.proof.gate.Contributors;
import org.imprimatur.proof.impact.EngineNames;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.people.Runner;
import org.imprimatur.server.people.Runners;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What runners are to compute, because only they hold the test set, and what they filed. A runner
 * is believed as far as its signature goes: that this key computed this evidence for exactly this
 * job.
 */
@Component
public final class RunnerJobs {
  private static final int MOST = 100;

  private final Audit audit;
  private final Database database;
  private final Ground ground;
  private final InstantSource clock;

  RunnerJobs(Audit audit, Database database, Ground ground, InstantSource clock) {
    this.audit = audit;
    this.database = database;
    this.ground = ground;
    this.clock = clock;
  }

  /** What an answer is held to. */
  @Component
  record Ground(Blobs blobs, Checks checks, Runners runners, Persons persons, Models models) {}

  /** A job with what the runner must say when it signs. */
  public record Open(SubmissionOpened opened, Job job) {}

  /** The origin of the log, which every statement of a runner names. */
  public String log() {
    return audit.verifier().name();
  }

  /** What waits for a runner, oldest first, {@value #MOST} at most. */
  public List<Open> open(Caller caller, String name) {
    Runner runner = own(database.reader(), caller, name);
    List<Open> open = new ArrayList<>();
    for (CheckRun run : CheckStore.elsewhere(database.reader())) {
      CheckInputs inputs = ground.checks().inputs(run.submission(), run.check());
      boolean mine = inputs.heldBy().equals(Optional.of(runner.id()));
      if (mine && open.size() < MOST && !ended(database.reader(), run.submission())) {
        try {
          open.add(new Open(inputs.opened(), inputs.job()));
        } catch (CheckInputs.MissingException _) {
          // Nobody can compute it; the submission's requirement says what is missing.
        }
      }
    }
    return open;
  }

  private static boolean ended(JdbcClient db, long submission) {
    return Entries.acts(db, "submission:" + submission).stream()
        .anyMatch(act -> act instanceof VersionPromoted || act instanceof SubmissionWithdrawn);
  }

  /**
   * A runner's answer: its evidence was uploaded before, its signature comes with it.
   *
   * @param engines with what it was computed, as the runner says and signs; none where it does not
   */
  public record Answer(
      long submission, String check, Digest evidence, Json.Obj envelope, List<String> engines) {
    public Answer {
      engines = List.copyOf(engines);
    }
  }

  /** Files what a runner computed, after everything about it was held to the job. */
  public void file(Caller caller, String name, Answer answer) {
    if (!EngineNames.are(answer.engines())) {
      throw refused(
          "runner.engines", 422, "Engines are named in order, each once, such as duckdb/2.0.0.1.");
    }
    own(database.reader(), caller, name);
    CheckInputs inputs = asked(answer);
    Json.Obj evidence = evidence(answer.evidence());
    // Before the log is locked: whatever somebody sends may take long to be worked out.
    follows(evidence);
    Digest envelope = ground.blobs().put(answer.envelope());
    audit.record(
        moment -> {
          Runner runner = own(moment.db(), caller, name);
          if (!inputs.heldBy().equals(Optional.of(runner.id()))) {
            throw refused("runner.not-holder", 403, name + " does not hold this test set.");
          }
          // Asked again over the locked log: of two answers at once the first counts.
          waiting(moment.db(), answer);
          about(job(inputs), evidence);
          signed(runner, inputs.opened(), answer);
          uninvolved(moment, runner, inputs.opened());
          var filing =
              new EvidenceFiling(
                  runner.id(), caller.token(), Policy.Level.RUNNER, answer.engines());
          return answered(
              answer, filing.file(moment, inputs, answer.evidence(), Optional.of(envelope)));
        });
  }

  /** Nothing waits for an answer any more with the act, and not a moment later. */
  private Ruling<Digest> answered(Answer answer, Ruling<Digest> filed) {
    return switch (filed) {
      case Ruling.Granted<Digest>(var acts, var _, var result) ->
          new Ruling.Granted<>(
              acts,
              db -> CheckStore.answered(db, answer.submission(), answer.check(), clock.instant()),
              result);
      case Ruling.Refused<Digest> refused -> refused;
    };
  }

  /** The runner, if it counts and the caller answers for it. */
  private Runner own(JdbcClient db, Caller caller, String name) {
    caller.now(db, clock.instant()).needs(Permission.RUN);
    Runner runner = ground.runners().get(db, name);
    if (!runner.owner().equals(caller.id())) {
      throw refused("runner.other", 403, "The runner " + name + " is not yours.");
    }
    if (!runner.isEffective()) {
      throw refused(
          "runner.not-effective", 403, "The runner " + name + " is " + runner.state().word() + ".");
    }
    return runner;
  }

  private CheckInputs asked(Answer answer) {
    waiting(database.reader(), answer);
    return ground.checks().inputs(answer.submission(), answer.check());
  }

  private static void waiting(JdbcClient db, Answer answer) {
    boolean waits =
        CheckStore.elsewhere(db).stream()
            .anyMatch(
                run ->
                    run.submission() == answer.submission() && run.check().equals(answer.check()));
    if (!waits || ended(db, answer.submission())) {
      throw refused(
          "runner.no-job",
          409,
          "Submission %d does not wait for %s.".formatted(answer.submission(), answer.check()));
    }
  }

  private static Job job(CheckInputs inputs) {
    try {
      return inputs.job();
    } catch (CheckInputs.MissingException e) {
      throw refused(e.code(), 409, String.valueOf(e.getMessage()));
    }
  }

  private Json.Obj evidence(Digest digest) {
    try {
      if (ground.blobs().find(digest).map(Json::parse).orElse(null) instanceof Json.Obj evidence) {
        return evidence;
      }
    } catch (JsonException _) {
      // Refused below, like evidence that was not uploaded.
    }
    throw refused("evidence.missing", 422, "The evidence was not uploaded, or is no document.");
  }

  private static void follows(Json.Obj evidence) {
    if (!(Derivation.of(evidence) instanceof Derivation.Follows)) {
      throw noAnswer();
    }
  }

  /** The same question as to a worker of our own, and not one input more. */
  private static void about(Job job, Json.Obj evidence) {
    Map<String, Json> inputs = new TreeMap<>();
    job.inputs().forEach((role, file) -> inputs.put(role, Json.of(file.digest().toString())));
    if (!evidence.find("inputs").equals(Optional.of(new Json.Obj(new TreeMap<>(inputs))))
        || !job.isAnsweredBy(evidence)) {
      throw noAnswer();
    }
  }

  private static RefusedException noAnswer() {
    return refused(
        "runner.answer",
        422,
        "The evidence is not about the job, or its metrics do not follow from its tables.");
  }

  private void signed(Runner runner, SubmissionOpened opened, Answer answer) {
    var statement =
        new RunnerStatement(
            log(),
            runner.id(),
            opened.submission(),
            opened.manifest(),
            answer.evidence(),
            answer.engines());
    try {
      statement.verify(answer.envelope(), TrustedKey.parse(runner.registered().key()));
    } catch (AttestationException | JsonException e) {
      throw refused("runner.signature", 422, String.valueOf(e.getMessage()));
    }
  }

  private void uninvolved(Moment moment, Runner runner, SubmissionOpened opened) {
    List<Act> acts = new ArrayList<>(Entries.acts(moment.db(), opened.model()));
    for (Act act : List.copyOf(acts)) {
      if (act instanceof SubmissionOpened other) {
        acts.addAll(Entries.acts(moment.db(), "submission:" + other.submission()));
      }
    }
    Set<String> hands = Contributors.of(acts, Models.elsewhere(moment.db()), opened).keySet();
    Instant since = ground.models().byId(moment.db(), opened.model()).since();
    Set<String> involved = ground.persons().staff(moment.db()).among(runner.behind(), hands, since);
    if (!involved.isEmpty()) {
      throw refused(
          "runner.contributor",
          403,
          "Whoever owns, registered or confirmed the runner had a hand in this version, or counts"
              + " as somebody who had: "
              + String.join(", ", involved)
              + ".");
    }
  }

  private static RefusedException refused(String code, int status, String sentence) {
    return new RefusedException(
        new Refusal(code, status, sentence, List.of(), "See the guide on runners."));
  }
}
