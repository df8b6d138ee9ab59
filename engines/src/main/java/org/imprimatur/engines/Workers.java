// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.imprimatur.proof.evidence.Computation;
import org.imprimatur.proof.json.Json;

/**
 * A pool of unused confined workers, of which some compile quickly and some, for many rows, well.
 * Each worker computes one job, or two of the same rows, and ends; the first job of its kind brings
 * the first spare one, as many servers compute nothing for hours after a start. What a worker does
 * badly (it crashes, hangs or answers nonsense) becomes {@link Outcome.Failed}, never an exception.
 */
public final class Workers implements AutoCloseable {
  static final String TIMEOUT = "worker.timeout";

  /** So many bytes of its largest file a job computes before Java's better compiler pays. */
  private static final long QUICK = 64 * 1024 * 1024;

  /** While a job of more bytes is computed no spare worker is started, which needs a processor. */
  private static final long SHORT = 1024 * 1024;

  private final WorkerSettings settings;
  private final Confinement confinement;
  private final long quickUpTo;
  private final SpareWorkers quick;
  private final SpareWorkers thorough;

  /** What nobody waits for but {@link #close}. */
  private final ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor();

  public Workers(WorkerSettings settings) {
    this(settings, Confinement.probe());
  }

  Workers(WorkerSettings settings, Confinement confinement) {
    this(settings, confinement, QUICK);
  }

  /**
   * A pool.
   *
   * @param quickUpTo bytes of the largest file up to which the quick compiler serves a job; it
   *     changes no figure
   */
  Workers(WorkerSettings settings, Confinement confinement, long quickUpTo) {
    this.settings = settings;
    this.confinement = confinement;
    this.quickUpTo = quickUpTo;
    WorkerCommand command = WorkerCommand.of(settings, confinement.isAvailable());
    quick = new SpareWorkers(settings, command.quick());
    thorough = new SpareWorkers(settings, command.rehearsing());
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
    return runOf(List.of(job)).getFirst();
  }

  /**
   * The same of several jobs, one after another, and the outcome of each in their order. Where
   * performance is followed by fairness of the same rows, one worker reads and orders them for
   * both; the evidence is the same, byte for byte. Where that worker meets a limit of its own other
   * than that of time each gets one alone.
   */
  public List<Outcome> run(List<Job> jobs) {
    return together(jobs).stream().flatMap(together -> runTogether(together).stream()).toList();
  }

  /** The same of jobs that are {@link #together}. */
  List<Outcome> runTogether(List<Job> together) {
    List<Outcome> found = runOf(together);
    boolean again = together.size() > 1 && found.stream().anyMatch(Workers::mayBeChance);
    return again ? together.stream().map(this::run).toList() : found;
  }

  /** The jobs in their order, those in one list that one worker computes. */
  static List<List<Job>> together(List<Job> jobs) {
    List<List<Job>> found = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      boolean isPair = i + 1 < jobs.size() && jobs.get(i).goesWith(jobs.get(i + 1));
      found.add(List.copyOf(jobs.subList(i, isPair ? i + 2 : i + 1)));
      i += isPair ? 1 : 0;
    }
    return found;
  }

  private List<Outcome> runOf(List<Job> jobs) {
    if (!mayRun()) {
      return Worker.failed(
          jobs,
          "worker.unconfined",
          "Nothing was computed, because this system cannot confine a worker. "
              + String.join(" ", confinement.missing())
              + " Install what is missing, or accept unconfined workers in the configuration.");
    }
    long largest = largest(jobs.getFirst());
    SpareWorkers spare = largest <= quickUpTo ? quick : thorough;
    try {
      Worker worker = spare.take();
      if (largest <= SHORT) {
        later(spare::refill);
      }
      try {
        return worker.run(jobs).stream().map(this::marked).toList();
      } finally {
        worker.end();
        later(worker::remove);
        later(spare::refill);
      }
    } catch (IOException e) {
      return Worker.failed(
          jobs,
          "worker.not-started",
          "The worker for "
              + jobs.getFirst().check()
              + " could not be started. Check the disk space and try again.");
    }
  }

  /**
   * The same, once more where no worker could be started or one died: it may have been chance. What
   * came to its time limit is not computed again, which would take as long.
   */
  public Outcome tryTwice(Job job) {
    Outcome outcome = run(job);
    return mayBeChance(outcome) ? run(job) : outcome;
  }

  private static boolean mayBeChance(Outcome outcome) {
    return outcome instanceof Outcome.Failed failed
        && failed.code().startsWith("worker.")
        && !cameToTimeLimit(outcome);
  }

  static boolean cameToTimeLimit(Outcome outcome) {
    return outcome instanceof Outcome.Failed failed && failed.code().equals(TIMEOUT);
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

  private static long largest(Job job) {
    return job.inputs().values().stream()
        .mapToLong(one -> one.path().toFile().length())
        .max()
        .orElse(0);
  }

  /** Where the pool was closed meanwhile there is nobody left to do it later. */
  private void later(Runnable task) {
    try {
      beside.execute(task);
    } catch (RejectedExecutionException e) {
      task.run();
    }
  }

  /** Stops what waits; no folder of a worker that came to its end is left. */
  @Override
  public void close() {
    quick.close();
    thorough.close();
    beside.close();
  }
}
