// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.MetricNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of a comparison of several classes, or of numbers, and who tampers with them. */
class ComparedTablesTest {
  @Test
  void tables_hold_all_that_the_metrics_and_the_details_need() {
    for (Comparison written :
        new Comparison[] {TestingPairs.classes(5, 9, 40), TestingPairs.numbers(2)}) {
      Comparison read = Comparison.fromTables((Json.Obj) Json.parse(written.tables().text()));

      assertThat(read.metrics()).isEqualTo(written.metrics());
      Margins margins = new Margins(0.1, Map.of(ComparedMetric.RMSE, 2.0));
      assertThat(read.details(margins)).isEqualTo(written.details(margins));
      assertThat(written.metrics().keySet())
          .allMatch(name -> MetricNames.knows("performance", name));
    }
  }

  @Test
  void a_figure_that_the_tables_do_not_give_is_found() {
    Json.Obj evidence = evidence(TestingPairs.classes(5, 9, 40));
    Json.Obj metrics = evidence.object("metrics");
    Json forged = Json.obj().put("definition", "accuracy_difference/1").put("value", 0.5).build();

    assertThat(Derivation.of(evidence)).isEqualTo(new Derivation.Follows());
    assertThat(
            Derivation.of(with(evidence, "metrics", with(metrics, "accuracy_difference", forged))))
        .isInstanceOf(Derivation.Differs.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"task\":\"multiclass\"; \"task\":\"ranking\"",
        "\"classes\":[\"a\",\"b\",\"c\"]; \"classes\":[\"a\",\"b\"]",
        "[0,0,1,5]; [0,0,1,-5]",
        "[0,0,1,5]; [0,0,7,5]",
        "[0,0,1,5]; [0,-1,1,5]",
        "\"cells\":; \"cell\":",
      })
  void tables_that_contradict_themselves_are_unreadable(String from, String to) {
    String text = evidence(TestingPairs.classes(5, 9, 40)).text();

    assertThat(text).contains(from);
    assertThat(Derivation.of(Json.parse(text.replace(from, to))))
        .isInstanceOf(Derivation.Unreadable.class);
  }

  @Test
  void a_sum_of_a_million_digits_is_not_worked_out() {
    String text = evidence(TestingPairs.numbers(2)).text();
    String forged = text.replaceFirst("\"-?[0-9]{9,}\"", "\"" + "9".repeat(4_000_000) + "\"");

    assertThat(forged).hasSizeGreaterThan(4_000_000);
    Derivation found = Derivation.of(Json.parse(forged));
    assertThat(found).isInstanceOf(Derivation.Unreadable.class);
  }

  @Test
  void counts_of_the_cells_give_every_class_its_table_against_all_others() {
    PairedClasses rows = TestingPairs.classes(5, 9, 40).overall();

    PairedDecisions first = rows.each().getFirst();
    PairedDecisions second = rows.each().get(1);

    assertThat(first.positives()).isEqualTo(new PairedCounts(40, 5, 0, 0));
    assertThat(first.negatives()).isEqualTo(new PairedCounts(0, 9, 0, 80));
    assertThat(second.positives()).isEqualTo(new PairedCounts(40, 0, 9, 0));
    assertThat(second.negatives()).isEqualTo(new PairedCounts(0, 0, 5, 80));
    assertThat(rows.right()).isEqualTo(new PairedCounts(120, 5, 9, 0));
  }

  @Test
  void a_margin_with_a_unit_is_none_unless_it_is_stated() {
    Margins margins = Margins.of(0.02);

    assertThat(margins.of(ComparedMetric.R2)).contains(0.02);
    assertThat(margins.of(ComparedMetric.RMSE)).isEmpty();
    assertThat(new Margins(0.02, Map.of(ComparedMetric.RMSE, 3.0)).of(ComparedMetric.RMSE))
        .contains(3.0);
  }

  @ParameterizedTest
  @CsvSource({
    "-2, -1, 0.5, WITHIN",
    "0, 0.4, 0.5, WITHIN",
    "0, 1, 0.5, CANNOT_BE_TOLD",
    "1, 2, 0.5, OUTSIDE"
  })
  void less_error_is_better(double low, double high, double margin, NonInferiority expected) {
    Estimate difference =
        Estimate.of("rmse_difference/1", (low + high) / 2, new Interval(low, high));

    assertThat(ComparedMetric.RMSE.nonInferiority(difference, margin)).isEqualTo(expected);
  }

  /**
   * By hand: the squares of the challenger's errors are 144 and 100 in turn, those of the champion
   * 100, so that the mean square moves by 22 and its root by {@code sqrt(122) - 10}.
   */
  @Test
  void differences_of_errors_are_those_by_hand() {
    Map<String, Estimate> metrics = TestingPairs.numbers(1).metrics();

    assertThat(value(metrics, "mse_difference")).isEqualTo(22);
    assertThat(value(metrics, "rmse_difference")).isEqualTo(Math.sqrt(122) - 10, within(1e-12));
    assertThat(value(metrics, "mae_difference")).isEqualTo(1);
    assertThat(value(metrics, "r2_difference")).isEqualTo(-22.0 / 10_000, within(1e-15));
    assertThat(value(metrics, "sign_test_p")).isLessThan(1e-50);
  }

  /**
   * The differences of the squared errors are 44 and 0 in turn, so that the standard error of their
   * mean over 400 rows is {@code 22 / sqrt(399)}; scipy's {@code t.ppf(0.975, 399)} is 1.96592….
   */
  @Test
  void a_mean_difference_takes_student_s_t() {
    Estimate mse = Objects.requireNonNull(TestingPairs.numbers(1).metrics().get("mse_difference"));

    assertThat(mse.definition()).isEqualTo("mse_difference/2");
    Interval interval = Objects.requireNonNull(mse.interval());
    double half = 1.965927295920882 * 22 / Math.sqrt(399);
    assertThat(interval.low()).isEqualTo(22 - half, within(1e-12));
    assertThat(interval.high()).isEqualTo(22 + half, within(1e-12));
  }

  /** Tables of before have no such member, and their evidence follows from them as it was told. */
  @ParameterizedTest
  @CsvSource({"mse_difference", "log_loss_difference"})
  void evidence_that_was_told_with_the_normal_quantile_still_follows(String name) {
    boolean numbers = name.startsWith("mse");
    Comparison now = numbers ? TestingPairs.numbers(1) : TestingPairs.classes(5, 9, 40);
    SortedMap<String, Json> tables = new TreeMap<>(((Json.Obj) now.tables()).members());
    assertThat(tables.remove("mean_interval")).isEqualTo(Json.of("student-of-each"));
    Json.Obj before = evidence(Comparison.fromTables(new Json.Obj(tables)));

    assertThat(before.object("metrics").object(name).string("definition")).isEqualTo(name + "/1");
    assertThat(Derivation.of(before)).isEqualTo(new Derivation.Follows());
    assertThat(Derivation.of(with(evidence(now), "tables", before.object("tables"))))
        .isInstanceOf(Derivation.Differs.class);
    assertThat(
            Derivation.of(
                Json.parse(evidence(now).text().replace("\"student-of-each\"", "\"wide\""))))
        .isInstanceOf(Derivation.Unreadable.class);
  }

  /** Each model's own figures kept the normal quantile at first. */
  @ParameterizedTest
  @CsvSource({"mse, 1", "log_loss, 1"})
  void so_does_evidence_whose_differences_alone_took_student_s_t(String name, int version) {
    Comparison now = name.equals("mse") ? TestingPairs.numbers(1) : TestingPairs.classes(5, 9, 40);
    SortedMap<String, Json> tables = new TreeMap<>(((Json.Obj) now.tables()).members());
    tables.put("mean_interval", Json.of("student"));

    Json.Obj metrics = evidence(Comparison.fromTables(new Json.Obj(tables))).object("metrics");

    assertThat(metrics.object(name + "_champion").string("definition"))
        .isEqualTo(name + "/" + version);
    assertThat(metrics.object(name + "_difference").string("definition"))
        .isEqualTo(name + "_difference/2");
    assertThat(Objects.requireNonNull(now.metrics().get(name + "_champion")).definition())
        .isEqualTo(name + "/2");
  }

  /** scipy.stats.t.interval(0.95, 9, mean, sem) of the squared errors 0 to 9. */
  @Test
  void a_model_s_own_means_take_student_s_t_and_those_of_before_the_normal_quantile() {
    Json.Obj tables =
        (Json.Obj)
            Json.parse(
                """
                {"zero_truths":0,"unbounded":0,"scale":0,
                 "ratio":{"sum":"45","squares":"285"},
                 "symmetric_fx":{"sum":"0","squares":"0"}}
                """);
    Percentages ratios = Percentages.fromJson(tables);

    Estimate now = ratios.mean(10, MeanInterval.STUDENT);
    Estimate before = ratios.mean(10, MeanInterval.NORMAL);

    assertThat(now.definition()).isEqualTo("mape/2");
    Interval student = Objects.requireNonNull(now.interval());
    assertThat(student.low()).isEqualTo(2.334149410331831, within(1e-12));
    assertThat(student.high()).isEqualTo(6.665850589668169, within(1e-12));
    assertThat(before.definition()).isEqualTo("mape/1");
    assertThat(Objects.requireNonNull(before.interval()).high()).isEqualTo(6.3765, within(1e-3));
  }

  private static double value(Map<String, Estimate> metrics, String name) {
    return Objects.requireNonNull(Objects.requireNonNull(metrics.get(name), name).value(), name);
  }

  private static Json.Obj evidence(Comparison comparison) {
    Json.Obj nothing = Json.obj().build();
    return new Evidence(Evidence.COMPARISON, "performance", Evidence.Kind.DERIVED, nothing, nothing)
        .computed(comparison.tables(), comparison.metrics(), comparison.details(Margins.of(0.02)));
  }

  private static Json.Obj with(Json.Obj object, String name, Json value) {
    SortedMap<String, Json> members = new TreeMap<>(object.members());
    members.put(name, value);
    return new Json.Obj(members);
  }
}
