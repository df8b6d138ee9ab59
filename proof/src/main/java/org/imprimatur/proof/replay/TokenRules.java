// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct;
import org.imprimatur.proof.act.DecisionAct.BypassAsked;
import org.imprimatur.proof.act.DecisionAct.ConditionConfirmed;
import org.imprimatur.proof.act.DecisionAct.WaiverGranted;
import org.imprimatur.proof.act.DiscussionAct.ChallengeResolved;
import org.imprimatur.proof.act.DutyAct.DelegationGiven;
import org.imprimatur.proof.act.FindingAct.FindingAccepted;
import org.imprimatur.proof.act.FindingAct.FindingRetested;
import org.imprimatur.proof.act.GateAct.BypassReversed;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.ImpactAct.CondemnationLifted;
import org.imprimatur.proof.act.IncidentAct.IncidentClosed;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.MonitoringAct.VersionReinstated;
import org.imprimatur.proof.act.PeopleAct.PasskeyEnrolled;
import org.imprimatur.proof.act.PeopleAct.TokenIssued;
import org.imprimatur.proof.act.PolicyAct.PolicyPublished;
import org.imprimatur.proof.act.PolicyAct.PolicyWatched;
import org.imprimatur.proof.act.SampleAct;
import org.imprimatur.proof.act.SeedAct;
import org.imprimatur.proof.act.SubmissionAct.SignerRecused;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;

/**
 * Holds what an entry says of the token with which it came to the life of that token: it was issued
 * before, to whoever acts and for that, not revoked, and had not ended. What people do on the page
 * alone comes with none.
 */
final class TokenRules {
  private final Ground ground;

  TokenRules(Ground ground) {
    this.ground = ground;
  }

  void check(Act act) {
    act.stamp().with().ifPresent(token -> check(act, token));
  }

  private void check(Act act, String token) {
    TokenFacts tokens = ground.facts().tokens();
    ground
        .findings()
        .unless(
            holder(act.by()).filter(person -> tokens.acts(token, person, act.at())).isPresent(),
            "act.token",
            "%s came with the token %s, which is not one of %s that counts."
                .formatted(act.name(), token, act.by()));
    Set<String> scopes = TokenScopes.of(act, ground.facts().isRunner(act.by()));
    ground
        .findings()
        .unless(
            scopes.isEmpty() || tokens.isFor(token, scopes),
            "act.scope",
            "%s came with the token %s, which was not made for that.".formatted(act.name(), token));
    ground
        .findings()
        .unless(
            !isOfPage(act),
            "act.page",
            "%s is done on the page alone, and came with the token %s."
                .formatted(act.name(), token));
    ground
        .findings()
        .unless(
            !namesItself(act),
            "act.token-twice",
            "%s says in a member of its own with which token it came.".formatted(act.name()));
  }

  /**
   * Whose token it has to be: what a runner computed is filed by whoever answers for the runner.
   */
  private Optional<String> holder(String by) {
    return ground.facts().isRunner(by) ? ground.facts().ownerOfRunner(by) : Optional.of(by);
  }

  private static boolean namesItself(Act act) {
    return act instanceof SignalRecorded || act instanceof BatchAct;
  }

  /** What nobody does but a person who signed in. */
  private static boolean isOfPage(Act act) {
    return switch (act) {
      case SignoffGiven _, SignerRecused _ -> true;
      case WaiverGranted _, ConditionConfirmed _, BypassAsked _ -> true;
      case ChallengeResolved _, FindingRetested _, FindingAccepted _ -> true;
      case VersionBypassed _, BypassReversed _ -> true;
      case CondemnationLifted _, IncidentClosed _, VersionReinstated _ -> true;
      case PasskeyEnrolled _, TokenIssued _, DelegationGiven _ -> true;
      case PolicyPublished _, PolicyWatched _ -> true;
      case SeedAct _, SampleAct _ -> true;
      case Act _ -> false;
    };
  }
}
