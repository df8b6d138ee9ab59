// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevalidationReaderTest {
  private static final String WHOLE =
      "revalidate: {tiers: {high: 180, low: 365}, rows: {high: 1000000}, notice-days: 14,"
          + " overdue: suspend}";

  @Test
  void a_gate_says_how_long_its_approvals_hold() {
    assertThat(gate(WHOLE).revalidation())
        .contains(
            new Revalidation(
                new TreeMap<>(Map.of("high", 180, "low", 365)),
                new TreeMap<>(Map.of("high", 1_000_000L)),
                14,
                Revalidation.Overdue.SUSPEND));
    assertThat(gate("revalidate: {tiers: {high: 180}}").revalidation())
        .as("thirty days before, nobody counts rows, and nobody is suspended")
        .contains(
            new Revalidation(
                new TreeMap<>(Map.of("high", 180)),
                new TreeMap<>(),
                30,
                Revalidation.Overdue.TELL));
    assertThat(gate("").revalidation()).as("nothing said").isEmpty();
  }

  @Test
  void a_gate_is_entered_from_its_own_stage_as_well() {
    assertThat(gate("").takes("validated")).isTrue();
    assertThat(gate("").takes("production")).isTrue();
    assertThat(gate("").takes("development")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "revalidate; revalidat; policy.unknown-key; Did you mean \"revalidate\"",
        "notice-days; notice-day; policy.unknown-key; Did you mean \"notice-days\"",
        "high: 180; hgih: 180; policy.unknown-key; Did you mean \"high\"",
        "high: 180; high: 0; policy.revalidate; from 1 to 3,650",
        "high: 180; high: 3651; policy.revalidate; from 1 to 3,650",
        "high: 180; high: 1.5; policy.revalidate; a whole number of days",
        "high: 180; high: half a year; policy.shape; must be a number",
        "rows: {high; rows: {hgih; policy.unknown-key; Did you mean \"high\"",
        "high: 1000000; high: 0; policy.revalidate; a whole number of rows from 1 to",
        "high: 1000000; high: 1.5; policy.revalidate; a whole number of rows",
        "high: 1000000; high: 1e13; policy.revalidate; to 1,000,000,000,000",
        "tiers: {high: 180, low: 365}; tiers: {low: 365}; policy.revalidate; rows names high",
        "rows: {high: 1000000}; rows: {}; policy.revalidate; at least one tier",
        "rows: {high: 1000000}; rows: 7; policy.shape; must be a mapping",
        "notice-days: 14; notice-days: -1; policy.revalidate; from 0 to 3,650",
        "overdue: suspend; overdue: stop; policy.revalidate; tell or suspend",
        "tiers: {high: 180, low: 365}; tiers: {}; policy.revalidate; at least one tier",
        "tiers: {high: 180, low: 365},; ; policy.missing-key; The key tiers",
        "revalidate: {tiers; revalidate: [{tiers; policy.shape; must be a mapping",
      })
  void a_mistake_is_refused_with_what_to_write(
      String right, String wrong, String code, String says) {
    assertThat(WHOLE).contains(right);
    String mistaken = WHOLE.replace(right, wrong == null ? "" : wrong);
    String closed = mistaken.contains("[{") ? mistaken + "]" : mistaken;

    assertThat(read(closed, "production")).isInstanceOf(Reading.Refused.class);
    var refused = (Reading.Refused) read(closed, "production");
    assertThat(refused.errors())
        .anySatisfy(
            error -> {
              assertThat(error.code()).isEqualTo(code);
              assertThat(error.message()).contains(says);
              assertThat(error.line()).isEqualTo(12);
            });
  }

  @Test
  void only_the_gate_to_production_can_say_it() {
    var refused = (Reading.Refused) read(WHOLE, "validated");

    assertThat(refused.errors()).extracting(PolicyError::code).containsExactly("policy.revalidate");
  }

  private static Policy.Gate gate(String rule) {
    return switch (read(rule, "production")) {
      case Reading.Read(var policy) ->
          Optional.ofNullable(policy.gates().get("production")).orElseThrow();
      case Reading.Refused(var errors) -> throw new AssertionError(errors.toString());
    };
  }

  private static Reading read(String rule, String stage) {
    String text =
        """
        imprimatur: policy/v1
        name: loans
        tiers: [low, high]
        risk:
          questions: {effect: {ask: "Effect?", answers: [none, decides]}}
          rules: [{id: R1, tier: high, when: "effect == 'decides'"}]
        gates:
          %s:
            from: [validated]
            requirements:
              - {id: decision, kind: signoff, role: business-owner, meaning: approval, tiers: [low, high]}
            %s
        """
            .formatted(stage, rule);
    return PolicyReader.read(text.getBytes(UTF_8));
  }
}
