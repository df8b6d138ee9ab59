// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.batches;

import java.util.LinkedHashSet;
import java.util.Set;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct;
import org.imprimatur.proof.act.BatchAct.BatchRecorded;
import org.imprimatur.proof.act.BatchAct.LabelsRecorded;
import org.imprimatur.server.audit.Follower;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Notes which batches are to be computed: when they arrive, and when their labels do. */
@Component
final class BatchesFollower implements Follower {
  @Override
  public String name() {
    return "batches";
  }

  @Override
  public Following read(Page page, JdbcClient reader) {
    return db -> follow(page, db);
  }

  private static void follow(Page page, JdbcClient db) {
    Set<Long> batches = new LinkedHashSet<>();
    for (Act act : page.acts()) {
      if (act instanceof BatchRecorded || act instanceof LabelsRecorded) {
        batches.add(((BatchAct) act).batch());
      }
    }
    BatchStore.computeNow(db, batches);
  }
}
