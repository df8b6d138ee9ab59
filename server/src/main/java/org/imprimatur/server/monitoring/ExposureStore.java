// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.imprimatur.proof.act.BatchAct.BatchEvaluated;
import org.imprimatur.proof.act.BatchAct.BatchRecorded;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.monitoring.Exposure;
import org.imprimatur.server.audit.Entries;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many rows of production were sent of each model. */
final class ExposureStore {
  private ExposureStore() {}

  static void add(JdbcClient db, BatchRecorded act) {
    db.sql(
            """
            INSERT INTO exposures
              (batch, model, data, window_to, window_from, counted, scored, withdrawn)
            VALUES (?, ?, ?, ?, ?, 0, 0, 0)
            """)
        .params(
            act.batch(),
            act.model(),
            act.data().toString(),
            act.to().toEpochMilli(),
            act.from().toEpochMilli())
        .update();
  }

  /** The rows of a batch are counted once, when it is read first. */
  static void count(JdbcClient db, BatchEvaluated act) {
    db.sql("UPDATE exposures SET counted = ?, scored = ? WHERE batch = ? AND counted = 0")
        .params(act.at().toEpochMilli(), Exposure.rows(act), act.batch())
        .update();
  }

  /** Notes when a batch was taken back. */
  static void withdraw(JdbcClient db, BatchWithdrawn act) {
    db.sql("UPDATE exposures SET withdrawn = ? WHERE batch = ? AND withdrawn = 0")
        .params(act.at().toEpochMilli(), act.batch())
        .update();
  }

  /** Whoever took batches of a version back since an instant. */
  static Set<String> tookBack(JdbcClient db, String model, long version, Instant since) {
    List<String> batches =
        db.sql("SELECT batch FROM exposures WHERE model = ? AND withdrawn >= ?")
            .params(model, since.toEpochMilli())
            .query((row, line) -> "batch:" + row.getLong(1))
            .list();
    return Entries.ofEach(db, batches, Optional.of("act:batch.withdrawn")).values().stream()
        .flatMap(List::stream)
        .map(BatchWithdrawn.class::cast)
        .filter(one -> one.version() == version)
        .map(BatchWithdrawn::by)
        .collect(Collectors.toSet());
  }

  /** The batches of a model that were read, of windows that ended after an instant. */
  static List<Exposure.Scored> since(JdbcClient db, String model, Instant given) {
    return db.sql(
            """
            SELECT batch, counted, scored, data FROM exposures
            WHERE model = ? AND window_to > ? AND counted > 0
            """)
        .params(model, given.toEpochMilli())
        .query(
            (row, line) ->
                new Exposure.Scored(
                    row.getLong(1),
                    Instant.ofEpochMilli(row.getLong(2)),
                    row.getLong(3),
                    Digest.parse(row.getString(4))))
        .list();
  }
}
