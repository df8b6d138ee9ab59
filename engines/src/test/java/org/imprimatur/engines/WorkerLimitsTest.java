// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a check whose worker meets a limit: of time, of memory, or of its disk. */
class WorkerLimitsTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int MANY = 150_000;

  @TempDir Path folder;

  @Test
  void two_checks_that_come_to_their_time_limit_together_are_not_computed_one_by_one()
      throws Exception {
    Map<String, byte[]> files =
        Map.of("testSet", TestJobs.utf8(TestJobs.TEST_SET), "model", TestJobs.endless());
    long from = System.nanoTime();
    try (Workers workers = new Workers(settings().withTimeout(LIMIT))) {
      List<Outcome> outcomes = workers.run(both(files));

      assertThat(outcomes).hasSize(2).allSatisfy(WorkerLimitsTest::cameToItsTimeLimit);
      assertThat(((Outcome.Failed) outcomes.getFirst()).message())
          .startsWith("performance/1 and fairness/1 were stopped after 5 seconds");
      assertThat(sinceNanos(from)).isLessThan(LIMIT.multipliedBy(2));
    }
  }

  @Test
  void a_check_that_came_to_its_time_limit_is_not_tried_again() {
    Map<String, byte[]> files =
        Map.of("testSet", TestJobs.utf8(TestJobs.TEST_SET), "model", TestJobs.endless());
    long from = System.nanoTime();
    try (Workers workers = new Workers(settings().withTimeout(LIMIT))) {
      cameToItsTimeLimit(workers.tryTwice(both(files).getFirst()));

      assertThat(sinceNanos(from)).isLessThan(LIMIT.multipliedBy(2));
    }
  }

  /** Six checks read the model or the rows; after the first that hung none is begun. */
  @Test
  void an_evaluation_of_a_model_that_never_ends_says_so_after_one_time_limit() throws IOException {
    TestEvaluation.in(folder);
    Files.write(folder.resolve("model.onnx"), TestJobs.endless());
    Path yaml = folder.resolve("evaluation.yaml");
    Files.writeString(
        yaml,
        TestEvaluation.YAML.replace("predictions: predictions.csv", "model: model.onnx")
            + "champion: {model: model.onnx}\n");
    long from = System.nanoTime();

    Evaluation.Result result = Evaluation.run(yaml, false, LIMIT);

    assertThat(result)
        .isInstanceOfSatisfying(
            Evaluation.Result.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("worker.timeout");
              assertThat(refused.message()).contains("Look for a model that never ends");
            });
    assertThat(sinceNanos(from)).isLessThan(LIMIT.multipliedBy(2));
  }

  /** The limit is lowered under the worker that computes both; those after it have theirs. */
  @Test
  void two_checks_whose_worker_dies_of_a_memory_limit_are_computed_one_by_one() throws Exception {
    List<Job> jobs = both(Map.of("testSet", manyRows(), "model", TestJobs.sigmoid()));
    try (Workers workers = new Workers(settings());
        var thread = Executors.newSingleThreadExecutor()) {
      Future<List<Outcome>> found = thread.submit(() -> workers.run(jobs));
      ProcessHandle together = RunningWorker.find(folder);
      assertThat(program("prlimit", "--pid", Long.toString(together.pid()), "--as=1048576"))
          .isZero();
      together.onExit().get(1, TimeUnit.MINUTES);

      assertThat(found.get()).isEqualTo(jobs.stream().map(workers::run).toList());
      assertThat(found.get()).hasOnlyElementsOfType(Outcome.Computed.class);
    }
  }

  /** Ten bytes of each row are kept in files; the system writes one megabyte of them at most. */
  @Test
  void rows_for_which_the_disk_has_no_room_are_read_again_and_change_no_figure() throws Exception {
    List<Job> jobs = both(Map.of("testSet", manyRows(), "model", TestJobs.sigmoid()));
    WorkerSettings settings = settings();
    WorkerCommand command = WorkerCommand.of(settings, true);
    List<String> small =
        command.java().stream()
            .map(word -> word.startsWith("--fsize=") ? "--fsize=1048576" : word)
            .toList();
    assertThat(small).isNotEqualTo(command.java());
    WorkerCommand full =
        new WorkerCommand(small, command.practice(), command.ahead(), command.arguments());
    try (Workers workers = new Workers(settings);
        Worker worker = Worker.start(settings, full)) {
      assertThat(worker.run(jobs)).isEqualTo(workers.run(jobs));
      assertThat(workers.run(jobs)).hasOnlyElementsOfType(Outcome.Computed.class);
    }
  }

  /** 300 MB of one column in one group of rows, a few kilobytes as a file. */
  @Test
  void a_parquet_file_of_more_text_than_memory_holds_is_too_large_and_not_damaged()
      throws Exception {
    Path file = folder.resolve("texts.parquet");
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT range AS row_id, range % 2 AS label, 0.5 AS score, 'a' AS g,"
              + " repeat('x', 200000) || range AS note FROM range(1500)) TO '"
              + file
              + "' (FORMAT parquet, COMPRESSION zstd)");
    }
    assertThat(Files.size(file)).isLessThan(1 << 20);
    try (Workers workers = new Workers(settings().withTables(new WorkerSettings.Tables(2, 128)))) {
      Map<String, byte[]> files = Map.of("testSet", Files.readAllBytes(file));

      assertThat(workers.run(TestJobs.of(folder, Job.DATA_QUALITY, files, TestJobs.SPEC)))
          .isEqualTo(
              new Outcome.Failed(
                  "worker.memory",
                  "The data need more memory than a worker has. Give fewer rows or shorter texts;"
                      + " write Parquet in smaller groups of rows."));
    }
  }

  private WorkerSettings settings() {
    return WorkerSettings.in(folder.resolve("workers")).withWarm(0);
  }

  private List<Job> both(Map<String, byte[]> files) {
    Job performance = TestJobs.of(folder, Job.PERFORMANCE, files, TestJobs.SPEC);
    return List.of(performance, Job.of(Job.FAIRNESS, performance.inputs(), TestJobs.SPEC));
  }

  private static byte[] manyRows() {
    Random random = new Random(11);
    StringBuilder rows = new StringBuilder("row_id,x,label,g\n");
    for (int i = 0; i < MANY; i++) {
      double x = random.nextGaussian();
      int label = random.nextGaussian() < x ? 1 : 0;
      rows.append(i).append(',').append(x).append(',').append(label);
      rows.append(i % 3 == 0 ? ",a\n" : ",b\n");
    }
    return TestJobs.utf8(rows.toString());
  }

  private static void cameToItsTimeLimit(Outcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.code()).isEqualTo("worker.timeout"));
  }

  private static int program(String... words) throws IOException, InterruptedException {
    return new ProcessBuilder(words).inheritIO().start().waitFor();
  }

  private static Duration sinceNanos(long from) {
    return Duration.ofNanos(System.nanoTime() - from);
  }
}
