// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct.ConditionConfirmed;
import org.imprimatur.proof.act.DecisionAct.ConditionMet;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.ReinstatementAsked;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.MonitoringAct.VersionReinstated;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A condition goes on after the promotion: past its last day unmet, or broken by a signal, it
 * suspends the version, once and not for nothing. Its last day is the 27th of November; times are
 * minutes after the promotion on the 25th, or after that day.
 */
class ProvisoRulesTest {
  private static final String RATIO = "four-fifths ratio";
  private static final LocalDate DUE = LocalDate.of(2026, 11, 27);
  private static final Instant END = Instant.parse("2026-11-28T00:00:00Z");
  private static final Instant PROMOTED = words().acts.getLast().at();
  private static final Digest BECAUSE = Digest.of("because".getBytes(UTF_8));

  static Stream<Arguments> inWords() {
    return Stream.of(
        arguments("it lapses at the end of its day", "", List.of(lapsed(0), anything(100))),
        arguments("a minute too early", "suspension.cause", List.of(lapsed(-1))),
        arguments("twice", "suspension.twice suspension.cause", List.of(lapsed(0), lapsed(1))),
        arguments("left out", "suspension.missing", List.of(anything(0), anything(60))),
        arguments(
            "met as two persons said",
            "",
            List.of(met(-20), confirmed(-10), anything(10), anything(90))),
        arguments(
            "and suspended all the same",
            "suspension.cause",
            List.of(met(-20), confirmed(-10), lapsed(0))),
        arguments(
            "said by one alone",
            "suspension.missing",
            List.of(met(-20), anything(10), anything(90))),
        arguments(
            "another condition than there is",
            "suspension.cause",
            List.of(unmet(0, 2, "lapsed", END))),
        arguments(
            "broken by nothing measured", "suspension.cause", List.of(unmet(0, 1, "broken", END))),
        arguments(
            "let serve while it is not met",
            "reinstatement.condition reinstatement.condition",
            List.of(lapsed(0), asked(1), reinstated(2))),
        arguments(
            "let serve once it is met",
            "",
            List.of(lapsed(0), met(1), confirmed(2), asked(3), reinstated(4), anything(200))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inWords")
  void a_condition_in_words(String what, String codes, List<Act> acts) {
    assertThat(found(words(), measured(acts))).as(what).isEqualTo(codes);
  }

  static Stream<Arguments> measured() {
    return Stream.of(
        arguments("it holds", "", List.of(signal(5, "0.90"), anything(100))),
        arguments(
            "a signal breaks it", "", List.of(signal(5, "0.89"), broken(6, 5), anything(100))),
        arguments(
            "the newest signal keeps it",
            "suspension.cause",
            List.of(signal(5, "0.89"), signal(6, "0.91"), broken(7, 5))),
        arguments(
            "a breach that was left out",
            "suspension.missing",
            List.of(signal(5, "0.89"), anything(6), anything(90))),
        arguments(
            "a breach that ended within the hour",
            "",
            List.of(signal(5, "0.89"), signal(30, "0.95"), anything(90))),
        arguments(
            "what was never measured does not break it",
            "suspension.cause",
            List.of(unmet(PROMOTED.plusSeconds(300), 1, "broken", PROMOTED))),
        arguments("and lapses at the end of its day", "", List.of(lapsed(0), anything(100))),
        arguments(
            "a signal that keeps it meets it",
            "suspension.cause",
            List.of(signal(5, "0.90"), lapsed(0))),
        arguments("nobody says that it is met", "condition.measured", List.of(met(-20), lapsed(0))),
        arguments(
            "two persons let serve what a signal mended",
            "",
            List.of(
                signal(5, "0.89"),
                broken(6, 5),
                signal(8, "0.93"),
                new ReinstatementAsked(after(9, "p_lena"), TestingPapers.MODEL, 1, 1, BECAUSE),
                new VersionReinstated(after(10, "p_dmitri"), TestingPapers.MODEL, 1, 1),
                anything(200))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("measured")
  void a_condition_on_signals(String what, String codes, List<Act> acts) {
    String when = "metrics[\"" + RATIO + "\"] >= 0.9";
    assertThat(found(measured(when), measured(acts))).as(what).isEqualTo(codes);
  }

  @Test
  void what_is_missing_neither_breaks_nor_meets_whatever_stands_around_it() {
    String when = "metrics[\"overdue loans\"] < 1.0 || metrics[\"" + RATIO + "\"] < 0.5";
    Act early = unmet(PROMOTED.plusSeconds(360), 1, "broken", PROMOTED.plusSeconds(300));

    assertThat(found(measured(when), List.of(signal(5, "0.1"), early)))
        .isEqualTo("suspension.cause");
    assertThat(found(measured(when), List.of(signal(5, "0.1"), lapsed(0)))).isEmpty();
  }

  @Test
  void an_expression_that_cannot_be_read_is_no_condition() {
    assertThatThrownBy(() -> Condition.measure(Condition.SIGNALS, "signal(overdue) < 2"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String found(TestingStory story, List<Act> acts) {
    story.put("because".getBytes(UTF_8));
    story.acts.addAll(acts);
    return String.join(" ", story.replay().findings().stream().map(Finding::code).toList());
  }

  private static List<Act> measured(List<Act> acts) {
    return TestingMeasures.among(PROMOTED, acts.getLast().at(), acts);
  }

  private static TestingStory words() {
    return TestingStory.underCondition(DUE);
  }

  private static TestingStory measured(String when) {
    return TestingStory.under(
        new Condition(
            "It stays above",
            "p_ada",
            DUE,
            Optional.of(Condition.measure(Condition.SIGNALS, when))));
  }

  private static Stamp at(int minutes, String by) {
    return new Stamp(END.plus(Duration.ofMinutes(minutes)), by);
  }

  private static Stamp after(int minutes, String by) {
    return new Stamp(PROMOTED.plus(Duration.ofMinutes(minutes)), by);
  }

  private static Act lapsed(int minutes) {
    return unmet(minutes, 1, "lapsed", END);
  }

  private static Act broken(int minutes, int since) {
    return unmet(after(minutes, "").at(), 1, "broken", after(since, "").at());
  }

  private static Act unmet(int minutes, long number, String failure, Instant since) {
    return unmet(at(minutes, "").at(), number, failure, since);
  }

  private static Act unmet(Instant at, long number, String failure, Instant since) {
    return new VersionSuspended(
        new Stamp(at, Stamp.SYSTEM),
        TestingPapers.MODEL,
        1,
        1,
        new Cause.Unmet("s_p_bruno", number, failure, since));
  }

  private static Act met(int minutes) {
    return new ConditionMet(at(minutes, "p_ada"), "s_p_bruno", 1, 1, BECAUSE);
  }

  private static Act confirmed(int minutes) {
    return new ConditionConfirmed(at(minutes, "p_bruno"), "s_p_bruno", 1, 1);
  }

  private static Act asked(int minutes) {
    return new ReinstatementAsked(at(minutes, "p_lena"), TestingPapers.MODEL, 1, 1, BECAUSE);
  }

  private static Act reinstated(int minutes) {
    return new VersionReinstated(at(minutes, "p_dmitri"), TestingPapers.MODEL, 1, 1);
  }

  private static Act anything(int minutes) {
    return new CardFiled(at(minutes, "p_ada"), TestingPapers.MODEL, 1, BECAUSE);
  }

  private static Act signal(int minutes, String value) {
    Stamp stamp = after(minutes, "p_ada");
    return new SignalRecorded(
        stamp,
        TestingPapers.MODEL,
        1,
        RATIO,
        value,
        OptionalLong.empty(),
        stamp.at().minusSeconds(30),
        stamp.at(),
        Optional.empty(),
        Optional.empty());
  }
}
