// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.imprimatur.proof.evidence.TestingComparisons;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Requirement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A challenger beside the champion at the gate. */
class ChallengeTest {
  @ParameterizedTest
  @CsvSource({
    "4, 10, 0.02, WITHIN",
    "0, 10, 0.02, WITHIN",
    "-1, 150, 0.02, CANNOT_BE_TOLD",
    "-20, 10, 0.02, OUTSIDE",
    "-20, 10, 0.2, WITHIN"
  })
  void a_challenger_may_be_worse_by_the_policy_s_margin_and_not_by_more(
      int gain, int spread, double margin, Outcome expected) {
    Json.Obj content =
        Json.obj().put("tables", TestingComparisons.of(gain, spread).tables()).build();

    Judgement judgement =
        Challenge.judge(content, new Requirement.Limits(Map.of("margin", margin)));

    assertThat(judgement.outcome()).isEqualTo(expected);
    assertThat(judgement.reasons().getFirst().code()).isEqualTo("comparison.auc");
    assertThat(judgement.reasons().getFirst().sentence())
        .contains("ROC AUC minus the champion's is ")
        .endsWith(expected.word() + ".");
  }
}
