// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.batches;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Rounds;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.database.Dialect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes batches one by one. Killed before the record, it computes once more; killed after it, it
 * finds that nothing is due.
 */
@Component
final class BatchRunner extends Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);

  /** Longer than the workers of one batch may take, with one more try each. */
  private static final Duration LEASE = Duration.ofMinutes(45);

  private static final Duration LATER = Duration.ofSeconds(30);

  private final BatchComputation computation;
  private final Audit audit;
  private final Database database;
  private final InstantSource clock;

  BatchRunner(BatchComputation computation, Audit audit, Database database, InstantSource clock) {
    super("batches", 1, Duration.ofMillis(250));
    this.computation = computation;
    this.audit = audit;
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void start() {
    if (database.dialect() == Dialect.SQLITE) {
      audit.work(BatchStore::release);
    }
    super.start();
  }

  /** While nothing can be recorded, nothing is computed for it. */
  @Override
  protected boolean round() {
    if (audit.clock().isHeld()) {
      return false;
    }
    Instant now = clock.instant();
    Optional<BatchStore.Job> due = BatchStore.due(database.reader(), now);
    if (due.isEmpty()) {
      return false;
    }
    Instant until = now.plus(LEASE);
    if (audit.work(db -> BatchStore.putOff(db, due.get(), until))) {
      compute(new BatchStore.Job(due.get().batch(), until.toEpochMilli()));
    }
    return true;
  }

  private void compute(BatchStore.Job taken) {
    try {
      computation.compute(taken.batch());
      audit.work(db -> BatchStore.done(db, taken));
    } catch (BatchComputation.LaterException | RuntimeException e) {
      LOG.error("Batch {} could not be computed yet.", taken.batch(), e);
      audit.work(db -> BatchStore.putOff(db, taken, clock.instant().plus(LATER)));
    }
  }
}
