// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.policies;

import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ModelAct.ExaminationRegistered;
import org.imprimatur.proof.act.PolicyAct.PolicyPublished;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.audit.Projection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which policies are published, and which blobs are test sets. */
@Component
final class PoliciesProjection implements Projection {
  /** Data of an examination: their bytes are the custodians' alone. */
  private static void closed(JdbcClient db, Digest data) {
    db.sql("INSERT INTO test_sets (digest) VALUES (?) ON CONFLICT (digest) DO NOTHING")
        .param(data.toString())
        .update();
  }

  @Override
  public void apply(long position, Act act, JdbcClient db) {
    if (act instanceof PolicyPublished published) {
      db.sql("INSERT INTO policies (digest, name, number, preset) VALUES (?, ?, ?, ?)")
          .params(
              published.policy().toString(),
              published.policyName(),
              published.number(),
              published.preset() ? 1 : 0)
          .update();
    } else if (act instanceof ExaminationRegistered registered) {
      closed(db, registered.testSet());
      registered.reference().ifPresent(reference -> closed(db, reference));
    }
  }
}
