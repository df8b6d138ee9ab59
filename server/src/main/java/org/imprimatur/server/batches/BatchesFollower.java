// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.batches;

import org.imprimatur.proof.act.Act;
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
  public void follow(long position, Act act, JdbcClient db) {
    switch (act) {
      case BatchRecorded recorded -> BatchStore.computeNow(db, recorded.batch());
      case LabelsRecorded labels -> BatchStore.computeNow(db, labels.batch());
      case Act _ -> {}
    }
  }
}
