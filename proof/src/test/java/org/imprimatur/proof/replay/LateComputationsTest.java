// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.proof.replay.TestingBatches.DRIFT;
import static org.imprimatur.proof.replay.TestingBatches.MORE;
import static org.imprimatur.proof.replay.TestingBatches.OF_LABELS;
import static org.imprimatur.proof.replay.TestingBatches.OTHER;
import static org.imprimatur.proof.replay.TestingBatches.PERFORMANCE;
import static org.imprimatur.proof.replay.TestingBatches.QUALITY;
import static org.imprimatur.proof.replay.TestingBatches.ROWS;
import static org.imprimatur.proof.replay.TestingBatches.VALUE;
import static org.imprimatur.proof.replay.TestingBatches.at;
import static org.imprimatur.proof.replay.TestingBatches.error;
import static org.imprimatur.proof.replay.TestingBatches.evaluated;
import static org.imprimatur.proof.replay.TestingBatches.labelled;
import static org.imprimatur.proof.replay.TestingBatches.labels;
import static org.imprimatur.proof.replay.TestingBatches.scored;
import static org.imprimatur.proof.replay.TestingBatches.sent;
import static org.imprimatur.proof.replay.TestingBatches.signal;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A log that goes on without a computation: nobody measures for a promise what is not computed, and
 * the promise is not overdue where another batch measured it. Times are hours after the promotion;
 * the first batch comes at the third.
 */
class LateComputationsTest {
  private static final byte[] CARD = "id,score".getBytes(UTF_8);
  private static final byte[] WORDS = "It was the wrong file.".getBytes(UTF_8);

  static Stream<Arguments> late() {
    Act other = evaluated(6, 2, Optional.empty(), "failed", OptionalLong.empty(), error(OTHER));
    return Stream.of(
        wrong("never computed", sent(1, ROWS, 1, 2), anything(28), anything(53)),
        wrong(
            "hidden behind one that was",
            sent(1, ROWS, 1, 2),
            sent(2, OTHER, 2, 3),
            other,
            anything(28),
            anything(53),
            anything(90)),
        wrong("computed long after", sent(1, ROWS, 1, 2), anything(28), anything(53), scored(54)),
        wrong(
            "labels that nobody looked at",
            sent(1, ROWS, 1, 2),
            scored(3),
            labels(4),
            anything(29),
            anything(54)),
        wrong(
            "better labels that nobody looked at",
            sent(1, ROWS, 1, 2),
            scored(3),
            labels(4, MORE),
            evaluated(4, 1, Optional.of(MORE), "failed", OptionalLong.empty(), error(MORE)),
            labels(5),
            anything(30),
            anything(55)));
  }

  private static Arguments wrong(String what, Act... acts) {
    return arguments(what, List.of(acts));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("late")
  void what_was_sent_and_not_computed_is_found_and_nothing_else_tells_of_it(
      String what, List<Act> acts) {
    assertThat(found(acts)).as(what).containsExactly("batch.uncomputed");
  }

  static Stream<Arguments> inTime() {
    return Stream.of(
        wrong("many wait at once", sent(1, ROWS, 1, 2), anything(26), anything(50)),
        wrong("it waits for labels", sent(1, ROWS, 1, 2), scored(3), anything(300)),
        wrong("computed within a day", sent(1, ROWS, 1, 2), anything(26), scored(26), anything(99)),
        wrong(
            "with its labels",
            sent(1, ROWS, 1, 2),
            scored(3),
            labels(4),
            labelled(5),
            signal(5, VALUE),
            anything(300)),
        wrong(
            "taken back",
            sent(1, ROWS, 1, 2),
            scored(3),
            labels(4),
            labelled(5),
            signal(5, VALUE),
            withdrawn(),
            anything(300)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inTime")
  void what_is_computed_in_time_or_not_due_is_in_order(String what, List<Act> acts) {
    assertThat(found(acts)).as(what).isEmpty();
  }

  /** A promise that was overdue meanwhile is another matter. */
  @Test
  void a_server_that_was_down_for_weeks_computes_it_when_it_is_back() {
    var story = story();
    story.acts.addAll(List.of(sent(1, ROWS, 1, 2), anything(400), scored(423)));
    assertThat(codes(story)).doesNotContain("batch.uncomputed");
  }

  private static List<String> found(List<Act> acts) {
    var story = story();
    story.acts.addAll(acts);
    TestingMeasures.keep(story);
    return codes(story);
  }

  private static TestingStory story() {
    var story = TestingStory.honest();
    List<Json.Obj> documents = List.of(QUALITY, DRIFT, OF_LABELS, PERFORMANCE);
    documents.forEach(document -> story.put(document.canonical()));
    List.of(error(OTHER), error(MORE)).forEach(document -> story.put(document.canonical()));
    story.put(CARD);
    story.put(WORDS);
    return story;
  }

  private static List<String> codes(TestingStory story) {
    return story.replay().findings().stream().map(Finding::code).toList();
  }

  private static Act withdrawn() {
    return new BatchWithdrawn(
        at(7, "p_ada"), 1, TestingPapers.MODEL, 1, "sender", Digest.of(WORDS), Optional.empty());
  }

  private static Act anything(int hours) {
    return new CardFiled(at(hours, "p_ada"), TestingPapers.MODEL, 1, Digest.of(CARD));
  }
}
