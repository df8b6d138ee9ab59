// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct.BatchEvaluated;
import org.imprimatur.proof.act.BatchAct.BatchRecorded;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.RemovalAct;
import org.imprimatur.proof.act.RollbackAct.VersionRestored;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.server.audit.Projection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The signals by window that count, the rows of each batch, and the version of each model that
 * entered production last.
 */
@Component
final class MonitoringProjection implements Projection {
  @Override
  public void apply(long position, Act act, JdbcClient db) {
    if (act instanceof SignalRecorded signal) {
      SignalStore.add(db, signal);
    } else if (act instanceof BatchRecorded batch) {
      ExposureStore.add(db, batch);
    } else if (act instanceof BatchEvaluated batch) {
      ExposureStore.count(db, batch);
    } else if (act instanceof BatchWithdrawn batch) {
      ExposureStore.withdraw(db, batch);
      SignalStore.withdraw(db, batch);
    } else if (act instanceof VersionPromoted promoted && promoted.to().equals(Watch.PRODUCTION)) {
      SignalStore.watch(db, promoted.model(), promoted.version());
    } else if (act instanceof VersionRestored back) {
      SignalStore.watch(db, back.model(), back.version());
    } else if (act instanceof RemovalAct gone) {
      SignalStore.unwatch(db, gone.model(), gone.version());
    } else if (act instanceof VersionBypassed past && past.move().to().equals(Watch.PRODUCTION)) {
      SignalStore.watch(db, past.model(), past.version());
    }
  }
}
