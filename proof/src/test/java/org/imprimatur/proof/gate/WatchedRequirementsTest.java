// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.imprimatur.proof.act.DecisionAct.WaiverAsked;
import org.imprimatur.proof.act.DecisionAct.WaiverGranted;
import org.imprimatur.proof.gate.SignOff.Decision;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.gate.Verdict.State;
import org.imprimatur.proof.gate.Verdict.Turn;
import org.junit.jupiter.api.Test;

/** A requirement that is watched before it is enforced: it says what it would say, and no more. */
class WatchedRequirementsTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-12-15T00:00:00Z");
  private static final String LATER = "enforced: {from: 2027-03-01, tiers: {high: 2026-12-15}}";
  private static final String CARD =
      "- {id: card, kind: document, class: documentation, sections: [limits], tiers: [high], %s}";
  private static final String REVIEW =
      "- {id: %s, kind: signoff, role: validator, meaning: review, tiers: [high], covers:"
          + " [documentation]%s}";

  private static TestingGate approved(String... requirements) {
    TestingGate gate = TestingGate.asking(String.join("\n", requirements));
    gate.sign("lena", "owner", Decision.APPROVE);
    return gate;
  }

  private static String watched(String requirement) {
    return requirement.formatted(LATER);
  }

  @Test
  void it_binds_from_the_first_instant_of_its_day_and_not_one_before() {
    TestingGate gate = approved(watched(CARD));

    gate.now = MIDNIGHT.minusMillis(1);
    assertThat(gate.verdict().passes()).isTrue();
    assertThat(gate.state("card")).isEqualTo(State.NOT_APPLICABLE);

    gate.now = MIDNIGHT;
    assertThat(gate.verdict().passes()).isFalse();
    assertThat(gate.state("card")).isEqualTo(State.UNSATISFIED);
    assertThat(gate.codes("card")).doesNotContain(Watched.CODE);
  }

  @Test
  void it_says_until_when_and_what_it_would_say_and_is_nobodys_turn() {
    Verdict.Result result = approved(watched(CARD)).result("card");

    assertThat(result.reasons().getFirst().sentence())
        .isEqualTo(
            "Watched until 2026-12-15, when it is enforced in the high tier; today it would be"
                + " unsatisfied: outside.");
    assertThat(result.reasons()).hasSizeGreaterThan(1).noneMatch(Verdict.Reason::against);
    assertThat(result.turn()).isEqualTo(Turn.NOBODY);
    assertThat(result.outcome()).isEqualTo(Outcome.NONE);
    assertThat(Watched.of(result))
        .contains(
            new Watched(
                LocalDate.of(2026, 12, 15),
                "in the high tier",
                State.UNSATISFIED,
                Outcome.OUTSIDE));
  }

  @Test
  void its_recorded_trace_reads_back_as_the_same_bytes() {
    Verdict verdict = approved(watched(CARD)).verdict();

    assertThat(Verdict.read(verdict.trace()).trace().text()).isEqualTo(verdict.trace().text());
  }

  @Test
  void a_team_of_the_owner_brings_it_in_earlier() {
    TestingGate gate =
        approved(CARD.formatted("enforced: {from: 2027-03-01, teams: {cards: 2026-11-25}}"));
    assertThat(gate.verdict().passes()).isTrue();

    gate.lines.addAll(Set.of("loans", "cards"));
    assertThat(gate.verdict().passes()).isFalse();
  }

  @Test
  void a_sign_off_that_is_watched_is_not_asked_for_and_takes_nobodys_seat() {
    TestingGate gate =
        approved(REVIEW.formatted("second", ", " + LATER), REVIEW.formatted("first", ""));
    gate.sign("bruno", "validator", Decision.APPROVE);
    gate.sign("lena", "owner", Decision.APPROVE);

    assertThat(gate.verdict().passes())
        .as("the watched one stands above and would seat the only validator who signed")
        .isTrue();
    assertThat(Gate.counted(gate.input())).containsOnlyKeys("first", "decision");
    assertThat(gate.input().asked()).extracting("id").containsExactly("first", "decision");

    gate.now = MIDNIGHT;
    assertThat(gate.verdict().passes()).isFalse();
    assertThat(Gate.counted(gate.input())).containsKey("second");
  }

  @Test
  void what_comes_after_something_watched_does_not_wait_for_it() {
    TestingGate gate =
        TestingGate.asking(
            watched(CARD) + "\n" + REVIEW.formatted("validation", ", after: [card]"));
    gate.sign("bruno", "validator", Decision.APPROVE);
    gate.sign("lena", "owner", Decision.APPROVE);
    assertThat(gate.state("validation")).isEqualTo(State.SATISFIED);

    gate.now = MIDNIGHT;
    assertThat(gate.state("validation")).isEqualTo(State.WAITING);
    assertThat(gate.codes("validation")).contains("sign-off.after");
  }

  @Test
  void what_is_watched_may_itself_come_after_something() {
    TestingGate gate =
        approved(
            CARD.formatted("waivable: false"),
            REVIEW.formatted("validation", ", after: [card], " + LATER));

    assertThat(gate.codes("validation")).startsWith(Watched.CODE).contains("sign-off.after");
    assertThat(gate.verdict().open())
        .extracting(Verdict.Result::requirement)
        .containsExactly("card");
  }

  @Test
  void what_is_never_waivable_binds_nobody_either_while_it_is_watched() {
    TestingGate gate = approved(CARD.formatted("waivable: false, " + LATER));
    assertThat(gate.verdict().passes()).isTrue();

    gate.now = MIDNIGHT;
    assertThat(gate.verdict().passes()).isFalse();
  }

  @Test
  void a_watched_veto_stops_nothing_until_its_day() {
    TestingGate gate =
        approved("- {id: legal, kind: veto, role: compliance, tiers: [high], " + LATER + "}");
    gate.sign("chiara", "compliance", Decision.REJECT);
    gate.sign("lena", "owner", Decision.APPROVE);
    assertThat(gate.verdict().passes()).isTrue();
    assertThat(gate.codes("legal")).containsExactly(Watched.CODE, "sign-off.rejected");

    gate.now = MIDNIGHT;
    assertThat(gate.state("legal")).isEqualTo(State.UNSATISFIED);
    assertThat(gate.verdict().passes()).isFalse();
  }

  @Test
  void watched_alternatives_are_no_choice_that_anything_rests_on() {
    String either =
        """
        - id: second-line
          kind: any
          tiers: [high]
          %s
          of:
            - {role: validator, meaning: review, count: 2}
            - [{role: validator, meaning: review}, {role: compliance, meaning: review}]
        """
            .formatted(LATER);
    TestingGate gate = approved(either, REVIEW.formatted("validation", ""));
    gate.sign("bruno", "validator", Decision.APPROVE);
    gate.sign("lena", "owner", Decision.APPROVE);
    assertThat(gate.verdict().passes()).isTrue();
    assertThat(Watched.of(gate.result("second-line")).map(Watched::today)).contains(State.WAITING);

    gate.now = MIDNIGHT;
    assertThat(gate.verdict().passes()).isFalse();
  }

  @Test
  void a_waiver_granted_ahead_counts_from_the_day_on_and_looks_like_no_pass_before() {
    TestingGate gate = approved(watched(CARD));
    gate.now = Instant.parse("2026-12-10T09:00:00Z");
    gate.act(new WaiverAsked(gate.by("bruno"), "w_1", 1, "card", "2026-12-20", TestingGate.SOME));
    gate.act(new WaiverGranted(gate.by("dmitri"), "w_1", 1, "risk-manager", TestingGate.SOME));
    gate.sign("lena", "owner", Decision.APPROVE);
    assertThat(gate.verdict().waived()).isEmpty();
    assertThat(Watched.of(gate.result("card")).map(Watched::words)).contains("waived");

    gate.now = MIDNIGHT;
    assertThat(gate.state("card")).isEqualTo(State.WAIVED);
    gate.now = Instant.parse("2026-12-21T00:00:00Z");
    assertThat(gate.state("card")).isEqualTo(State.EXPIRED);
  }

  @Test
  void a_gate_that_only_watches_lets_nothing_through_and_what_is_watched_satisfies_nothing() {
    TestingGate gate = TestingGate.asking(watched(CARD));
    assertThat(gate.verdict().passes()).isFalse();

    gate.contents.clear();
    gate.sign("lena", "owner", Decision.APPROVE);
    assertThat(gate.result("card").state()).isNotEqualTo(State.SATISFIED);
  }

  @Test
  void whether_people_can_pass_at_all_is_asked_as_if_everything_were_enforced() {
    TestingGate gate = TestingGate.asking(REVIEW.formatted("validation", ", count: 5, " + LATER));

    assertThat(gate.policy().gates().values())
        .flatExtracting(one -> Staffing.gaps(one, "high", gate.people()))
        .singleElement()
        .asString()
        .startsWith("validation: 5 sign-offs as validator asked");
    assertThat(gate.policy().signingRoles()).contains("validator");
  }

  @Test
  void as_if_everything_were_enforced_nothing_is_watched() {
    TestingGate gate = approved(watched(CARD));
    Verdict verdict = Gate.evaluate(gate.input().asIfEnforced());

    assertThat(verdict.passes()).isFalse();
    assertThat(verdict.results()).allMatch(result -> Watched.of(result).isEmpty());
  }

  @Test
  void a_failure_of_what_is_watched_is_nobodys_failure_yet() {
    TestingGate gate = approved(watched(CARD));
    assertThat(Failures.of(gate.input()).all()).isEmpty();

    gate.now = MIDNIGHT;
    assertThat(Failures.of(gate.input()).all()).isNotEmpty();
  }

  @Test
  void a_role_that_only_a_watched_requirement_asks_moves_nothing_before_its_day() {
    TestingGate gate =
        approved(
            "- {id: legal, kind: signoff, role: compliance, meaning: review, tiers: [high], covers:"
                + " [documentation], "
                + LATER
                + "}");
    People people = gate.people();
    List<String> asked =
        gate.input().asked().stream()
            .flatMap(one -> one.signOffs().stream())
            .map(one -> one.role())
            .toList();

    assertThat(asked).containsExactly("owner");
    assertThat(people.eligible("compliance")).containsExactly("chiara");
    assertThat(gate.policy().signOffs("production", "high"))
        .containsExactlyEntriesOf(new TreeMap<>(Map.of("compliance", 1, "owner", 1)));
  }
}
