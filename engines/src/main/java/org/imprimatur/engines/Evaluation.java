// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.imprimatur.proof.json.Json;
import org.jspecify.annotations.Nullable;

/** Computes what an {@code evaluation/v1} file asks, on this machine and without a server. */
public final class Evaluation {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** What became of an evaluation. */
  public sealed interface Result {
    /**
     * What came out.
     *
     * @param document one object with the figures under their published names
     * @param evidence the record of every check, by the check's id
     */
    record Evaluated(Json.Obj document, SortedMap<String, Json.Obj> evidence) implements Result {
      public Evaluated {
        evidence = new TreeMap<>(evidence);
      }
    }

    /** Nothing was computed: what is wrong, with which thing, and what to do. */
    record Refused(String code, String message) implements Result {}
  }

  private Evaluation() {}

  /** Evaluates in confined workers; where this system cannot confine, it refuses. */
  public static Result run(Path yaml) {
    return run(yaml, false);
  }

  /** The same, and the caller may accept workers without confinement for files of their own. */
  public static Result run(Path yaml, boolean unconfinedAccepted) {
    return run(yaml, unconfinedAccepted, LIMIT);
  }

  /** The same with another time limit of each worker. */
  static Result run(Path yaml, boolean unconfinedAccepted, Duration limit) {
    try {
      return run(EvaluationFile.read(yaml), unconfinedAccepted, limit);
    } catch (EvaluationException e) {
      return new Result.Refused(e.code(), e.sentence());
    } catch (IOException e) {
      return new Result.Refused(
          "evaluation.files",
          "A file of the evaluation cannot be read or written. Check the paths.");
    }
  }

  private static Result run(EvaluationFile file, boolean unconfinedAccepted, Duration limit)
      throws IOException {
    Path folder = Files.createTempDirectory("imprimatur-evaluation-");
    WorkerSettings settings =
        WorkerSettings.in(folder)
            .withWarm(0)
            .withTimeout(limit)
            .acceptingUnconfined(unconfinedAccepted);
    try (Workers workers = new Workers(settings)) {
      return collect(file, all(workers, file.jobs()));
    } finally {
      remove(folder);
    }
  }

  /**
   * As many at once as there are processors: each is a process with memory of its own. After one
   * that came to its time limit no other is begun, since all of them read the same files.
   */
  private static Map<String, Outcome> all(Workers workers, List<Job> jobs) {
    Map<List<Job>, Future<List<Outcome>>> started = new LinkedHashMap<>();
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    AtomicBoolean over = new AtomicBoolean();
    int atOnce = Math.max(1, Runtime.getRuntime().availableProcessors());
    try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
      for (List<Job> together : Workers.together(jobs)) {
        started.put(together, threads.submit(() -> next(workers, together, over)));
      }
      for (Map.Entry<List<Job>, Future<List<Outcome>>> entry : started.entrySet()) {
        List<Outcome> found = entry.getValue().get();
        for (int i = 0; i < found.size(); i++) {
          outcomes.put(entry.getKey().get(i).check(), found.get(i));
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("Workers answer with outcomes, not exceptions", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      outcomes.put(
          "evaluation",
          new Outcome.Failed("worker.interrupted", "The evaluation was interrupted."));
    }
    return outcomes;
  }

  private static List<Outcome> next(Workers workers, List<Job> together, AtomicBoolean over) {
    if (over.get()) {
      return Worker.failed(
          together, Workers.TIMEOUT, "It was not begun: another check came to its time limit.");
    }
    List<Outcome> found = workers.runTogether(together);
    if (found.stream().anyMatch(Workers::cameToTimeLimit)) {
      over.set(true);
    }
    return found;
  }

  private static Result collect(EvaluationFile file, Map<String, Outcome> outcomes) {
    EvaluationDocument document = new EvaluationDocument(file);
    SortedMap<String, Json.Obj> evidence = new TreeMap<>();
    Set<String> lacking = lacking(file, outcomes.get(Job.DATA_QUALITY));
    if (!file.namesScores() && !lacking.isEmpty()) {
      return new Result.Refused(
          "data.column-missing",
          "The evaluation names columns that the test set has not: %s. Correct the names."
              .formatted(String.join(", ", lacking)));
    }
    for (Map.Entry<String, Outcome> entry : outcomes.entrySet()) {
      switch (entry.getValue()) {
        case Outcome.Failed(String code, String message) -> {
          if (!mayLack(file, entry.getKey(), code)) {
            return new Result.Refused(code, message);
          }
          document.leaveOut(entry.getKey(), code, message);
        }
        case Outcome.Computed(Json.Obj computed) -> {
          evidence.put(entry.getKey(), computed);
          document.add(entry.getKey(), computed);
        }
      }
    }
    return new Result.Evaluated(document.finish(), evidence);
  }

  /**
   * Of data without scores, of which nobody said that there are any, only what needs none is told.
   * A reference with other columns is still good for drift, and shows no rows to compare.
   */
  private static boolean mayLack(EvaluationFile file, String check, String code) {
    boolean column = code.equals("data.column-missing");
    boolean unscored = column || code.equals("spec.scores");
    return check.equals(Job.LEAKAGE)
        ? column || code.equals("data.schema")
        : unscored && !file.namesScores() && !Job.classOf(check).equals("data");
  }

  /** The columns that the evaluation names and that are known to be none of the data. */
  private static Set<String> lacking(EvaluationFile file, @Nullable Outcome quality) {
    Set<String> named = new TreeSet<>();
    if (quality instanceof Outcome.Computed(Json.Obj found)) {
      named.addAll(file.columns());
      named.removeAll(found.object("details").object("columns").members().keySet());
    }
    return named;
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList().reversed()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
