// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.DecisionAct.ChangesAnswered;
import org.imprimatur.proof.act.DecisionAct.ChangesRequested;
import org.imprimatur.proof.act.DecisionAct.ConditionConfirmed;
import org.imprimatur.proof.act.DecisionAct.ConditionMet;
import org.imprimatur.proof.act.DecisionAct.SubmissionHeld;
import org.imprimatur.proof.act.DecisionAct.SubmissionResumed;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.gate.SignOff.Decision;
import org.imprimatur.proof.gate.Verdict.State;
import org.imprimatur.proof.policy.Requirement;
import org.junit.jupiter.api.Test;

/** Conditions, holds, requests for changes, and what the final approval answers for. */
class DecisionsTest {
  private static final Terms BY_DECEMBER =
      new Terms(
          List.of(
              new Condition(
                  "Measure again in December", "ada", LocalDate.of(2026, 12, 1), Optional.empty())),
          Optional.empty(),
          List.of());

  private final TestingGate gate =
      TestingGate.asking(
          "- {id: review, kind: signoff, role: validator, meaning: review, tiers: [high]}");

  @Test
  void an_approval_stands_under_a_condition_until_the_day_is_over() {
    SignOff review = gate.sign("bruno", "validator", Decision.APPROVE_WITH_CONDITIONS, BY_DECEMBER);
    gate.sign("lena", "owner", Decision.APPROVE);
    assertThat(gate.verdict().passes()).isTrue();
    assertThat(gate.codes("review")).contains("condition.open");

    gate.now = Instant.parse("2026-12-01T23:59:59.999Z");
    assertThat(gate.verdict().passes()).isTrue();

    gate.now = Instant.parse("2026-12-02T00:00:00Z");
    assertThat(gate.verdict().passes()).as("the condition lapsed").isFalse();
    assertThat(gate.codes("review")).contains("condition.lapsed");
    assertThat(gate.verdict().trace().text()).contains("condition 1 was due on 2026-12-01");

    gate.act(new ConditionMet(gate.by("ada"), review.id(), 1, 1, TestingGate.SOME));
    assertThat(gate.verdict().passes()).as("its owner alone does not meet it").isFalse();

    gate.act(new ConditionConfirmed(gate.by("bruno"), review.id(), 1, 1));
    assertThat(gate.verdict().passes()).isTrue();
  }

  @Test
  void a_condition_that_is_said_again_is_confirmed_again() {
    SignOff review = gate.sign("bruno", "validator", Decision.APPROVE_WITH_CONDITIONS, BY_DECEMBER);
    gate.now = Instant.parse("2026-12-02T00:00:00Z");
    gate.act(new ConditionMet(gate.by("ada"), review.id(), 1, 1, TestingGate.SOME));
    gate.act(new ConditionConfirmed(gate.by("bruno"), review.id(), 1, 1));
    assertThat(gate.state("review")).isEqualTo(State.SATISFIED);

    gate.act(new ConditionMet(gate.by("ada"), review.id(), 1, 1, TestingGate.SOME));
    assertThat(gate.state("review")).isEqualTo(State.WAITING);
  }

  @Test
  void a_measured_condition_is_met_by_its_figures_alone() {
    var measured =
        new Condition(
            "Calibrated",
            "ada",
            LocalDate.of(2026, 12, 1),
            Optional.of(Condition.measure("performance", "metrics.ece_10 <= 0.05")));
    SignOff review =
        gate.sign(
            "bruno",
            "validator",
            Decision.APPROVE_WITH_CONDITIONS,
            new Terms(List.of(measured), Optional.empty(), List.of()));
    gate.now = Instant.parse("2026-12-02T00:00:00Z");
    gate.act(new ConditionMet(gate.by("ada"), review.id(), 1, 1, TestingGate.SOME));
    gate.act(new ConditionConfirmed(gate.by("bruno"), review.id(), 1, 1));

    assertThat(gate.state("review"))
        .as("the metric was never measured, so nobody can say that it holds")
        .isEqualTo(State.WAITING);
  }

  @Test
  void conditions_that_are_not_there_do_not_approve() {
    gate.sign("bruno", "validator", Decision.APPROVE_WITH_CONDITIONS, Terms.NONE);

    assertThat(gate.state("review")).isEqualTo(State.WAITING);
    assertThat(gate.codes("review")).contains("condition.none");
  }

  @Test
  void who_can_confirm_a_condition() {
    gate.contributors.put("sam", "contributed to version 1");
    gate.roles.put("sam", Set.of("validator"));
    SignoffGiven asker = TestingSignOff.of("bruno", "validator");
    var said = new ConditionMet(gate.by("ada"), "s_1", 1, 1, TestingGate.SOME);
    People people = gate.people();

    assertThat(Decisions.confirms("bruno", asker, said, "ada", people)).isEmpty();
    assertThat(Decisions.confirms("hanna", asker, said, "ada", people)).isEmpty();
    assertThat(Decisions.confirms("ada", asker, said, "ada", people)).isPresent();
    assertThat(Decisions.confirms("sam", asker, said, "ada", people)).isPresent();
    assertThat(Decisions.confirms("lena", asker, said, "ada", people)).isPresent();
    assertThat(Decisions.confirms("hanna", asker, said, "hanna", people))
        .as("it was handed over since")
        .isPresent();
    assertThat(Decisions.confirms("ada", asker, said, "hanna", people)).isPresent();
    gate.creators.put("hanna", Set.of("ada"));
    assertThat(Decisions.confirms("hanna", asker, said, "ada", gate.people())).isPresent();
  }

  @Test
  void nothing_passes_while_it_is_on_hold() {
    signBoth();
    gate.act(new SubmissionHeld(gate.by("dmitri"), 1, TestingGate.SOME));
    assertThat(gate.verdict().passes()).isFalse();
    assertThat(gate.verdict().trace().text()).contains("On hold by dmitri since");

    gate.act(new SubmissionResumed(gate.by("dmitri"), 1, TestingGate.SOME));
    assertThat(gate.verdict().passes()).isTrue();
  }

  @Test
  void the_proposer_cannot_lift_the_hold_of_somebody_else() {
    gate.act(new SubmissionHeld(gate.by("dmitri"), 1, TestingGate.SOME));
    Holds holds = gate.decisions().holds();

    List<Requirement.SignOff> asked =
        gate.policy().asked("production", "high").stream()
            .flatMap(requirement -> requirement.signOffs().stream())
            .toList();
    assertThat(holds.mayEnd("ada", gate.people(), asked)).isFalse();
    assertThat(holds.mayEnd("dmitri", gate.people(), asked)).as("began it").isTrue();
    assertThat(holds.mayEnd("bruno", gate.people(), asked)).isTrue();
    assertThat(holds.mayEnd("chiara", gate.people(), asked)).as("is not asked").isFalse();
  }

  @Test
  void a_reviewer_without_the_qualification_asked_for_ends_no_hold() {
    TestingGate qualified =
        TestingGate.asking(
            "- {id: review, kind: signoff, role: validator, meaning: review, tiers: [high],"
                + " qualified: credit-models}");
    qualified.act(new SubmissionHeld(qualified.by("dmitri"), 1, TestingGate.SOME));
    List<Requirement.SignOff> asked =
        qualified.policy().asked("production", "high").stream()
            .flatMap(requirement -> requirement.signOffs().stream())
            .toList();

    assertThat(qualified.decisions().holds().mayEnd("bruno", qualified.people(), asked)).isFalse();
    assertThat(Holds.mayBegin("bruno", qualified.people(), asked)).isFalse();
    assertThat(qualified.decisions().holds().mayEnd("lena", qualified.people(), asked)).isTrue();
  }

  @Test
  void clocks_stand_while_it_is_on_hold() {
    Instant start = gate.now;
    gate.act(new SubmissionHeld(gate.by("dmitri"), 1, TestingGate.SOME));
    gate.now = start.plus(Duration.ofHours(3));
    gate.act(new SubmissionResumed(gate.by("dmitri"), 1, TestingGate.SOME));
    gate.now = start.plus(Duration.ofHours(5));
    gate.act(new SubmissionHeld(gate.by("bruno"), 1, TestingGate.SOME));
    Holds holds = gate.decisions().holds();

    assertThat(holds.within(start, start.plus(Duration.ofHours(4)))).isEqualTo(Duration.ofHours(3));
    assertThat(holds.within(start.plus(Duration.ofHours(1)), start.plus(Duration.ofHours(2))))
        .isEqualTo(Duration.ofHours(1));
    assertThat(holds.within(start, start.plus(Duration.ofHours(7))))
        .as("the second hold lasts")
        .isEqualTo(Duration.ofHours(5));
    assertThat(holds.within(start.plus(Duration.ofHours(3)), start.plus(Duration.ofHours(4))))
        .isEqualTo(Duration.ZERO);
  }

  @Test
  void a_request_for_changes_hands_the_turn_back_and_signs_nothing() {
    gate.act(new ChangesRequested(gate.by("bruno"), "c_1", 1, "validator", TestingGate.SOME));
    assertThat(gate.state("review")).isEqualTo(State.WAITING);
    assertThat(gate.result("review").turn().role()).isEqualTo("proposer");

    gate.act(new ChangesAnswered(gate.by("ada"), "c_1", 1, TestingGate.SOME));
    assertThat(gate.result("review").turn().role()).isEqualTo("validator");
  }

  @Test
  void the_approval_answers_for_every_opinion_dissent_and_condition() {
    SignOff review = gate.sign("bruno", "validator", Decision.APPROVE_WITH_CONDITIONS, BY_DECEMBER);
    gate.sign("lena", "owner", Decision.APPROVE);
    assertThat(gate.signOffs.getLast().backing().answers())
        .containsOnlyKeys(review.id(), review.id() + "/1");
    assertThat(gate.verdict().passes()).isTrue();

    gate.sign("hanna", "validator", Decision.ABSTAIN);
    assertThat(gate.codes("decision")).contains("sign-off.unanswered");
    assertThat(gate.verdict().passes()).as("a later dissent is not answered for").isFalse();

    gate.sign("lena", "owner", Decision.APPROVE);
    assertThat(gate.verdict().passes()).isTrue();

    gate.sign("bruno", "validator", Decision.APPROVE);
    assertThat(gate.verdict().passes()).as("what it answers for is another opinion now").isFalse();
  }

  @Test
  void two_who_approve_under_conditions_come_to_rest() {
    TestingGate two =
        TestingGate.asking(
            "- {id: both, kind: signoff, role: owner, meaning: approval, count: 2, tiers: [high],"
                + " covers: all}\n");
    two.roles.put("dmitri", Set.of("owner"));
    two.roles.put("hanna", Set.of("owner"));
    two.sign("lena", "owner", Decision.APPROVE_WITH_CONDITIONS, BY_DECEMBER);
    two.sign("dmitri", "owner", Decision.APPROVE_WITH_CONDITIONS, terms("Tell the customers"));
    assertThat(two.state("both"))
        .as("lena has not seen the second condition")
        .isEqualTo(State.WAITING);

    two.sign("lena", "owner", Decision.APPROVE_WITH_CONDITIONS, BY_DECEMBER);
    assertThat(two.state("both")).as("the same conditions again").isEqualTo(State.SATISFIED);

    two.sign("lena", "owner", Decision.APPROVE_WITH_CONDITIONS, terms("Measure every month"));
    assertThat(two.state("both")).as("another condition").isEqualTo(State.WAITING);
  }

  private static Terms terms(String text) {
    return new Terms(
        List.of(new Condition(text, "ada", LocalDate.of(2026, 12, 1), Optional.empty())),
        Optional.empty(),
        List.of());
  }

  @Test
  void a_further_opinion_in_favour_takes_no_approval_away() {
    signBoth();
    gate.sign("hanna", "validator", Decision.APPROVE);

    assertThat(gate.verdict().passes()).isTrue();
  }

  @Test
  void a_class_that_is_computed_again_lapses_only_who_covers_it() {
    TestingGate narrow =
        TestingGate.asking(
            """
            - {id: review, kind: signoff, role: validator, meaning: review, tiers: [high], covers: [documentation]}
            - {id: fairness, kind: signoff, role: compliance, meaning: review, tiers: [high], covers: [fairness]}
            """);
    narrow.contents.put("fairness", "first");
    narrow.sign("bruno", "validator", Decision.APPROVE);
    narrow.sign("chiara", "compliance", Decision.APPROVE);
    narrow.sign("lena", "owner", Decision.APPROVE);
    assertThat(narrow.verdict().passes()).isTrue();

    narrow.contents.put("fairness", "second");

    assertThat(narrow.state("review")).as("kept").isEqualTo(State.SATISFIED);
    assertThat(narrow.codes("fairness")).contains("sign-off.lapsed");
    assertThat(narrow.codes("decision")).contains("sign-off.lapsed");
  }

  private void signBoth() {
    gate.sign("bruno", "validator", Decision.APPROVE);
    gate.sign("lena", "owner", Decision.APPROVE);
  }
}
