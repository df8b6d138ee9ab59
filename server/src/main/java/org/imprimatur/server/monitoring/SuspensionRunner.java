// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Rounds;
import org.imprimatur.server.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Looks at versions when something was measured and when a measurement is due, and suspends what a
 * breach suspends. Killed between the act and its own note it looks once more and finds it done.
 */
@Component
final class SuspensionRunner extends Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(SuspensionRunner.class);
  private static final int AT_ONCE = 100;

  private final Audit audit;
  private final Database database;
  private final Suspensions suspensions;
  private final InstantSource clock;
  private boolean begun;

  SuspensionRunner(Audit audit, Database database, Suspensions suspensions, InstantSource clock) {
    super("suspensions", 1, Duration.ofMillis(250));
    this.audit = audit;
    this.database = database;
    this.suspensions = suspensions;
    this.clock = clock;
  }

  @Override
  protected boolean round() {
    if (!begun) {
      // What became due before this server knew of it has no job yet.
      audit.work(WatchJobs::lookAtAll);
      begun = true;
    }
    List<WatchJobs.Job> jobs = WatchJobs.due(database.reader(), clock.instant(), AT_ONCE);
    jobs.forEach(this::look);
    return jobs.size() == AT_ONCE;
  }

  /** The job is marked first, so that what comes in while it is looked at is looked at again. */
  private void look(WatchJobs.Job job) {
    try {
      long seen = clock.millis();
      audit.work(db -> WatchJobs.begin(db, job, seen));
      Optional<Instant> next =
          suspensions.suspendIfDue(job.model(), job.version(), Instant.ofEpochMilli(seen));
      audit.work(db -> WatchJobs.looked(db, job, seen, next));
    } catch (RuntimeException e) {
      LOG.error("Version {} of {} could not be looked at yet.", job.version(), job.model(), e);
    }
  }
}
