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
import org.imprimatur.proof.act.PeopleAct.PersonAdded;
import org.imprimatur.proof.act.PeopleAct.RoleGiven;
import org.imprimatur.proof.act.PolicyAct.PolicyPublished;
import org.imprimatur.proof.act.SampleAct.SampleAnswered;
import org.imprimatur.proof.act.SampleAct.SampleClosed;
import org.imprimatur.proof.act.SampleAct.SampleDrawn;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.sample.SamplePlan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Audit samples in a replay. One decision was taken; times are minutes after it. */
class SampleRulesTest {
  private static final Instant PROMOTED = TestingStory.honest().acts.getLast().at();
  private static final SamplePlan PLAN = new SamplePlan("The yearly review", List.of("One", "Two"));
  private static final SamplePlan EMPTY = new SamplePlan("The yearly review", List.of());
  private static final Digest WORDS = Digest.of("seen".getBytes(UTF_8));
  private static final Digest BLANK = Digest.of(" ".getBytes(UTF_8));

  static Stream<Arguments> logs() {
    return Stream.of(
        told("whole", "", drawn(), answered(1), answered(2), closed()),
        told(
            "answered anew, and an exception",
            "",
            drawn(),
            answered(1),
            answered(1, 1, "exception", Optional.of(WORDS), "p_hanna"),
            answered(1, 2, "not-applicable", Optional.empty(), "p_hanna"),
            closed()),
        told("out of turn", "number.sample", drawn(2, "p_hanna", 1, 1, PLAN)),
        told("by no auditor", "sample.auditor", drawn(1, "p_ada", 1, 1, PLAN)),
        told("of a time to come", "sample.period", drawn(1, "p_hanna", 99, 1, PLAN)),
        told("of no time", "sample.period sample.population", drawn(1, "p_hanna", -60, 1, PLAN)),
        told("more than there are", "sample.population", drawn(1, "p_hanna", 1, 2, PLAN)),
        told("none", "sample.size", drawn(1, "p_hanna", 1, 0, PLAN)),
        told("nothing is asked", "sample.requests", drawn(1, "p_hanna", 1, 1, EMPTY)),
        told("answered without a sample", "sample.unknown", answered(1)),
        told(
            "of a decision that was not drawn",
            "sample.population sample.item",
            drawn(1, "p_hanna", -1, 1, PLAN),
            answered(1)),
        told(
            "a request that is none",
            "sample.request",
            drawn(),
            answered(1, 3, "in-order", Optional.empty(), "p_hanna")),
        told(
            "an outcome that is none",
            "sample.outcome",
            drawn(),
            answered(1, 1, "fine", Optional.empty(), "p_hanna")),
        told(
            "an exception without words",
            "sample.words",
            drawn(),
            answered(1, 1, "exception", Optional.empty(), "p_hanna")),
        told(
            "blank words",
            "sample.words",
            drawn(),
            answered(1, 1, "exception", Optional.of(BLANK), "p_hanna")),
        told(
            "answered by an auditor who signed",
            "sample.hand",
            drawn(),
            answered(1, 1, "in-order", Optional.empty(), "p_bruno")),
        told("closed too early", "sample.unanswered", drawn(), answered(1), closed()),
        told(
            "answered after it was closed",
            "sample.closed",
            drawn(),
            answered(1),
            answered(2),
            closed(),
            answered(1)),
        told(
            "closed twice",
            "sample.closed",
            drawn(),
            answered(1),
            answered(2),
            closed(),
            closed()));
  }

  private static Arguments told(String what, String codes, Act... acts) {
    return arguments(what, codes, List.of(acts));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("logs")
  void a_sample(String what, String codes, List<Act> acts) {
    TestingStory story = TestingStory.honest();
    story.put("seen".getBytes(UTF_8));
    story.put(" ".getBytes(UTF_8));
    story.put(PLAN.document().canonical());
    story.put(EMPTY.document().canonical());
    Stamp founding = story.acts.getFirst().stamp();
    story.acts.add(2, new PersonAdded(founding, "p_hanna", TestingPapers.commitment("p_hanna")));
    story.acts.add(3, new RoleGiven(founding, "p_hanna", "auditor"));
    story.acts.add(last(story), new RoleGiven(founding, "p_bruno", "auditor"));
    story.acts.addAll(acts);

    assertThat(String.join(" ", story.replay().findings().stream().map(Finding::code).toList()))
        .as(what)
        .isEqualTo(codes);
  }

  @ParameterizedTest
  @CsvSource({"p_bruno, sample.hand", "p_hanna, ''"})
  void a_retrain_is_not_audited_by_whoever_signed_its_envelope(String auditor, String codes) {
    var retrain = new TestingRetrain();
    TestingStory story = retrain.story;
    Stamp founding = story.acts.getFirst().stamp();
    story.acts.add(2, new PersonAdded(founding, "p_hanna", TestingPapers.commitment("p_hanna")));
    story.acts.add(3, new RoleGiven(founding, "p_hanna", "auditor"));
    story.acts.add(last(story), new RoleGiven(founding, "p_bruno", "auditor"));
    story.put(PLAN.document().canonical());
    long number = retrain.submit(2);
    retrain.promote(number, 2);
    Stamp stamp = retrain.by("p_hanna");
    retrain.act(
        new SampleDrawn(
            stamp,
            1,
            "production",
            List.of(),
            PROMOTED,
            stamp.at(),
            2,
            Digest.of(PLAN.document())));
    retrain.act(
        new SampleAnswered(retrain.by(auditor), 1, number, 1, "in-order", Optional.empty()));

    assertThat(retrain.codes()).isEqualTo(codes);
  }

  /** Where those who were there from the beginning are all added. */
  private static int last(TestingStory story) {
    return story.position(PolicyPublished.class);
  }

  private static Stamp at(String by) {
    return new Stamp(PROMOTED.plus(Duration.ofMinutes(10)), by);
  }

  private static SampleDrawn drawn() {
    return drawn(1, "p_hanna", 1, 1, PLAN);
  }

  private static SampleDrawn drawn(long number, String by, int until, long size, SamplePlan plan) {
    return new SampleDrawn(
        at(by),
        number,
        "production",
        List.of("high"),
        PROMOTED.minus(Duration.ofMinutes(30)),
        PROMOTED.plus(Duration.ofMinutes(until)),
        size,
        Digest.of(plan.document()));
  }

  private static SampleAnswered answered(long request) {
    return answered(1, request, "in-order", Optional.empty(), "p_hanna");
  }

  private static SampleAnswered answered(
      long submission, long request, String outcome, Optional<Digest> words, String by) {
    return new SampleAnswered(at(by), 1, submission, request, outcome, words);
  }

  private static SampleClosed closed() {
    return new SampleClosed(at("p_hanna"), 1, WORDS);
  }
}
