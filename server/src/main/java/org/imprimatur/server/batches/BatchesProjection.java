// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.batches;

import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct.BatchRecorded;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.act.BatchAct.LabelsRecorded;
import org.imprimatur.server.audit.Projection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The batches by window and bytes, which were taken back, and the files that nobody reads. */
@Component
final class BatchesProjection implements Projection {
  @Override
  public void apply(long position, Act act, JdbcClient db) {
    if (act instanceof BatchRecorded recorded) {
      BatchStore.add(db, recorded);
      BatchStore.close(db, recorded, recorded.data());
    } else if (act instanceof LabelsRecorded labels) {
      BatchStore.close(db, labels, labels.labels());
    } else if (act instanceof BatchWithdrawn withdrawn) {
      BatchStore.withdraw(db, withdrawn);
    }
  }
}
