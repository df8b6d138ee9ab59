// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsJudgeTest {
  private static final Digest BYTES = Digest.of("model".getBytes(UTF_8));
  private static final Digest EXAM = Digest.of("exam".getBytes(UTF_8));
  private static final Json.Obj MEASURED =
      Json.obj()
          .put(
              "metrics",
              Json.obj()
                  .put("roc_auc", metric(0.8412).put("low", 0.79).put("high", 0.88).build())
                  .put("f1", metric(0.6549).build())
                  .build())
          .build();

  private static Json.Builder metric(double value) {
    return Json.obj().put("definition", "any/1").put("value", value);
  }

  @ParameterizedTest
  @CsvSource({
    "roc_auc, 0.91, 2, OUTSIDE",
    "roc_auc, 0.84, 2, WITHIN",
    "roc_auc, 0.8, 1, WITHIN",
    "roc_auc, 0.87, 2, WITHIN",
    "roc_auc, 0.881, 3, OUTSIDE",
    "roc_auc, 0.7, 1, OUTSIDE",
    "f1, 0.65, 2, WITHIN",
    "f1, 0.655, 3, WITHIN",
    "f1, 0.656, 3, OUTSIDE",
    "f1, 0.66, 2, OUTSIDE",
    "mcc, 0.99, 2, WITHIN"
  })
  void a_claim_is_within_at_its_own_rounding_or_in_the_measured_interval(
      String metric, double value, int decimals, Outcome outcome) {
    assertThat(judged(Optional.of(MEASURED), metric, value, decimals).outcome()).isEqualTo(outcome);
  }

  @Test
  void both_numbers_stand_in_the_sentence() {
    assertThat(judged(Optional.of(MEASURED), "roc_auc", 0.91, 2).reasons())
        .extracting(Verdict.Reason::sentence)
        .contains("The card states roc_auc 0.91 (line 12), measured is 0.841 [0.79, 0.88].");
  }

  @Test
  void a_claim_that_nothing_was_measured_for_is_shown_and_not_judged() {
    Judgement judgement = judged(Optional.empty(), "roc_auc", 0.91, 2);

    assertThat(judgement.outcome()).isEqualTo(Outcome.WITHIN);
    assertThat(judgement.reasons())
        .extracting(Verdict.Reason::code)
        .containsExactly("card.read", "card.claim-shown");
  }

  @Test
  void a_card_that_claims_nothing_passes() {
    Json.Obj silent = Json.obj().put("details", Json.obj().build()).build();

    assertThat(new ClaimsJudge(Optional.of(MEASURED)).judge(silent).outcome())
        .isEqualTo(Outcome.WITHIN);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, -400, 101, 2_000_000_000, 9_000_000_000L, -9_000_000_000L})
  @Timeout(10)
  void decimals_that_no_card_has_cannot_be_read_and_do_not_pass(long decimals) {
    Json claim =
        Json.obj().put("metric", "accuracy").put("value", 0.31).put("decimals", decimals).build();

    Verdict.Result result = gated("performance/1", claim);

    assertThat(result.outcome()).isEqualTo(Outcome.ERROR);
    assertThat(result.reasons())
        .extracting(Verdict.Reason::code)
        .containsExactly("evidence.unreadable");
  }

  private static Judgement judged(
      Optional<Json.Obj> measured, String metric, double value, int decimals) {
    Json claim =
        Json.obj()
            .put("metric", metric)
            .put("value", value)
            .put("decimals", decimals)
            .put("where", 12)
            .build();
    Json details = Json.obj().put("claims", Json.array(List.of(claim))).build();
    return new ClaimsJudge(measured).judge(Json.obj().put("details", details).build());
  }

  @ParameterizedTest
  @CsvSource({"performance/1", "performance.multiclass/1", "performance.regression/1"})
  void a_claim_is_held_against_whatever_performance_was_measured(String measured) {
    assertThat(gated(measured, claim()).outcome()).isEqualTo(Outcome.OUTSIDE);
  }

  private static Verdict.Result gated(String measured, Json claim) {
    Json.Obj card =
        Json.obj()
            .put("outcome", "computed")
            .put("details", Json.obj().put("claims", Json.array(List.of(claim))).build())
            .build();
    Json.Obj performance =
        Json.obj()
            .put("outcome", "computed")
            .put("metrics", Json.obj().put("accuracy", metric(0.8).build()).build())
            .build();
    var classes = new TreeMap<String, SortedMap<String, Dossier.Item>>();
    classes.put("documentation", item("documentation.card/1", card));
    classes.put("performance", item(measured, performance));
    var policy =
        TestingPolicy.asking(
            """
            - {id: card, kind: check, check: documentation.card/1, tiers: [high]}
            - {id: decision, kind: signoff, role: owner, meaning: approval, tiers: [high], covers: all}
            """);
    return Gate.evaluate(input(policy, new Dossier(classes))).results().getFirst();
  }

  private static Json claim() {
    return Json.obj()
        .put("metric", "accuracy")
        .put("value", 0.95)
        .put("decimals", 2)
        .put("line", 3)
        .build();
  }

  private static SortedMap<String, Dossier.Item> item(String name, Json.Obj content) {
    return new TreeMap<>(
        Map.of(
            name,
            new Dossier.Item(
                Digest.of(content), Policy.Level.COMPUTED_HERE, List.of(BYTES, EXAM), content)));
  }

  private static GateInput input(Policy policy, Dossier dossier) {
    var subject =
        new GateInput.Subject(
            BYTES,
            "production",
            "high",
            GateInput.Standing.at("development"),
            new GateInput.Bytes(BYTES, "0.5"),
            Optional.of(new GateInput.Exam(EXAM, EXAM, "priya", List.of(), Set.of())));
    return new GateInput(
        policy,
        subject,
        dossier,
        List.of(),
        new People(Map.of(), Map.of(), 0, Map.of()),
        Instant.EPOCH);
  }
}
