// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.gates;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.AttestationIssued;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.server.audit.Follower;
import org.imprimatur.server.database.ManyRows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Notes which promotions want an attestation. */
@Component
final class AttestationsFollower implements Follower {
  private static final ManyRows WANTED =
      new ManyRows("attestation_jobs (submission)", "(submission) DO NOTHING");

  @Override
  public String name() {
    return "attestations";
  }

  @Override
  public Following read(Page page, JdbcClient reader) {
    return db -> follow(page, db);
  }

  /** What was issued meanwhile is wanted no more. */
  private static void follow(Page page, JdbcClient db) {
    Set<Long> wanted = new LinkedHashSet<>();
    Set<Long> issued = new LinkedHashSet<>();
    for (Act act : page.acts()) {
      if (act instanceof VersionPromoted promoted) {
        wanted.add(promoted.submission());
        issued.remove(promoted.submission());
      } else if (act instanceof AttestationIssued attestation) {
        issued.add(attestation.submission());
        wanted.remove(attestation.submission());
      }
    }
    WANTED.write(db, wanted.stream().map(List::of).toList());
    if (!issued.isEmpty()) {
      db.sql("DELETE FROM attestation_jobs WHERE submission IN (:issued)")
          .param("issued", issued)
          .update();
    }
  }
}
