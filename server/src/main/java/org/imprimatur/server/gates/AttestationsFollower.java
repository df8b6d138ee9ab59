// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.gates;

import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.AttestationIssued;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.server.audit.Follower;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Notes which promotions want an attestation. */
@Component
final class AttestationsFollower implements Follower {
  @Override
  public String name() {
    return "attestations";
  }

  @Override
  public void follow(long position, Act act, JdbcClient db) {
    if (act instanceof VersionPromoted promoted) {
      db.sql(
              """
              INSERT INTO attestation_jobs (submission) VALUES (?)
              ON CONFLICT (submission) DO NOTHING
              """)
          .param(promoted.submission())
          .update();
    } else if (act instanceof AttestationIssued issued) {
      db.sql("DELETE FROM attestation_jobs WHERE submission = ?")
          .param(issued.submission())
          .update();
    }
  }
}
