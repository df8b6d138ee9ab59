// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.batches;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.BatchAct;
import org.imprimatur.proof.act.BatchAct.BatchRecorded;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.monitoring.Batch;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.database.ManyRows;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which batches there are of which version, whose files are closed, and what is to be computed. */
final class BatchStore {
  private static final ManyRows JOBS =
      new ManyRows("batch_jobs (batch, at)", "(batch) DO UPDATE SET at = 0");

  private BatchStore() {}

  static void add(JdbcClient db, BatchRecorded act) {
    db.sql(
            """
            INSERT INTO batches (number, model, version, data, window_to, window_from, withdrawn)
            VALUES (?, ?, ?, ?, ?, ?, 0)
            """)
        .params(
            act.batch(),
            act.model(),
            act.version(),
            act.data().toString(),
            act.to().toEpochMilli(),
            act.from().toEpochMilli())
        .update();
  }

  static void close(JdbcClient db, BatchAct act, Digest file) {
    db.sql("INSERT INTO batch_files (digest, batch) VALUES (?, ?)")
        .params(file.toString(), act.batch())
        .update();
  }

  /** Whether somebody sent these bytes as rows or labels. */
  static boolean isFile(JdbcClient db, Digest file) {
    return db.sql("SELECT COUNT(*) FROM batch_files WHERE digest = ?")
            .param(file.toString())
            .query(Long.class)
            .single()
        > 0;
  }

  static long next(JdbcClient db) {
    return db.sql("SELECT COALESCE(MAX(number), 0) + 1 FROM batches").query(Long.class).single();
  }

  /** A batch with whatever came of it. */
  static Optional<Batch> find(JdbcClient db, long number) {
    return Optional.ofNullable(Batch.all(Entries.acts(db, "batch:" + number)).get(number));
  }

  /** The batches of a version with the same bytes or the same window. */
  static List<Batch> near(JdbcClient db, BatchRecorded act) {
    return db
        .sql(
            """
            SELECT number FROM batches WHERE model = ? AND version = ?
            AND (data = ? OR (window_to = ? AND window_from = ?)) ORDER BY number
            """)
        .params(
            act.model(),
            act.version(),
            act.data().toString(),
            act.to().toEpochMilli(),
            act.from().toEpochMilli())
        .query((row, line) -> row.getLong(1))
        .list()
        .stream()
        .flatMap(number -> find(db, number).stream())
        .toList();
  }

  /** The newest windows of a version, the newest first. */
  static List<Batch> newest(JdbcClient db, String model, long version, int most) {
    return db
        .sql(
            """
            SELECT number FROM batches WHERE model = ? AND version = ?
            ORDER BY window_to DESC, number DESC LIMIT ?
            """)
        .params(model, version, most)
        .query((row, line) -> row.getLong(1))
        .list()
        .stream()
        .flatMap(number -> find(db, number).stream())
        .toList();
  }

  /** Notes when a batch was taken back. */
  static void withdraw(JdbcClient db, BatchWithdrawn act) {
    db.sql("UPDATE batches SET withdrawn = ? WHERE number = ? AND withdrawn = 0")
        .params(act.at().toEpochMilli(), act.batch())
        .update();
  }

  /** What was taken back of a version, the last first. */
  static List<Batch> withdrawn(JdbcClient db, String model, long version, int most) {
    return db
        .sql(
            """
            SELECT number FROM batches WHERE model = ? AND version = ? AND withdrawn > 0
            ORDER BY withdrawn DESC, number DESC LIMIT ?
            """)
        .params(model, version, most)
        .query((row, line) -> row.getLong(1))
        .list()
        .stream()
        .flatMap(number -> find(db, number).stream())
        .toList();
  }

  /** How many were taken back of a version. */
  static long countWithdrawn(JdbcClient db, String model, long version) {
    return db.sql("SELECT COUNT(*) FROM batches WHERE model = ? AND version = ? AND withdrawn > 0")
        .params(model, version)
        .query(Long.class)
        .single();
  }

  static long count(JdbcClient db, String model, long version) {
    return db.sql("SELECT COUNT(*) FROM batches WHERE model = ? AND version = ?")
        .params(model, version)
        .query(Long.class)
        .single();
  }

  /** A batch to be computed, and the time under which it stands in the list. */
  record Job(long batch, long at) {}

  static void computeNow(JdbcClient db, Set<Long> batches) {
    JOBS.write(db, batches.stream().map(batch -> List.of(batch, 0L)).toList());
  }

  /** The oldest that waits, or that whoever took it was not heard of again. */
  static Optional<Job> due(JdbcClient db, Instant now) {
    return db.sql("SELECT batch, at FROM batch_jobs WHERE at <= ? ORDER BY batch LIMIT 1")
        .param(now.toEpochMilli())
        .query((row, line) -> new Job(row.getLong(1), row.getLong(2)))
        .optional();
  }

  /** Puts a job off until an instant, unless somebody else took it or asked for it anew. */
  static boolean putOff(JdbcClient db, Job job, Instant until) {
    return db.sql("UPDATE batch_jobs SET at = ? WHERE batch = ? AND at = ?")
            .params(until.toEpochMilli(), job.batch(), job.at())
            .update()
        > 0;
  }

  /** Strikes off what was computed; labels that arrived meanwhile stay to be computed. */
  static boolean done(JdbcClient db, Job taken) {
    return db.sql("DELETE FROM batch_jobs WHERE batch = ? AND at = ?")
            .params(taken.batch(), taken.at())
            .update()
        > 0;
  }

  /** Lets go of what a node that ended had taken; only right where there is one node. */
  static int release(JdbcClient db) {
    return db.sql("UPDATE batch_jobs SET at = 0").update();
  }
}
