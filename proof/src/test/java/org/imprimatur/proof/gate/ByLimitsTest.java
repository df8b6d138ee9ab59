// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Requirement;
import org.junit.jupiter.api.Test;

/** What is kept of evidence beside it says nothing but what its content and a limit say. */
class ByLimitsTest {
  private static final Json.Obj CONTENT = Json.obj().put("psi", 0.2).build();

  private final ByLimits kept = new ByLimits(CONTENT);
  private final AtomicInteger judged = new AtomicInteger();

  private static Requirement.Check atMost(double limit) {
    return new Requirement.Check(
        "drift",
        Set.of("high"),
        true,
        "data.drift/1",
        new Requirement.Limits(Map.of("max-psi", limit)));
  }

  private Judgement judge(Json.Obj content, Requirement.Limits limits) {
    judged.incrementAndGet();
    boolean within = content.number("psi") <= limits.number("max-psi", 0);
    return Judgement.of(within ? Outcome.WITHIN : Outcome.OUTSIDE, "drift.psi", "It is so.");
  }

  @Test
  void what_one_limit_says_is_said_once_and_of_no_other_limit() {
    assertThat(kept.judge(atMost(0.25), this::judge).outcome()).isEqualTo(Outcome.WITHIN);
    assertThat(kept.judge(atMost(0.1), this::judge).outcome()).isEqualTo(Outcome.OUTSIDE);
    assertThat(kept.judge(atMost(0.25), this::judge).outcome()).isEqualTo(Outcome.WITHIN);
    assertThat(judged).hasValue(2);
  }

  @Test
  void what_cannot_be_judged_is_never_kept() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(
              () ->
                  kept.judge(
                      atMost(0.25),
                      (content, _) -> {
                        judged.incrementAndGet();
                        content.object("tables");
                        throw new AssertionError();
                      }))
          .isInstanceOf(JsonException.class);
    }
    assertThat(judged).hasValue(2);
  }

  @Test
  void an_item_keeps_nothing_that_was_judged_of_another_content() {
    Json.Obj other = Json.obj().put("psi", 0.9).build();
    Digest digest = Digest.of("some".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(
            () ->
                new Dossier.Item(digest, Policy.Level.COMPUTED_HERE, List.of(digest), other, kept))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
