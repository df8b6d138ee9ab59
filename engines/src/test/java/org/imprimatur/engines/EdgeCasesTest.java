// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.imprimatur.engines.checks.Checks;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;

/** Tiny tables on which definitions part ways: where ours differ from a library's, it is told. */
class EdgeCasesTest {
  /** Names of the reference for metrics of {@code performance/1}. */
  private static final Map<String, String> METRICS =
      Map.of(
          "roc_auc", "roc_auc",
          "average_precision", "average_precision",
          "log_loss_labels", "log_loss",
          "brier", "brier",
          "precision", "precision",
          "recall", "recall",
          "f1", "f1",
          "mcc", "mcc",
          "ks", "ks",
          "ece_10", "ece_10");

  private static final Map<String, String> BY_GROUP =
      Map.of(
          "selection_rate_by_group", "selection_rate",
          "tpr_by_group", "tpr",
          "fpr_by_group", "fpr",
          "auc_by_group", "roc_auc");

  private static final List<String> GAPS =
      List.of(
          "demographic_parity_difference",
          "demographic_parity_ratio",
          "equalized_odds_difference",
          "equal_opportunity_difference");

  /**
   * The libraries answer a number where there is none: a rate without rows, a ranking or a
   * correlation without two classes.
   */
  private static final List<String> LENIENT =
      List.of(
          "all-negative.A.tpr",
          "all-negative.B.tpr",
          "all-negative.average_precision",
          "all-negative.equal_opportunity_difference",
          "all-negative.equalized_odds_difference",
          "all-negative.mcc",
          "all-negative.recall",
          "all-positive.A.fpr",
          "all-positive.B.fpr",
          "all-positive.average_precision",
          "all-positive.equalized_odds_difference",
          "all-positive.mcc",
          "all-tied.mcc",
          "group-of-one.B.fpr",
          "group-of-one.equalized_odds_difference",
          "none-selected.mcc",
          "none-selected.precision",
          "one-class-group.B.tpr",
          "one-class-group.C.fpr",
          "one-class-group.equal_opportunity_difference",
          "one-class-group.equalized_odds_difference",
          "two-rows.A.tpr",
          "two-rows.B.fpr",
          "two-rows.equal_opportunity_difference",
          "two-rows.equalized_odds_difference");

  /** A missing group value is an error of fairlearn's; here it is a group of its own. */
  private static final List<String> OURS =
      GAPS.stream().map(gap -> "missing-group." + gap).toList();

  private final List<String> differences = new ArrayList<>();
  private final Set<String> onlyTheirs = new TreeSet<>();
  private final Set<String> onlyOurs = new TreeSet<>();
  private final Set<String> refused = new TreeSet<>();

  @Test
  void every_edge_case_gives_the_reference_figure_or_none() throws Exception {
    Json.Obj expected = (Json.Obj) Json.parse(Files.readAllBytes(file("expected.json")));
    for (Json each : expected.array("cases").values()) {
      Json.Obj edge = (Json.Obj) each;
      try {
        compare(edge, run(edge, Job.PERFORMANCE), run(edge, Job.FAIRNESS));
      } catch (CheckException e) {
        refused.add(edge.string("case") + ": " + e.code());
      }
    }

    assertThat(differences).isEmpty();
    assertThat(onlyTheirs).containsExactlyInAnyOrderElementsOf(LENIENT);
    assertThat(onlyOurs).containsExactlyInAnyOrderElementsOf(OURS);
    assertThat(refused)
        .containsExactly(
            "empty: data.empty", "nan-label: data.label-missing", "nan-score: data.score-missing");
  }

  private void compare(Json.Obj edge, Json.Obj performance, Json.Obj fairness) {
    String name = edge.string("case");
    Json.Obj results = edge.object("results");
    Json.Obj metrics = performance.object("metrics");
    METRICS.forEach(
        (theirs, ours) ->
            figure(
                name + "." + ours,
                results.object(theirs).find("value").orElseThrow(),
                metrics.object(ours).find("value").orElseThrow()));
    Json.Obj tree = fairness.object("details").object("fairness").object("group");
    GAPS.forEach(
        gap ->
            figure(
                name + "." + gap,
                results.object(gap).find("value").orElseThrow(),
                tree.object(gap).find("value").orElseThrow()));
    BY_GROUP.forEach(
        (theirs, ours) -> {
          if (results.object(theirs).find("value").orElseThrow() instanceof Json.Obj groups) {
            groups
                .members()
                .forEach(
                    (group, rate) ->
                        figure(
                            name + "." + group + "." + ours,
                            rate,
                            tree.object("groups").object(group).find(ours).orElseThrow()));
          }
        });
  }

  private void figure(String at, Json theirs, Json ours) {
    if (theirs instanceof Json.Num(var expected) && ours instanceof Json.Num(var actual)) {
      if (!(Math.abs(expected - actual) <= 1e-9)) {
        differences.add(at + ": " + expected + " against " + actual);
      }
    } else if (theirs instanceof Json.Num) {
      onlyTheirs.add(at);
    } else if (ours instanceof Json.Num) {
      onlyOurs.add(at);
    }
  }

  private static Json.Obj run(Json.Obj edge, String check)
      throws CheckException, IOException, URISyntaxException {
    Path table = file(edge.string("file"));
    Digest digest = Digest.of(Files.readAllBytes(table));
    TreeMap<String, Task.File> files = new TreeMap<>();
    files.put("testSet", new Task.File(table, digest.toString()));
    Json.Obj spec =
        Json.obj()
            .put("id", "id")
            .put("label", Json.obj().put("column", "label").put("positive", "1").build())
            .put("threshold", edge.number("threshold"))
            .put("groups", Json.array(List.of(Json.of("group"))))
            .build();
    return Checks.run(new Task(check, check.substring(0, check.indexOf('/')), files, spec));
  }

  private static Path file(String name) throws URISyntaxException {
    var url = Objects.requireNonNull(EdgeCasesTest.class.getResource("/edge-cases/" + name));
    return Path.of(url.toURI());
  }
}
