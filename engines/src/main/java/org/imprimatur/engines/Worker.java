// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.json.Json;

/** One confined process with its private folder: it gets copies of the inputs and one job. */
final class Worker implements AutoCloseable {
  private static final long RESULT_LIMIT = 32L * 1024 * 1024;

  /** Whoever stores evidence reads 16 MiB of it again, and may note a little in it. */
  private static final long EVIDENCE_LIMIT = 15L * 1024 * 1024;

  /** A killed process has this long to leave its folder. */
  private static final Duration LONGEST_END = Duration.ofSeconds(10);

  /** All that a worker's process hears of its surroundings. */
  static final Map<String, String> ENVIRONMENT = Map.of("LANG", "C.UTF-8", "MALLOC_ARENA_MAX", "2");

  private static final String SEVERED = "The worker ended without an answer";

  private final WorkerSettings settings;
  private final Path folder;
  private final Process process;

  private Worker(WorkerSettings settings, Path folder, Process process) {
    this.settings = settings;
    this.folder = folder;
    this.process = process;
  }

  static Worker start(WorkerSettings settings, WorkerCommand command) throws IOException {
    Files.createDirectories(settings.folder());
    Path folder = Files.createTempDirectory(settings.folder(), "worker-");
    Files.createDirectory(folder.resolve("tmp"));
    ProcessBuilder builder =
        new ProcessBuilder(command.words())
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(ENVIRONMENT);
    return new Worker(settings, folder, builder.start());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Jobs of the same files and specification; one outcome each. */
  List<Outcome> run(List<Job> jobs) {
    String asked = jobs.stream().map(Job::check).collect(Collectors.joining(" and "));
    try {
      // A worker that rehearses stops while the files are copied.
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      Json.Obj order = layOut(jobs);
      try (OutputStream to = process.getOutputStream()) {
        to.write(order.canonical());
      }
      Duration limit = settings.timeout();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return failed(
            jobs,
            Workers.TIMEOUT,
            asked
                + (jobs.size() > 1 ? " were" : " was")
                + " stopped after "
                + limit.toSeconds()
                + " seconds without an answer. Look for a model that never ends, or give fewer"
                + " rows.");
      }
      return answers(jobs);
    } catch (ChangedInputException e) {
      return failed(jobs, "input.changed", e.getMessage());
    } catch (IOException e) {
      return failed(jobs, "worker.crashed", SEVERED + " to " + asked + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(jobs, "worker.interrupted", asked + " was interrupted. Ask for it again.");
    }
  }

  private Json.Obj layOut(List<Job> jobs) throws IOException, ChangedInputException {
    Job job = jobs.getFirst();
    Json.Builder inputs = Json.obj();
    int number = 0;
    for (Map.Entry<String, Job.Input> entry : job.inputs().entrySet()) {
      String file = "input-" + number++;
      copy(entry.getKey(), entry.getValue(), folder.resolve(file));
      Json place =
          Json.obj().put("file", file).put("digest", entry.getValue().digest().toString()).build();
      inputs.put(entry.getKey(), place);
    }
    List<Json> checks = new ArrayList<>();
    for (Job one : jobs) {
      checks.add(Json.obj().put("check", one.check()).put("class", one.evidenceClass()).build());
    }
    return Json.obj()
        .put("checks", Json.array(checks))
        .put("inputs", inputs.build())
        .put("spec", job.spec())
        .build();
  }

  private static void copy(String role, Job.Input input, Path target)
      throws IOException, ChangedInputException {
    String found;
    try {
      found = InputCopy.make(input.path(), target);
    } catch (IOException e) {
      throw new ChangedInputException("The input " + role + " cannot be read. Store it again.");
    }
    if (!found.equals(input.digest().hex())) {
      throw new ChangedInputException(
          "The input " + role + " does not have the digest it is registered with. Store it again.");
    }
  }

  private List<Outcome> answers(List<Job> jobs) {
    Path result = folder.resolve("result.json");
    List<Outcome> outcomes = new ArrayList<>();
    try {
      boolean isThere = Files.isRegularFile(result, LinkOption.NOFOLLOW_LINKS);
      if (process.exitValue() != 0 || !isThere) {
        return of(
            jobs,
            job ->
                failed(
                    "worker.crashed",
                    SEVERED
                        + " to "
                        + job.check()
                        + "; a limit of memory or time may have been reached."));
      }
      if (Files.size(result) > RESULT_LIMIT) {
        return of(jobs, Worker::tooLarge);
      }
      Json.Obj read = (Json.Obj) Json.parse(Files.readAllBytes(result));
      List<Json> answers = read.array("answers").values();
      boolean mayBeTooLarge = Files.size(result) > EVIDENCE_LIMIT;
      for (int i = 0; i < jobs.size(); i++) {
        boolean isTooLarge = mayBeTooLarge && answers.get(i).canonical().length > EVIDENCE_LIMIT;
        outcomes.add(
            isTooLarge ? tooLarge(jobs.get(i)) : answer(jobs.get(i), (Json.Obj) answers.get(i)));
      }
      return outcomes;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // Within the limit of its size an answer can still become more objects than there is room.
      return of(
          jobs,
          job -> failed("worker.bad-output", "The answer to " + job.check() + " cannot be read."));
    }
  }

  private static Outcome tooLarge(Job job) {
    return failed(
        "worker.bad-output",
        "The answer to "
            + job.check()
            + " is too large. Give groups and categories shorter texts, or fewer of them.");
  }

  private static List<Outcome> of(List<Job> jobs, Function<Job, Outcome> failed) {
    return jobs.stream().map(failed).toList();
  }

  private static Outcome answer(Job job, Json.Obj answer) {
    if (answer.find("error").isPresent()) {
      Json.Obj error = answer.object("error");
      return failed(error.string("code"), error.string("message"));
    }
    Json.Obj evidence = answer.object("evidence");
    return answers(job, evidence)
        ? new Outcome.Computed(evidence)
        : failed(
            "worker.bad-output",
            "The answer to " + job.check() + " is not about the job, or contradicts itself.");
  }

  /** The bytes that a worker read may have taken it over: its answer must be about the job. */
  static boolean answers(Job job, Json.Obj evidence) {
    Json.Obj inputs = evidence.object("inputs");
    return evidence.string("check").equals(job.check())
        && evidence.string("class").equals(job.evidenceClass())
        && evidence.string("outcome").equals("computed")
        && evidence.object("spec").equals(job.spec())
        && job.inputs().entrySet().stream()
            .allMatch(
                input -> inputs.string(input.getKey()).equals(input.getValue().digest().toString()))
        && Evidence.derive(evidence).equals(evidence.object("metrics"));
  }

  private static Outcome failed(String code, String message) {
    return new Outcome.Failed(code, message);
  }

  /** What went wrong for all of them. */
  static List<Outcome> failed(List<Job> jobs, String code, String message) {
    return of(jobs, _ -> failed(code, message));
  }

  /** Kills the process and its children if they still run, and removes its folder. */
  @Override
  public void close() {
    end();
    remove();
  }

  /** Kills the process and its children if they still run. Its folder is left. */
  void end() {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    if (!ended(all)) {
      folder.toFile().deleteOnExit();
    }
  }

  /** Removes the folder of a process that has ended. */
  void remove() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : List.copyOf(files.toList()).reversed()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      folder.toFile().deleteOnExit();
    }
  }

  /**
   * Whether all have ended within {@link #LONGEST_END}. Java's own wait looks at a process that is
   * not its child every 300 ms only.
   */
  private static boolean ended(List<ProcessHandle> killed) {
    long until = System.nanoTime() + LONGEST_END.toNanos();
    while (killed.stream().anyMatch(ProcessHandle::isAlive)) {
      if (System.nanoTime() > until) {
        return false;
      }
      try {
        Thread.sleep(2);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  private static final class ChangedInputException extends Exception {
    private static final long serialVersionUID = 1L;

    private ChangedInputException(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return Objects.requireNonNull(super.getMessage());
    }
  }
}
