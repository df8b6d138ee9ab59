// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct.BatchEvaluated;
import org.imprimatur.proof.act.GateAct.BypassReversed;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.MonitoringAct;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Follower;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Notes which versions to look at again, since something happened that can suspend them. */
@Component
final class SuspensionsFollower implements Follower {
  @Override
  public String name() {
    return "suspensions";
  }

  @Override
  public void follow(long position, Act act, JdbcClient db) {
    switch (act) {
      case VersionPromoted promoted when promoted.to().equals(Watch.PRODUCTION) ->
          WatchJobs.lookNow(db, promoted.model(), promoted.version());
      case VersionBypassed past -> WatchJobs.lookNow(db, past.model(), past.version());
      case BypassReversed back -> lookAgain(db, back.model());
      case BatchEvaluated rows -> lookAgain(db, rows.model());
      case MonitoringAct about -> WatchJobs.lookNow(db, about.model(), about.version());
      case Act _ -> {}
    }
  }

  /**
   * The version in whose place another stood was not looked at meanwhile, and rows count against
   * the approval of the one that stands there, whichever scored them.
   */
  private static void lookAgain(JdbcClient db, String model) {
    Watch.all(Entries.acts(db, model)).values().stream()
        .filter(Watch::current)
        .forEach(back -> WatchJobs.lookNow(db, model, back.version()));
  }
}
