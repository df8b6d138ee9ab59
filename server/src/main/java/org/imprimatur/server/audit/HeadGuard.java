// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.log.LogKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lets the writer append to nothing but what was signed: otherwise the next checkpoint would sign
 * what somebody wrote into the rows. Touched by the writer's thread alone.
 */
final class HeadGuard {
  private static final Logger LOG = LoggerFactory.getLogger(HeadGuard.class);

  private final LogKey key;

  /** What was found right last, or written by this node. */
  private Optional<LogStore.Locked> right = Optional.empty();

  private Optional<LogStore.Locked> written = Optional.empty();

  HeadGuard(LogKey key) {
    this.key = key;
  }

  /** Throws where the head is not one that was signed, or lies before one that was seen here. */
  void check(JdbcClient db, LogStore.Locked locked) {
    written = Optional.empty();
    Optional<LogStore.Locked> found = Optional.of(locked);
    if (!found.equals(right)) {
      difference(db, locked)
          .ifPresent(
              sentence -> {
                LOG.error("The head of the log is not what was signed. {}", sentence);
                throw new IllegalStateException("The head of the log is not what was signed.");
              });
    }
    right = found;
  }

  private Optional<String> difference(JdbcClient db, LogStore.Locked locked) {
    long size = locked.head().frontier().size();
    long seen = right.map(one -> one.head().frontier().size()).orElse(0L);
    if (size < seen) {
      return Optional.of("It had %d entries and has %d.".formatted(seen, size));
    }
    return new LogStore.End(size, locked.checkpoint())
        .difference(locked.head().frontier(), key)
        .or(() -> lastAt(db, locked.head()));
  }

  /** A time that lies ahead would date every later act, and end what is not over. */
  private Optional<String> lastAt(JdbcClient db, LogHead head) {
    long size = head.frontier().size();
    long lastAt =
        size == 0
            ? 0
            : Entries.bytes(db, size - 1)
                .map(entry -> Act.parse(entry).at().toEpochMilli())
                .orElse(-1L);
    return lastAt == head.lastAt()
        ? Optional.empty()
        : Optional.of("Its last time is not that of its last entry.");
  }

  /** What this node writes and has not committed yet. */
  void wrote(LogHead head, String checkpoint) {
    written = Optional.of(new LogStore.Locked(head, checkpoint));
  }

  /** What this node wrote is what the log is now. */
  void committed() {
    right = written.or(() -> right);
  }
}
