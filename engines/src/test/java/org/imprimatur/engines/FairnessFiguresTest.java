// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.imprimatur.engines.checks.Checks;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gaps between groups and their intervals as fairlearn, scikit-learn and statsmodels have them. */
class FairnessFiguresTest {
  private static final Path DATA = Path.of("..", "examples", "data");
  private static final Path EXPECTED = Path.of("src/test/resources/fairness/expected.json");

  @ParameterizedTest
  @CsvSource({"german-credit, Class, Bad, 0.3", "hmda, deny, yes, 0.15"})
  void every_gap_and_its_interval_is_that_of_the_references(
      String set, String label, String positive, double threshold) throws Exception {
    Json.Obj theirs = ((Json.Obj) Json.parse(Files.readAllBytes(EXPECTED))).object(set);
    Json.Obj evidence = evidence(set, label, positive, threshold, theirs);

    int compared = 0;
    for (String attribute : theirs.members().keySet()) {
      Json.Obj expected = theirs.object(attribute).object("metrics");
      for (String name : expected.members().keySet()) {
        Json.Obj ours = evidence.object("metrics").object("fairness." + attribute + "." + name);
        for (Map.Entry<String, Json> part : expected.object(name).members().entrySet()) {
          same(attribute + "." + name + "." + part.getKey(), part.getValue(), part(ours, part));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(80);
  }

  @ParameterizedTest
  @CsvSource({"german-credit, Class, Bad, 0.3", "hmda, deny, yes, 0.15"})
  void every_group_shows_its_share_its_calibration_and_its_impact_ratio(
      String set, String label, String positive, double threshold) throws Exception {
    Json.Obj theirs = ((Json.Obj) Json.parse(Files.readAllBytes(EXPECTED))).object(set);
    Json.Obj details = evidence(set, label, positive, threshold, theirs).object("details");

    for (String attribute : theirs.members().keySet()) {
      Json.Obj expected = theirs.object(attribute);
      Json.Obj ours =
          details
              .object(attribute.contains(" & ") ? "intersections" : "fairness")
              .object(attribute);
      for (String name : List.of("share", "observed_over_expected")) {
        expected
            .object(name)
            .members()
            .forEach(
                (group, figure) ->
                    same(
                        attribute + "." + group + "." + name,
                        figure,
                        ours.object("groups").object(group).find(name).orElseThrow()));
      }
      Json.Obj impact = ours.object("impact_ratios");
      assertThat(impact.string("most_selected")).isEqualTo(expected.string("most_selected"));
      impact
          .object("categories")
          .members()
          .forEach(
              (group, category) ->
                  same(
                      attribute + "." + group,
                      expected.object("impact_ratio").find(group).orElse(Json.nothing()),
                      ((Json.Obj) category).find("impact_ratio").orElseThrow()));
    }
  }

  private static Json part(Json.Obj ours, Map.Entry<String, Json> part) {
    return ours.find(part.getKey()).orElse(Json.nothing());
  }

  private static void same(String at, Json theirs, Json ours) {
    if (theirs instanceof Json.Num(var expected) && ours instanceof Json.Num(var actual)) {
      assertThat(actual).as(at).isCloseTo(expected, within(1e-9));
    } else {
      assertThat(ours).as(at).isEqualTo(theirs);
    }
  }

  private static Json.Obj evidence(
      String set, String label, String positive, double threshold, Json.Obj attributes)
      throws CheckException, IOException {
    List<Json> single = new ArrayList<>();
    List<Json> together = new ArrayList<>();
    for (String attribute : attributes.members().keySet()) {
      List<Json> names = Arrays.stream(attribute.split(" & ", -1)).map(Json::of).toList();
      if (names.size() == 1) {
        single.add(names.getFirst());
      } else {
        together.add(Json.array(names));
      }
    }
    Json.Obj spec =
        Json.obj()
            .put("id", "row_id")
            .put("label", Json.obj().put("column", label).put("positive", positive).build())
            .put("threshold", threshold)
            .put("favourable", 0)
            .put("groups", Json.array(single))
            .put("intersections", Json.array(together))
            .build();
    TreeMap<String, Task.File> files = new TreeMap<>();
    files.put("testSet", file(DATA.resolve(set).resolve("test.csv")));
    files.put("predictions", file(DATA.resolve(set).resolve("predictions-lr.csv")));
    return Checks.run(new Task(Job.FAIRNESS, "fairness", files, spec));
  }

  private static Task.File file(Path path) throws IOException {
    return new Task.File(path, Digest.of(Files.readAllBytes(path)).toString());
  }
}
