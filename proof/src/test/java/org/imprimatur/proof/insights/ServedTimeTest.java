// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.RemovalAct.VersionRetired;
import org.imprimatur.proof.act.RollbackAct.Judged;
import org.imprimatur.proof.act.RollbackAct.VersionRestored;
import org.imprimatur.proof.digest.Digest;
import org.junit.jupiter.api.Test;

/** For how long what came to production serves, by the way on which it was approved. */
class ServedTimeTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final TestingServings production = new TestingServings();
  private final TestingSubmissions log = production.log;
  private final Digest words = production.words;

  @Test
  void the_time_since_the_approval_takes_only_those_that_served_so_long() {
    for (int i = 0; i < 5; i++) {
      production.serves(DAY.multipliedBy(9));
    }
    long last = production.serves(DAY.multipliedBy(100));
    production.incident(last, log.now.minus(DAY.multipliedBy(40)));

    assertThat(production.rate("age", "to 30 days"))
        .isEqualTo(new Rate(0, 6, TestingServings.days(5 * 10 + 30)));
    assertThat(production.rate("age", "31 to 90 days"))
        .isEqualTo(new Rate(1, 1, TestingServings.days(60)));
    assertThat(production.rate("age", "91 to 180 days"))
        .isEqualTo(new Rate(0, 1, TestingServings.days(10)));
    assertThat(production.rate("age", "later")).isEqualTo(new Rate(0, 0, 0));
  }

  @Test
  void a_suspended_version_and_one_taken_back_do_not_serve() {
    long first = production.serves(DAY.multipliedBy(10));
    production.suspend(first, new Cause.Ordered("owner", words));
    log.later(DAY.multipliedBy(5));
    production.reinstate(first);
    log.later(DAY.multipliedBy(2));
    long emergency = production.bypassed(DAY.multipliedBy(3));
    production.takeBack(emergency);
    log.later(DAY.multipliedBy(7));

    // A day passes between the wish for the emergency and its entry.
    assertThat(production.rate("path", "ordinary").millis())
        .isEqualTo(TestingServings.days(10 + 2 + 1 + 7));
    assertThat(production.rate("path", "break-glass").millis()).isEqualTo(TestingServings.days(3));
  }

  @Test
  void a_version_that_people_went_back_to_serves_and_one_that_was_taken_out_does_not() {
    long first = production.serves(DAY.multipliedBy(10));
    long second = production.waived(DAY.multipliedBy(4));
    var judged = new Judged(first, words, words, words);
    log.acts.add(new VersionRestored(log.by("p_dmitri"), TestingSubmissions.MODEL, first, judged));
    log.later(DAY.multipliedBy(6));
    log.acts.add(
        new VersionRetired(log.by("p_dmitri"), TestingSubmissions.MODEL, first, "owner", words));
    log.later(DAY.multipliedBy(30));
    long emergency = production.bypassed(DAY.multipliedBy(3));
    production.takeBack(emergency);
    log.later(DAY.multipliedBy(9));

    // A day passes between the wish for each version and its entry.
    assertThat(production.rate("path", "ordinary").millis())
        .isEqualTo(TestingServings.days(10 + 1 + 6));
    assertThat(production.rate("path", "waiver").millis())
        .as("of %d", second)
        .isEqualTo(TestingServings.days(4));
    assertThat(production.rate("path", "break-glass").millis()).isEqualTo(TestingServings.days(3));
  }

  @Test
  void what_was_taken_back_serves_again_once_its_gate_lets_it_in() {
    production.serves(DAY.multipliedBy(10));
    long emergency = production.bypassed(DAY.multipliedBy(3));
    production.suspend(emergency, new Cause.Ordered("owner", words));
    production.takeBack(emergency);
    log.later(DAY.multipliedBy(7));
    log.promote(emergency);
    log.later(DAY.multipliedBy(5));

    assertThat(production.rate("path", "ordinary"))
        .isEqualTo(new Rate(0, 1, TestingServings.days(10 + 1 + 7)));
    assertThat(production.rate("path", "break-glass"))
        .isEqualTo(new Rate(0, 1, TestingServings.days(3 + 5)));
  }

  @Test
  void what_is_ratified_or_suspended_for_its_debt_stays_on_the_way_that_it_came() {
    long emergency = production.bypassed(DAY.multipliedBy(2));
    production.suspend(emergency, new Cause.Unratified("b_" + emergency));
    log.later(DAY);
    log.promote(emergency);
    log.later(DAY.multipliedBy(6));

    assertThat(production.rate("path", "break-glass"))
        .isEqualTo(new Rate(0, 1, TestingServings.days(2 + 6)));
    assertThat(production.rate("all", "").approvals()).isEqualTo(1);
  }
}
