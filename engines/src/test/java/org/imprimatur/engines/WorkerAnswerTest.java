// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.engines.TestJobs.SPEC;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that took a worker over could make it answer anything: the answer must fit the job. */
class WorkerAnswerTest {
  @TempDir Path folder;

  @Test
  void an_answer_about_another_job_or_against_its_own_tables_is_not_taken() {
    Map<String, byte[]> files =
        Map.of(
            "testSet",
            TestJobs.utf8(TestJobs.TEST_SET),
            "predictions",
            TestJobs.utf8(TestJobs.PREDICTIONS));
    Job job = TestJobs.of(folder, Job.PERFORMANCE, files, SPEC);
    Json.Obj evidence = computed(job);
    Json.Obj tables = evidence.object("tables");
    Json confusion = Json.obj().put("tn", 4L).put("fp", 0L).put("fn", 1L).put("tp", 3L).build();

    assertThat(Worker.answers(job, evidence)).isTrue();
    assertThat(Worker.answers(job, with(evidence, "check", Json.of("fairness/1")))).isFalse();
    assertThat(Worker.answers(job, with(evidence, "class", Json.of("fairness")))).isFalse();
    assertThat(Worker.answers(job, with(evidence, "outcome", Json.of("within")))).isFalse();
    assertThat(Worker.answers(job, with(evidence, "spec", Json.obj().build()))).isFalse();
    assertThat(
            Worker.answers(
                job,
                with(
                    evidence,
                    "inputs",
                    with(evidence.object("inputs"), "testSet", Json.of("sha256:00")))))
        .isFalse();
    assertThat(Worker.answers(job, with(evidence, "tables", with(tables, "confusion", confusion))))
        .isFalse();
  }

  private Json.Obj computed(Job job) {
    try (Workers workers = new Workers(WorkerSettings.in(folder.resolve("w")).withWarm(0))) {
      return ((Outcome.Computed) workers.run(job)).evidence();
    }
  }

  private static Json.Obj with(Json.Obj object, String name, Json value) {
    TreeMap<String, Json> members = new TreeMap<>(object.members());
    members.put(name, value);
    return new Json.Obj(members);
  }
}
