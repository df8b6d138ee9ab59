// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.IncidentAct.IncidentClosed;
import org.imprimatur.proof.act.IncidentAct.IncidentOpened;
import org.imprimatur.proof.act.ModelAct.ModelHanded;
import org.imprimatur.proof.act.PeopleAct.PersonAdded;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.monitoring.Incident;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Incidents are reported and closed by their rules. Times are hours after the promotion. */
class IncidentRulesTest {
  private static final TestingStory STORY = TestingStory.honest();
  private static final Instant PROMOTED = STORY.acts.getLast().at();
  private static final Digest WORDS = Digest.of("because".getBytes(UTF_8));
  private static final Digest BLANK = Digest.of(" \n".getBytes(UTF_8));

  @Test
  void
      an_incident_is_reported_by_anybody_and_closed_by_a_risk_manager_or_an_owner_without_a_hand() {
    assertThat(
            found(
                opened(2, "p_ada", 1),
                opened(2, "p_ada", 2),
                closed(3, "p_dmitri", "risk-manager", 1),
                new ModelHanded(at(4, "p_lena"), TestingPapers.MODEL, "p_bruno"),
                closed(5, "p_bruno", "owner", 2)))
        .isEmpty();
  }

  static Stream<Arguments> forged() {
    return Stream.of(
        arguments("a number that is taken", "number.incident", List.of(open(), open())),
        arguments("a number too far", "number.incident", List.of(opened(2, "p_ada", 7))),
        arguments("a version that is not there", "version.unknown", List.of(of(2, 1))),
        arguments("another submission's path", "incident.submission", List.of(of(1, 9))),
        arguments(
            "a severity that is none", "incident.severity", List.of(told("grave", "none", "user"))),
        arguments("a harm that is none", "incident.harm", List.of(told("low", "loss", "user"))),
        arguments(
            "found by nobody known", "incident.found-by", List.of(told("low", "none", "luck"))),
        arguments("awareness to come", "incident.future", List.of(aware(3, 2))),
        arguments("awareness before production", "incident.early", List.of(aware(-1, 2))),
        arguments(
            "a report by somebody without a role",
            "people.role incident.opener",
            List.of(
                new PersonAdded(at(1, "p_dmitri"), "p_nobody", WORDS), opened(2, "p_nobody", 1))),
        arguments(
            "Imprimatur reports", "act.by incident.opener", List.of(opened(2, Stamp.SYSTEM, 1))),
        arguments("nothing said", "incident.text", List.of(words(BLANK))),
        arguments(
            "closing what nobody reported",
            "incident.unknown",
            List.of(closed(2, "p_dmitri", "risk-manager", 1))),
        arguments(
            "closing it for another version",
            "version.unknown",
            List.of(
                open(),
                new IncidentClosed(
                    at(3, "p_dmitri"), 1, TestingPapers.MODEL, 2, "risk-manager", WORDS, WORDS))),
        arguments(
            "closing twice",
            "incident.twice",
            List.of(
                open(),
                closed(3, "p_dmitri", "risk-manager", 1),
                closed(4, "p_dmitri", "risk-manager", 1))),
        arguments(
            "closing in a role not held",
            "incident.by",
            List.of(open(), closed(3, "p_bruno", "risk-manager", 1))),
        arguments(
            "closing in an odd role",
            "incident.by",
            List.of(open(), closed(3, "p_dmitri", "king", 1))),
        arguments(
            "an author closes as owner",
            "incident.hand",
            List.of(
                open(),
                new ModelHanded(at(2, "p_lena"), TestingPapers.MODEL, "p_ada"),
                closed(3, "p_ada", "owner", 1))),
        arguments(
            "an author who is nothing closes",
            "incident.by incident.hand",
            List.of(open(), closed(3, "p_ada", "owner", 1))),
        arguments(
            "a lesson that is blank", "incident.lesson", List.of(open(), ending(WORDS, BLANK))),
        arguments(
            "a cause that is blank", "incident.cause", List.of(open(), ending(BLANK, WORDS))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forged")
  void what_could_not_be_recorded_is_found(String what, String codes, List<Act> acts) {
    assertThat(String.join(" ", found(acts.toArray(Act[]::new)))).as(what).isEqualTo(codes);
  }

  @Test
  void words_that_are_missing_are_found() {
    TestingStory story = TestingStory.honest();
    story.acts.add(open());

    assertThat(story.replay().findings()).extracting(Finding::code).containsExactly("blob.missing");
  }

  @ParameterizedTest
  @CsvSource({
    "none,",
    "serious, 2026-12-16",
    "widespread, 2026-12-03",
    "death, 2026-12-11",
    "unknown,"
  })
  void a_report_is_due_by_the_harm_and_not_by_the_severity(String harm, LocalDate due) {
    var aware = Instant.parse("2026-12-01T23:59:00Z");
    var act =
        new IncidentOpened(
            at(2, "p_ada"), 1, TestingPapers.MODEL, 1, 1, "low", harm, aware, "user", WORDS);

    assertThat(new Incident(act, Optional.empty()).reportDue()).isEqualTo(Optional.ofNullable(due));
  }

  private static List<String> found(Act... acts) {
    TestingStory story = TestingStory.honest();
    story.put("because".getBytes(UTF_8));
    story.put(" \n".getBytes(UTF_8));
    story.acts.addAll(List.of(acts));
    return story.replay().findings().stream().map(Finding::code).toList();
  }

  private static Stamp at(int hours, String by) {
    return new Stamp(hour(hours), by);
  }

  private static Instant hour(int hours) {
    return PROMOTED.plus(Duration.ofHours(hours));
  }

  private static IncidentOpened open() {
    return opened(2, "p_ada", 1);
  }

  private static IncidentOpened opened(int hours, String by, long number) {
    return new IncidentOpened(
        at(hours, by),
        number,
        TestingPapers.MODEL,
        1,
        1,
        "high",
        "none",
        hour(hours - 1),
        "user",
        WORDS);
  }

  private static IncidentOpened of(long version, long submission) {
    return new IncidentOpened(
        at(2, "p_ada"),
        1,
        TestingPapers.MODEL,
        version,
        submission,
        "high",
        "none",
        hour(1),
        "user",
        WORDS);
  }

  private static IncidentOpened told(String severity, String harm, String foundBy) {
    return new IncidentOpened(
        at(2, "p_ada"), 1, TestingPapers.MODEL, 1, 1, severity, harm, hour(1), foundBy, WORDS);
  }

  private static IncidentOpened aware(int aware, int at) {
    return new IncidentOpened(
        at(at, "p_ada"), 1, TestingPapers.MODEL, 1, 1, "low", "none", hour(aware), "user", WORDS);
  }

  private static IncidentOpened words(Digest words) {
    return new IncidentOpened(
        at(2, "p_ada"), 1, TestingPapers.MODEL, 1, 1, "low", "none", hour(1), "user", words);
  }

  private static IncidentClosed closed(int hours, String by, String role, long number) {
    return new IncidentClosed(at(hours, by), number, TestingPapers.MODEL, 1, role, WORDS, WORDS);
  }

  private static IncidentClosed ending(Digest cause, Digest lesson) {
    return new IncidentClosed(
        at(3, "p_dmitri"), 1, TestingPapers.MODEL, 1, "risk-manager", cause, lesson);
  }
}
