// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.Set;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct;
import org.imprimatur.proof.act.DecisionAct;
import org.imprimatur.proof.act.DiscussionAct;
import org.imprimatur.proof.act.DutyAct;
import org.imprimatur.proof.act.FieldAct;
import org.imprimatur.proof.act.FindingAct;
import org.imprimatur.proof.act.FoundingAct;
import org.imprimatur.proof.act.GateAct;
import org.imprimatur.proof.act.HoursAct;
import org.imprimatur.proof.act.ImpactAct;
import org.imprimatur.proof.act.IncidentAct;
import org.imprimatur.proof.act.ModelAct;
import org.imprimatur.proof.act.MonitoringAct;
import org.imprimatur.proof.act.PeopleAct;
import org.imprimatur.proof.act.PolicyAct;
import org.imprimatur.proof.act.RemovalAct;
import org.imprimatur.proof.act.ReviewAct;
import org.imprimatur.proof.act.RoleAct;
import org.imprimatur.proof.act.RollbackAct;
import org.imprimatur.proof.act.RunnerAct;
import org.imprimatur.proof.act.SampleAct;
import org.imprimatur.proof.act.SeedAct;
import org.imprimatur.proof.act.SubmissionAct;

/**
 * How each act may come with a token. Every act stands here by its name, so that a new one cannot
 * be forgotten: the code does not compile without it.
 */
final class TokenScopes {
  private static final TokenUse PAGE = new TokenUse.PageAlone();
  private static final TokenUse WITHIN = new TokenUse.NamedWithin();
  private static final TokenUse SERVER = new TokenUse.ServerAlone();
  private static final TokenUse ADMINISTER = made("administer");
  private static final TokenUse ADMINISTERED = made("administer", "vouch");
  private static final TokenUse PROPOSE = made("propose");
  private static final TokenUse REVIEW = made("review");
  private static final TokenUse DISCUSS = made("discuss");

  private TokenScopes() {}

  private static TokenUse made(String... scopes) {
    return new TokenUse.MadeFor(Set.of(scopes));
  }

  /**
   * How the act may come with a token.
   *
   * @param byRunner whether a runner did it
   */
  static TokenUse of(Act act, boolean byRunner) {
    return switch (act) {
      case FoundingAct _ -> SERVER;
      case PeopleAct about -> people(about);
      case PolicyAct about -> policy(about);
      case ModelAct about -> model(about);
      case RunnerAct about -> runner(about);
      case SubmissionAct about -> submission(about, byRunner);
      case ReviewAct about -> review(about);
      case DecisionAct about -> decision(about);
      case GateAct about -> gate(about);
      case MonitoringAct about -> monitoring(about);
      case SeedAct _, SampleAct _ -> PAGE;
      case HoursAct.HoursStated _ -> made("publish");
      case ImpactAct.CauseCondemned _ -> REVIEW;
      case ImpactAct.CondemnationLifted _ -> PAGE;
    };
  }

  private static TokenUse people(PeopleAct act) {
    return switch (act) {
      case PeopleAct.PersonAdded _, PeopleAct.PersonLeft _, PeopleAct.LinkIssued _ -> ADMINISTER;
      case PeopleAct.TeamJoined _, PeopleAct.TeamLeft _ -> ADMINISTER;
      case PeopleAct.RoleGiven _, PeopleAct.RoleWithdrawn _ -> ADMINISTERED;
      case RoleAct.RoleAsked _ -> ADMINISTER;
      case RoleAct.RoleDeclined _ -> ADMINISTERED;
      case PeopleAct.TokenRevoked _ -> made("read");
      case PeopleAct.TokenIssued _, PeopleAct.CredentialSet _ -> PAGE;
      case PeopleAct.PasskeyEnrolled _, PeopleAct.PasskeyRevoked _ -> PAGE;
      case DutyAct.QualificationRecorded _, DutyAct.QualificationWithdrawn _ -> ADMINISTERED;
      case DutyAct.AbsenceStated _, DutyAct.AbsenceEnded _ -> PAGE;
      case DutyAct.DelegationGiven _, DutyAct.DelegationEnded _ -> PAGE;
    };
  }

  private static TokenUse policy(PolicyAct act) {
    return switch (act) {
      case PolicyAct.PolicyProposed _ -> made("publish");
      case PolicyAct.PolicyDeclined _ -> made("publish", "administer");
      case PolicyAct.PolicyPublished _, PolicyAct.PolicyWatched _ -> PAGE;
    };
  }

  private static TokenUse model(ModelAct act) {
    return switch (act) {
      case ModelAct.ModelRegistered _, ModelAct.UseStated _, ModelAct.PromisesStated _ -> PROPOSE;
      case ModelAct.EnvelopeStated _, ModelAct.RiskAnswered _ -> PROPOSE;
      case ModelAct.VersionRegistered _, ModelAct.CardFiled _ -> PROPOSE;
      // An owner hands a model on by the page; by the API it goes on when somebody is seen off.
      case ModelAct.ModelHanded _ -> ADMINISTER;
      case ModelAct.RiskConfirmed _, FieldAct.FieldStated _, FieldAct.FieldRetired _ ->
          made("assess");
      case FieldAct.ValuesStated _ -> made("propose", "discuss");
      case ModelAct.ExaminationRegistered _ -> made("examine");
    };
  }

  private static TokenUse runner(RunnerAct act) {
    return switch (act) {
      case RunnerAct.RunnerRegistered _ -> ADMINISTER;
      case RunnerAct.RunnerConfirmed _ -> made("vouch");
      case RunnerAct.RunnerRevoked _ -> made("administer", "vouch", "run");
    };
  }

  private static TokenUse submission(SubmissionAct act, boolean byRunner) {
    return switch (act) {
      case SubmissionAct.SubmissionOpened _, SubmissionAct.SubmissionWithdrawn _ -> PROPOSE;
      case SubmissionAct.EvidenceRecorded _ -> byRunner ? made("run") : PROPOSE;
      case SubmissionAct.EvidenceReproduced _ -> made("reproduce");
      case SubmissionAct.SignerRecused _ -> PAGE;
      case SubmissionAct.SignoffGiven _, SubmissionAct.SignoffWithdrawn _ -> PAGE;
    };
  }

  private static TokenUse review(ReviewAct act) {
    return switch (act) {
      case FindingAct.FindingRaised _, FindingAct.FindingFixed _ -> DISCUSS;
      case FindingAct.FindingHanded _, DiscussionAct.CommentMade _ -> DISCUSS;
      case DiscussionAct.ChallengeRaised _, DiscussionAct.ChallengeAnswered _ -> DISCUSS;
      case FindingAct.FindingRetested _, FindingAct.FindingAccepted _ -> PAGE;
      case DiscussionAct.ChallengeResolved _, DiscussionAct.ValidationPlanned _ -> PAGE;
    };
  }

  private static TokenUse decision(DecisionAct act) {
    return switch (act) {
      case DecisionAct.SubmissionHeld _, DecisionAct.SubmissionResumed _ -> REVIEW;
      case DecisionAct.ChangesRequested _ -> REVIEW;
      case DecisionAct.ChangesAnswered _ -> PROPOSE;
      case DecisionAct.ConditionMet _, DecisionAct.ConditionHanded _ -> made("review", "propose");
      case DecisionAct.WaiverAsked _, DecisionAct.WaiverEnded _ -> REVIEW;
      case DecisionAct.ConditionConfirmed _, DecisionAct.WaiverGranted _ -> PAGE;
      case DecisionAct.BypassAsked _ -> PAGE;
    };
  }

  private static TokenUse gate(GateAct act) {
    return switch (act) {
      case GateAct.VerdictGiven _, GateAct.VersionPromoted _ -> made("promote");
      case GateAct.VersionBypassed _, GateAct.BypassReversed _ -> PAGE;
      case GateAct.AttestationIssued _ -> SERVER;
      case RollbackAct _ -> made("rollback");
    };
  }

  private static TokenUse monitoring(MonitoringAct act) {
    return switch (act) {
      case MonitoringAct.SignalRecorded _ -> WITHIN;
      case BatchAct.BatchRecorded _, BatchAct.LabelsRecorded _, BatchAct.BatchWithdrawn _ -> WITHIN;
      case BatchAct.BatchEvaluated _ -> SERVER;
      case MonitoringAct.VersionSuspended _, MonitoringAct.VersionReopened _ -> REVIEW;
      case RemovalAct _ -> REVIEW;
      case IncidentAct.IncidentOpened _ -> DISCUSS;
      case IncidentAct.IncidentClosed _, MonitoringAct.PromiseAnswered _ -> PAGE;
      case MonitoringAct.ReinstatementAsked _, MonitoringAct.VersionReinstated _ -> PAGE;
    };
  }
}
