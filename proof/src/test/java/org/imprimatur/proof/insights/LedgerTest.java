// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.imprimatur.proof.insights.Course.Ending;
import org.junit.jupiter.api.Test;

/** Every millisecond of a submission has one owner. */
class LedgerTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestingSubmissions log = new TestingSubmissions();

  private List<String> owners(long number) {
    return owners(log, number);
  }

  private static List<String> owners(TestingSubmissions log, long number) {
    return log.course(number).spans().stream()
        .map(
            span ->
                "%s%s %d h"
                    .formatted(
                        span.owner().kind().word(),
                        span.owner().role().isEmpty() ? "" : " " + span.owner().role(),
                        span.millis() / 3_600_000))
        .toList();
  }

  @Test
  void a_submission_goes_from_the_machine_over_each_role_to_its_promotion() {
    long number = log.submit(1, HOUR);
    log.later(HOUR).card(number, true);
    log.later(HOUR.multipliedBy(2)).sign(number, "p_bruno", "validator", "approve");
    log.later(HOUR.multipliedBy(3)).sign(number, "p_chiara", "compliance", "approve");
    log.later(HOUR.multipliedBy(4)).sign(number, "p_lena", "business-owner", "approve");
    log.later(HOUR.multipliedBy(5)).promote(number);
    log.later(HOUR.multipliedBy(9));

    assertThat(owners(number))
        .containsExactly(
            "machine 1 h",
            "role validator 2 h",
            "role compliance 3 h",
            "role business-owner 4 h",
            "proposer 5 h");
    assertThat(log.course(number).ending()).isEqualTo(Ending.PROMOTED);
  }

  @Test
  void what_a_tier_does_not_ask_for_delays_no_role() {
    var low = new TestingSubmissions("low");
    long number = low.submit(1, HOUR);
    low.later(HOUR).sign(number, "p_lena", "business-owner", "approve");
    low.later(HOUR.multipliedBy(2));

    assertThat(owners(low, number)).containsExactly("role business-owner 1 h", "proposer 2 h");
    assertThat(low.course(number).times().signed()).isPresent();
  }

  private static TestingSubmissions watching(String id, String enforced) {
    return new TestingSubmissions(
        "high",
        TestingSubmissions.POLICY.replace(
            "{id: " + id + ",", "{id: " + id + ", enforced: " + enforced + ","));
  }

  @Test
  void what_is_only_watched_is_nobodys_turn_until_its_day() {
    TestingSubmissions watched = watching("compliance", "{from: 2026-09-02}");
    long number = watched.submit(1, HOUR);
    watched.card(number, true);
    watched.later(HOUR.multipliedBy(2)).sign(number, "p_bruno", "validator", "approve");
    watched.later(HOUR.multipliedBy(20)).sign(number, "p_lena", "business-owner", "approve");
    watched.later(HOUR.multipliedBy(3)).sign(number, "p_chiara", "compliance", "approve");

    assertThat(owners(watched, number))
        .containsExactly("role validator 2 h", "role business-owner 20 h", "role compliance 3 h");
  }

  @Test
  void evidence_that_is_only_watched_holds_nobody_up_and_does_from_its_day_on() {
    TestingSubmissions watched = watching("card", "{from: 2026-09-02}");
    long number = watched.submit(1, HOUR);
    watched.card(number, false);
    watched.later(HOUR.multipliedBy(20)).sign(number, "p_bruno", "validator", "approve");
    watched.later(HOUR.multipliedBy(3)).card(number, true);

    assertThat(owners(watched, number)).containsExactly("role validator 20 h", "proposer 3 h");
  }

  @Test
  void a_team_of_the_owner_is_asked_before_the_others() {
    TestingSubmissions watched =
        watching("compliance", "{from: 2027-01-01, teams: {Lending: 2026-08-01}}");
    long number = watched.submit(1, HOUR);
    watched.card(number, true);
    watched.sign(number, "p_bruno", "validator", "approve");
    watched.later(HOUR);

    assertThat(owners(watched, number)).containsExactly("role compliance 1 h");
    assertThat(watched.insights().theatre().watching().requirements()).isEqualTo(1);
  }

  @Test
  void what_does_not_satisfy_is_the_proposers_until_it_does() {
    long number = log.submit(1, HOUR);
    log.card(number, false);
    log.later(HOUR.multipliedBy(6)).card(number, true);
    log.later(HOUR.multipliedBy(2));

    assertThat(owners(number)).containsExactly("proposer 6 h", "role validator 2 h");
  }

  @Test
  void a_request_for_changes_a_rejection_and_a_hold_stop_the_clock_of_the_roles() {
    long number = log.submit(1, HOUR);
    log.card(number, true);
    String request = log.askForChanges(number);
    log.later(HOUR).answer(number, request);
    log.later(HOUR);
    log.askForChanges(number);
    // Whoever decides after all takes the own request back.
    log.later(HOUR).sign(number, "p_bruno", "validator", "reject");
    log.later(HOUR.multipliedBy(3)).hold(number);
    log.later(HOUR.multipliedBy(4)).resume(number);
    log.later(HOUR).sign(number, "p_bruno", "validator", "approve");
    log.later(HOUR.multipliedBy(7)).withdraw(number);

    assertThat(owners(number))
        .containsExactly(
            "proposer 1 h",
            "role validator 1 h",
            "proposer 4 h",
            "hold 4 h",
            "proposer 1 h",
            "role compliance 7 h");
    assertThat(log.course(number).ending()).isEqualTo(Ending.WITHDRAWN);
  }

  @Test
  void a_sign_off_over_evidence_that_changed_is_asked_for_again() {
    long number = log.submit(1, HOUR);
    log.card(number, true);
    log.sign(number, "p_bruno", "validator", "approve");
    log.later(HOUR).sign(number, "p_chiara", "compliance", "approve");
    log.later(HOUR).card(number, true);
    log.later(HOUR);

    assertThat(owners(number))
        .containsExactly("role compliance 1 h", "role business-owner 1 h", "role validator 1 h");
  }

  @Test
  void whoever_may_grant_a_waiver_has_it_while_one_is_asked_for() {
    long number = log.submit(1, HOUR);
    log.card(number, false);
    String waiver = log.askForWaiver(number, "2026-09-20");
    log.later(HOUR.multipliedBy(3)).grant(number, waiver);
    log.later(HOUR.multipliedBy(2));

    assertThat(owners(number)).containsExactly("role risk-manager 3 h", "role validator 2 h");
  }

  @Test
  void a_waiver_whose_day_is_over_before_it_was_granted_is_nobodys_to_grant() {
    long number = log.submit(1, HOUR);
    log.card(number, false);
    log.askForWaiver(number, "2026-09-01");
    log.askForWaiver(number, "+999999999-12-31");
    log.later(HOUR.multipliedBy(24)).card(number, false);
    log.later(HOUR.multipliedBy(3));

    assertThat(owners(number)).containsExactly("role risk-manager 24 h", "proposer 3 h");
  }

  @Test
  void the_turn_of_a_role_begins_anew_after_whoever_else_had_the_submission() {
    long number = log.submit(1, HOUR);
    log.card(number, true);
    String request = log.later(HOUR).askForChanges(number);
    log.later(HOUR).answer(number, request);
    log.later(HOUR).sign(number, "p_bruno", "validator", "reject");
    log.later(HOUR).sign(number, "p_bruno", "validator", "approve");
    log.later(HOUR).sign(number, "p_chiara", "compliance", "approve");

    assertThat(log.course(number).signed())
        .extracting(one -> one.asked().map(since -> Duration.between(since, one.at())))
        .containsExactly(Optional.of(HOUR), Optional.empty(), Optional.of(HOUR));
  }

  @Test
  void a_rejection_stands_on_in_the_next_submission_of_the_version() {
    long first = log.submit(1, HOUR);
    log.card(first, true);
    log.sign(first, "p_bruno", "validator", "reject");
    log.later(HOUR).withdraw(first);
    long second = log.submitAgain(1);
    log.card(second, true);
    log.later(HOUR.multipliedBy(2));

    assertThat(log.course(first).ending()).isEqualTo(Ending.REJECTED);
    assertThat(owners(second)).containsExactly("proposer 2 h");
  }

  @Test
  void a_rejection_at_one_gate_does_not_stand_at_another() {
    long first = log.submit(1, HOUR);
    log.card(first, true);
    log.sign(first, "p_bruno", "validator", "reject");
    log.later(HOUR).withdraw(first);
    long second = log.submit(1, "staging");
    log.later(HOUR.multipliedBy(2));

    assertThat(owners(second)).containsExactly("role validator 2 h");
  }

  @Test
  void what_stood_before_a_sign_off_that_is_taken_back_stands_again() {
    long number = log.submit(1, HOUR);
    log.card(number, true);
    log.sign(number, "p_bruno", "validator", "reject");
    log.later(HOUR);
    String approval = log.sign(number, "p_bruno", "validator", "approve");
    log.later(HOUR);
    String rejection = log.sign(number, "p_chiara", "compliance", "reject");
    log.later(HOUR).takeBack(number, "p_chiara", rejection);
    log.takeBack(number, "p_bruno", approval);
    log.later(HOUR.multipliedBy(3)).withdraw(number);

    assertThat(owners(number))
        .containsExactly("proposer 1 h", "role compliance 1 h", "proposer 4 h");
    Course course = log.course(number);
    assertThat(course.ending()).isEqualTo(Ending.REJECTED);
    // Of two rejections the one that stood decided it.
    assertThat(course.times().decided()).contains(course.times().opened());
  }

  @Test
  void the_parts_of_any_story_sum_to_the_whole_to_the_millisecond() {
    long seed = new Random().nextLong();
    System.out.println("LedgerTest: seed " + seed);
    for (int story = 0; story < 40; story++) {
      var told = new RandomSubmissions(new Random(seed + story));
      Instant at = told.log.now;
      List<Course> courses = told.log.chronicle().courses(at);

      for (Course course : courses) {
        Instant end = course.times().ended().orElse(at);
        Instant next = course.times().opened();
        for (Span span : course.spans()) {
          assertThat(span.from()).as("seed %d, story %d", seed, story).isEqualTo(next);
          assertThat(span.to()).isAfter(span.from());
          next = span.to();
        }
        assertThat(next).as("seed %d, story %d", seed, story).isEqualTo(end);
      }
      for (Ledger ledger : Insights.of(told.log.chronicle(), at, Selection.ALL).ledgers()) {
        assertThat(ledger.parts().stream().mapToLong(Ledger.Part::millis).sum())
            .as("seed %d, story %d", seed, story)
            .isEqualTo(ledger.millis());
      }
      assertThat(told.kinds()).isGreaterThan(2);
    }
  }
}
