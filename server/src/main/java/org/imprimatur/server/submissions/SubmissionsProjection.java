// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;
import org.imprimatur.server.audit.Projection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which submissions there are and where each stands, for finding and listing. */
@Component
final class SubmissionsProjection implements Projection {
  @Override
  public void apply(long position, Act act, JdbcClient db) {
    if (act instanceof SubmissionOpened opened) {
      db.sql(
              """
              INSERT INTO submissions (number, model, version, gate, status)
              VALUES (?, ?, ?, ?, 'open')
              """)
          .params(opened.submission(), opened.model(), opened.version(), opened.gate())
          .update();
    } else if (act instanceof VersionPromoted promoted) {
      status(db, promoted.submission(), Submission.Status.PROMOTED);
    } else if (act instanceof SubmissionWithdrawn withdrawn) {
      status(db, withdrawn.submission(), Submission.Status.WITHDRAWN);
    }
  }

  private static void status(JdbcClient db, long number, Submission.Status status) {
    db.sql("UPDATE submissions SET status = ? WHERE number = ?")
        .params(status.word(), number)
        .update();
  }
}
