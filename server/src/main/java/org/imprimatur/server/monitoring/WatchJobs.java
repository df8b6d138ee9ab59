// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.server.audit.Cursors;
import org.imprimatur.server.database.ManyRows;
import org.springframework.jdbc.core.simple.JdbcClient;

/** When to look again at which version. */
final class WatchJobs {
  private static final ManyRows NOW =
      new ManyRows("watch_jobs (model, version, at)", "(model, version) DO UPDATE SET at = 0");

  private WatchJobs() {}

  /** A version to look at, and the time under which it stands in the list. */
  record Job(String model, long version, long at) {}

  /** A version that is to be looked at. */
  record Version(String model, long version) {}

  static void lookNow(JdbcClient db, Set<Version> versions) {
    NOW.write(db, versions.stream().map(one -> List.of(one.model(), one.version(), 0L)).toList());
  }

  /** Every version that entered production last and was never looked at; gives how many. */
  static int lookAtRest(JdbcClient db) {
    return db.sql(
            """
            INSERT INTO watch_jobs (model, version, at)
            SELECT w.model, w.version, 0 FROM watched w WHERE NOT EXISTS
              (SELECT 1 FROM watch_outlooks o WHERE o.model = w.model)
            ON CONFLICT (model, version) DO NOTHING
            """)
        .update();
  }

  /** Models of which something is to be looked at, the longest first. */
  static List<String> models(JdbcClient db, Instant now, int most) {
    return db.sql("SELECT model FROM watch_jobs WHERE at <= ? ORDER BY at, model LIMIT ?")
        .params(now.toEpochMilli(), most)
        .query((row, line) -> row.getString(1))
        .list();
  }

  /** How far the follower is that notes what to look at. */
  static long cursor(JdbcClient db) {
    return Cursors.position(db, SuspensionsFollower.NAME);
  }

  static List<Job> due(JdbcClient db, Instant now, int most) {
    return db.sql(
            "SELECT model, version, at FROM watch_jobs WHERE at <= ? ORDER BY at, model LIMIT ?")
        .params(now.toEpochMilli(), most)
        .query((row, line) -> new Job(row.getString(1), row.getLong(2), row.getLong(3)))
        .list();
  }

  /** Marks a job as looked at from an instant on. */
  static int begin(JdbcClient db, Job job, long seen) {
    return db.sql("UPDATE watch_jobs SET at = ? WHERE model = ? AND version = ? AND at = ?")
        .params(seen, job.model(), job.version(), job.at())
        .update();
  }

  /**
   * Puts a job off to when it can be due again, or strikes it off. A signal that came meanwhile and
   * called for another look at once is not overtaken: then the time of the job is another one.
   */
  static boolean looked(JdbcClient db, Job job, long seen, Optional<Instant> next) {
    int struck =
        db.sql("DELETE FROM watch_jobs WHERE model = ? AND version = ? AND at = ?")
            .params(job.model(), job.version(), seen)
            .update();
    next.ifPresent(
        at ->
            db.sql(
                    """
                    INSERT INTO watch_jobs (model, version, at) VALUES (?, ?, ?)
                    ON CONFLICT (model, version) DO NOTHING
                    """)
                .params(job.model(), job.version(), at.toEpochMilli() + 1)
                .update());
    return struck > 0;
  }
}
