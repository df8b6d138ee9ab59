// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.checks;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Rounds;
import org.imprimatur.server.checks.CheckRun.State;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.database.Dialect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes waiting runs one by one on a few threads; what a node leaves unfinished comes again. */
@Component
final class CheckRunner extends Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(CheckRunner.class);
  private static final int MOST_AT_ONCE = 4;

  /** Longer than a worker may take, twice: a run that is still going on is not taken again. */
  private static final Duration LEASE = Duration.ofMinutes(12);

  private final Checks checks;
  private final Audit audit;
  private final Database database;
  private final InstantSource clock;

  CheckRunner(Checks checks, Audit audit, Database database, InstantSource clock) {
    super(
        "checks",
        Math.min(MOST_AT_ONCE, Runtime.getRuntime().availableProcessors()),
        Duration.ofMillis(100));
    this.checks = checks;
    this.audit = audit;
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void start() {
    if (database.dialect() == Dialect.SQLITE) {
      audit.work(
          db -> {
            CheckStore.release(db);
            return true;
          });
    }
    super.start();
  }

  @Override
  protected boolean round() {
    Optional<CheckRun> next = !audit.clock().isHeld() && waits() ? claim() : Optional.empty();
    next.ifPresent(this::compute);
    return next.isPresent();
  }

  /** Looks without the writer first, so that idle threads cost it nothing. */
  private boolean waits() {
    return database
            .reader()
            .sql("SELECT COUNT(*) FROM check_runs WHERE state = 'waiting' OR state = 'running'")
            .query(Long.class)
            .single()
        > 0;
  }

  private Optional<CheckRun> claim() {
    long now = clock.millis();
    return audit.work(db -> CheckStore.claim(db, now, now + LEASE.toMillis()));
  }

  private void compute(CheckRun run) {
    CheckRun ended;
    try {
      ended =
          checks
              .compute(run)
              .map(
                  result -> {
                    State state = result.message().isEmpty() ? State.RECORDED : State.ERROR;
                    return ended(run, state, result.reused(), result.message());
                  })
              .orElseGet(() -> ended(run, State.ELSEWHERE, false, ""));
    } catch (RuntimeException e) {
      if (audit.clock().isHeld()) {
        // Nothing is recorded by a clock that leapt: it is taken again once its lease is over.
        LOG.warn("The check {} of submission {} waits.", run.check(), run.submission(), e);
        return;
      }
      LOG.error("The check {} of submission {} failed.", run.check(), run.submission(), e);
      ended = ended(run, State.ERROR, false, "The server could not compute it. See its log.");
    }
    CheckRun noted = ended;
    audit.work(
        db -> {
          CheckStore.end(db, noted);
          return noted;
        });
  }

  private CheckRun ended(CheckRun run, State state, boolean reused, String message) {
    return new CheckRun(run.submission(), run.check(), state, clock.instant(), reused, message);
  }
}
