// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct.BatchEvaluated;
import org.imprimatur.proof.act.DecisionAct.ConditionConfirmed;
import org.imprimatur.proof.act.DecisionAct.ConditionHanded;
import org.imprimatur.proof.act.DecisionAct.ConditionMet;
import org.imprimatur.proof.act.GateAct.BypassReversed;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ImpactAct.CondemnationLifted;
import org.imprimatur.proof.act.MonitoringAct;
import org.imprimatur.proof.act.MonitoringAct.VersionReopened;
import org.imprimatur.proof.act.RollbackAct.VersionRestored;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Follower;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Notes which versions to look at again, since something happened to them. */
@Component
final class SuspensionsFollower implements Follower {
  static final String NAME = "suspensions";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Following read(Page page, JdbcClient reader) {
    return db -> follow(page, db);
  }

  private static void follow(Page page, JdbcClient db) {
    Set<WatchJobs.Version> versions = new LinkedHashSet<>();
    Map<String, Instant> models = new LinkedHashMap<>();
    for (Act act : page.acts()) {
      switch (act) {
        case VersionPromoted promoted when promoted.to().equals(Watch.PRODUCTION) ->
            versions.add(new WatchJobs.Version(promoted.model(), promoted.version()));
        case VersionBypassed past ->
            versions.add(new WatchJobs.Version(past.model(), past.version()));
        case VersionRestored back ->
            versions.add(new WatchJobs.Version(back.model(), back.version()));
        case BatchEvaluated rows -> models.put(rows.model(), rows.at());
        case MonitoringAct about ->
            versions.add(new WatchJobs.Version(about.model(), about.version()));
        case Act _ -> moved(act, db).forEach(model -> models.put(model, act.at()));
      }
    }
    models.forEach((model, at) -> versions.addAll(serving(db, model, at)));
    WatchJobs.lookNow(db, versions);
  }

  /**
   * The versions that can serve, whatever was said and by which act: rows count against the
   * approval of each, whichever version scored them.
   */
  private static List<WatchJobs.Version> serving(JdbcClient db, String model, Instant at) {
    return Watch.all(Entries.acts(db, model)).values().stream()
        .filter(one -> one.tenure().canServe(at))
        .map(one -> new WatchJobs.Version(model, one.version()))
        .toList();
  }

  /** The models of which the act may move what is told of the version in production. */
  static List<String> moved(Act act, JdbcClient db) {
    return switch (act) {
      case VersionPromoted promoted -> List.of(promoted.model());
      case VersionBypassed past -> List.of(past.model());
      // The version in whose place another stood was not looked at meanwhile.
      case BypassReversed back -> List.of(back.model());
      case VersionRestored back -> List.of(back.model());
      case MonitoringAct about -> List.of(about.model());
      // What was opened again for it is not to be decided anew any more.
      case CondemnationLifted lifted ->
          Entries.acts(db, "act:version.reopened").stream()
              .map(VersionReopened.class::cast)
              .filter(one -> one.condemnation().equals(lifted.condemnation()))
              .map(VersionReopened::model)
              .distinct()
              .toList();
      case ConditionMet met -> modelOf(met.submission(), db);
      case ConditionConfirmed confirmed -> modelOf(confirmed.submission(), db);
      case ConditionHanded handed -> modelOf(handed.submission(), db);
      case Act _ -> List.of();
    };
  }

  private static List<String> modelOf(long submission, JdbcClient db) {
    return Entries.mentioning(db, "submission:" + submission, "act:submission.opened").stream()
        .map(Entries.Entry::act)
        .filter(SubmissionOpened.class::isInstance)
        .map(SubmissionOpened.class::cast)
        .filter(opened -> opened.submission() == submission)
        .map(SubmissionOpened::model)
        .limit(1)
        .toList();
  }
}
