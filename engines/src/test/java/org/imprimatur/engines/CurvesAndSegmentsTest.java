// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.Derivation;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Curves, lift, costs, segments and intervals, against scikit-learn, statsmodels and pandas. */
class CurvesAndSegmentsTest {
  private static final String COST = "{\"fp\":1,\"fn\":5}";

  private final List<String> differences = new ArrayList<>();
  private int compared;

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void every_figure_of_the_libraries_comes_out(int number) throws Exception {
    Json.Obj theirs = (Json.Obj) theirs().array("cases").values().get(number);

    Json.Obj evidence = run(theirs, Json.parse(COST));

    Json.Obj details = evidence.object("details");
    curve(theirs.array("curve"), details.array("curve"));
    lift(theirs.array("lift"), details.array("lift"));
    cost(theirs.object("cost"), details.object("cost"));
    Json.Obj calibration = details.object("calibration");
    numbers(
        "brier", theirs.object("brier_decomposition"), calibration.object("brier_decomposition"));
    Json.Obj segments = details.object("segments");
    figures("overall", theirs.object("overall"), segments.object("overall"));
    theirs
        .object("by")
        .members()
        .forEach(
            (column, values) ->
                ((Json.Obj) values)
                    .members()
                    .forEach(
                        (value, figures) ->
                            figures(
                                column + "." + value,
                                (Json.Obj) figures,
                                segments.object("by").object(column).object(value))));
    intervals(theirs.object("intervals"), evidence.object("metrics"));
    assertThat(differences).isEmpty();
    assertThat(compared).isGreaterThan(350);
  }

  private void curve(Json.Arr theirs, Json.Arr ours) {
    assertThat(ours.values()).hasSameSizeAs(theirs.values());
    for (int i = 0; i < theirs.values().size(); i++) {
      Json.Arr point = (Json.Arr) theirs.values().get(i);
      Json.Obj mine = (Json.Obj) ours.values().get(i);
      same("curve." + i, point.values().get(0), mine.find("cutoff").orElseThrow());
      same("curve.tp." + i, point.values().get(1), mine.find("tp").orElseThrow());
      same("curve.fp." + i, point.values().get(2), mine.find("fp").orElseThrow());
    }
  }

  private void lift(Json.Arr theirs, Json.Arr ours) {
    List<String> names = List.of("n", "positives", "lift", "cumulative_lift", "gain");
    for (int tenth = 0; tenth < 10; tenth++) {
      Json.Arr row = (Json.Arr) theirs.values().get(tenth);
      Json.Obj mine = (Json.Obj) ours.values().get(tenth);
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        same("lift." + name, row.values().get(i), mine.find(name).orElseThrow());
      }
    }
  }

  private void cost(Json.Obj theirs, Json.Obj ours) {
    same("total", theirs.find("total").orElseThrow(), ours.find("total").orElseThrow());
    Json.Obj perRow = ours.object("per_row");
    same("per_row", theirs.find("per_row").orElseThrow(), perRow.find("value").orElseThrow());
    assertThat(perRow.number("low")).isLessThan(perRow.number("value"));
    Json.Obj least = ours.object("least");
    same("cutoff", theirs.find("least_cutoff").orElseThrow(), least.find("cutoff").orElseThrow());
    same("least", theirs.find("least_total").orElseThrow(), least.find("total").orElseThrow());
  }

  private void figures(String at, Json.Obj theirs, Json.Obj ours) {
    theirs
        .members()
        .forEach(
            (name, figure) -> {
              Json mine = ours.find(name).orElseThrow();
              Json bare = mine instanceof Json.Obj o ? o.find("value").orElseThrow() : mine;
              same(at + "." + name, figure, bare);
              if (mine instanceof Json.Obj estimate && !(figure instanceof Json.Null)) {
                assertThat(estimate.find("low")).as(at + "." + name).isPresent();
              }
            });
  }

  private void intervals(Json.Obj theirs, Json.Obj metrics) {
    theirs
        .members()
        .forEach(
            (name, ends) -> {
              Json.Obj mine = metrics.object(name);
              List<Json> both = ((Json.Arr) ends).values();
              close(name + ".low", both.get(0), mine.number("low"), 1e-6);
              close(name + ".high", both.get(1), mine.number("high"), 1e-6);
            });
  }

  private void numbers(String at, Json.Obj theirs, Json.Obj ours) {
    theirs
        .members()
        .forEach((name, value) -> same(at + "." + name, value, ours.find(name).orElseThrow()));
  }

  private void same(String at, Json theirs, Json ours) {
    if (theirs instanceof Json.Num && ours instanceof Json.Num(var mine)) {
      close(at, theirs, mine, 1e-9);
    } else {
      compared++;
      if (!theirs.equals(ours)) {
        differences.add(at + ": " + theirs.text() + " against " + ours.text());
      }
    }
  }

  private void close(String at, Json theirs, double ours, double tolerance) {
    compared++;
    double expected = ((Json.Num) theirs).value();
    if (!(Math.abs(expected - ours) <= tolerance)) {
      differences.add(at + ": " + expected + " against " + ours);
    }
  }

  @Test
  void every_headline_metric_of_a_usual_model_has_an_interval() throws Exception {
    Json.Obj theirs = (Json.Obj) theirs().array("cases").values().getFirst();

    Json.Obj metrics = run(theirs, Json.parse(COST)).object("metrics");

    List<String> without =
        metrics.members().keySet().stream()
            .filter(name -> metrics.object(name).find("low").isEmpty())
            .toList();
    assertThat(without).containsExactlyInAnyOrder("ece_10", "ece_15", "mce_10");
  }

  @Test
  void the_metrics_follow_from_the_tables_that_are_written() throws Exception {
    Json.Obj theirs = (Json.Obj) theirs().array("cases").values().getFirst();

    Json.Obj evidence = run(theirs, Json.parse(COST));

    Json.Obj read = (Json.Obj) Json.parse(evidence.canonical());
    assertThat(Evidence.derive(read)).isEqualTo(evidence.object("metrics"));
    for (String many : List.of("1e10000000", "1e-10000000")) {
      String forged = evidence.text().replaceAll("\"fp\":\"[0-9.]+\"", "\"fp\":\"" + many + "\"");
      Derivation found = Derivation.of(Json.parse(forged));
      assertThat(found)
          .as("a cost that takes a while to write out")
          .isInstanceOf(Derivation.Unreadable.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"5", "{\"fp\":1}", "{\"fp\":-1,\"fn\":5}", "{\"fp\":\"much\",\"fn\":5}"})
  void a_cost_that_is_none_is_told(String cost) throws Exception {
    Json.Obj theirs = (Json.Obj) theirs().array("cases").values().getFirst();

    CheckException told =
        catchThrowableOfType(CheckException.class, () -> run(theirs, Json.parse(cost)));

    assertThat(told).isNotNull();
    assertThat(told.code()).isEqualTo("spec.cost");
  }

  @Test
  void without_a_cost_nothing_is_said_about_costs() throws Exception {
    Json.Obj theirs = (Json.Obj) theirs().array("cases").values().getFirst();

    Json.Obj evidence = run(theirs, Json.nothing());

    assertThat(evidence.object("details").find("cost")).isEmpty();
    assertThat(evidence.object("metrics").object("cost_per_row").string("reason"))
        .isEqualTo("No cost of errors was stated.");
    assertThat(evidence.object("metrics").object("ks").number("low")).isCloseTo(0.40, within(0.1));
  }

  private static Json.Obj run(Json.Obj theirs, Json cost) throws CheckException, IOException {
    Path folder = Comparisons.DATA.resolve(theirs.string("set"));
    Map<String, Path> files =
        Map.of(
            "testSet", folder.resolve("test.csv"),
            "predictions", folder.resolve("predictions-" + theirs.string("model") + ".csv"));
    Json label =
        Json.obj()
            .put("column", theirs.string("label"))
            .put("positive", theirs.string("positive"))
            .build();
    Json.Obj spec =
        Json.obj()
            .put("id", "row_id")
            .put("label", label)
            .put("threshold", theirs.number("threshold"))
            .put("segments", theirs.array("segments"))
            .put("cost", cost)
            .build();
    return Comparisons.run(Job.PERFORMANCE, files, spec);
  }

  private static Json.Obj theirs() throws IOException, URISyntaxException {
    var url =
        Objects.requireNonNull(
            CurvesAndSegmentsTest.class.getResource("/performance/expected.json"));
    return (Json.Obj) Json.parse(Files.readAllBytes(Path.of(url.toURI())));
  }
}
