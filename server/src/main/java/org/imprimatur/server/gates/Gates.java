// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.gates;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.AttestationIssued;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.submissions.Dockets;
import org.imprimatur.server.submissions.SeedGuard;
import org.imprimatur.server.submissions.Submission;
import org.imprimatur.server.submissions.Submissions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Evaluates gates and promotes. There is no other way into a gated stage, for nobody; whoever asks
 * only starts the evaluation.
 */
@Component
public final class Gates {
  private final Audit audit;
  private final Blobs blobs;
  private final Evaluation evaluation;
  private final Kept kept;

  Gates(Audit audit, Blobs blobs, Evaluation evaluation, Kept kept) {
    this.audit = audit;
    this.blobs = blobs;
    this.evaluation = evaluation;
    this.kept = kept;
  }

  /** What an evaluation reads. */
  @Component
  record Evaluation(
      Submissions submissions, Dockets dockets, SeedGuard seeds, InstantSource clock) {
    Standing at(JdbcClient db, long number, Instant at) {
      Submission submission = submissions.get(db, number);
      return Standing.at(submission, dockets.read(db, submission), at);
    }
  }

  /** How the submission stands now; nothing is recorded. */
  public Standing standing(long number) {
    return kept.read(List.of(number)).getFirst().standing(evaluation.clock().instant());
  }

  /** How some submissions stand in this minute, in the order asked for. */
  public List<Standing> standings(List<Long> numbers) {
    return kept.standings(numbers, evaluation.clock().instant());
  }

  /** The attestation of a promotion as a Sigstore bundle; a refusal until it is issued. */
  public byte[] attestation(long number) {
    return stored(number, issued(number).attestation());
  }

  /** What people signed for a promotion, as a Sigstore bundle of its own. */
  public byte[] attestedSignOffs(long number) {
    return issued(number)
        .signOffs()
        .map(signOffs -> stored(number, signOffs))
        .orElseThrow(
            () ->
                new RefusedException(
                    new Refusal(
                        "attestation.no-signoffs",
                        404,
                        "The attestation of submission "
                            + number
                            + " was issued without its sign-offs.",
                        List.of("Attestations of before name who signed, and not what."),
                        "Export the log, and run imprimatur signoff verify.")));
  }

  private AttestationIssued issued(long number) {
    return evaluation
        .submissions()
        .get(number)
        .ending()
        .attestation()
        .orElseThrow(() -> new RefusedException(pending(number)));
  }

  /**
   * What was issued stands in the log; only its bytes can be missing, and then the store lost them.
   */
  private byte[] stored(long number, Digest issued) {
    return blobs
        .find(issued)
        .orElseThrow(
            () ->
                new RefusedException(
                    new Refusal(
                        "attestation.lost",
                        500,
                        "The attestation of submission "
                            + number
                            + " was issued, and its file is not in the store any more.",
                        List.of("The log names it as " + issued + "."),
                        "Restore the folder blobs of the server from its backup.")));
  }

  private static Refusal pending(long number) {
    return new Refusal(
        "attestation.pending",
        404,
        "Submission " + number + " has no attestation.",
        List.of("It is issued right after a promotion, and only then."),
        "Look at the submission, and ask again after its promotion.");
  }

  /** A promotion, with the verdict that let it through. */
  public record Promotion(VersionPromoted act, Verdict verdict) {}

  /**
   * Evaluates again inside the writer's transaction and promotes if the gate passes. A refusal is
   * recorded as well, with its trace, and then thrown with every reason.
   */
  public Promotion promote(Caller caller, long number) {
    caller.needs(Permission.PROMOTE);
    Asked asked = audit.record(moment -> decide(moment, caller, number));
    return switch (asked) {
      case Asked.Promoted(var act, var verdict) -> new Promotion(act, verdict);
      case Asked.NotPromoted(var verdict) -> throw new RefusedException(refusal(verdict));
      case Asked.Seeded(var version) -> throw new RefusedException(SeedGuard.seeded(version));
    };
  }

  private sealed interface Asked {
    record Promoted(VersionPromoted act, Verdict verdict) implements Asked {}

    record NotPromoted(Verdict verdict) implements Asked {}

    record Seeded(long version) implements Asked {}
  }

  private Ruling<Asked> decide(Moment moment, Caller caller, long number) {
    Standing standing = evaluation.at(moment.db(), number, moment.at());
    if (standing.submission().status() != Submission.Status.OPEN) {
      return new Ruling.Refused<>(closed(standing.submission()));
    }
    Verdict verdict = standing.verdict();
    SubmissionOpened opened = standing.submission().opened();
    if (verdict.passes()) {
      // Only now: a gate that refuses anyhow refuses a seeded case in the same words.
      List<Act> reveal = evaluation.seeds().reveal(moment, opened.model(), opened.version());
      if (!reveal.isEmpty()) {
        return new Ruling.Granted<>(reveal, new Asked.Seeded(opened.version()));
      }
    }
    List<Act> acts = new ArrayList<>();
    acts.add(
        new VerdictGiven(
            caller.stamp(moment, Permission.PROMOTE),
            number,
            verdict.passes(),
            blobs.put(verdict.trace())));
    if (!verdict.passes()) {
      return new Ruling.Granted<>(acts, new Asked.NotPromoted(verdict));
    }
    var promoted =
        new VersionPromoted(
            caller.stamp(moment, Permission.PROMOTE),
            opened.model(),
            opened.version(),
            number,
            standing.input().subject().standing().stage(),
            opened.gate());
    acts.add(promoted);
    return new Ruling.Granted<>(acts, new Asked.Promoted(promoted, verdict));
  }

  private static Refusal closed(Submission ended) {
    String help =
        switch (ended.status()) {
          case PROMOTED -> "The version was promoted by it; there is nothing left to do.";
          case WITHDRAWN, OPEN -> "Submit the version again, and ask for that submission.";
        };
    return new Refusal(
        "submission.closed",
        409,
        "Submission " + ended.number() + " is " + ended.status().word() + ".",
        List.of(),
        help);
  }

  private static Refusal refusal(Verdict verdict) {
    return new Refusal(
        "gate.refused",
        409,
        "The gate refuses, for every reason below.",
        verdict.sentences(),
        "Each reason names what would help. Nothing was promoted; the refusal is on record.");
  }
}
