// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.MonitoringAct;
import org.imprimatur.proof.monitoring.Watch;
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
      case MonitoringAct about -> WatchJobs.lookNow(db, about.model(), about.version());
      case Act _ -> {}
    }
  }
}
