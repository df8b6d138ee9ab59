// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.ReinstatementAsked;
import org.imprimatur.proof.act.MonitoringAct.VersionReinstated;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The end of an approval suspends once, at its instant and not before, and nobody leaves that out.
 * The approval holds for two days; times are minutes after its end.
 */
class ExpiryRulesTest {
  private static final TestingStory STORY = TestingStory.expiring();
  private static final Instant PROMOTED = STORY.acts.getLast().at();
  private static final Instant DUE = PROMOTED.plus(Duration.ofDays(2));
  private static final Digest WORDS = Digest.of("because".getBytes(UTF_8));

  static Stream<Arguments> logs() {
    return Stream.of(
        arguments("suspended at its instant", "", List.of(expired(0))),
        arguments("and the log goes on", "", List.of(expired(0), anything(600))),
        arguments("nothing was recorded since", "", List.of(anything(-1))),
        arguments(
            "a server that was down writes first and then acts",
            "",
            List.of(anything(3_000), expired(3_001), anything(9_000))),
        arguments("a minute too early", "suspension.cause", List.of(expired(-1))),
        arguments("twice", "suspension.twice suspension.cause", List.of(expired(0), expired(1))),
        arguments(
            "for an end that is another",
            "suspension.cause",
            List.of(expired(2, DUE.minusMillis(1)))),
        arguments(
            "by a person in Imprimatur's place",
            "suspension.cause",
            List.of(
                new VersionSuspended(
                    at(1, "p_dmitri"), TestingPapers.MODEL, 1, 1, new Cause.Expired(DUE)))),
        arguments(
            "left out", "suspension.missing", List.of(anything(1), anything(61), anything(200))),
        arguments(
            "recorded when it was far too late",
            "suspension.missing",
            List.of(anything(1), expired(90))),
        arguments(
            "two persons renew what only a gate renews",
            "reinstatement.expired reinstatement.expired",
            List.of(expired(0), asked(1), reinstated(2))),
        arguments(
            "decided by a person before, it is not suspended again",
            "",
            List.of(ordered(-60), anything(1), anything(90))),
        arguments(
            "let serve before its end, it is suspended then",
            "",
            List.of(ordered(-60), asked(-50), reinstated(-40), expired(0))));
  }

  @Test
  void promises_that_cannot_be_read_are_found_and_stop_no_replay() {
    TestingStory story = TestingStory.expiring();
    SubmissionOpened opened = story.first(SubmissionOpened.class);
    Digest unreadable =
        story.put(
            Json.obj()
                .put("imprimatur", "promises/v1")
                .put("kpis", Json.array(List.of(Json.of(1)))));
    story.acts.set(
        story.position(SubmissionOpened.class),
        new SubmissionOpened(
            opened.stamp(),
            opened.submission(),
            opened.model(),
            opened.version(),
            opened.gate(),
            opened.manifest(),
            opened.use(),
            opened.policy(),
            opened.risk(),
            opened.examination(),
            Optional.of(unreadable)));

    assertThat(story.found()).anyMatch(found -> found.endsWith(" suspension.unestablished"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("logs")
  void the_end_of_an_approval(String what, String codes, List<Act> acts) {
    TestingStory story = TestingStory.expiring();
    story.put("because".getBytes(UTF_8));
    story.acts.addAll(TestingMeasures.among(PROMOTED, DUE, acts));

    assertThat(String.join(" ", story.replay().findings().stream().map(Finding::code).toList()))
        .as(what)
        .isEqualTo(codes);
  }

  private static Stamp at(int minutes, String by) {
    return new Stamp(DUE.plus(Duration.ofMinutes(minutes)), by);
  }

  private static Act expired(int minutes) {
    return expired(minutes, DUE);
  }

  private static Act expired(int minutes, Instant due) {
    return new VersionSuspended(
        at(minutes, Stamp.SYSTEM), TestingPapers.MODEL, 1, 1, new Cause.Expired(due));
  }

  private static Act ordered(int minutes) {
    return new VersionSuspended(
        at(minutes, "p_lena"), TestingPapers.MODEL, 1, 1, new Cause.Ordered("owner", WORDS));
  }

  private static Act asked(int minutes) {
    return new ReinstatementAsked(at(minutes, "p_lena"), TestingPapers.MODEL, 1, 1, WORDS);
  }

  private static Act reinstated(int minutes) {
    return new VersionReinstated(at(minutes, "p_dmitri"), TestingPapers.MODEL, 1, 1);
  }

  private static Act anything(int minutes) {
    return new CardFiled(at(minutes, "p_ada"), TestingPapers.MODEL, 1, WORDS);
  }
}
