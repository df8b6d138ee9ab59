// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.evidence.CategoryDrift;
import org.imprimatur.proof.evidence.Drift;
import org.imprimatur.proof.evidence.DriftColumn;
import org.imprimatur.proof.evidence.Dyadic;
import org.imprimatur.proof.evidence.NumericBins;
import org.imprimatur.proof.evidence.NumericDrift;
import org.imprimatur.proof.evidence.NumericSample;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Requirement;
import org.junit.jupiter.api.Test;

/** A policy that limits drift: which columns are beyond it, and which cannot be told. */
class DriftLimitTest {
  private static final Requirement.Limits QUARTER = new Requirement.Limits(Map.of("max-psi", 0.25));

  private final SortedMap<String, DriftColumn> columns = new TreeMap<>();
  private List<String> vanished = List.of();
  private List<String> retyped = List.of();

  @Test
  void columns_that_hardly_change_are_within() {
    columns.put("city", categories(50, 50, 52, 48));

    Judgement judgement = judge(QUARTER);

    assertThat(judgement.outcome()).isEqualTo(Outcome.WITHIN);
    assertThat(sentences(judgement)).containsExactly("The PSI is at most 0.25 in all 1 columns.");
  }

  @Test
  void a_column_beyond_the_limit_is_outside_and_named() {
    columns.put("city", categories(50, 50, 52, 48));
    columns.put("phone", categories(90, 10, 40, 60));

    Judgement judgement = judge(QUARTER);

    assertThat(judgement.outcome()).isEqualTo(Outcome.OUTSIDE);
    assertThat(sentences(judgement)).containsExactly("phone: PSI 1.301, at most 0.25 is asked.");
  }

  @Test
  void the_preset_is_a_quarter_and_another_limit_lets_more_through() {
    columns.put("phone", categories(70, 30, 45, 55));

    assertThat(judge(new Requirement.Limits(Map.of())).outcome()).isEqualTo(Outcome.OUTSIDE);
    assertThat(judge(new Requirement.Limits(Map.of("max-psi", 0.3))).outcome())
        .isEqualTo(Outcome.WITHIN);
  }

  @Test
  void what_cannot_be_compared_cannot_be_told() {
    columns.put("city", categories(50, 50, 52, 48));
    columns.put("age", empty());

    Judgement judgement = judge(QUARTER);

    assertThat(judgement.outcome()).isEqualTo(Outcome.CANNOT_BE_TOLD);
    assertThat(sentences(judgement)).containsExactly("The PSI cannot be told for: age.");
  }

  @Test
  void nothing_to_compare_never_passes() {
    assertThat(judge(QUARTER).outcome()).isEqualTo(Outcome.CANNOT_BE_TOLD);
  }

  @Test
  void a_column_that_vanished_or_changed_its_type_is_outside() {
    columns.put("city", categories(50, 50, 52, 48));
    vanished = List.of("age");
    retyped = List.of("income");

    Judgement judgement = judge(QUARTER);

    assertThat(judgement.outcome()).isEqualTo(Outcome.OUTSIDE);
    assertThat(sentences(judgement))
        .containsExactly(
            "The reference has columns that the test set lacks: age.",
            "These columns hold numbers in one file alone: income.");
  }

  private Judgement judge(Requirement.Limits limits) {
    Drift drift = new Drift(columns, vanished, List.of(), retyped);
    return new DriftLimit(limits).judge(Json.obj().put("tables", drift.tables()).build());
  }

  private static List<String> sentences(Judgement judgement) {
    return judgement.reasons().stream().map(Verdict.Reason::sentence).toList();
  }

  private static CategoryDrift categories(long a, long b, long later, long other) {
    return new CategoryDrift(
        0,
        0,
        List.of(new CategoryDrift.Level("a", a, later), new CategoryDrift.Level("b", b, other)),
        List.of());
  }

  /** Three values in the reference, only empty cells in the current data. */
  private static NumericDrift empty() {
    Dyadic six = Dyadic.of(BigInteger.valueOf(6), 0);
    return new NumericDrift(
        new NumericSample(3, 0, 0, six, List.of(2.0)),
        new NumericSample(0, 2, 0, Dyadic.ZERO, List.of()),
        0,
        Dyadic.ZERO,
        six,
        new NumericBins(List.of(2.0), List.of(2L, 1L), List.of(0L, 0L)));
  }
}
