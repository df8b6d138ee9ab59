// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.MonitoringAct.Breach;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.PromiseAnswered;
import org.imprimatur.proof.act.MonitoringAct.ReinstatementAsked;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.MonitoringAct.VersionReinstated;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.PeopleAct.TokenIssued;
import org.imprimatur.proof.act.PeopleAct.TokenRevoked;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Signals, explanations and suspensions are held to their rules: who, when, and whether the cause
 * was true at that instant. Times are hours after the promotion.
 */
class MonitoringRulesTest {
  private static final String OVERDUE = "overdue loans";
  private static final String RATIO = "four-fifths ratio";
  private static final TestingStory STORY = TestingStory.honest();
  private static final Instant PROMOTED = STORY.acts.getLast().at();
  private static final Digest WORDS = Digest.of("because".getBytes(UTF_8));

  @Test
  void a_breach_a_suspension_for_it_and_a_way_back_by_two_persons_are_in_order() {
    assertThat(
            found(
                token("signal"),
                byToken("p_ada"),
                signal(4, OVERDUE, "0.05"),
                suspended(4, Breach.BROKEN, 4),
                asked(5, "p_lena"),
                reinstated(6, "p_dmitri"),
                signal(8, OVERDUE, "0.05"),
                suspended(8, Breach.BROKEN, 4)))
        .isEmpty();
  }

  @Test
  void a_measurement_that_stays_away_suspends_and_is_explained_by_its_owner() {
    assertThat(found(suspended(25, Breach.MISSING, 24), ordered(26, "p_dmitri", "risk-manager")))
        .containsExactly("suspension.twice");
    assertThat(found(answered(25, "p_lena", Breach.MISSING, 24, "2026-11-30"))).isEmpty();
    assertThat(
            found(
                signal(2, RATIO, "0.7"),
                answered(3, "p_dmitri", RATIO, new Hours(Breach.BROKEN, 2), "2026-12-01")))
        .isEmpty();
  }

  @Test
  void late_signals_and_those_out_of_order_count_by_their_window() {
    assertThat(
            found(signal(4, OVERDUE, "0.01"), late(6, 2, "0.05"), suspended(6, Breach.BROKEN, 2)))
        .as("broken before it was kept")
        .containsExactly("suspension.cause");
    assertThat(
            found(signal(4, OVERDUE, "0.05"), late(6, 2, "0.06"), suspended(6, Breach.BROKEN, 2)))
        .isEmpty();
  }

  @Test
  void a_server_that_was_down_when_a_promise_broke_writes_first_and_then_suspends() {
    assertThat(found(card(3_000), suspended(3_000, Breach.MISSING, 24), card(9_000))).isEmpty();
    assertThat(found(signal(4, OVERDUE, "0.05"), signal(4, RATIO, "0.9"), anew(4, 3, "0.01")))
        .as("measured anew before the hour was over, over a later window")
        .isEmpty();
  }

  @Test
  void a_promise_that_only_tells_or_that_nobody_broke_suspends_nothing() {
    assertThat(found(signal(2, RATIO, "0.1"), card(20))).isEmpty();
    assertThat(found(signal(20, OVERDUE, "0.01"), card(43))).as("due a day later").isEmpty();
    assertThat(found(ordered(1, "p_lena", "owner"), signal(4, OVERDUE, "0.05"), card(600)))
        .as("suspended before")
        .isEmpty();
  }

  static Stream<Arguments> forged() {
    return Stream.of(
        arguments(
            "a broken promise that suspended nothing",
            "suspension.missing",
            List.of(signal(4, OVERDUE, "0.05"), card(4), card(5), card(9), card(20))),
        arguments(
            "a broken promise whose suspension came far too late",
            "suspension.missing",
            List.of(signal(4, OVERDUE, "0.05"), card(4), card(7), suspended(7, Breach.BROKEN, 4))),
        arguments(
            "a promise that broke and was kept again hours later",
            "suspension.missing",
            List.of(signal(4, OVERDUE, "0.05"), card(4), signal(6, OVERDUE, "0.01"))),
        arguments(
            "a broken promise that is explained and suspends nothing",
            "suspension.missing",
            List.of(
                signal(4, OVERDUE, "0.05"),
                answered(4, "p_lena", Breach.BROKEN, 4, "2026-11-30"),
                card(6))),
        arguments(
            "a measurement that stayed away and suspended nothing",
            "suspension.missing",
            List.of(signal(2, OVERDUE, "0.01"), card(27), card(29))),
        arguments(
            "nothing was ever measured, and nothing suspended",
            "suspension.missing",
            List.of(card(25), card(27), card(90))),
        arguments(
            "broken again after two let it serve, and nothing suspended",
            "suspension.missing",
            List.of(
                signal(4, OVERDUE, "0.05"),
                suspended(4, Breach.BROKEN, 4),
                asked(5, "p_lena"),
                reinstated(6, "p_dmitri"),
                signal(8, OVERDUE, "0.05"),
                card(8),
                card(10))),
        arguments(
            "a beginning of the breach that late windows move",
            "suspension.missing",
            List.of(signal(4, OVERDUE, "0.05"), late(4, 2, "0.06"), card(4), card(6))),
        arguments("a promise that is none", "signal.promise", List.of(signal(2, "lift", "0.1"))),
        arguments("a value that is none", "signal.value", List.of(signal(2, OVERDUE, "NaN"))),
        arguments("a value written oddly", "signal.value", List.of(signal(2, OVERDUE, "1E-2"))),
        arguments("a value with a space", "signal.value", List.of(signal(2, OVERDUE, "0.1 "))),
        arguments("nothing measured", "signal.n", List.of(measured(0, 1, 2, 2))),
        arguments("a window turned round", "signal.window", List.of(measured(9, 2, 1, 2))),
        arguments("a window to come", "signal.future", List.of(measured(9, 1, 3, 2))),
        arguments("a window before production", "signal.early", List.of(measured(9, -2, -1, 2))),
        arguments(
            "the same window twice",
            "signal.twice",
            List.of(signal(2, OVERDUE, "0.01"), signal(2, OVERDUE, "0.015"))),
        arguments(
            "another person's token", "signal.token", List.of(token("signal"), byToken("p_lena"))),
        arguments(
            "a token without the scope", "signal.token", List.of(token("read"), byToken("p_ada"))),
        arguments(
            "a token that was revoked",
            "signal.token",
            List.of(
                token("signal"),
                new TokenRevoked(at(1, "p_ada"), "p_ada", "t_adas"),
                byToken("p_ada"))),
        arguments(
            "a window of more than ten years",
            "signal.window",
            List.of(measured(9, -3_654 * 24, 2, 2))),
        arguments(
            "a version that is not there",
            "version.unknown",
            List.of(new VersionReinstated(at(2, "p_dmitri"), TestingPapers.MODEL, 2, 1))),
        arguments(
            "a suspension without its cause",
            "suspension.cause",
            List.of(signal(2, OVERDUE, "0.01"), suspended(2, Breach.BROKEN, 2))),
        arguments(
            "a suspension before it is due",
            "suspension.cause",
            List.of(suspended(23, Breach.MISSING, 24))),
        arguments(
            "a suspension for a promise that only tells",
            "suspension.cause",
            List.of(signal(2, RATIO, "0.1"), suspended(2, RATIO, Breach.BROKEN, 2))),
        arguments(
            "a person in Imprimatur's place",
            "suspension.cause",
            List.of(
                signal(2, OVERDUE, "0.05"),
                new VersionSuspended(
                    at(2, "p_dmitri"),
                    TestingPapers.MODEL,
                    1,
                    1,
                    new Cause.Broken(breach(OVERDUE, Breach.BROKEN, 2))))),
        arguments(
            "the same breach again after two let it serve",
            "suspension.cause",
            List.of(
                signal(2, OVERDUE, "0.05"),
                suspended(2, Breach.BROKEN, 2),
                asked(3, "p_lena"),
                reinstated(4, "p_dmitri"),
                suspended(5, Breach.BROKEN, 2))),
        arguments(
            "a suspension by somebody",
            "suspension.by",
            List.of(ordered(2, "p_bruno", "risk-manager"))),
        arguments(
            "a suspension in an odd role", "suspension.by", List.of(ordered(2, "p_ada", "king"))),
        arguments(
            "Imprimatur decides like a person",
            "act.by suspension.by",
            List.of(ordered(2, Stamp.SYSTEM, "risk-manager"))),
        arguments("a way back from nothing", "reinstatement.none", List.of(asked(2, "p_lena"))),
        arguments(
            "a way back by one",
            "reinstatement.unasked",
            List.of(ordered(2, "p_lena", "owner"), reinstated(3, "p_dmitri"))),
        arguments(
            "a way back by the same person",
            "reinstatement.same",
            List.of(
                ordered(2, "p_lena", "owner"), asked(3, "p_dmitri"), reinstated(4, "p_dmitri"))),
        arguments(
            "a way back by somebody without the role",
            "reinstatement.role",
            List.of(ordered(2, "p_lena", "owner"), asked(3, "p_lena"), reinstated(4, "p_bruno"))),
        arguments(
            "a way back that a contributor asks for",
            "reinstatement.by",
            List.of(ordered(2, "p_lena", "owner"), asked(3, "p_ada"))),
        arguments(
            "a way back by somebody with a hand in the model",
            "act.role reinstatement.hand",
            List.of(
                ordered(2, "p_lena", "owner"),
                new CardFiled(at(2, "p_dmitri"), TestingPapers.MODEL, 1, WORDS),
                asked(3, "p_lena"),
                reinstated(4, "p_dmitri"))),
        arguments(
            "a wish over a wish",
            "reinstatement.asked",
            List.of(ordered(2, "p_lena", "owner"), asked(3, "p_lena"), asked(3, "p_dmitri"))),
        arguments(
            "one wish that lets it serve twice",
            "reinstatement.unasked",
            List.of(
                ordered(2, "p_lena", "owner"),
                asked(3, "p_lena"),
                reinstated(4, "p_dmitri"),
                ordered(5, "p_lena", "owner"),
                reinstated(6, "p_dmitri"))),
        arguments(
            "a suspension of another submission",
            "suspension.submission",
            List.of(
                new VersionSuspended(
                    at(2, "p_lena"),
                    TestingPapers.MODEL,
                    1,
                    2,
                    new Cause.Ordered("owner", WORDS)))),
        arguments(
            "an explanation of no breach",
            "answer.breach",
            List.of(answered(2, "p_lena", Breach.MISSING, 24, "2026-11-30"))),
        arguments(
            "an explanation by a stranger",
            "answer.by",
            List.of(answered(25, "p_bruno", Breach.MISSING, 24, "2026-11-30"))),
        arguments(
            "an explanation for too long",
            "answer.until",
            List.of(answered(25, "p_lena", Breach.MISSING, 24, "2027-11-30"))),
        arguments(
            "an explanation until no day",
            "answer.until",
            List.of(answered(25, "p_lena", Breach.MISSING, 24, "soon"))),
        arguments(
            "a second explanation",
            "answer.twice",
            List.of(
                answered(25, "p_lena", Breach.MISSING, 24, "2026-11-30"),
                answered(25, "p_dmitri", Breach.MISSING, 24, "2026-12-30"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forged")
  void what_could_not_be_recorded_is_found(String what, String codes, List<Act> acts) {
    assertThat(String.join(" ", found(acts.toArray(Act[]::new)))).as(what).isEqualTo(codes);
  }

  @Test
  void words_that_are_missing_are_found() {
    TestingStory story = TestingStory.honest();
    story.acts.add(ordered(2, "p_lena", "owner"));

    assertThat(story.replay().findings()).extracting(Finding::code).containsExactly("blob.missing");
  }

  private static List<String> found(Act... acts) {
    TestingStory story = TestingStory.honest();
    story.put("because".getBytes(UTF_8));
    story.acts.addAll(List.of(acts));
    return story.replay().findings().stream().map(Finding::code).toList();
  }

  private static Stamp at(int hours, String by) {
    return new Stamp(hour(hours), by);
  }

  private static Instant hour(int hours) {
    return PROMOTED.plus(Duration.ofHours(hours));
  }

  private static SignalRecorded signal(int hours, String promise, String value) {
    return signal(at(hours, "p_ada"), promise, value, OptionalLong.empty(), hours - 1, hours);
  }

  private static SignalRecorded late(int hours, int end, String value) {
    return signal(at(hours, "p_ada"), OVERDUE, value, OptionalLong.empty(), end - 1, end);
  }

  /** Of a window that ends an hour later than others of the same end do. */
  private static SignalRecorded anew(int hours, int from, String value) {
    return signal(at(hours, "p_ada"), OVERDUE, value, OptionalLong.empty(), from - 1, hours);
  }

  private static Act card(int hours) {
    return new CardFiled(at(hours, "p_ada"), TestingPapers.MODEL, 1, WORDS);
  }

  private static SignalRecorded measured(long n, int from, int to, int at) {
    return signal(at(at, "p_ada"), OVERDUE, "0.01", OptionalLong.of(n), from, to);
  }

  private static SignalRecorded signal(
      Stamp stamp, String promise, String value, OptionalLong n, int from, int to) {
    return new SignalRecorded(
        stamp,
        TestingPapers.MODEL,
        1,
        promise,
        value,
        n,
        hour(from),
        hour(to),
        Optional.empty(),
        Optional.empty());
  }

  private static TokenIssued token(String scope) {
    return new TokenIssued(
        at(1, "p_ada"), "p_ada", "t_adas", List.of(scope), Optional.of(hour(200)));
  }

  private static SignalRecorded byToken(String by) {
    return new SignalRecorded(
        at(2, by),
        TestingPapers.MODEL,
        1,
        OVERDUE,
        "0.01",
        OptionalLong.empty(),
        hour(1),
        hour(2),
        Optional.of("t_adas"),
        Optional.empty());
  }

  private record Hours(String kind, int since) {}

  private static Breach breach(String promise, String kind, int since) {
    return new Breach(promise, kind, hour(since));
  }

  private static PromiseAnswered answered(
      int hours, String by, String kind, int since, String until) {
    return answered(hours, by, OVERDUE, new Hours(kind, since), until);
  }

  private static PromiseAnswered answered(
      int hours, String by, String promise, Hours of, String until) {
    return new PromiseAnswered(
        at(hours, by),
        TestingPapers.MODEL,
        1,
        breach(promise, of.kind(), of.since()),
        WORDS,
        until);
  }

  private static VersionSuspended suspended(int hours, String kind, int since) {
    return suspended(hours, OVERDUE, kind, since);
  }

  private static VersionSuspended suspended(int hours, String promise, String kind, int since) {
    return new VersionSuspended(
        at(hours, Stamp.SYSTEM),
        TestingPapers.MODEL,
        1,
        1,
        new Cause.Broken(breach(promise, kind, since)));
  }

  private static VersionSuspended ordered(int hours, String by, String role) {
    return new VersionSuspended(
        at(hours, by), TestingPapers.MODEL, 1, 1, new Cause.Ordered(role, WORDS));
  }

  private static ReinstatementAsked asked(int hours, String by) {
    return new ReinstatementAsked(at(hours, by), TestingPapers.MODEL, 1, 1, WORDS);
  }

  private static VersionReinstated reinstated(int hours, String by) {
    return new VersionReinstated(at(hours, by), TestingPapers.MODEL, 1, 1);
  }
}
