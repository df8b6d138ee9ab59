// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every act that there is, with what reads it. A new one is added here. */
final class Vocabulary {
  private static final Map<String, Reader> READERS = readers();

  private Vocabulary() {}

  /** Reads the members of one kind of act. */
  private interface Reader {
    Act read(Stamp stamp, ActReader in);
  }

  /** The names in the order of the alphabet. */
  static List<String> names() {
    return List.copyOf(READERS.keySet());
  }

  static Act read(String name, Stamp stamp, ActReader in) {
    Reader reader = READERS.get(name);
    if (reader == null) {
      throw new ActException("act.unknown", "There is no act " + name + " in this version.");
    }
    return reader.read(stamp, in);
  }

  private static Map<String, Reader> readers() {
    Map<String, Reader> readers = new TreeMap<>();
    Stream.of(people(), models(), submissions(), reviews(), monitoring()).forEach(readers::putAll);
    return readers;
  }

  private static Map<String, Reader> people() {
    return Map.ofEntries(
        Map.entry(FoundingAct.LogOpened.NAME, FoundingAct.LogOpened::read),
        Map.entry(FoundingAct.SetupApplied.NAME, FoundingAct.SetupApplied::read),
        Map.entry(FoundingAct.ClockLeapt.NAME, FoundingAct.ClockLeapt::read),
        Map.entry(PeopleAct.PersonAdded.NAME, PeopleAct.PersonAdded::read),
        Map.entry(PeopleAct.RoleGiven.NAME, PeopleAct.RoleGiven::read),
        Map.entry(PeopleAct.RoleWithdrawn.NAME, PeopleAct.RoleWithdrawn::read),
        Map.entry(PeopleAct.TeamJoined.NAME, PeopleAct.TeamJoined::read),
        Map.entry(PeopleAct.CredentialSet.NAME, PeopleAct.CredentialSet::read),
        Map.entry(PeopleAct.TokenIssued.NAME, PeopleAct.TokenIssued::read),
        Map.entry(PeopleAct.TokenRevoked.NAME, PeopleAct.TokenRevoked::read),
        Map.entry(PeopleAct.PasskeyEnrolled.NAME, PeopleAct.PasskeyEnrolled::read),
        Map.entry(PeopleAct.PasskeyRevoked.NAME, PeopleAct.PasskeyRevoked::read),
        Map.entry(PeopleAct.PersonLeft.NAME, PeopleAct.PersonLeft::read),
        Map.entry(PeopleAct.TeamLeft.NAME, PeopleAct.TeamLeft::read),
        Map.entry(PeopleAct.LinkIssued.NAME, PeopleAct.LinkIssued::read),
        Map.entry(RoleAct.RoleAsked.NAME, RoleAct.RoleAsked::read),
        Map.entry(RoleAct.RoleDeclined.NAME, RoleAct.RoleDeclined::read),
        Map.entry(DutyAct.AbsenceStated.NAME, DutyAct.AbsenceStated::read),
        Map.entry(DutyAct.AbsenceEnded.NAME, DutyAct.AbsenceEnded::read),
        Map.entry(DutyAct.DelegationGiven.NAME, DutyAct.DelegationGiven::read),
        Map.entry(DutyAct.DelegationEnded.NAME, DutyAct.DelegationEnded::read),
        Map.entry(DutyAct.QualificationRecorded.NAME, DutyAct.QualificationRecorded::read),
        Map.entry(DutyAct.QualificationWithdrawn.NAME, DutyAct.QualificationWithdrawn::read));
  }

  private static Map<String, Reader> models() {
    return Map.ofEntries(
        Map.entry(PolicyAct.PolicyProposed.NAME, PolicyAct.PolicyProposed::read),
        Map.entry(PolicyAct.PolicyWatched.NAME, PolicyAct.PolicyWatched::read),
        Map.entry(PolicyAct.PolicyDeclined.NAME, PolicyAct.PolicyDeclined::read),
        Map.entry(PolicyAct.PolicyPublished.NAME, PolicyAct.PolicyPublished::read),
        Map.entry(HoursAct.HoursStated.NAME, HoursAct.HoursStated::read),
        Map.entry(ModelAct.ModelRegistered.NAME, ModelAct.ModelRegistered::read),
        Map.entry(ModelAct.ModelHanded.NAME, ModelAct.ModelHanded::read),
        Map.entry(ModelAct.UseStated.NAME, ModelAct.UseStated::read),
        Map.entry(ModelAct.PromisesStated.NAME, ModelAct.PromisesStated::read),
        Map.entry(ModelAct.EnvelopeStated.NAME, ModelAct.EnvelopeStated::read),
        Map.entry(ModelAct.RiskAnswered.NAME, ModelAct.RiskAnswered::read),
        Map.entry(ModelAct.RiskConfirmed.NAME, ModelAct.RiskConfirmed::read),
        Map.entry(ModelAct.ExaminationRegistered.NAME, ModelAct.ExaminationRegistered::read),
        Map.entry(ModelAct.VersionRegistered.NAME, ModelAct.VersionRegistered::read),
        Map.entry(ModelAct.CardFiled.NAME, ModelAct.CardFiled::read),
        Map.entry(FieldAct.FieldStated.NAME, FieldAct.FieldStated::read),
        Map.entry(FieldAct.FieldRetired.NAME, FieldAct.FieldRetired::read),
        Map.entry(FieldAct.ValuesStated.NAME, FieldAct.ValuesStated::read),
        Map.entry(RunnerAct.RunnerRegistered.NAME, RunnerAct.RunnerRegistered::read),
        Map.entry(RunnerAct.RunnerConfirmed.NAME, RunnerAct.RunnerConfirmed::read),
        Map.entry(RunnerAct.RunnerRevoked.NAME, RunnerAct.RunnerRevoked::read));
  }

  private static Map<String, Reader> submissions() {
    return Map.ofEntries(
        Map.entry(SubmissionAct.SubmissionOpened.NAME, SubmissionAct.SubmissionOpened::read),
        Map.entry(SubmissionAct.SubmissionWithdrawn.NAME, SubmissionAct.SubmissionWithdrawn::read),
        Map.entry(SubmissionAct.EvidenceRecorded.NAME, SubmissionAct.EvidenceRecorded::read),
        Map.entry(SubmissionAct.EvidenceReproduced.NAME, SubmissionAct.EvidenceReproduced::read),
        Map.entry(SubmissionAct.SignerRecused.NAME, SubmissionAct.SignerRecused::read),
        Map.entry(SubmissionAct.SignoffGiven.NAME, SubmissionAct.SignoffGiven::read),
        Map.entry(SubmissionAct.SignoffWithdrawn.NAME, SubmissionAct.SignoffWithdrawn::read),
        Map.entry(DecisionAct.SubmissionHeld.NAME, DecisionAct.SubmissionHeld::read),
        Map.entry(DecisionAct.SubmissionResumed.NAME, DecisionAct.SubmissionResumed::read),
        Map.entry(DecisionAct.ChangesRequested.NAME, DecisionAct.ChangesRequested::read),
        Map.entry(DecisionAct.ChangesAnswered.NAME, DecisionAct.ChangesAnswered::read),
        Map.entry(DecisionAct.ConditionHanded.NAME, DecisionAct.ConditionHanded::read),
        Map.entry(DecisionAct.ConditionMet.NAME, DecisionAct.ConditionMet::read),
        Map.entry(DecisionAct.ConditionConfirmed.NAME, DecisionAct.ConditionConfirmed::read),
        Map.entry(DecisionAct.WaiverAsked.NAME, DecisionAct.WaiverAsked::read),
        Map.entry(DecisionAct.WaiverGranted.NAME, DecisionAct.WaiverGranted::read),
        Map.entry(DecisionAct.WaiverEnded.NAME, DecisionAct.WaiverEnded::read),
        Map.entry(DecisionAct.BypassAsked.NAME, DecisionAct.BypassAsked::read),
        Map.entry(GateAct.VersionBypassed.NAME, GateAct.VersionBypassed::read),
        Map.entry(GateAct.BypassReversed.NAME, GateAct.BypassReversed::read),
        Map.entry(GateAct.VerdictGiven.NAME, GateAct.VerdictGiven::read),
        Map.entry(GateAct.VersionPromoted.NAME, GateAct.VersionPromoted::read),
        Map.entry(RollbackAct.VersionRestored.NAME, RollbackAct.VersionRestored::read),
        Map.entry(RollbackAct.RollbackRefused.NAME, RollbackAct.RollbackRefused::read),
        Map.entry(GateAct.AttestationIssued.NAME, GateAct.AttestationIssued::read));
  }

  private static Map<String, Reader> monitoring() {
    return Map.ofEntries(
        Map.entry(MonitoringAct.SignalRecorded.NAME, MonitoringAct.SignalRecorded::read),
        Map.entry(MonitoringAct.PromiseAnswered.NAME, MonitoringAct.PromiseAnswered::read),
        Map.entry(MonitoringAct.VersionSuspended.NAME, MonitoringAct.VersionSuspended::read),
        Map.entry(MonitoringAct.ReinstatementAsked.NAME, MonitoringAct.ReinstatementAsked::read),
        Map.entry(MonitoringAct.VersionReinstated.NAME, MonitoringAct.VersionReinstated::read),
        Map.entry(RemovalAct.VersionRetired.NAME, RemovalAct.VersionRetired::read),
        Map.entry(RemovalAct.ApprovalWithdrawn.NAME, RemovalAct.ApprovalWithdrawn::read),
        Map.entry(IncidentAct.IncidentOpened.NAME, IncidentAct.IncidentOpened::read),
        Map.entry(IncidentAct.IncidentClosed.NAME, IncidentAct.IncidentClosed::read),
        Map.entry(SeedAct.SeedCommitted.NAME, SeedAct.SeedCommitted::read),
        Map.entry(SeedAct.SeedRevealed.NAME, SeedAct.SeedRevealed::read),
        Map.entry(SampleAct.SampleDrawn.NAME, SampleAct.SampleDrawn::read),
        Map.entry(SampleAct.SampleAnswered.NAME, SampleAct.SampleAnswered::read),
        Map.entry(SampleAct.SampleClosed.NAME, SampleAct.SampleClosed::read),
        Map.entry(ImpactAct.CauseCondemned.NAME, ImpactAct.CauseCondemned::read),
        Map.entry(ImpactAct.CondemnationLifted.NAME, ImpactAct.CondemnationLifted::read),
        Map.entry(MonitoringAct.VersionReopened.NAME, MonitoringAct.VersionReopened::read),
        Map.entry(BatchAct.BatchRecorded.NAME, BatchAct.BatchRecorded::read),
        Map.entry(BatchAct.LabelsRecorded.NAME, BatchAct.LabelsRecorded::read),
        Map.entry(BatchAct.BatchEvaluated.NAME, BatchAct.BatchEvaluated::read),
        Map.entry(BatchAct.BatchWithdrawn.NAME, BatchAct.BatchWithdrawn::read));
  }

  private static Map<String, Reader> reviews() {
    return Map.ofEntries(
        Map.entry(FindingAct.FindingRaised.NAME, FindingAct.FindingRaised::read),
        Map.entry(FindingAct.FindingFixed.NAME, FindingAct.FindingFixed::read),
        Map.entry(FindingAct.FindingHanded.NAME, FindingAct.FindingHanded::read),
        Map.entry(FindingAct.FindingRetested.NAME, FindingAct.FindingRetested::read),
        Map.entry(FindingAct.FindingAccepted.NAME, FindingAct.FindingAccepted::read),
        Map.entry(DiscussionAct.ChallengeRaised.NAME, DiscussionAct.ChallengeRaised::read),
        Map.entry(DiscussionAct.ChallengeAnswered.NAME, DiscussionAct.ChallengeAnswered::read),
        Map.entry(DiscussionAct.ChallengeResolved.NAME, DiscussionAct.ChallengeResolved::read),
        Map.entry(DiscussionAct.CommentMade.NAME, DiscussionAct.CommentMade::read),
        Map.entry(DiscussionAct.ValidationPlanned.NAME, DiscussionAct.ValidationPlanned::read));
  }
}
