// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Groups under a model of several classes, against fairlearn's figures. */
class MulticlassFairnessTest {
  private static final Path DATA = Path.of("src/test/resources/prediction");
  private static final String TINY =
      """
      row_id,label,prediction,sex
      1,grant,grant,f
      2,refuse,refer,f
      3,refer,refuse,f
      4,grant,grant,m
      5,refer,grant,m
      6,refuse,refuse,
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"iris", "wine"})
  void every_gap_is_that_of_fairlearn(String set) throws Exception {
    Json.Obj expected = ((Json.Obj) Json.parse(Files.readAllBytes(DATA.resolve("expected.json"))));
    Map<String, Path> files =
        Map.of(
            "testSet", DATA.resolve(set + "-test.csv"),
            "predictions", DATA.resolve(set + "-predictions.csv"));

    Json.Obj ours = TestTasks.run(Job.FAIRNESS_MULTICLASS, files, groups("kind"));

    var figures = new TestFigures(1e-9, 1e-9);
    figures.compare(expected.object(set).object("fairness"), ours.object("metrics"));
    assertThat(figures.differences()).isEmpty();
    assertThat(figures.compared()).isEqualTo(16);
  }

  @Test
  void the_favourable_class_has_the_adverse_impact_ratio() throws Exception {
    Json.Obj metrics = run(groups("sex").put("favourable", "grant")).object("metrics");

    // The group without a value is a group in the one and of unknown category in the other.
    assertThat(metrics.object("fairness.sex.disparate_impact.min_over_max").number("value"))
        .isZero();
    assertThat(metrics.object("fairness.sex.impact_ratio_min").number("value")).isEqualTo(1.0 / 3);
  }

  @Test
  void a_group_without_rows_of_a_class_has_no_recall_of_it_and_says_so() throws Exception {
    Json.Obj metrics = run(groups("sex")).object("metrics");

    assertThat(metrics.object("fairness.sex.class.refuse.recall_difference").string("reason"))
        .isEqualTo("The rate is undefined in: m.");
    assertThat(metrics.object("fairness.sex.equal_opportunity_difference").find("value"))
        .contains(Json.nothing());
    assertThat(metrics.object("fairness.sex.class.grant.selection_rate_difference").number("value"))
        .isEqualTo(1);
  }

  @Test
  void a_favourable_class_that_is_none_and_no_groups_are_errors() {
    assertThatThrownBy(() -> run(groups("sex").put("favourable", "1")))
        .hasMessageContaining("none of the classes grant, refer, refuse");
    assertThatThrownBy(() -> run(Json.obj())).hasMessageContaining("names no groups");
  }

  private Json.Obj run(Json.Builder spec) throws CheckException, IOException {
    Path table = Files.writeString(Files.createTempFile(folder, "table", ".csv"), TINY);
    return TestTasks.run(Job.FAIRNESS_MULTICLASS, Map.of("testSet", table), spec);
  }

  private static Json.Builder groups(String name) {
    return Json.obj().put("groups", Json.array(List.of(Json.of(name))));
  }
}
