// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.engines.TestJobs.SPEC;
import static org.imprimatur.engines.TestJobs.TEST_SET;
import static org.imprimatur.engines.TestJobs.utf8;

import java.nio.file.Path;
import java.util.Map;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A test set of features, whose label and groups stand in the predictions file. */
class FeaturesOnlyTest {
  private static final String FEATURES = column(TEST_SET, 0, 1);

  @TempDir Path folder;

  private Workers workers;

  @BeforeEach
  void start() {
    workers = new Workers(WorkerSettings.in(folder.resolve("workers")));
  }

  @AfterEach
  void stop() {
    workers.close();
  }

  /** Some columns of a text without quotes, by position. */
  private static String column(String table, int... positions) {
    StringBuilder text = new StringBuilder();
    for (String line : table.lines().toList()) {
      String[] cells = line.split(",", -1);
      for (int i = 0; i < positions.length; i++) {
        text.append(i == 0 ? "" : ",").append(cells[positions[i]]);
      }
      text.append('\n');
    }
    return text.toString();
  }

  @Test
  void label_and_groups_come_from_the_predictions() {
    Map<String, byte[]> whole = Map.of("testSet", utf8(TEST_SET), "model", TestJobs.sigmoid());
    Map<String, byte[]> parted =
        Map.of(
            "testSet", utf8(FEATURES),
            "predictions", utf8(column(TEST_SET, 0, 3, 4)),
            "model", TestJobs.sigmoid());

    for (String check : new String[] {Job.PERFORMANCE, Job.FAIRNESS}) {
      assertThat(run(check, parted).object("tables")).isEqualTo(run(check, whole).object("tables"));
    }
  }

  @Test
  void given_scores_are_held_against_those_of_the_model() {
    Json.Obj exact = agreement("score\n1,0.622459352016449\n2,0.26894143223762512\n");
    Json.Obj off = agreement("score\n1,0.4\n2,0.26894143223762512\n");

    assertThat(exact.integer("rows")).isEqualTo(2);
    assertThat(exact.integer("flipped")).isZero();
    assertThat(Double.parseDouble(exact.find("largest_difference").orElseThrow().text()))
        .isLessThan(1e-6);
    assertThat(off.integer("flipped")).isEqualTo(1);
    assertThat(Double.parseDouble(off.find("largest_difference").orElseThrow().text()))
        .isBetween(0.222, 0.223);
  }

  private Json.Obj agreement(String predictions) {
    Map<String, byte[]> files =
        Map.of(
            "testSet", utf8("row_id,x,label,g\n1,0.5,1,a\n2,-1,0,b\n"),
            "predictions", utf8("row_id," + predictions),
            "model", TestJobs.sigmoid());
    return run(Job.PERFORMANCE, files).object("details").object("score_agreement");
  }

  private Json.Obj run(String check, Map<String, byte[]> files) {
    return switch (workers.run(TestJobs.of(folder, check, files, SPEC))) {
      case Outcome.Computed(var evidence) -> evidence;
      case Outcome.Failed(var code, var message) -> throw new AssertionError(code + ": " + message);
    };
  }
}
