// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.imprimatur.proof.evidence.ComparedMetric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
  private static final Path LENDING = Path.of("../examples/policies/lending.yaml");

  @Test
  void the_example_policy_reads_and_its_rules_give_the_tiers() throws IOException {
    var reading = PolicyReader.read(Files.readAllBytes(LENDING));

    assertThat(reading).isInstanceOf(Reading.Read.class);
    Policy policy = ((Reading.Read) reading).policy();
    assertThat(policy.tier(Map.of("effect", "decides", "exposure", "small")).name())
        .isEqualTo("high");
    assertThat(policy.tier(Map.of("effect", "none", "exposure", "small")).name()).isEqualTo("low");
    assertThat(policy.tier(Map.of("effect", "none")))
        .as("an unanswered question gives the highest tier")
        .isEqualTo(new Policy.Tier("high", "none"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "name:; nmae:; policy.unknown-key; Did you mean \"name\"",
        "kind: signoff; kind: signof; policy.kind; check, expression, document, findings, signoff,"
            + " veto or any",
        "metrics.roc_auc >= 0.75; metrics.roc_auc >=; policy.expression; not CEL",
        "fairness.four-fifths/1; fairness.four-fifth/1; policy.check; Did you mean"
            + " \"fairness.four-f",
        "effect == 'decides'; effect == 'decided'; policy.expression; none, assists, decides",
        "meaning: approval; meaning: review; policy.no-approval; meaning: approval",
        "policy/v1; policy/v9; policy.version; imprimatur: policy/v1",
      })
  void a_mistake_is_refused_at_its_line_with_what_to_write(
      String right, String wrong, String code, String says) throws IOException {
    String text = Files.readString(LENDING);
    assertThat(text).contains(right);
    String mistaken = text.replace(right, wrong);

    var reading = PolicyReader.read(mistaken.getBytes(UTF_8));

    assertThat(reading).isInstanceOf(Reading.Refused.class);
    PolicyError first =
        ((Reading.Refused) reading)
            .errors().stream().filter(error -> error.code().equals(code)).findFirst().orElseThrow();
    assertThat(first.message()).contains(says);
    if (!code.equals("policy.no-approval")) {
      assertThat(mistaken.lines().toList().get(first.line() - 1)).contains(wrong.strip());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{by: [], ratify-within-hours: 24}",
        "{ratify-within-hours: 24}",
        "{by: [risk-manager]}",
        "{by: [risk-manager], ratify-within-hours: 0}",
        "{by: [risk-manager], ratify-within-hours: 1.5}",
        "{by: [risk-manager], ratify-within-hours: 169}",
      })
  void break_glass_without_a_role_or_an_end_is_refused(String wrong) throws IOException {
    assertThat(withBreakGlass("production", wrong))
        .isInstanceOfSatisfying(
            Reading.Refused.class,
            refused ->
                assertThat(refused.errors())
                    .extracting(PolicyError::code)
                    .contains("policy.break-glass"));
  }

  @Test
  void break_glass_is_read_at_the_gate_to_production_alone_and_its_roles_need_two_persons()
      throws IOException {
    String right = "{by: [on-call, risk-manager], ratify-within-hours: 24}";
    assertThat(withBreakGlass("production", right))
        .isInstanceOfSatisfying(
            Reading.Read.class,
            read -> assertThat(read.policy().signingRoles()).contains("on-call", "risk-manager"));
    assertThat(withBreakGlass("staging", right)).isInstanceOf(Reading.Refused.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "production; {tiers: [low, medium], within-days: 365, most: 12}; true",
        "staging; {tiers: [low], within-days: 365, most: 12}; false",
        "production; {tiers: [], within-days: 365, most: 12}; false",
        "production; {tiers: [tiny], within-days: 365, most: 12}; false",
        "production; {tiers: [low], most: 12}; false",
        "production; {tiers: [low], within-days: 365}; false",
        "production; {tiers: [low], within-days: 367, most: 12}; false",
        "production; {tiers: [low], within-days: 0, most: 12}; false",
        "production; {tiers: [low], within-days: 30, most: 101}; false",
        "production; {tiers: [low], within-days: 30, most: 1.5}; false",
        "production; {tiers: [low], within-days: 30, most: 1, signers: none}; false",
        "production; always; false",
      })
  void change_envelopes_are_allowed_by_tier_with_an_end_and_a_number(
      String gate, String envelope, boolean right) throws IOException {
    String text =
        Files.readString(LENDING)
            .replace("  production:\n", "  " + gate + ":\n    envelope: " + envelope + "\n");
    assertThat(text).contains(envelope);

    switch (PolicyReader.read(text.getBytes(UTF_8))) {
      case Reading.Read(var policy) -> {
        assertThat(right).isTrue();
        assertThat(Optional.ofNullable(policy.gates().get(gate)).flatMap(Policy.Gate::envelopes))
            .contains(new Policy.Envelopes(Set.of("low", "medium"), 365, 12));
      }
      case Reading.Refused refused -> {
        assertThat(right).as(refused.errors().toString()).isFalse();
        assertThat(refused.errors())
            .extracting(PolicyError::code)
            .containsAnyOf("policy.envelope", "policy.unknown-key", "policy.shape");
      }
    }
  }

  private static Reading withBreakGlass(String gate, String breakGlass) throws IOException {
    String text =
        Files.readString(LENDING)
            .replace("  production:\n", "  " + gate + ":\n    break-glass: " + breakGlass + "\n");
    assertThat(text).contains(breakGlass);
    return PolicyReader.read(text.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "after: [validation, compliance]; after: [validation, decision]; policy.after",
        "role: validator, meaning: review, count: 1,;"
            + " role: validator, meaning: review, count: 1, after: [decision],; policy.after",
        "least: 0.8; least: -0.8; policy.with",
        "least: 0.8; least: 8; policy.with",
        "min-share: 0.02; min-share: -1; policy.with",
        "margin: 0.05; margin: 5; policy.with",
        "margin: 0.05; accuracy: 5; policy.with",
        "margin: 0.05; rmse: -1; policy.with",
        "margin: 0.05; rmse: .inf; policy.shape",
        "margin: 0.05; rmsle: 1; policy.unknown-key",
      })
  void what_would_wait_for_ever_or_switch_a_limit_off_is_refused(
      String right, String wrong, String code) throws IOException {
    String policy = Files.readString(LENDING);
    assertThat(policy).contains(right);
    Reading reading = PolicyReader.read(policy.replace(right, wrong).getBytes(UTF_8));
    assertThat(reading).isInstanceOf(Reading.Refused.class);
    assertThat(((Reading.Refused) reading).errors()).extracting(PolicyError::code).contains(code);
  }

  @Test
  void a_margin_may_be_set_for_every_compared_metric_and_has_a_unit_where_the_metric_has()
      throws IOException {
    String policy = Files.readString(LENDING);
    Set<String> limits = RequirementReader.CHECKS.get("performance.comparison/1");

    for (ComparedMetric metric : ComparedMetric.values()) {
      assertThat(limits).contains(metric.word());
      Reading reading =
          PolicyReader.read(
              policy.replace("margin: 0.05", metric.word() + ": 250.5").getBytes(UTF_8));
      assertThat(reading instanceof Reading.Read).as(metric.word()).isEqualTo(!metric.isShare());
    }
  }

  @Test
  void no_mutilated_policy_throws() throws IOException {
    byte[] policy = Files.readAllBytes(LENDING);
    long seed = 20261125;
    System.out.println("PolicyReaderTest seed " + seed);
    var random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      byte[] mutilated = policy.clone();
      for (int j = 0; j <= random.nextInt(4); j++) {
        mutilated[random.nextInt(mutilated.length)] = (byte) random.nextInt(256);
      }
      assertThat(PolicyReader.read(mutilated)).isNotNull();
    }
  }

  @Test
  void a_billion_laughs_and_a_deep_nest_are_refused() {
    String laughs = "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n";
    String deep = "a: " + "[".repeat(5_000);

    assertThat(PolicyReader.read(laughs.getBytes(UTF_8))).isInstanceOf(Reading.Refused.class);
    assertThat(PolicyReader.read(deep.getBytes(UTF_8))).isInstanceOf(Reading.Refused.class);
  }
}
