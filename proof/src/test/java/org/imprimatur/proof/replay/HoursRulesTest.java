// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.imprimatur.proof.act.HoursAct.HoursStated;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.hours.TestingHours;
import org.imprimatur.proof.hours.WorkingHours;
import org.imprimatur.proof.hours.WorkingHours.Closed;
import org.imprimatur.proof.hours.WorkingHours.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Stated working hours in a replay. */
class HoursRulesTest {
  private static final WorkingHours OFFICE = TestingHours.office("Europe/Berlin");
  private static final Instant AFTER =
      TestingStory.honest().acts.getLast().at().plus(Duration.ofMinutes(1));

  static Stream<Arguments> statements() {
    return Stream.of(
        arguments("by a risk manager", "", "p_dmitri", text(OFFICE)),
        arguments("by a proposer", "hours.role", "p_ada", text(OFFICE)),
        arguments("by nobody who is there", "act.by hours.role", "p_nobody", text(OFFICE)),
        arguments("by the server", "act.by hours.role", Stamp.SYSTEM, text(OFFICE)),
        arguments(
            "in no zone", "hours.zone", "p_dmitri", text(TestingHours.office("Europe/Atlantis"))),
        arguments(
            "backwards",
            "hours.backwards",
            "p_dmitri",
            text(
                new WorkingHours(
                    "UTC", List.of(new Period("monday", "17:00", "09:00")), List.of()))),
        arguments(
            "closed until before it begins",
            "hours.closed",
            "p_dmitri",
            text(TestingHours.office("UTC", new Closed("2027-01-04", "2026-12-18", "Freeze")))),
        arguments(
            "all at once",
            "hours.role hours.zone hours.week",
            "p_ada",
            text(new WorkingHours("", List.of(), List.of()))),
        arguments("of another kind", "blob.shape", "p_dmitri", "{\"imprimatur\":\"use/v1\"}"),
        arguments(
            "of another shape", "hours.unreadable", "p_dmitri", "{\"imprimatur\":\"hours/v1\"}"),
        arguments("in no JSON", "blob.shape", "p_dmitri", "nine to five"));
  }

  private static String text(WorkingHours hours) {
    return hours.document().text();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("statements")
  void hours_are_stated(String what, String codes, String by, String text) {
    TestingStory story = TestingStory.honest();
    story.put(text.getBytes(UTF_8));
    story.acts.add(new HoursStated(new Stamp(AFTER, by), Digest.of(text.getBytes(UTF_8))));

    assertThat(codes(story)).as(what).isEqualTo(codes);
  }

  @Test
  void hours_whose_document_is_missing_are_not_established() {
    TestingStory story = TestingStory.honest();
    story.acts.add(new HoursStated(new Stamp(AFTER, "p_dmitri"), Digest.of(OFFICE.document())));

    assertThat(codes(story)).isEqualTo("blob.missing");
  }

  @Test
  void hours_are_stated_over_and_over_and_not_back_in_time() {
    TestingStory story = TestingStory.honest();
    story.put(OFFICE.document().canonical());
    Digest digest = Digest.of(OFFICE.document());
    story.acts.add(new HoursStated(new Stamp(AFTER, "p_dmitri"), digest));
    story.acts.add(new HoursStated(new Stamp(AFTER, "p_dmitri"), digest));
    assertThat(codes(story)).isEmpty();

    story.acts.add(new HoursStated(new Stamp(AFTER.minusSeconds(1), "p_dmitri"), digest));
    assertThat(codes(story)).isEqualTo("order.time");
  }

  private static String codes(TestingStory story) {
    return String.join(" ", story.replay().findings().stream().map(Finding::code).toList());
  }
}
