// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is said of rows of production, and for how long to wait for what comes of them. */
final class BatchOptions {
  @Option(
      names = "--batch",
      paramLabel = "CSV|PARQUET|JSONL",
      description = "Rows that the version scored: id, score, and perhaps label and groups.")
  private Optional<Path> rows = Optional.empty();

  @Option(
      names = "--labels",
      paramLabel = "CSV|PARQUET|JSONL",
      description = "The labels of a batch that was sent before, with the ids of its rows.")
  private Optional<Path> labels = Optional.empty();

  @Option(names = "--batch-of", paramLabel = "BATCH", description = "Whose labels these are.")
  private Optional<Long> batchOf = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long to wait for a batch to be computed; 0 does not wait.")
  private int seconds;

  @Option(names = "--batches", description = "List the newest batches of the version.")
  private boolean listed;

  /** Whether the batches are only to be listed. */
  boolean isListed() {
    return listed;
  }

  Optional<Path> rows() {
    return rows;
  }

  Optional<Path> labels() {
    return labels;
  }

  Optional<Long> batchOf() {
    return batchOf;
  }

  int seconds() {
    return seconds;
  }

  /** Whether any of it is asked, also where the rest is missing. */
  boolean isAsked() {
    return listed || rows.isPresent() || labels.isPresent() || batchOf.isPresent();
  }

  /** Whether no file is named, nor whose labels it has. */
  boolean isNothingElse() {
    return rows.isEmpty() && labels.isEmpty() && batchOf.isEmpty();
  }

  /** Whether it is one whole question. */
  boolean isWhole() {
    return rows.isPresent()
        ? labels.isEmpty() && batchOf.isEmpty()
        : labels.isPresent() && batchOf.isPresent();
  }
}
