// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;

/**
 * Something that was done. An act is written as canonical JSON of at most 16 KiB with the members
 * {@code act}, {@code v}, {@code at} and {@code by}; what is larger is a blob under its digest.
 */
public sealed interface Act
    permits FoundingAct,
        PeopleAct,
        ModelAct,
        RunnerAct,
        SubmissionAct,
        ReviewAct,
        DecisionAct,
        GateAct {
  int MOST_BYTES = 16 * 1024;

  /** The whole vocabulary by name, in the order of the alphabet. */
  List<String> NAMES =
      Stream.of(
              FoundingAct.LogOpened.NAME,
              FoundingAct.SetupApplied.NAME,
              PeopleAct.PersonAdded.NAME,
              PeopleAct.RoleGiven.NAME,
              PeopleAct.RoleWithdrawn.NAME,
              PeopleAct.TeamJoined.NAME,
              PeopleAct.CredentialSet.NAME,
              PeopleAct.TokenIssued.NAME,
              PeopleAct.TokenRevoked.NAME,
              PeopleAct.PasskeyEnrolled.NAME,
              PeopleAct.PasskeyRevoked.NAME,
              PeopleAct.PersonLeft.NAME,
              PeopleAct.TeamLeft.NAME,
              PeopleAct.LinkIssued.NAME,
              RoleAct.RoleAsked.NAME,
              RoleAct.RoleDeclined.NAME,
              DutyAct.AbsenceStated.NAME,
              DutyAct.AbsenceEnded.NAME,
              DutyAct.DelegationGiven.NAME,
              DutyAct.DelegationEnded.NAME,
              DutyAct.QualificationRecorded.NAME,
              DutyAct.QualificationWithdrawn.NAME,
              ModelAct.PolicyPublished.NAME,
              ModelAct.ModelRegistered.NAME,
              ModelAct.ModelHanded.NAME,
              ModelAct.UseStated.NAME,
              ModelAct.PromisesStated.NAME,
              ModelAct.RiskAnswered.NAME,
              ModelAct.RiskConfirmed.NAME,
              ModelAct.ExaminationRegistered.NAME,
              ModelAct.VersionRegistered.NAME,
              ModelAct.CardFiled.NAME,
              RunnerAct.RunnerRegistered.NAME,
              RunnerAct.RunnerConfirmed.NAME,
              RunnerAct.RunnerRevoked.NAME,
              SubmissionAct.SubmissionOpened.NAME,
              SubmissionAct.SubmissionWithdrawn.NAME,
              SubmissionAct.EvidenceRecorded.NAME,
              SubmissionAct.EvidenceReproduced.NAME,
              SubmissionAct.SignerRecused.NAME,
              SubmissionAct.SignoffGiven.NAME,
              SubmissionAct.SignoffWithdrawn.NAME,
              FindingAct.FindingRaised.NAME,
              FindingAct.FindingFixed.NAME,
              FindingAct.FindingRetested.NAME,
              FindingAct.FindingAccepted.NAME,
              DiscussionAct.ChallengeRaised.NAME,
              DiscussionAct.ChallengeAnswered.NAME,
              DiscussionAct.ChallengeResolved.NAME,
              DiscussionAct.CommentMade.NAME,
              DiscussionAct.ValidationPlanned.NAME,
              DecisionAct.SubmissionHeld.NAME,
              DecisionAct.SubmissionResumed.NAME,
              DecisionAct.ChangesRequested.NAME,
              DecisionAct.ChangesAnswered.NAME,
              DecisionAct.ConditionMet.NAME,
              DecisionAct.ConditionConfirmed.NAME,
              DecisionAct.WaiverAsked.NAME,
              DecisionAct.WaiverGranted.NAME,
              DecisionAct.WaiverEnded.NAME,
              GateAct.VerdictGiven.NAME,
              GateAct.VersionPromoted.NAME,
              GateAct.AttestationIssued.NAME)
          .sorted()
          .toList();

  Stamp stamp();

  /** The act's name, {@code thing.done}. */
  String name();

  ActWriter write(ActWriter out);

  default Instant at() {
    return stamp().at();
  }

  /** The pseudonym of who did it. */
  default String by() {
    return stamp().by();
  }

  /** The canonical bytes, as the log holds them; an act beyond 16 KiB is refused. */
  default byte[] bytes() {
    byte[] bytes = write(new ActWriter(name(), stamp())).json().canonical();
    if (bytes.length > MOST_BYTES) {
      throw new ActException(
          "act.size", name() + " has " + bytes.length + " bytes, the limit is " + MOST_BYTES + ".");
    }
    return bytes;
  }

  /** Reads one entry; whatever is not exactly a known act is refused with {@link ActException}. */
  static Act parse(byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      throw new ActException("act.size", "The entry is larger than " + MOST_BYTES + " bytes.");
    }
    try {
      if (!(Json.parse(bytes) instanceof Json.Obj json)) {
        throw new ActException("act.shape", "The entry is not an object.");
      }
      var in = new ActReader(json);
      Act act = read(in.name(), in.stamp(), in);
      in.nothingElse();
      return act;
    } catch (JsonException | IllegalArgumentException | DateTimeException e) {
      throw new ActException("act.shape", "The entry cannot be read: " + e.getMessage());
    }
  }

  private static Act read(String name, Stamp stamp, ActReader in) {
    return switch (name) {
      case FoundingAct.LogOpened.NAME -> FoundingAct.LogOpened.read(stamp, in);
      case FoundingAct.SetupApplied.NAME -> FoundingAct.SetupApplied.read(stamp, in);
      case PeopleAct.PersonAdded.NAME -> PeopleAct.PersonAdded.read(stamp, in);
      case PeopleAct.RoleGiven.NAME -> PeopleAct.RoleGiven.read(stamp, in);
      case PeopleAct.RoleWithdrawn.NAME -> PeopleAct.RoleWithdrawn.read(stamp, in);
      case PeopleAct.TeamJoined.NAME -> PeopleAct.TeamJoined.read(stamp, in);
      case PeopleAct.CredentialSet.NAME -> PeopleAct.CredentialSet.read(stamp, in);
      case PeopleAct.TokenIssued.NAME -> PeopleAct.TokenIssued.read(stamp, in);
      case PeopleAct.TokenRevoked.NAME -> PeopleAct.TokenRevoked.read(stamp, in);
      case PeopleAct.PasskeyEnrolled.NAME -> PeopleAct.PasskeyEnrolled.read(stamp, in);
      case PeopleAct.PasskeyRevoked.NAME -> PeopleAct.PasskeyRevoked.read(stamp, in);
      case PeopleAct.PersonLeft.NAME -> PeopleAct.PersonLeft.read(stamp, in);
      case PeopleAct.TeamLeft.NAME -> PeopleAct.TeamLeft.read(stamp, in);
      case PeopleAct.LinkIssued.NAME -> PeopleAct.LinkIssued.read(stamp, in);
      case RoleAct.RoleAsked.NAME -> RoleAct.RoleAsked.read(stamp, in);
      case RoleAct.RoleDeclined.NAME -> RoleAct.RoleDeclined.read(stamp, in);
      case DutyAct.AbsenceStated.NAME -> DutyAct.AbsenceStated.read(stamp, in);
      case DutyAct.AbsenceEnded.NAME -> DutyAct.AbsenceEnded.read(stamp, in);
      case DutyAct.DelegationGiven.NAME -> DutyAct.DelegationGiven.read(stamp, in);
      case DutyAct.DelegationEnded.NAME -> DutyAct.DelegationEnded.read(stamp, in);
      case DutyAct.QualificationRecorded.NAME -> DutyAct.QualificationRecorded.read(stamp, in);
      case DutyAct.QualificationWithdrawn.NAME -> DutyAct.QualificationWithdrawn.read(stamp, in);
      case ModelAct.PolicyPublished.NAME -> ModelAct.PolicyPublished.read(stamp, in);
      case ModelAct.ModelRegistered.NAME -> ModelAct.ModelRegistered.read(stamp, in);
      case ModelAct.ModelHanded.NAME -> ModelAct.ModelHanded.read(stamp, in);
      case ModelAct.UseStated.NAME -> ModelAct.UseStated.read(stamp, in);
      case ModelAct.PromisesStated.NAME -> ModelAct.PromisesStated.read(stamp, in);
      case ModelAct.RiskAnswered.NAME -> ModelAct.RiskAnswered.read(stamp, in);
      case ModelAct.RiskConfirmed.NAME -> ModelAct.RiskConfirmed.read(stamp, in);
      case ModelAct.ExaminationRegistered.NAME -> ModelAct.ExaminationRegistered.read(stamp, in);
      case ModelAct.VersionRegistered.NAME -> ModelAct.VersionRegistered.read(stamp, in);
      case ModelAct.CardFiled.NAME -> ModelAct.CardFiled.read(stamp, in);
      case RunnerAct.RunnerRegistered.NAME -> RunnerAct.RunnerRegistered.read(stamp, in);
      case RunnerAct.RunnerConfirmed.NAME -> RunnerAct.RunnerConfirmed.read(stamp, in);
      case RunnerAct.RunnerRevoked.NAME -> RunnerAct.RunnerRevoked.read(stamp, in);
      case SubmissionAct.SubmissionOpened.NAME -> SubmissionAct.SubmissionOpened.read(stamp, in);
      case SubmissionAct.SubmissionWithdrawn.NAME ->
          SubmissionAct.SubmissionWithdrawn.read(stamp, in);
      case SubmissionAct.EvidenceRecorded.NAME -> SubmissionAct.EvidenceRecorded.read(stamp, in);
      case SubmissionAct.EvidenceReproduced.NAME ->
          SubmissionAct.EvidenceReproduced.read(stamp, in);
      case SubmissionAct.SignerRecused.NAME -> SubmissionAct.SignerRecused.read(stamp, in);
      case SubmissionAct.SignoffGiven.NAME -> SubmissionAct.SignoffGiven.read(stamp, in);
      case SubmissionAct.SignoffWithdrawn.NAME -> SubmissionAct.SignoffWithdrawn.read(stamp, in);
      case FindingAct.FindingRaised.NAME -> FindingAct.FindingRaised.read(stamp, in);
      case FindingAct.FindingFixed.NAME -> FindingAct.FindingFixed.read(stamp, in);
      case FindingAct.FindingRetested.NAME -> FindingAct.FindingRetested.read(stamp, in);
      case FindingAct.FindingAccepted.NAME -> FindingAct.FindingAccepted.read(stamp, in);
      case DiscussionAct.ChallengeRaised.NAME -> DiscussionAct.ChallengeRaised.read(stamp, in);
      case DiscussionAct.ChallengeAnswered.NAME -> DiscussionAct.ChallengeAnswered.read(stamp, in);
      case DiscussionAct.ChallengeResolved.NAME -> DiscussionAct.ChallengeResolved.read(stamp, in);
      case DiscussionAct.CommentMade.NAME -> DiscussionAct.CommentMade.read(stamp, in);
      case DiscussionAct.ValidationPlanned.NAME -> DiscussionAct.ValidationPlanned.read(stamp, in);
      case DecisionAct.SubmissionHeld.NAME -> DecisionAct.SubmissionHeld.read(stamp, in);
      case DecisionAct.SubmissionResumed.NAME -> DecisionAct.SubmissionResumed.read(stamp, in);
      case DecisionAct.ChangesRequested.NAME -> DecisionAct.ChangesRequested.read(stamp, in);
      case DecisionAct.ChangesAnswered.NAME -> DecisionAct.ChangesAnswered.read(stamp, in);
      case DecisionAct.ConditionMet.NAME -> DecisionAct.ConditionMet.read(stamp, in);
      case DecisionAct.ConditionConfirmed.NAME -> DecisionAct.ConditionConfirmed.read(stamp, in);
      case DecisionAct.WaiverAsked.NAME -> DecisionAct.WaiverAsked.read(stamp, in);
      case DecisionAct.WaiverGranted.NAME -> DecisionAct.WaiverGranted.read(stamp, in);
      case DecisionAct.WaiverEnded.NAME -> DecisionAct.WaiverEnded.read(stamp, in);
      case GateAct.VerdictGiven.NAME -> GateAct.VerdictGiven.read(stamp, in);
      case GateAct.VersionPromoted.NAME -> GateAct.VersionPromoted.read(stamp, in);
      case GateAct.AttestationIssued.NAME -> GateAct.AttestationIssued.read(stamp, in);
      default ->
          throw new ActException("act.unknown", "There is no act " + name + " in this version.");
    };
  }
}
