// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.reviews;

import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DiscussionAct.ChallengeRaised;
import org.imprimatur.proof.act.FindingAct;
import org.imprimatur.proof.act.FindingAct.FindingAccepted;
import org.imprimatur.proof.act.FindingAct.FindingFixed;
import org.imprimatur.proof.act.FindingAct.FindingHanded;
import org.imprimatur.proof.act.FindingAct.FindingRaised;
import org.imprimatur.proof.act.FindingAct.FindingRetested;
import org.imprimatur.server.audit.Projection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which findings and challenges there are and where each stands. */
@Component
final class ReviewsProjection implements Projection {
  @Override
  public void apply(long position, Act act, JdbcClient db) {
    if (act instanceof FindingAct about) {
      apply(about, db);
    } else if (act instanceof ChallengeRaised raised) {
      db.sql("INSERT INTO challenges (number, submission) VALUES (?, ?)")
          .params(raised.challenge(), raised.submission())
          .update();
    }
  }

  private static void apply(FindingAct act, JdbcClient db) {
    switch (act) {
      case FindingRaised raised ->
          db.sql("INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, 'open', '')")
              .params(
                  raised.finding(),
                  raised.model(),
                  raised.submission(),
                  raised.severity(),
                  raised.owner(),
                  raised.due(),
                  raised.anchor().evidenceClass())
              .update();
      case FindingFixed fixed -> state(db, fixed, "fixed");
      case FindingHanded to ->
          db.sql("UPDATE findings SET owner = ? WHERE number = ?")
              .params(to.owner(), to.finding())
              .update();
      case FindingRetested retested -> {
        state(db, retested, retested.passes() ? "closed" : "open");
        if (!retested.passes()) {
          until(db, retested, "");
        }
      }
      case FindingAccepted accepted -> until(db, accepted, accepted.until());
    }
  }

  private static void state(JdbcClient db, FindingAct act, String state) {
    db.sql("UPDATE findings SET state = ? WHERE number = ?").params(state, act.finding()).update();
  }

  private static void until(JdbcClient db, FindingAct act, String day) {
    db.sql("UPDATE findings SET accepted_until = ? WHERE number = ?")
        .params(day, act.finding())
        .update();
  }
}
