// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.IncidentAct.IncidentClosed;
import org.imprimatur.proof.act.IncidentAct.IncidentOpened;
import org.imprimatur.server.audit.Projection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The register of incidents. */
@Component
final class IncidentsProjection implements Projection {
  @Override
  public void apply(long position, Act act, JdbcClient db) {
    if (act instanceof IncidentOpened opened) {
      IncidentStore.add(db, opened);
    } else if (act instanceof IncidentClosed closed) {
      IncidentStore.close(db, closed);
    }
  }
}
