// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.models;

import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.server.audit.Projection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The names of models, for finding and listing; everything else is read from the acts. */
@Component
final class ModelsProjection implements Projection {
  @Override
  public void apply(long position, Act act, JdbcClient db) {
    if (act instanceof ModelRegistered registered) {
      db.sql("INSERT INTO models (model, name, position) VALUES (?, ?, ?)")
          .params(registered.model(), registered.modelName(), position)
          .update();
    }
  }
}
