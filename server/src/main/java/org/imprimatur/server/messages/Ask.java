// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.DecisionAct.BypassAsked;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.ImpactAct.CauseCondemned;
import org.imprimatur.proof.act.MonitoringAct.Breach;
import org.imprimatur.proof.act.MonitoringAct.ReinstatementAsked;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.PolicyAct.PolicyProposed;
import org.imprimatur.proof.act.RoleAct.RoleAsked;
import org.imprimatur.proof.gate.Condition;
import org.imprimatur.proof.gate.SignOff;
import org.imprimatur.proof.gate.Signer;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.gate.Waiver;
import org.imprimatur.proof.monitoring.Promise;
import org.imprimatur.proof.monitoring.Renewal;
import org.imprimatur.proof.monitoring.Reopening;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.proof.review.RaisedChallenge;
import org.imprimatur.proof.review.RaisedFinding;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.monitoring.IncidentRow;
import org.imprimatur.server.monitoring.Watches.Watched;
import org.imprimatur.server.samples.Drawn;

/** Something that a person is asked to do. Only an act takes it from their list. */
public sealed interface Ask {
  /** Overdue, then due, then what waits longest. */
  Comparator<Ask> ORDER =
      Comparator.comparing((Ask ask) -> !ask.overdue())
          .thenComparing(ask -> ask.due().orElse(LocalDate.MAX))
          .thenComparing(Ask::since);

  Instant since();

  /** The day by which it is to be done, where one was set. */
  default Optional<LocalDate> due() {
    return Optional.empty();
  }

  default boolean overdue() {
    return false;
  }

  /** To sign a submission in a role, an own one or another person's. */
  record Sign(Asks.Case of, Requirement.SignOff asked, Signer as, Instant since) implements Ask {}

  /** To mend what stands against an own submission, or to set a larger exam. */
  record Mend(Asks.Case of, String role, List<Verdict.Result> open, Instant since) implements Ask {}

  /** To submit a version again, since what the submission rests on is there no more. */
  record Resubmit(Asks.Case of, List<Verdict.Reason> because, Instant since) implements Ask {}

  /** To promote what the gate lets through. */
  record Promote(Asks.Case of, Instant since) implements Ask {}

  /** To answer, or to confirm, the risk questions of a model. */
  record Assess(Model model, boolean answered, Instant since) implements Ask {}

  /** To answer a challenge. */
  record Answer(Asks.Case of, RaisedChallenge challenge, Instant since) implements Ask {}

  /** To say what comes of an answered challenge, for whoever raised it. */
  record Resolve(Asks.Case of, RaisedChallenge challenge, Instant since) implements Ask {}

  /** To put a finding right. */
  record Fix(Found of, Instant since) implements Ask {
    @Override
    public Optional<LocalDate> due() {
      return of.due();
    }

    @Override
    public boolean overdue() {
      return of.overdue();
    }
  }

  /** To look whether a finding is put right. */
  record Retest(Found of, Instant since) implements Ask {
    @Override
    public Optional<LocalDate> due() {
      return of.due();
    }

    @Override
    public boolean overdue() {
      return of.overdue();
    }
  }

  /** To grant a waiver that another person asked for. */
  record Grant(Asks.Case of, Waiver waiver, Instant since) implements Ask {}

  /** To take a version past its gate, as the second person. */
  record ConfirmBypass(Asks.Case of, BypassAsked asked, Instant since) implements Ask {}

  /** To bring a bypassed version through its gate, or to roll it back. */
  record Settle(Asks.Case of, VersionBypassed debt, boolean overdue, Instant since) implements Ask {
    @Override
    public Optional<LocalDate> due() {
      return Optional.of(LocalDate.ofInstant(debt.due(), ZoneOffset.UTC));
    }
  }

  /** To see to a condition of an approval, and to say so. */
  record Meet(Due of, Instant since) implements Ask {
    @Override
    public Optional<LocalDate> due() {
      return Optional.of(of.condition().due());
    }

    @Override
    public boolean overdue() {
      return of.overdue();
    }
  }

  /** To confirm that a condition is met, as another person says. */
  record ConfirmMet(Due of, String by, Instant since) implements Ask {
    @Override
    public Optional<LocalDate> due() {
      return Optional.of(of.condition().due());
    }

    @Override
    public boolean overdue() {
      return of.overdue();
    }
  }

  /** To confirm a role that another person asked for. */
  record Confirm(RoleAsked asked, Instant since) implements Ask {}

  /** To publish a policy that another person proposed. */
  record Publish(PolicyProposed proposed, Instant since) implements Ask {}

  /** To decline a policy that nobody who is there could publish. */
  record Decline(PolicyProposed proposed, Instant since) implements Ask {}

  /** To measure a broken or unmeasured promise again, or to explain it. */
  record Keep(Watched of, Promise promise, Breach breach, Instant since) implements Ask {
    @Override
    public boolean overdue() {
      return breach.kind().equals(Breach.MISSING);
    }
  }

  /** To take a version through the gate again, since a promise broke that asks for it. */
  record Revalidate(Watched of, Promise promise, Breach breach, Instant since) implements Ask {}

  /**
   * To take a version through the gate again, since its approval rests on what is condemned.
   *
   * @param by the day that was set for it
   */
  record Reopened(Watched of, CauseCondemned condemned, Instant since, Optional<Reopening> by)
      implements Ask {
    @Override
    public Optional<LocalDate> due() {
      return by.map(Reopening::day);
    }

    @Override
    public boolean overdue() {
      return by.filter(one -> one.isOverdue(of.footing().now())).isPresent();
    }
  }

  /** To have the approval of a version renewed before it expires, or after. */
  record Renew(Watched of, Renewal renewal, Instant since) implements Ask {
    @Override
    public Optional<LocalDate> due() {
      return Optional.of(LocalDate.ofInstant(renewal.due(), ZoneOffset.UTC));
    }

    @Override
    public boolean overdue() {
      return renewal.isOverdue(of.footing().now());
    }
  }

  /** To replace a suspended version, or to ask that it may serve again. */
  record BringBack(Watched of, VersionSuspended suspended, Instant since) implements Ask {}

  /** To let a suspended version serve again, as the second person. */
  record Reinstate(Watched of, ReinstatementAsked asked, Instant since) implements Ask {}

  /**
   * To close an incident with its cause and its lesson.
   *
   * @param overdue whether the day of a report to an authority is past
   */
  record Learn(IncidentRow of, String model, boolean overdue) implements Ask {
    @Override
    public Instant since() {
      return of.aware();
    }

    @Override
    public Optional<LocalDate> due() {
      return of.reportDue();
    }
  }

  /** To work through the requests of an audit sample, and to close it. */
  record Examine(Drawn of, Instant since) implements Ask {}

  /** A condition of an approval as it stands today. */
  record Due(
      Asks.Case of,
      SignOff signOff,
      int number,
      Condition condition,
      String owner,
      boolean overdue) {}

  /** A finding as it stands today. */
  record Found(RaisedFinding finding, String model, boolean overdue) {
    Optional<LocalDate> due() {
      return Optional.of(LocalDate.parse(finding.raised().due()));
    }
  }
}
