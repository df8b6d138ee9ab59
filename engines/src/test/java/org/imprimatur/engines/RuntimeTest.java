// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How fast the real file of a model answers. */
class RuntimeTest {
  @TempDir Path folder;

  @Test
  void a_model_is_timed_in_a_worker_and_the_record_says_that_it_was_measured() {
    byte[] model = TestJobs.sigmoid();

    Json.Obj evidence =
        ((Outcome.Computed) run(Map.of("testSet", testSet(), "model", model))).evidence();

    assertThat(evidence.string("kind")).isEqualTo("measured");
    Json.Obj metrics = evidence.object("metrics");
    double half = value(metrics, "latency_p50_ms");
    double most = value(metrics, "latency_p99_ms");
    assertThat(half).isPositive().isLessThanOrEqualTo(value(metrics, "latency_p95_ms"));
    assertThat(most).isGreaterThanOrEqualTo(value(metrics, "latency_p95_ms"));
    assertThat(value(metrics, "throughput_rows_per_s")).isPositive();
    assertThat(value(metrics, "model_bytes")).isEqualTo((double) model.length);
    Json.Obj latency = evidence.object("tables").object("latency_ns");
    assertThat(latency.integer("longest")).isGreaterThanOrEqualTo(latency.integer("p99"));
  }

  @Test
  void a_model_that_never_answers_is_no_evidence() {
    try (Workers workers =
        new Workers(WorkerSettings.in(folder).withWarm(0).withTimeout(Duration.ofSeconds(8)))) {
      Outcome outcome =
          workers.run(
              TestJobs.of(
                  folder,
                  Job.RUNTIME,
                  Map.of("testSet", testSet(), "model", TestJobs.endless()),
                  TestJobs.SPEC));

      assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    }
  }

  @Test
  void a_test_set_without_rows_gives_nothing_to_time() {
    byte[] empty = TestJobs.utf8("row_id,x,city,label,g\n");

    assertThat(run(Map.of("testSet", empty, "model", TestJobs.sigmoid())))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.code()).isEqualTo("data.empty"));
  }

  private static byte[] testSet() {
    return TestJobs.utf8(TestJobs.TEST_SET);
  }

  private Outcome run(Map<String, byte[]> files) {
    try (Workers workers = new Workers(WorkerSettings.in(folder).withWarm(0))) {
      return workers.run(TestJobs.of(folder, Job.RUNTIME, files, TestJobs.SPEC));
    }
  }

  private static double value(Json.Obj metrics, String name) {
    return metrics.object(name).number("value");
  }
}
