// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.imprimatur.proof.act.DecisionAct.WaiverAsked;
import org.imprimatur.proof.act.DecisionAct.WaiverEnded;
import org.imprimatur.proof.act.DecisionAct.WaiverGranted;
import org.imprimatur.proof.gate.SignOff.Decision;
import org.imprimatur.proof.gate.Verdict.State;
import org.junit.jupiter.api.Test;

/** What a waiver does and what it never does: by two people, until a day, and never as a pass. */
class WaiversTest {
  private static final String REVIEW =
      "- {id: review, kind: signoff, role: validator, meaning: review, tiers: [high]}";

  private final TestingGate gate = TestingGate.asking(REVIEW);

  @Test
  void a_waived_requirement_lets_through_and_never_looks_like_a_pass() {
    waive("review", "bruno", "dmitri");
    gate.sign("lena", "owner", Decision.APPROVE);

    assertThat(gate.state("review")).isEqualTo(State.WAIVED);
    assertThat(gate.codes("review")).contains("waiver.in-force", "sign-off.count");
    assertThat(gate.verdict().passes()).isTrue();
    assertThat(gate.verdict().waived()).hasSize(1);
    assertThat(gate.verdict().trace().text()).contains("\"state\":\"WAIVED\"");
  }

  @Test
  void it_does_nothing_before_a_second_person_grants_it() {
    ask("review", "bruno");

    assertThat(gate.state("review")).isEqualTo(State.WAITING);
  }

  @Test
  void it_ends_with_its_last_day_at_the_instant_that_is_asked() {
    waive("review", "bruno", "dmitri");
    gate.now = Instant.parse("2026-12-10T23:59:59.999Z");
    assertThat(gate.state("review")).isEqualTo(State.WAIVED);

    gate.now = Instant.parse("2026-12-11T00:00:00Z");
    assertThat(gate.state("review")).isEqualTo(State.EXPIRED);
    assertThat(gate.verdict().passes()).isFalse();
  }

  @Test
  void an_ended_waiver_is_over_at_once() {
    waive("review", "bruno", "dmitri");
    gate.act(new WaiverEnded(gate.by("bruno"), "w_1", 1, TestingGate.SOME));

    assertThat(gate.state("review")).isEqualTo(State.WAITING);
  }

  @Test
  void it_ends_to_count_once_either_of_its_two_people_steps_back() {
    waive("review", "bruno", "dmitri");
    for (String back : List.of("bruno", "dmitri")) {
      gate.recused.add(back);
      assertThat(gate.state("review")).as(back).isEqualTo(State.WAITING);
      assertThat(gate.codes("review")).contains("waiver.people");
      gate.recused.clear();
    }
    assertThat(gate.state("review")).isEqualTo(State.WAIVED);
  }

  @Test
  void what_is_satisfied_is_not_waived() {
    waive("review", "bruno", "dmitri");
    gate.sign("hanna", "validator", Decision.APPROVE);

    assertThat(gate.state("review")).isEqualTo(State.SATISFIED);
  }

  @Test
  void a_rejection_is_never_waived() {
    waive("review", "bruno", "dmitri");
    gate.sign("hanna", "validator", Decision.REJECT);

    assertThat(gate.state("review")).isEqualTo(State.UNSATISFIED);
  }

  @Test
  void not_waivable_holds_whoever_grants() {
    TestingGate firm =
        TestingGate.asking(REVIEW.replace("tiers: [high]}", "tiers: [high], waivable: false}"));
    waive(firm, "review", "bruno", "dmitri");

    assertThat(firm.state("review")).isEqualTo(State.WAITING);
  }

  @Test
  void an_approval_is_never_waived() {
    waive("decision", "bruno", "dmitri");

    assertThat(gate.state("decision")).isEqualTo(State.WAITING);
  }

  @Test
  void a_policy_that_says_nothing_of_waivers_allows_none() {
    TestingGate silent = TestingGate.asking(REVIEW, "");
    waive(silent, "review", "bruno", "dmitri");

    assertThat(silent.state("review")).isEqualTo(State.WAITING);
  }

  @Test
  void nobody_who_contributed_asks_or_grants() {
    waive("review", "ada", "dmitri");
    assertThat(gate.state("review")).as("asked by the proposer").isEqualTo(State.WAITING);

    TestingGate other = TestingGate.asking(REVIEW);
    other.roles.put("ada", Set.of("risk-manager"));
    waive(other, "review", "bruno", "ada");
    assertThat(other.state("review")).as("granted by the proposer").isEqualTo(State.WAITING);
  }

  @Test
  void one_person_is_not_two() {
    waive("review", "dmitri", "dmitri");
    assertThat(gate.state("review")).isEqualTo(State.WAITING);

    TestingGate accounts = TestingGate.asking(REVIEW);
    accounts.creators.put("bruno", Set.of("dmitri"));
    waive(accounts, "review", "bruno", "dmitri");
    assertThat(accounts.state("review"))
        .as("an account that the other made is the other")
        .isEqualTo(State.WAITING);
  }

  @Test
  void who_lost_the_role_since_no_longer_grants() {
    waive("review", "bruno", "dmitri");
    gate.roles.put("dmitri", Set.of());

    assertThat(gate.state("review")).isEqualTo(State.WAITING);
    assertThat(gate.codes("review")).contains("waiver.people");
  }

  @Test
  void an_approval_given_before_a_waiver_does_not_answer_for_it() {
    gate.sign("lena", "owner", Decision.APPROVE);
    waive("review", "bruno", "dmitri");
    assertThat(gate.codes("decision")).contains("sign-off.unanswered");

    gate.sign("lena", "owner", Decision.APPROVE);
    assertThat(gate.verdict().passes()).isTrue();
  }

  @Test
  void the_policy_says_how_long_at_most() {
    var limits = gate.policy().waivers().orElseThrow();
    assertThat(Waiver.tooLong(limits, gate.now, LocalDate.of(2026, 12, 25))).isEmpty();
    assertThat(Waiver.tooLong(limits, gate.now, LocalDate.of(2026, 12, 26)))
        .get()
        .asString()
        .contains("until 2026-12-25 at the latest");
    assertThat(Waiver.tooLong(limits, gate.now, LocalDate.of(2026, 11, 24))).isPresent();
  }

  private void waive(String requirement, String asks, String grants) {
    waive(gate, requirement, asks, grants);
  }

  private static void waive(TestingGate gate, String requirement, String asks, String grants) {
    ask(gate, requirement, asks);
    gate.act(new WaiverGranted(gate.by(grants), "w_1", 1, "risk-manager", TestingGate.SOME));
  }

  private void ask(String requirement, String asks) {
    ask(gate, requirement, asks);
  }

  private static void ask(TestingGate gate, String requirement, String asks) {
    gate.act(new WaiverAsked(gate.by(asks), "w_1", 1, requirement, "2026-12-10", TestingGate.SOME));
  }
}
