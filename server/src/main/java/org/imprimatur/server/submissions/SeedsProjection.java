// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.SeedAct.SeedCommitted;
import org.imprimatur.proof.act.SeedAct.SeedRevealed;
import org.imprimatur.server.audit.Projection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Commitments to seeded cases, and which of them were revealed. */
@Component
final class SeedsProjection implements Projection {
  @Override
  public void apply(long position, Act act, JdbcClient db) {
    if (act instanceof SeedCommitted committed) {
      SeedStore.add(db, committed);
    } else if (act instanceof SeedRevealed revealed) {
      SeedStore.reveal(db, revealed);
    }
  }
}
