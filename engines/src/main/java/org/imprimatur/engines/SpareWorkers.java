// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Unused workers of one kind that wait, started in advance; the first job of that kind brings the
 * first of them.
 */
final class SpareWorkers implements AutoCloseable {
  private final WorkerSettings settings;
  private final WorkerCommand command;
  private final Deque<Worker> waiting = new ArrayDeque<>();
  private boolean closed;

  SpareWorkers(WorkerSettings settings, WorkerCommand command) {
    this.settings = settings;
    this.command = command;
  }

  /** One that waited, or a new one. */
  Worker take() throws IOException {
    synchronized (waiting) {
      while (!waiting.isEmpty()) {
        Worker worker = waiting.pop();
        if (worker.isAlive()) {
          return worker;
        }
        worker.close();
      }
    }
    return Worker.start(settings, command);
  }

  /** Starts as many as shall wait. One that cannot be started is tried again by the next job. */
  void refill() {
    synchronized (waiting) {
      while (!closed && waiting.size() < settings.warm()) {
        try {
          waiting.add(Worker.start(settings, command));
        } catch (IOException e) {
          return;
        }
      }
    }
  }

  @Override
  public void close() {
    synchronized (waiting) {
      closed = true;
      List.copyOf(waiting).forEach(Worker::close);
      waiting.clear();
    }
  }
}
