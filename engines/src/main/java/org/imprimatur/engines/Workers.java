// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.imprimatur.proof.evidence.Computation;
import org.imprimatur.proof.json.Json;

/**
 * A pool of unused confined workers. Each worker computes one job and ends; the first job brings
 * the first spare one, as many servers compute nothing for hours after a start. What a worker does
 * badly (it crashes, hangs or answers nonsense) becomes {@link Outcome.Failed}, never an exception.
 */
public final class Workers implements AutoCloseable {
  /** Bytes up to which a job ends before the better compiler pays; spare workers are for these. */
  private static final long SMALL = 1024 * 1024;

  private final WorkerSettings settings;
  private final Confinement confinement;
  private final WorkerCommand command;
  private final Deque<Worker> spare = new ArrayDeque<>();
  private boolean closed;

  public Workers(WorkerSettings settings) {
    this(settings, Confinement.probe());
  }

  Workers(WorkerSettings settings, Confinement confinement) {
    this.settings = settings;
    this.confinement = confinement;
    command = WorkerCommand.of(settings, confinement.isAvailable());
    if (mayRun()) {
      Thread.ofVirtual().name("worker-practice").start(command::practise);
    }
  }

  public Confinement confinement() {
    return confinement;
  }

  private boolean mayRun() {
    return confinement.isAvailable() || settings.unconfinedAccepted();
  }

  /** Whether what is computed here is computed without confinement, as the operator accepted. */
  public boolean isUnconfined() {
    return !confinement.isAvailable() && settings.unconfinedAccepted();
  }

  /**
   * Computes one job; several threads may call. It takes at most the time limit of a worker.
   * Evidence of a worker that was not confined says so.
   */
  public Outcome run(Job job) {
    if (!mayRun()) {
      return new Outcome.Failed(
          "worker.unconfined",
          "Nothing was computed, because this system cannot confine a worker. "
              + String.join(" ", confinement.missing())
              + " Install what is missing, or accept unconfined workers in the configuration.");
    }
    try (Worker worker = isSmall(job) ? take() : Worker.start(settings, command)) {
      refillLater();
      return marked(worker.run(job));
    } catch (IOException e) {
      return new Outcome.Failed(
          "worker.not-started",
          "The worker for "
              + job.check()
              + " could not be started. Check the disk space and try again.");
    }
  }

  /** The same, once more where no worker could be started or one died: it may have been chance. */
  public Outcome tryTwice(Job job) {
    Outcome outcome = run(job);
    boolean mayBeChance =
        outcome instanceof Outcome.Failed failed && failed.code().startsWith("worker.");
    return mayBeChance ? run(job) : outcome;
  }

  private Outcome marked(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Computed(Json.Obj evidence) -> new Outcome.Computed(marked(evidence));
      case Outcome.Failed _ -> outcome;
    };
  }

  /** A record of what was or could not be computed here, which says so where it was unconfined. */
  public Json.Obj marked(Json.Obj record) {
    return isUnconfined() ? Computation.unconfined(record) : record;
  }

  private static boolean isSmall(Job job) {
    return job.inputs().values().stream().mapToLong(one -> one.path().toFile().length()).sum()
        <= SMALL;
  }

  private Worker take() throws IOException {
    synchronized (spare) {
      while (!spare.isEmpty()) {
        Worker worker = spare.pop();
        if (worker.isAlive()) {
          return worker;
        }
        worker.close();
      }
    }
    return Worker.start(settings, command.quick());
  }

  private void refillLater() {
    Thread.ofVirtual().name("worker-refill").start(this::refill);
  }

  private void refill() {
    synchronized (spare) {
      while (!closed && spare.size() < settings.warm()) {
        try {
          spare.add(Worker.start(settings, command.quick()));
        } catch (IOException e) {
          return;
        }
      }
    }
  }

  @Override
  public void close() {
    synchronized (spare) {
      closed = true;
      List.copyOf(spare).forEach(Worker::close);
      spare.clear();
    }
  }
}
