// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct;
import org.imprimatur.proof.act.FoundingAct;
import org.imprimatur.proof.act.GateAct;
import org.imprimatur.proof.act.GateAct.AttestationIssued;
import org.imprimatur.proof.act.GateAct.BypassReversed;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.HoursAct;
import org.imprimatur.proof.act.ImpactAct;
import org.imprimatur.proof.act.ModelAct;
import org.imprimatur.proof.act.MonitoringAct;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.VersionReinstated;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.PeopleAct;
import org.imprimatur.proof.act.PolicyAct;
import org.imprimatur.proof.act.RemovalAct.ApprovalWithdrawn;
import org.imprimatur.proof.act.ReviewAct;
import org.imprimatur.proof.act.RunnerAct;
import org.imprimatur.proof.act.SampleAct;
import org.imprimatur.proof.act.SeedAct;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.EvidenceReproduced;
import org.imprimatur.proof.act.SubmissionAct.SignerRecused;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SignoffWithdrawn;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;
import org.imprimatur.proof.gate.Decisions;

/**
 * A submission as its acts tell it.
 *
 * @param reproductions every time that an item was computed again, in order
 * @param signOffs given and not withdrawn, in order
 * @param decisions what else people decided
 * @param ending how it ended, if it did
 */
public record Submission(
    SubmissionOpened opened,
    List<EvidenceRecorded> evidence,
    List<EvidenceReproduced> reproductions,
    List<SignoffGiven> signOffs,
    Decisions decisions,
    Ending ending) {
  public Submission {
    evidence = List.copyOf(evidence);
    reproductions = List.copyOf(reproductions);
    signOffs = List.copyOf(signOffs);
  }

  /**
   * What followed from the submission.
   *
   * @param verdict the last that was given; of a promoted submission the one that let it through
   * @param suspended why the version may not serve now, since it was promoted
   * @param taken whoever withdrew the approval, after which it counts no more
   */
  public record Ending(
      Optional<VerdictGiven> verdict,
      Optional<VersionPromoted> promoted,
      Optional<SubmissionWithdrawn> withdrawn,
      Optional<AttestationIssued> attestation,
      Optional<VersionSuspended> suspended,
      Optional<ApprovalWithdrawn> taken) {
    static final Ending NONE =
        new Ending(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** What was suspended since nobody ratified its bypass serves again once its gate passes. */
    private Optional<VersionSuspended> withoutDebt() {
      return suspended.filter(by -> !(by.cause() instanceof Cause.Unratified));
    }

    private Ending after(Act act) {
      return switch (act) {
        case VerdictGiven given ->
            new Ending(Optional.of(given), promoted, withdrawn, attestation, suspended, taken);
        case VersionPromoted given ->
            new Ending(verdict, Optional.of(given), withdrawn, attestation, withoutDebt(), taken);
        case SubmissionWithdrawn given ->
            new Ending(verdict, promoted, Optional.of(given), attestation, suspended, taken);
        case AttestationIssued issued ->
            new Ending(verdict, promoted, withdrawn, Optional.of(issued), suspended, taken);
        case VersionSuspended by ->
            new Ending(verdict, promoted, withdrawn, attestation, Optional.of(by), taken);
        case VersionReinstated _, BypassReversed _ ->
            new Ending(verdict, promoted, withdrawn, attestation, Optional.empty(), taken);
        case ApprovalWithdrawn by ->
            new Ending(verdict, promoted, withdrawn, attestation, suspended, Optional.of(by));
        case Act _ -> this;
      };
    }
  }

  /** Where a submission stands. */
  public enum Status {
    OPEN("open"),
    PROMOTED("promoted"),
    WITHDRAWN("withdrawn");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  static Optional<Submission> of(Iterable<Act> acts) {
    Optional<Submission> submission = Optional.empty();
    for (Act act : acts) {
      submission =
          act instanceof SubmissionOpened opened
              ? Optional.of(
                  new Submission(
                      opened, List.of(), List.of(), List.of(), Decisions.NONE, Ending.NONE))
              : submission.map(known -> known.after(act));
    }
    return submission;
  }

  private Submission after(Act act) {
    Decisions after = decisions.after(act);
    return switch (act) {
      case EvidenceRecorded recorded ->
          new Submission(opened, with(evidence, recorded), reproductions, signOffs, after, ending);
      case EvidenceReproduced reproduced ->
          new Submission(
              opened, evidence, with(reproductions, reproduced), signOffs, after, ending);
      case SignoffGiven given ->
          new Submission(opened, evidence, reproductions, with(signOffs, given), after, ending);
      case SignoffWithdrawn withdrawn ->
          new Submission(
              opened,
              evidence,
              reproductions,
              signOffs.stream()
                  .filter(given -> !given.signoff().equals(withdrawn.signoff()))
                  .toList(),
              after,
              ending);
      case SubmissionWithdrawn _, GateAct _, MonitoringAct _ ->
          new Submission(opened, evidence, reproductions, signOffs, decisions, ending.after(act));
      case DecisionAct _ ->
          new Submission(opened, evidence, reproductions, signOffs, after, ending);
      case SubmissionOpened _,
          FoundingAct _,
          PeopleAct _,
          PolicyAct _,
          ModelAct _,
          RunnerAct _,
          SignerRecused _,
          ReviewAct _,
          SeedAct _,
          SampleAct _,
          HoursAct _,
          ImpactAct _ ->
          this;
    };
  }

  private static <T> List<T> with(List<T> known, T another) {
    List<T> more = new ArrayList<>(known);
    more.add(another);
    return more;
  }

  public long number() {
    return opened.submission();
  }

  public Status status() {
    if (ending.promoted().isPresent()) {
      return Status.PROMOTED;
    }
    return ending.withdrawn().isPresent() ? Status.WITHDRAWN : Status.OPEN;
  }

  /** The numbered state of the dossier: how often something was filed. */
  public long revision() {
    return evidence.size();
  }
}
