// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.onnx;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.MeasuredRuntime.Latency;
import org.imprimatur.proof.evidence.MeasuredRuntime.Throughput;

/**
 * How long a model takes on one thread, from texts of a table to its answer: first single rows,
 * then blocks, each after a warm-up that is not counted.
 */
public final class Stopwatch {
  /** How many rows are used at most. */
  public static final int ROWS = Scorer.BLOCK;

  private static final int WARM_UP = 50;
  private static final int CALLS = 1000;
  private static final long LIMIT = 1_000_000_000L;

  private final Scorer scorer;
  private final List<String[]> rows = new ArrayList<>();

  private Stopwatch(Scorer scorer) {
    this.scorer = scorer;
  }

  /** What was measured. */
  public record Times(Latency latency, Throughput throughput) {}

  /**
   * Times a model on the first rows of a table.
   *
   * @param rows gives the rows; those after the first block are not used
   */
  public static Times time(Path model, Scorer.Request request, Columns columns, Columns.Rows rows)
      throws CheckException, IOException {
    byte[] bytes = Files.readAllBytes(model);
    OnnxModel.parse(bytes);
    try (Scorer scorer = Scorer.unread(bytes, request, columns)) {
      Stopwatch stopwatch = new Stopwatch(scorer);
      rows.read(scorer.columns(), stopwatch::take);
      if (stopwatch.rows.isEmpty()) {
        throw new CheckException(
            "data.empty", "The test set has no rows to time the model with. Register one.");
      }
      return new Times(stopwatch.singles(), stopwatch.blocks());
    } catch (OrtException e) {
      throw Scorer.failed(e);
    }
  }

  private void take(String[] texts) {
    if (rows.size() < Scorer.BLOCK) {
      rows.add(texts.clone());
    }
  }

  private Latency singles() throws CheckException {
    for (int i = 0; i < WARM_UP; i++) {
      scorer.scores(row(i));
    }
    long[] nanos = new long[CALLS];
    int calls = 0;
    long start = System.nanoTime();
    while (calls < CALLS && (calls == 0 || System.nanoTime() - start < LIMIT)) {
      List<String[]> row = row(calls);
      long before = System.nanoTime();
      scorer.scores(row);
      nanos[calls++] = System.nanoTime() - before;
    }
    Arrays.sort(nanos, 0, calls);
    return new Latency(
        calls,
        rank(nanos, calls, 50),
        rank(nanos, calls, 95),
        rank(nanos, calls, 99),
        nanos[calls - 1]);
  }

  private List<String[]> row(int call) {
    return List.<String[]>of(rows.get(call % rows.size()));
  }

  /** The nearest-rank percentile of sorted times. */
  private static long rank(long[] sorted, int calls, int percent) {
    int rank = Math.max(1, Math.ceilDiv(calls * percent, 100));
    return sorted[rank - 1];
  }

  private Throughput blocks() throws CheckException {
    scorer.scores(rows);
    long scored = 0;
    long start = System.nanoTime();
    long elapsed = 0;
    while (scored == 0 || elapsed < LIMIT / 2) {
      scorer.scores(rows);
      scored += rows.size();
      elapsed = System.nanoTime() - start;
    }
    return new Throughput(scored, elapsed);
  }
}
