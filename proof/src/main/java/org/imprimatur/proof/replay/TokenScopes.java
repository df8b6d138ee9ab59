// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.Set;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct.ChangesAnswered;
import org.imprimatur.proof.act.DecisionAct.ChangesRequested;
import org.imprimatur.proof.act.DecisionAct.ConditionHanded;
import org.imprimatur.proof.act.DecisionAct.ConditionMet;
import org.imprimatur.proof.act.DecisionAct.SubmissionHeld;
import org.imprimatur.proof.act.DecisionAct.SubmissionResumed;
import org.imprimatur.proof.act.DecisionAct.WaiverAsked;
import org.imprimatur.proof.act.DecisionAct.WaiverEnded;
import org.imprimatur.proof.act.DiscussionAct.ChallengeAnswered;
import org.imprimatur.proof.act.DiscussionAct.ChallengeRaised;
import org.imprimatur.proof.act.DiscussionAct.CommentMade;
import org.imprimatur.proof.act.DutyAct.QualificationRecorded;
import org.imprimatur.proof.act.DutyAct.QualificationWithdrawn;
import org.imprimatur.proof.act.FieldAct.FieldRetired;
import org.imprimatur.proof.act.FieldAct.FieldStated;
import org.imprimatur.proof.act.FieldAct.ValuesStated;
import org.imprimatur.proof.act.FindingAct.FindingFixed;
import org.imprimatur.proof.act.FindingAct.FindingHanded;
import org.imprimatur.proof.act.FindingAct.FindingRaised;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.HoursAct.HoursStated;
import org.imprimatur.proof.act.ImpactAct.CauseCondemned;
import org.imprimatur.proof.act.IncidentAct.IncidentOpened;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.ModelAct.EnvelopeStated;
import org.imprimatur.proof.act.ModelAct.ExaminationRegistered;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.proof.act.ModelAct.PromisesStated;
import org.imprimatur.proof.act.ModelAct.RiskAnswered;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.ModelAct.UseStated;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.MonitoringAct.VersionReopened;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.PeopleAct.LinkIssued;
import org.imprimatur.proof.act.PeopleAct.PersonAdded;
import org.imprimatur.proof.act.PeopleAct.PersonLeft;
import org.imprimatur.proof.act.PeopleAct.RoleGiven;
import org.imprimatur.proof.act.PeopleAct.RoleWithdrawn;
import org.imprimatur.proof.act.PeopleAct.TeamJoined;
import org.imprimatur.proof.act.PeopleAct.TeamLeft;
import org.imprimatur.proof.act.PeopleAct.TokenRevoked;
import org.imprimatur.proof.act.PolicyAct.PolicyDeclined;
import org.imprimatur.proof.act.PolicyAct.PolicyProposed;
import org.imprimatur.proof.act.RoleAct.RoleAsked;
import org.imprimatur.proof.act.RoleAct.RoleDeclined;
import org.imprimatur.proof.act.RunnerAct.RunnerConfirmed;
import org.imprimatur.proof.act.RunnerAct.RunnerRegistered;
import org.imprimatur.proof.act.RunnerAct.RunnerRevoked;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.EvidenceReproduced;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;

/**
 * For what a token has to be made, so that an act can come with it: the words of its scopes. What
 * people do on the page alone, and what says its token in a member of its own, has rules of its
 * own.
 */
final class TokenScopes {
  private static final Set<String> ADMINISTER = Set.of("administer");
  private static final Set<String> ADMINISTERED = Set.of("administer", "vouch");
  private static final Set<String> PROPOSE = Set.of("propose");
  private static final Set<String> REVIEW = Set.of("review");
  private static final Set<String> DISCUSS = Set.of("discuss");

  private TokenScopes() {}

  /**
   * Of which the token needs one; none where nothing is asked.
   *
   * @param byRunner whether a runner did it
   */
  static Set<String> of(Act act, boolean byRunner) {
    return switch (act) {
      case EvidenceRecorded _ -> byRunner ? Set.of("run") : PROPOSE;
      case PersonAdded _, PersonLeft _, TeamJoined _, TeamLeft _, LinkIssued _ -> ADMINISTER;
      case RoleAsked _, RunnerRegistered _ -> ADMINISTER;
      case RoleGiven _, RoleDeclined _, RoleWithdrawn _ -> ADMINISTERED;
      case QualificationRecorded _, QualificationWithdrawn _ -> ADMINISTERED;
      case RunnerConfirmed _ -> Set.of("vouch");
      case RunnerRevoked _ -> Set.of("administer", "vouch", "run");
      case TokenRevoked _ -> Set.of("read");
      case PolicyProposed _, HoursStated _ -> Set.of("publish");
      case PolicyDeclined _ -> Set.of("publish", "administer");
      case ModelRegistered _, UseStated _, PromisesStated _, EnvelopeStated _ -> PROPOSE;
      case RiskAnswered _, VersionRegistered _, CardFiled _ -> PROPOSE;
      case SubmissionOpened _, SubmissionWithdrawn _, ChangesAnswered _ -> PROPOSE;
      case RiskConfirmed _, FieldStated _, FieldRetired _ -> Set.of("assess");
      case ValuesStated _ -> Set.of("propose", "discuss");
      case ExaminationRegistered _ -> Set.of("examine");
      case EvidenceReproduced _ -> Set.of("reproduce");
      case ConditionMet _, ConditionHanded _ -> Set.of("review", "propose");
      case SubmissionHeld _, SubmissionResumed _, ChangesRequested _ -> REVIEW;
      case WaiverAsked _, WaiverEnded _, VersionSuspended _ -> REVIEW;
      case CauseCondemned _, VersionReopened _ -> REVIEW;
      case ChallengeRaised _, ChallengeAnswered _, CommentMade _ -> DISCUSS;
      case FindingRaised _, FindingFixed _, FindingHanded _, IncidentOpened _ -> DISCUSS;
      case VerdictGiven _, VersionPromoted _ -> Set.of("promote");
      case Act _ -> Set.of();
    };
  }
}
