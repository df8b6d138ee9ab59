// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.policies;

import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.proof.act.ModelAct.RiskAnswered;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.server.audit.Projection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far the assessment of each model is, for finding those that wait for somebody. */
@Component
final class RisksProjection implements Projection {
  @Override
  public void apply(long position, Act act, JdbcClient db) {
    if (act instanceof ModelRegistered registered) {
      RiskStore.register(db, registered.model(), position, registered.policy());
    } else if (act instanceof RiskAnswered given) {
      RiskStore.answer(db, given.model(), given.policy());
    } else if (act instanceof RiskConfirmed given) {
      RiskStore.confirm(db, given.model());
    }
  }
}
