// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imprimatur.proof.monitoring.Footing;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Rounds;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.monitoring.Watches.Watched;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
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
  private final Watches watches;
  private final InstantSource clock;
  private boolean begun;

  SuspensionRunner(
      Audit audit,
      Database database,
      Suspensions suspensions,
      Watches watches,
      InstantSource clock) {
    super("suspensions", 1, Duration.ofMillis(250));
    this.audit = audit;
    this.database = database;
    this.suspensions = suspensions;
    this.watches = watches;
    this.clock = clock;
  }

  @Override
  protected boolean round() {
    if (!begun) {
      // What entered production before this server looked at anything has no job yet.
      audit.work(WatchJobs::lookAtRest);
      begun = true;
    }
    List<WatchJobs.Job> jobs = WatchJobs.due(database.reader(), clock.instant(), AT_ONCE);
    if (!jobs.isEmpty()) {
      look(jobs);
    }
    return jobs.size() == AT_ONCE;
  }

  /** What was found at a look, and when to look again. */
  private record Look(WatchJobs.Job job, Optional<Outlook> outlook, Optional<Instant> next) {}

  /**
   * The jobs are marked first, so that what comes in while they are looked at is looked at again.
   */
  private void look(List<WatchJobs.Job> jobs) {
    long seen = clock.millis();
    audit.work(
        db -> {
          jobs.forEach(job -> WatchJobs.begin(db, job, seen));
          return true;
        });
    List<Look> looks = new ArrayList<>();
    for (WatchJobs.Job job : jobs) {
      try {
        looks.add(look(job, Instant.ofEpochMilli(seen)));
      } catch (RuntimeException e) {
        LOG.error("Version {} of {} could not be looked at yet.", job.version(), job.model(), e);
      }
    }
    audit.work(
        db -> {
          looks.forEach(look -> note(db, look, seen));
          return true;
        });
  }

  private Look look(WatchJobs.Job job, Instant now) {
    Optional<Watched> current = watches.current(job.model(), watches.size(), now);
    Optional<Footing> footing =
        current
            .filter(one -> one.watch().version() == job.version())
            .map(Watched::footing)
            .or(() -> watches.footing(job.model(), job.version(), now));
    Optional<Instant> next =
        footing.flatMap(one -> suspensions.suspendIfDue(job.model(), job.version(), one));
    Optional<Instant> changes = current.flatMap(one -> one.footing().changes());
    return new Look(
        job,
        current.map(Outlook::of),
        Stream.concat(next.stream(), changes.stream()).min(Instant::compareTo));
  }

  private static void note(JdbcClient db, Look look, long seen) {
    WatchJobs.looked(db, look.job(), seen, look.next());
    look.outlook()
        .ifPresentOrElse(
            one -> OutlookStore.put(db, one), () -> OutlookStore.remove(db, look.job().model()));
  }
}
