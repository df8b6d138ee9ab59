// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How workers run.
 *
 * @param folder where each worker gets an empty private folder of its own
 * @param warm how many unused workers wait, started in advance
 * @param timeout the wall-clock time after which a worker is killed
 * @param heapMegabytes the heap of a worker
 * @param unconfinedAccepted whether the operator accepted workers without confinement
 * @param tables what the table engine may use; it changes no figure
 */
public record WorkerSettings(
    Path folder,
    int warm,
    Duration timeout,
    int heapMegabytes,
    boolean unconfinedAccepted,
    Tables tables) {
  /** How many threads and how much memory the table engine uses; beyond that it writes to disk. */
  public record Tables(int threads, int memoryMegabytes) {
    public Tables {
      if (threads < 1 || memoryMegabytes < 64) {
        throw new IllegalArgumentException("Tables need a thread and at least 64 MB");
      }
    }
  }

  private static final long MEGABYTE = 1024L * 1024;

  public WorkerSettings {
    if (warm < 0 || heapMegabytes < 64 || timeout.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "Workers need at least 64 MB of heap and one second, and not less than no spare worker");
    }
  }

  public static WorkerSettings in(Path folder) {
    return new WorkerSettings(folder, 1, Duration.ofMinutes(5), 1024, false, new Tables(2, 1024));
  }

  public WorkerSettings withWarm(int count) {
    return new WorkerSettings(folder, count, timeout, heapMegabytes, unconfinedAccepted, tables);
  }

  public WorkerSettings withTimeout(Duration limit) {
    return new WorkerSettings(folder, warm, limit, heapMegabytes, unconfinedAccepted, tables);
  }

  public WorkerSettings acceptingUnconfined(boolean accepted) {
    return new WorkerSettings(folder, warm, timeout, heapMegabytes, accepted, tables);
  }

  public WorkerSettings withTables(Tables other) {
    return new WorkerSettings(folder, warm, timeout, heapMegabytes, unconfinedAccepted, other);
  }

  /** The address space in bytes: the heap, the engines' own memory and what a JVM reserves. */
  long addressSpace() {
    return (heapMegabytes + 3072L) * MEGABYTE;
  }

  /** The largest file a worker may write: an unpacked input, or what the tables write to disk. */
  long fileSize() {
    return 4096 * MEGABYTE;
  }
}
