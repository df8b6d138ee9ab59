// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same rows give the same bytes of evidence, in whatever files they stand. */
class SameRowsTest {
  private static final Json.Obj SPEC =
      Json.obj()
          .put("id", "row_id")
          .put("label", Json.obj().put("column", "bad").put("positive", "true").build())
          .put("threshold", "0.4")
          .put("favourable", 0)
          .put("groups", words("g", "grade", "member"))
          .put("intersections", Json.array(List.of(words("g", "grade"))))
          .build();

  @TempDir static Path folder;

  private static List<Json> plain;

  @BeforeAll
  static void write_the_rows_in_every_format() throws IOException {
    TestTables.write(folder);
    plain = new ArrayList<>();
    try (Workers workers = new Workers(settings(2, 1024))) {
      for (Job job : jobs(Map.of("testSet", "rows.csv"))) {
        plain.add(figures(workers.run(job)));
      }
    }
  }

  private static Json words(String... words) {
    return Json.array(List.of(words).stream().map(Json::of).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zstd.parquet",
        "shuffled.parquet",
        "floating.parquet",
        "shuffled.csv",
        "utf-16.csv",
        "lines.json.gz",
        "lines.json.zst",
        "wide.json"
      })
  void a_format_or_an_order_changes_no_byte(String file) throws IOException {
    assertThat(evidence(settings(2, 1024), Map.of("testSet", file))).isEqualTo(plain);
  }

  @Test
  void rows_in_several_files_change_no_byte() throws IOException {
    Map<String, String> files = Map.of("testSet", "head.csv", "testSet/0002", "tail.parquet");

    assertThat(evidence(settings(2, 1024), files)).isEqualTo(plain);
  }

  @Test
  void columns_in_several_files_change_no_byte() throws IOException {
    Map<String, String> files = Map.of("testSet", "left.parquet", "testSet/0002", "right.csv");

    assertThat(evidence(settings(2, 1024), files)).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource({"1, 1024", "4, 1024", "2, 128"})
  void threads_memory_and_the_better_compiler_change_no_byte(int threads, int megabytes)
      throws IOException {
    WorkerSettings settings = settings(threads, megabytes);
    try (Workers workers = new Workers(settings, Confinement.probe(), 0)) {
      assertThat(evidence(workers, Map.of("testSet", "zstd.parquet"))).isEqualTo(plain);
    }
  }

  @Test
  void one_changed_score_changes_the_evidence() throws IOException {
    List<Json> changed = evidence(settings(2, 1024), Map.of("testSet", "changed.csv"));

    assertThat(Digest.of(changed.getFirst().canonical()))
        .isNotEqualTo(Digest.of(plain.getFirst().canonical()));
    assertThat(changed.getLast()).isNotEqualTo(plain.getLast());
  }

  private static WorkerSettings settings(int threads, int megabytes) {
    return WorkerSettings.in(folder.resolve("workers"))
        .withWarm(0)
        .withTables(new WorkerSettings.Tables(threads, megabytes));
  }

  @Test
  void what_a_worker_cannot_say_of_the_groups_is_no_matter_of_the_performance() throws IOException {
    Json.Obj spec =
        Json.obj()
            .put("label", Json.obj().put("column", "bad").put("positive", "true").build())
            .put("threshold", "0.4")
            .put("groups", words("row_id"))
            .build();
    SortedMap<String, Job.Input> inputs = inputs(Map.of("testSet", "zstd.parquet"));
    try (Workers workers = new Workers(settings(2, 1024))) {
      List<Outcome> outcomes =
          workers.run(
              List.of(Job.of(Job.PERFORMANCE, inputs, spec), Job.of(Job.FAIRNESS, inputs, spec)));

      assertThat(figures(outcomes.getFirst())).isEqualTo(plain.getFirst());
      assertThat(outcomes.getLast())
          .isInstanceOfSatisfying(
              Outcome.Failed.class, failed -> assertThat(failed.code()).isEqualTo("data.groups"));
    }
  }

  /** What three checks say of the files, without the files' digests; two of them at once. */
  private static List<Json> evidence(WorkerSettings settings, Map<String, String> files)
      throws IOException {
    try (Workers workers = new Workers(settings)) {
      return evidence(workers, files);
    }
  }

  private static List<Json> evidence(Workers workers, Map<String, String> files)
      throws IOException {
    return workers.run(jobs(files)).stream().map(SameRowsTest::figures).toList();
  }

  private static List<Job> jobs(Map<String, String> files) throws IOException {
    SortedMap<String, Job.Input> inputs = inputs(files);
    return List.of(
        Job.of(Job.PERFORMANCE, inputs, SPEC),
        Job.of(Job.FAIRNESS, inputs, SPEC),
        Job.of(Job.DATA_QUALITY, inputs, SPEC));
  }

  private static SortedMap<String, Job.Input> inputs(Map<String, String> files) throws IOException {
    SortedMap<String, Job.Input> inputs = new TreeMap<>();
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getValue());
      inputs.put(file.getKey(), new Job.Input(path, Digest.of(Files.readAllBytes(path))));
    }
    return inputs;
  }

  private static Json figures(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Computed(var evidence) ->
          Json.obj()
              .put("tables", evidence.object("tables"))
              .put("metrics", evidence.object("metrics"))
              .put("details", evidence.object("details"))
              .build();
      case Outcome.Failed(var code, var message) -> throw new AssertionError(code + ": " + message);
    };
  }
}
