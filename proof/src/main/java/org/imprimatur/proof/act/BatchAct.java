// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.digest.Digest;

/**
 * Rows of production: pushed, labelled later, computed by the engines of before approval, and taken
 * back where they were sent by mistake.
 */
public sealed interface BatchAct extends MonitoringAct {
  /** The names of all acts about batches. */
  List<String> ABOUT_BATCHES =
      List.of(BatchRecorded.NAME, LabelsRecorded.NAME, BatchEvaluated.NAME, BatchWithdrawn.NAME);

  /** The batch's number, which people call it by. */
  long batch();

  /**
   * Somebody pushes rows that the version scored over a window of time.
   *
   * @param submission the one that took the version to production; its examination is asked
   * @param data digest of the file, which is kept beside the log and closed
   * @param size how many bytes it has
   * @param token the token that sent it
   */
  record BatchRecorded(
      Stamp stamp,
      long batch,
      String model,
      long version,
      long submission,
      Digest data,
      long size,
      Instant from,
      Instant to,
      Optional<String> token)
      implements BatchAct {
    static final String NAME = "batch.recorded";

    static BatchRecorded read(Stamp stamp, ActReader in) {
      return new BatchRecorded(
          stamp,
          in.integer("batch"),
          in.string("model"),
          in.integer("version"),
          in.integer("submission"),
          in.digest("data"),
          in.integer("size"),
          in.instant("from"),
          in.instant("to"),
          in.findString("token"));
    }

    @Override
    public Optional<String> with() {
      return token;
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return head(out, this)
          .put("submission", submission)
          .put("data", data)
          .put("size", size)
          .put("from", from)
          .put("to", to)
          .put("token", token);
    }
  }

  /**
   * The outcomes of a batch arrive later, by the ids of its rows.
   *
   * @param labels digest of the file, which is kept beside the log and closed
   * @param size how many bytes it has
   */
  record LabelsRecorded(
      Stamp stamp,
      long batch,
      String model,
      long version,
      Digest labels,
      long size,
      Optional<String> token)
      implements BatchAct {
    static final String NAME = "labels.recorded";

    static LabelsRecorded read(Stamp stamp, ActReader in) {
      return new LabelsRecorded(
          stamp,
          in.integer("batch"),
          in.string("model"),
          in.integer("version"),
          in.digest("labels"),
          in.integer("size"),
          in.findString("token"));
    }

    @Override
    public Optional<String> with() {
      return token;
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return head(out, this).put("labels", labels).put("size", size).put("token", token);
    }
  }

  /**
   * Imprimatur computed a batch, or could not. The signals that follow from it come right after.
   *
   * @param labels the labels it was computed with; none where it was computed as it was sent
   * @param outcome {@code awaiting-labels}, {@code complete} or {@code failed}
   * @param n how many rows it rests on; none where they could not be read
   * @param evidence digest of each {@code evidence/v1}, also of what could not be computed, by
   *     check
   */
  record BatchEvaluated(
      Stamp stamp,
      long batch,
      String model,
      long version,
      Optional<Digest> labels,
      String outcome,
      OptionalLong n,
      SortedMap<String, Digest> evidence)
      implements BatchAct {
    static final String NAME = "batch.evaluated";

    public BatchEvaluated {
      evidence = new TreeMap<>(evidence);
    }

    static BatchEvaluated read(Stamp stamp, ActReader in) {
      return new BatchEvaluated(
          stamp,
          in.integer("batch"),
          in.string("model"),
          in.integer("version"),
          in.findDigest("labels"),
          in.string("outcome"),
          in.findInteger("n"),
          in.digestMap("evidence"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return head(out, this)
          .put("labels", labels)
          .put("outcome", outcome)
          .put("n", n)
          .putDigests("evidence", evidence);
    }
  }

  /**
   * Somebody takes a batch back that was sent by mistake. It stays in the log with whatever was
   * computed of it, and what it measured counts no more from here on.
   *
   * @param role as what: {@code sender} of the batch, {@code owner} of the model, or {@code
   *     risk-manager}
   * @param reason digest of the words, which are kept beside the log
   * @param token the token by which it came; none where a person did it on a page
   */
  record BatchWithdrawn(
      Stamp stamp,
      long batch,
      String model,
      long version,
      String role,
      Digest reason,
      Optional<String> token)
      implements BatchAct {
    static final String NAME = "batch.withdrawn";

    static BatchWithdrawn read(Stamp stamp, ActReader in) {
      return new BatchWithdrawn(
          stamp,
          in.integer("batch"),
          in.string("model"),
          in.integer("version"),
          in.string("role"),
          in.digest("reason"),
          in.findString("token"));
    }

    @Override
    public Optional<String> with() {
      return token;
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return head(out, this).put("role", role).put("reason", reason).put("token", token);
    }
  }

  private static ActWriter head(ActWriter out, BatchAct act) {
    return out.put("batch", act.batch()).put("model", act.model()).put("version", act.version());
  }
}
