// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ImpactAct.CauseCondemned;
import org.imprimatur.proof.act.ImpactAct.CondemnationLifted;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.ReinstatementAsked;
import org.imprimatur.proof.act.MonitoringAct.VersionReopened;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.PeopleAct.PersonAdded;
import org.imprimatur.proof.act.PeopleAct.RoleGiven;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.impact.Condemnations;
import org.imprimatur.proof.monitoring.Footing;
import org.imprimatur.proof.monitoring.Permit;
import org.imprimatur.proof.monitoring.Reopening;
import org.imprimatur.proof.monitoring.Watch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is opened again is decided anew by a day, or suspended: what a day may be, when the
 * suspension comes, and what keeps it away.
 */
class ReopeningRulesTest {
  private static final Digest WORDS = Digest.of("because".getBytes(UTF_8));
  private static final Instant BEGIN = story().acts.getLast().at().plusSeconds(60);
  private static final LocalDate TODAY = LocalDate.ofInstant(BEGIN, ZoneOffset.UTC);
  private static final String DAY = TODAY.plusDays(3).toString();
  private static final Instant OVER = TODAY.plusDays(4).atStartOfDay(ZoneOffset.UTC).toInstant();

  private final TestingStory story = story();

  private static TestingStory story() {
    TestingStory story = TestingStory.honest();
    story.put("because".getBytes(UTF_8));
    var founding = new Stamp(story.acts.getFirst().at(), Stamp.SYSTEM);
    story.acts.add(2, new PersonAdded(founding, "p_grace", WORDS));
    story.acts.add(3, new RoleGiven(founding, "p_grace", "risk-manager"));
    return story;
  }

  static Stream<Arguments> orders() {
    Act known = condemned("i_bad", DAY);
    Act again = reopened("i_bad", DAY);
    return Stream.of(
        arguments("suspended on its day", "", List.of(known, again, suspended(OVER, "i_bad"))),
        arguments(
            "suspended before its day",
            "suspension.cause",
            List.of(known, again, suspended(OVER.minusMillis(1), "i_bad"))),
        arguments(
            "suspended without a reopening",
            "suspension.cause",
            List.of(known, suspended(OVER, "i_bad"))),
        arguments(
            "suspended where no day was set",
            "suspension.cause",
            List.of(condemned("i_bad", ""), reopened("i_bad", ""), suspended(OVER, "i_bad"))),
        arguments(
            "suspended for another condemnation",
            "suspension.cause",
            List.of(known, again, suspended(OVER, "i_other"))),
        arguments(
            "suspended by a person in the name of the day",
            "suspension.cause",
            List.of(
                known,
                again,
                new VersionSuspended(
                    new Stamp(OVER, "p_dmitri"),
                    TestingPapers.MODEL,
                    1,
                    1,
                    new Cause.Undecided("i_bad", OVER)))),
        arguments(
            "suspended since another instant",
            "suspension.cause",
            List.of(
                known,
                again,
                new VersionSuspended(
                    new Stamp(OVER, Stamp.SYSTEM),
                    TestingPapers.MODEL,
                    1,
                    1,
                    new Cause.Undecided("i_bad", OVER.minusSeconds(1))))),
        arguments(
            "never suspended",
            "suspension.missing",
            List.of(known, again, anything(OVER), anything(OVER.plusSeconds(3_601)))),
        arguments("not suspended yet", "", List.of(known, again, anything(OVER.minusMillis(1)))),
        arguments(
            "lifted before the day",
            "",
            List.of(
                known,
                again,
                lifted(OVER.minusMillis(1)),
                anything(OVER),
                anything(OVER.plusSeconds(3_601)))),
        arguments(
            "suspended although it was lifted",
            "suspension.cause",
            List.of(known, again, lifted(OVER.minusMillis(1)), suspended(OVER, "i_bad"))),
        arguments(
            "brought back after the day by two persons",
            "reinstatement.undecided",
            List.of(known, again, suspended(OVER, "i_bad"), asked(OVER.plusSeconds(1)))),
        arguments(
            "brought back once it was lifted",
            "",
            List.of(
                known,
                again,
                suspended(OVER, "i_bad"),
                lifted(OVER.plusSeconds(1)),
                asked(OVER.plusSeconds(2)))),
        arguments(
            "the earlier day of two holds",
            "",
            List.of(
                condemned("i_bad", TODAY.plusDays(9).toString()),
                reopened("i_bad", TODAY.plusDays(9).toString()),
                condemned("i_two", "engine", "imprimatur", DAY),
                reopened("i_two", DAY),
                suspended(OVER, "i_two"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("orders")
  void a_suspension_comes_on_its_day_and_for_nothing_else(
      String what, String code, List<Act> acts) {
    story.acts.addAll(acts);
    TestingMeasures.keep(story);
    assertThat(codes()).as(what).isEqualTo(code.isEmpty() ? List.of() : List.of(code));
  }

  static Stream<Arguments> days() {
    return Stream.of(
        arguments("today", TODAY.toString(), true),
        arguments("the last day that may be", TODAY.plusDays(90).toString(), true),
        arguments("yesterday", TODAY.minusDays(1).toString(), false),
        arguments("too far", TODAY.plusDays(91).toString(), false),
        arguments("no day", "soon", false),
        arguments("a moment", DAY + "T09:00:00Z", false),
        arguments("a day that there is none", "2026-02-30", false),
        arguments("nothing", " ", false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("days")
  void a_day_is_one_from_today_and_not_too_far(String what, String day, boolean may) {
    story.acts.add(condemned("i_bad", day));
    assertThat(codes()).as(what).isEqualTo(may ? List.of() : List.of("condemnation.day"));

    story.acts.set(story.acts.size() - 1, condemned("i_bad", ""));
    story.acts.add(reopened("i_bad", day));
    assertThat(codes()).as(what).isEqualTo(may ? List.of() : List.of("reopening.day"));
  }

  @Test
  void what_leaves_production_is_decided() {
    story.acts.addAll(List.of(condemned("i_bad", DAY), reopened("i_bad", DAY)));
    assertThat(footing().next()).contains(OVER);
    assertThat(footing().suspends()).containsExactly(new Cause.Undecided("i_bad", OVER));

    story.acts.add(
        new VersionPromoted(
            new Stamp(OVER.minusSeconds(9), "p_ada"),
            TestingPapers.MODEL,
            1,
            1,
            "production",
            "archived"));
    assertThat(footing().suspends()).isEmpty();
    assertThat(footing().next()).isEmpty();
  }

  private Footing footing() {
    Watch watch = Objects.requireNonNull(Watch.all(story.acts).get(1L));
    return new Footing(
        watch,
        Permit.of(watch, Optional.empty(), OVER),
        List.of(),
        Optional.empty(),
        List.of(),
        Reopening.of(watch, Condemnations.of(story.acts)),
        OVER);
  }

  private static Act condemned(String id, String day) {
    return condemned(id, "data", TestingPapers.TEST_SET.toString(), day);
  }

  private static Act condemned(String id, String kind, String thing, String day) {
    return new CauseCondemned(
        new Stamp(BEGIN, "p_dmitri"),
        id,
        kind,
        thing,
        Optional.empty(),
        Optional.empty(),
        Optional.of(day).filter(one -> !one.isEmpty()),
        WORDS);
  }

  private static Act reopened(String id, String day) {
    return new VersionReopened(
        new Stamp(BEGIN, "p_dmitri"),
        TestingPapers.MODEL,
        1,
        1,
        id,
        Optional.of(day).filter(one -> !one.isEmpty()));
  }

  private static Act suspended(Instant at, String id) {
    return new VersionSuspended(
        new Stamp(at, Stamp.SYSTEM), TestingPapers.MODEL, 1, 1, new Cause.Undecided(id, OVER));
  }

  private static Act asked(Instant at) {
    return new ReinstatementAsked(new Stamp(at, "p_lena"), TestingPapers.MODEL, 1, 1, WORDS);
  }

  private static Act lifted(Instant at) {
    return new CondemnationLifted(new Stamp(at, "p_grace"), "i_bad", WORDS);
  }

  private static Act anything(Instant at) {
    return new CardFiled(new Stamp(at, "p_ada"), TestingPapers.MODEL, 1, WORDS);
  }

  private List<String> codes() {
    return story.replay().findings().stream().map(Finding::code).toList();
  }
}
