// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.ui.view.Mark;
import org.junit.jupiter.api.Test;

class OperationsFiguresTest {
  private static final Json.Obj RUNTIME =
      Drawn.json(
          """
          {'kind': 'measured',
           'tables': {'latency_ns':
             {'calls': 500, 'p50': 41000, 'p95': 120000, 'p99': 310000, 'longest': 2400000}},
           'metrics': {'throughput_rows_per_s': {'value': 51234.4},
             'model_bytes': {'value': 2048}, 'memory_bytes': {'value': 7340032}}}
          """);

  @Test
  void times_are_said_to_be_measured_and_stand_against_their_limit() {
    var limits =
        new PolicyLimits(
            List.of(new PolicyLimits.Limit("latency_p95_ms", "≤ 250: within", 250, Mark.WITHIN)));
    Drawn drawn = Drawn.of(new RuntimeFigures(RUNTIME, Optional.empty(), limits).figure("v2", ""));
    assertThat(drawn.words()).contains("Measured, not derived: 500 calls of one row");
    assertThat(drawn.rows())
        .contains("P95: 19 of 20 0.12\u00a0ms ≤ 250: within")
        .contains("Longest call 2.4\u00a0ms no limit")
        .contains("Rows a second 51,234")
        .contains("Model file 2\u00a0KiB")
        .contains("Memory that loading and scoring took 7\u00a0MiB");
    assertThat(drawn.count("<line class=\"l\"")).isEqualTo(1);
  }

  @Test
  void a_claim_agrees_at_its_own_rounding_or_within_the_interval() {
    Map<String, Metric> measured =
        Metric.all(
            Drawn.json(
                """
                {'metrics': {
                   'roc_auc': {'value': 0.836, 'low': 0.792, 'high': 0.88},
                   'brier': {'value': 0.0849}}}
                """));
    Drawn drawn =
        Drawn.of(
            new ClaimFigures(
                    Drawn.json(
                        """
                        {'claims': [
                           {'metric': 'roc_auc', 'value': 0.91, 'decimals': 2, 'where': 12},
                           {'metric': 'roc_auc', 'value': 0.8, 'decimals': 1, 'where': 13},
                           {'metric': 'brier', 'value': 0.08, 'decimals': 2, 'where': 14},
                           {'metric': 'f1', 'value': 0.5, 'decimals': 1, 'where': 15}],
                         'unsure_claims': [{'metric': 'recall', 'value': 0.7, 'decimals': 1,
                           'where': 20, 'why': 'It stands beside training.'}]}
                        """),
                    measured)
                .figure()
                .orElseThrow());
    assertThat(drawn.words()).contains("4 figures on the card, 1 against the measured ones.");
    assertThat(drawn.rows())
        .contains("AUC 0.91 0.836 [0.792, 0.880] 12 outside")
        .contains("AUC 0.8 0.836 [0.792, 0.880] 13 within")
        .contains("Brier score 0.08 0.085 14 within")
        .contains("F1 0.5 – not measured 15 not judged")
        .contains("Recall 0.7 – not measured 20 It stands beside training.");
  }

  @Test
  void a_card_without_figures_says_so() {
    assertThat(
            Drawn.of(
                    new ClaimFigures(Drawn.json("{'claims': [], 'unsure_claims': []}"), Map.of())
                        .figure()
                        .orElseThrow())
                .words())
        .contains("The card states no figure");
  }
}
