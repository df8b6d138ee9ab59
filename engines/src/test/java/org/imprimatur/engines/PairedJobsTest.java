// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;

/** Which jobs one worker computes at once. */
class PairedJobsTest {
  private static final Json.Obj SPEC = Json.obj().put("threshold", "0.5").build();

  private static Job job(String check, String content, Json.Obj spec) {
    TreeMap<String, Job.Input> inputs = new TreeMap<>();
    inputs.put("testSet", new Job.Input(Path.of("rows"), Digest.of(content.getBytes(UTF_8))));
    return Job.of(check, inputs, spec);
  }

  @Test
  void only_performance_and_then_fairness_of_the_same_question_share_a_worker() {
    Job performance = job(Job.PERFORMANCE, "a", SPEC);
    Job fairness = job(Job.FAIRNESS, "a", SPEC);
    Job quality = job(Job.DATA_QUALITY, "a", SPEC);
    Json.Obj other = Json.obj().put("threshold", "0.4").build();
    Json.Obj segments = Json.obj().put("segments", Json.array(List.of(Json.of("g")))).build();

    assertThat(Workers.together(List.of(performance, fairness, quality)))
        .containsExactly(List.of(performance, fairness), List.of(quality));
    assertThat(Workers.together(List.of(fairness, performance))).hasSize(2);
    assertThat(Workers.together(List.of(performance, quality, fairness))).hasSize(3);
    assertThat(performance.goesWith(job(Job.FAIRNESS, "b", SPEC))).isFalse();
    assertThat(performance.goesWith(job(Job.FAIRNESS, "a", other))).isFalse();
    assertThat(job(Job.PERFORMANCE, "a", segments).goesWith(job(Job.FAIRNESS, "a", segments)))
        .isFalse();
  }
}
