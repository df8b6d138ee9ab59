// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimsJudgeTest {
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
}
