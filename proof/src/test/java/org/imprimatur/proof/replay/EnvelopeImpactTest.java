// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.proof.replay.TestingRetrain.state;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.ImpactAct.CauseCondemned;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.gate.Verdict.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change envelope lends nothing that rests on something condemned. */
class EnvelopeImpactTest {
  private final TestingRetrain retrain = new TestingRetrain();
  private Instant between = Instant.EPOCH;
  private long number;

  @BeforeEach
  void submit() {
    between = retrain.by("p_ada").at();
    number = retrain.submit(2);
    assertThat(retrain.verdict(number).open()).as("lent by the envelope").isEmpty();
  }

  @Test
  void a_sign_off_that_is_taken_away_is_lent_to_nobody() {
    condemn("person", "p_bruno", Optional.empty());
    Verdict verdict = retrain.verdict(number);

    assertThat(state(verdict, "validation")).isEqualTo(State.WAITING);
    retrain.promote(number, 2);
    assertThat(retrain.story.found()).anyMatch(found -> found.endsWith(" promotion.refused"));
  }

  @Test
  void an_envelope_that_was_signed_over_bad_evidence_lends_nothing() {
    condemn("engine", "imprimatur", Optional.of(between));
    Verdict verdict = retrain.verdict(number);

    assertThat(state(verdict, "validation")).isEqualTo(State.WAITING);
    assertThat(codes(verdict)).contains("envelope.condemned").doesNotContain("evidence.condemned");
  }

  private static List<String> codes(Verdict verdict) {
    return verdict.results().stream()
        .flatMap(result -> result.reasons().stream())
        .map(Verdict.Reason::code)
        .toList();
  }

  private void condemn(String kind, String thing, Optional<Instant> until) {
    retrain.act(
        new CauseCondemned(
            retrain.by("p_dmitri"),
            "i_bad",
            kind,
            thing,
            Optional.empty(),
            until,
            Optional.empty(),
            retrain.story.put("because".getBytes(UTF_8))));
  }
}
