// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.imprimatur.proof.replay.TestingPapers.MODEL;
import static org.imprimatur.proof.replay.TestingRetrain.bounds;
import static org.imprimatur.proof.replay.TestingRetrain.envelope;
import static org.imprimatur.proof.replay.TestingRetrain.outside;
import static org.imprimatur.proof.replay.TestingRetrain.texts;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.imprimatur.proof.act.ModelAct.EnvelopeStated;
import org.imprimatur.proof.gate.Envelope;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a change envelope says: what it must, no more than the policy allows, and until when. */
class EnvelopeTermsTest {
  static Stream<Arguments> terms() {
    return Stream.of(
        arguments("a bound by the interval", bound("0.75"), "", TestingRetrain.POLICY),
        arguments(
            "a bound that the interval reaches over",
            bound("0.93"),
            "bound on roc_auc",
            TestingRetrain.POLICY),
        arguments("a bound beyond it", bound("0.99"), "bound on roc_auc", TestingRetrain.POLICY),
        arguments(
            "no bound on what the policy judges",
            envelope().put("bounds", bounds("accuracy", "at-least", "0.5")),
            "in force",
            TestingRetrain.POLICY),
        arguments(
            "more than the policy allows",
            envelope().put("most", 4),
            "in force",
            TestingRetrain.POLICY),
        arguments("a policy that allows none", envelope(), "in force", TestingPapers.POLICY),
        arguments(
            "a policy that allows none in this tier",
            envelope(),
            "in force",
            TestingRetrain.POLICY.replace("envelope: {tiers: [high]", "envelope: {tiers: [low]")),
        arguments(
            "a document that says something unknown",
            envelope().put("also", "anything"),
            "in force",
            TestingRetrain.POLICY),
        arguments(
            "an approval that holds for less long",
            envelope(),
            "",
            TestingRetrain.POLICY.replace(
                "    envelope:", "    revalidate: {tiers: {high: 30}}\n    envelope:")));
  }

  private static Json.Builder bound(String limit) {
    return envelope().put("bounds", bounds("roc_auc", "at-least", limit));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("terms")
  void an_envelope_allows_what_it_says_and_no_more_than_the_policy(
      String what, Json.Builder document, String members, String policy) {
    var retrain = new TestingRetrain(policy, document.build());
    long number = retrain.submit(2);

    assertThat(outside(retrain.verdict(number))).as(what).isEqualTo(members);
  }

  @Test
  void it_ends_with_the_approval_that_signed_it() {
    String policy =
        TestingRetrain.POLICY.replace(
            "    envelope:", "    revalidate: {tiers: {high: 30}}\n    envelope:");
    var retrain = new TestingRetrain(policy, envelope().build()).later(Duration.ofDays(31));

    assertThat(outside(retrain.verdict(retrain.submit(2)))).isEqualTo("in force");
  }

  @Test
  void a_cut_off_moves_where_it_was_signed_that_it_may() {
    var retrain =
        new TestingRetrain(TestingRetrain.POLICY, envelope().put("cutoff", "may-move").build());
    retrain.cutoff = "0.5";
    long number = retrain.submit(2);

    // What was measured at another cut-off counts for nothing, whatever may move.
    assertThat(outside(retrain.verdict(number))).isEqualTo("bound on roc_auc");
  }

  static Stream<Arguments> documents() {
    Map<String, Json> wrong = new HashMap<>();
    wrong.put("change", Json.of(" "));
    wrong.put("data", texts(List.of()));
    wrong.put("features", Json.array(List.of(Json.of("income"))));
    wrong.put("operators", texts(List.of("")));
    wrong.put("bounds", bounds("roc_auc", "at-least", "0.7 || true"));
    wrong.put("cutoff", Json.of("any"));
    wrong.put("most", Json.of(0L));
    wrong.put("until", Json.of("tomorrow"));
    return Stream.concat(
        wrong.entrySet().stream().map(one -> arguments(one.getKey(), one.getValue())),
        Stream.of(
            arguments("until", Json.of("+999999999-12-31")),
            arguments("until", Json.of("-2027-06-30")),
            arguments("bounds", bounds("roc_auk", "at-least", "0.7")),
            arguments("bounds", bounds("roc_auc\"] >= 0 || metrics[\"f1", "at-least", "0.7")),
            arguments("bounds", bounds("roc_auc", "at-leest", "0.7")),
            arguments("bounds", bounds("roc_auc", "at-least", "1e99999999"))));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("documents")
  void a_document_that_says_less_or_something_else_is_refused(String member, Json value) {
    Json.Obj document = envelope().put(member, value).build();

    assertThatThrownBy(() -> Envelope.read(document)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tomorrow", "2026-01-01"})
  void one_that_no_server_would_have_taken_is_found(String until) {
    var retrain = new TestingRetrain();
    Json.Builder document = envelope().put("until", until);
    retrain.act(new EnvelopeStated(retrain.by("p_ada"), MODEL, retrain.story.put(document)));

    assertThat(retrain.codes()).isEqualTo("model.envelope");
  }
}
