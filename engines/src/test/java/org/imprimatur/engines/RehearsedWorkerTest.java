// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.imprimatur.proof.digest.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers for many rows rehearse while they wait. */
class RehearsedWorkerTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  @Test
  void what_a_worker_rehearsed_changes_no_byte_and_is_gone() throws Exception {
    List<Job> jobs = jobs();
    WorkerSettings settings = WorkerSettings.in(folder.resolve("workers"));
    List<Outcome> plain;
    try (Workers workers = new Workers(settings)) {
      plain = workers.run(jobs);
    }
    assertThat(plain).hasOnlyElementsOfType(Outcome.Computed.class);

    try (Workers workers = new Workers(settings, Confinement.probe(), 0)) {
      assertThat(workers.run(jobs)).as("one that did not wait").isEqualTo(plain);
      waitFor(true);
      assertThat(workers.run(jobs)).as("one that rehearses").isEqualTo(plain);
      waitFor(true);
      waitFor(false);
      assertThat(workers.run(jobs)).as("one that has rehearsed").isEqualTo(plain);
    }
  }

  private List<Job> jobs() throws IOException {
    SortedMap<String, Job.Input> inputs = new TreeMap<>();
    inputs.put("testSet", input("rows.csv", TestJobs.TEST_SET));
    inputs.put("predictions", input("scores.csv", TestJobs.PREDICTIONS));
    return List.of(
        Job.of(Job.PERFORMANCE, inputs, TestJobs.SPEC),
        Job.of(Job.FAIRNESS, inputs, TestJobs.SPEC));
  }

  private Job.Input input(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return new Job.Input(file, Digest.of(Files.readAllBytes(file)));
  }

  /** Waits until the rows of a rehearsal lie in the folder of some worker, or in none. */
  private void waitFor(boolean rehearsing) throws Exception {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (isRehearsing() != rehearsing) {
      assertThat(System.nanoTime()).as("patience").isLessThan(until);
      Thread.sleep(20);
    }
  }

  private boolean isRehearsing() throws IOException {
    try (Stream<Path> workers = Files.list(folder.resolve("workers"))) {
      return workers.anyMatch(one -> Files.exists(one.resolve("tmp/rehearsal.parquet")));
    }
  }
}
