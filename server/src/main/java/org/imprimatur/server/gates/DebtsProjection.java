// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.gates;

import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.BypassReversed;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.server.audit.Projection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which versions stand past a gate on a debt, so that every page can say so. */
@Component
final class DebtsProjection implements Projection {
  @Override
  public void apply(long position, Act act, JdbcClient db) {
    switch (act) {
      case VersionBypassed past -> DebtStore.add(db, past);
      case VersionPromoted ratified -> DebtStore.settle(db, ratified.submission());
      case BypassReversed back -> DebtStore.settle(db, back.submission());
      case Act _ -> {}
    }
  }
}
