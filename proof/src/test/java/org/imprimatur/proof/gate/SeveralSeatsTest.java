// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.imprimatur.proof.gate.SignOff.Decision;
import org.imprimatur.proof.gate.Verdict.State;
import org.junit.jupiter.api.Test;

/** A gate that asks the same role twice: each sign-off counts for what it was given for. */
class SeveralSeatsTest {
  private static final String TWICE =
      """
      - {id: data-review, kind: signoff, role: validator, meaning: review, tiers: [high], covers: [documentation]}
      - {id: whole-review, kind: signoff, role: validator, meaning: review, tiers: [high], covers: all}
      """;

  private final TestingGate gate = TestingGate.asking(TWICE);

  @Test
  void each_counts_for_the_requirement_that_it_names() {
    sign("bruno", Decision.APPROVE, "whole-review");
    assertThat(gate.state("whole-review")).isEqualTo(State.SATISFIED);
    assertThat(gate.state("data-review")).isEqualTo(State.WAITING);

    sign("hanna", Decision.APPROVE, "whole-review");
    assertThat(gate.state("data-review"))
        .as("who signed for one requirement fills no seat of the other")
        .isEqualTo(State.WAITING);

    sign("hanna", Decision.APPROVE, "data-review");
    gate.sign("lena", "owner", Decision.APPROVE);
    assertThat(gate.verdict().passes()).isTrue();

    assertThat(Gate.counted(gate.input()).get("data-review")).hasSize(1);
    assertThat(Gate.counted(gate.input()).get("whole-review")).hasSize(1);
    gate.roles.put("hanna", Set.of());
    assertThat(Gate.counted(gate.input())).doesNotContainKey("data-review");
  }

  @Test
  void one_person_fills_one_seat_and_a_later_word_takes_the_place_of_the_earlier() {
    gate.roles.put("hanna", Set.of());
    sign("bruno", Decision.APPROVE, "data-review");
    sign("bruno", Decision.APPROVE, "whole-review");

    assertThat(gate.state("data-review")).isEqualTo(State.WAITING);
    assertThat(gate.state("whole-review")).isEqualTo(State.SATISFIED);
  }

  @Test
  void an_older_sign_off_that_names_none_counts_for_any_that_it_covers() {
    gate.sign("bruno", "validator", Decision.APPROVE);
    gate.sign("hanna", "validator", Decision.APPROVE);

    assertThat(gate.state("data-review")).isEqualTo(State.SATISFIED);
    assertThat(gate.state("whole-review")).isEqualTo(State.SATISFIED);
  }

  @Test
  void a_rejection_stops_every_requirement_of_its_role_whichever_it_names() {
    sign("bruno", Decision.REJECT, "of-another-policy");
    sign("hanna", Decision.APPROVE, "data-review");

    assertThat(gate.state("data-review")).isEqualTo(State.UNSATISFIED);
    assertThat(gate.state("whole-review")).isEqualTo(State.UNSATISFIED);
  }

  private void sign(String person, Decision decision, String requirement) {
    SignOff given = gate.sign(person, "validator", decision);
    SignOff.Backing backing = given.backing();
    gate.signOffs.removeLast();
    gate.signOffs.add(
        new SignOff(
            given.id(),
            person,
            given.role(),
            given.meaning(),
            decision,
            given.method(),
            given.covers(),
            new SignOff.Backing(
                backing.statement(),
                backing.terms(),
                backing.answers(),
                Optional.empty(),
                Optional.of(requirement),
                OptionalLong.empty())));
  }
}
