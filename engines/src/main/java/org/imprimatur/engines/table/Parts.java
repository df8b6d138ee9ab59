// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Runs the parts of a computation side by side, a thread for each; all have ended afterwards. */
final class Parts {
  private Parts() {}

  static void run(int parts, IntConsumer part) {
    if (parts == 1) {
      part.accept(0);
      return;
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(parts)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < parts; i++) {
        int number = i;
        running.add(threads.submit(() -> part.accept(number)));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("A worker's own threads are not interrupted", e);
    } catch (ExecutionException e) {
      // Too little memory is told as such, by whoever started the whole computation.
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (e.getCause() instanceof RuntimeException error) {
        throw error;
      }
      throw new IllegalStateException("A part of the computation failed", e.getCause());
    }
  }
}
