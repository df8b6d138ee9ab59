// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.proof.replay.TestingBatches.AUC;
import static org.imprimatur.proof.replay.TestingBatches.DRIFT;
import static org.imprimatur.proof.replay.TestingBatches.FIT;
import static org.imprimatur.proof.replay.TestingBatches.LABELS;
import static org.imprimatur.proof.replay.TestingBatches.MORE;
import static org.imprimatur.proof.replay.TestingBatches.OTHER;
import static org.imprimatur.proof.replay.TestingBatches.PERFORMANCE;
import static org.imprimatur.proof.replay.TestingBatches.QUALITY;
import static org.imprimatur.proof.replay.TestingBatches.ROWS;
import static org.imprimatur.proof.replay.TestingBatches.VALUE;
import static org.imprimatur.proof.replay.TestingBatches.at;
import static org.imprimatur.proof.replay.TestingBatches.column;
import static org.imprimatur.proof.replay.TestingBatches.digests;
import static org.imprimatur.proof.replay.TestingBatches.drift;
import static org.imprimatur.proof.replay.TestingBatches.error;
import static org.imprimatur.proof.replay.TestingBatches.evaluated;
import static org.imprimatur.proof.replay.TestingBatches.found;
import static org.imprimatur.proof.replay.TestingBatches.hour;
import static org.imprimatur.proof.replay.TestingBatches.labelled;
import static org.imprimatur.proof.replay.TestingBatches.labels;
import static org.imprimatur.proof.replay.TestingBatches.named;
import static org.imprimatur.proof.replay.TestingBatches.performance;
import static org.imprimatur.proof.replay.TestingBatches.quality;
import static org.imprimatur.proof.replay.TestingBatches.scored;
import static org.imprimatur.proof.replay.TestingBatches.scores;
import static org.imprimatur.proof.replay.TestingBatches.sent;
import static org.imprimatur.proof.replay.TestingBatches.signal;
import static org.imprimatur.proof.replay.TestingBatches.typed;
import static org.imprimatur.proof.replay.TestingBatches.withoutCutoff;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct.BatchEvaluated;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Batches of production rows in a replay: who sends them, that what was computed is of these rows,
 * and that exactly the signals follow that the evidence gives. Times are hours after the promotion.
 */
class BatchRulesTest {
  @Test
  void scores_then_labels_then_the_one_signal_that_they_give_are_in_order() {
    assertThat(found(sent(1, ROWS, 1, 2), scored(3), labels(4), labelled(5), signal(5, VALUE)))
        .isEmpty();
  }

  @Test
  void what_could_not_be_computed_leaves_its_window_free_and_says_nothing() {
    assertThat(
            found(
                sent(1, ROWS, 1, 2),
                evaluated(3, 1, Optional.empty(), "failed", OptionalLong.empty(), error(ROWS)),
                sent(2, OTHER, 1, 2)))
        .isEmpty();
  }

  static Stream<Arguments> unfit() {
    return Stream.of(
        arguments(
            "no id column",
            quality(ROWS, 100, 0, Json.obj().put("score", column("number")).build())),
        arguments(
            "no score column",
            quality(ROWS, 100, 0, Json.obj().put("id", column("integer")).build())),
        arguments("scores that are words", quality(ROWS, 100, 0, scores("text"))),
        arguments("an id twice", quality(ROWS, 100, 1, FIT)),
        arguments("no rows", quality(ROWS, 0, 0, FIT)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unfit")
  void rows_that_no_label_can_ever_score_leave_their_window_free(String what, Json.Obj quality) {
    OptionalLong rows = OptionalLong.of(quality.object("metrics").object("rows").integer("value"));
    assertThat(
            found(
                List.of(quality),
                sent(1, ROWS, 1, 2),
                evaluated(3, 1, Optional.empty(), "failed", rows, quality),
                sent(2, OTHER, 1, 2)))
        .as(what)
        .isEmpty();
    assertThat(
            found(
                List.of(quality),
                sent(1, ROWS, 1, 2),
                evaluated(3, 1, Optional.empty(), "awaiting-labels", rows, quality, DRIFT)))
        .as("as it was recorded before this was looked at")
        .isEmpty();
  }

  @Test
  void labels_that_cannot_be_read_are_followed_by_better_ones() {
    assertThat(
            found(
                sent(1, ROWS, 1, 2),
                scored(3),
                labels(4, MORE),
                evaluated(4, 1, Optional.of(MORE), "failed", OptionalLong.empty(), error(MORE)),
                labels(4),
                labelled(5),
                signal(5, VALUE)))
        .isEmpty();
  }

  static Stream<Arguments> forged() {
    return Stream.of(
        wrong("a number out of turn", "number.batch", sent(2, ROWS, 1, 2)),
        wrong("a window to come", "batch.future", sent(1, ROWS, 1, 9)),
        wrong("a window before production", "batch.early", sent(1, ROWS, -2, -1)),
        wrong(
            "the test set for production", "batch.test-set", sent(1, TestingPapers.TEST_SET, 1, 2)),
        wrong("an empty file", "batch.empty", sent(0, Optional.empty())),
        wrong("the same again", "batch.twice", sent(1, ROWS, 1, 2), sent(2, ROWS, 1, 2)),
        wrong("old rows for new ones", "batch.same", sent(1, ROWS, 0, 1), sent(2, ROWS, 1, 2)),
        wrong("two for one window", "batch.taken", sent(1, ROWS, 1, 2), sent(2, OTHER, 1, 2)),
        wrong("a token that is nobody's", "batch.token", sent(9, Optional.of("t_nobodys"))),
        wrong(
            "labels before the scores are read", "labels.untimely", sent(1, ROWS, 1, 2), labels(3)),
        wrong("labels of nothing", "batch.unknown", labels(3)),
        wrong(
            "labels after the figures are known",
            "labels.untimely",
            sent(1, ROWS, 1, 2),
            scored(3),
            labels(4),
            labelled(5),
            signal(5, VALUE),
            labels(6, MORE)),
        wrong("a computation of nothing", "batch.unknown", scored(3)),
        wrong("computed twice", "batch.turn", sent(1, ROWS, 1, 2), scored(3), scored(3)),
        wrong(
            "a person who computes",
            "act.by",
            sent(1, ROWS, 1, 2),
            new BatchEvaluated(
                at(3, "p_ada"),
                1,
                TestingPapers.MODEL,
                1,
                Optional.empty(),
                "awaiting-labels",
                OptionalLong.of(100),
                digests(QUALITY, DRIFT))),
        wrong(
            "a check left out",
            "batch.checks batch.outcome",
            sent(1, ROWS, 1, 2),
            scored(3, QUALITY)),
        wrong(
            "a check with a name that is a format",
            "batch.checks batch.evidence",
            sent(1, ROWS, 1, 2),
            scored(3, QUALITY, DRIFT, named("%s of %d, 100 %"))),
        wrong(
            "rows that could be scored, and are said not to be",
            "batch.checks",
            sent(1, ROWS, 1, 2),
            evaluated(3, 1, Optional.empty(), "failed", OptionalLong.of(100), QUALITY)),
        wrong(
            "other rows", "batch.evidence", sent(1, ROWS, 1, 2), scored(3, quality(OTHER), DRIFT)),
        wrong(
            "drift from something else",
            "batch.evidence",
            sent(1, ROWS, 1, 2),
            scored(3, QUALITY, drift(OTHER))),
        wrong(
            "more rows than there were",
            "batch.outcome",
            sent(1, ROWS, 1, 2),
            evaluated(
                3, 1, Optional.empty(), "awaiting-labels", OptionalLong.of(9_000), QUALITY, DRIFT)),
        measured("another cut-off", performance(LABELS, ROWS, 0.1)),
        measured("a cut-off that is not said", withoutCutoff()),
        measured("the scores of another batch", performance(LABELS, OTHER, 0.4)),
        wrong(
            "a figure that is kept back",
            "signal.missing",
            sent(1, ROWS, 1, 2),
            scored(3),
            labels(4),
            labelled(5),
            sent(2, OTHER, 3, 4)),
        wrong(
            "a figure that is kept back at the end of the log",
            "signal.missing",
            sent(1, ROWS, 1, 2),
            scored(3),
            labels(4),
            labelled(5)),
        wrong(
            "a better figure than the evidence gives",
            "signal.missing signal.unfounded",
            sent(1, ROWS, 1, 2),
            scored(3),
            labels(4),
            labelled(5),
            signal(5, "0.99")),
        wrong("a figure out of nowhere", "signal.unfounded", signal(5, VALUE)),
        wrong("a figure that somebody types", "signal.computed", typed(AUC, Optional.empty())),
        wrong(
            "evidence for what is counted elsewhere",
            "signal.unfounded signal.evidence",
            typed("four-fifths ratio", Optional.of(Digest.of(PERFORMANCE)))));
  }

  /** The right signal of a performance that is not the one that was to be computed. */
  private static Arguments measured(String what, Json.Obj performance) {
    return wrong(
        what,
        "batch.evidence",
        sent(1, ROWS, 1, 2),
        scored(3),
        labels(4),
        labelled(5, performance),
        signal(5, VALUE, performance));
  }

  private static Arguments wrong(String what, String codes, Act... acts) {
    return arguments(what, codes, List.of(acts));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("forged")
  void what_could_not_be_recorded_is_found(String what, String codes, List<Act> acts) {
    assertThat(String.join(" ", found(acts.toArray(Act[]::new)))).as(what).isEqualTo(codes);
  }

  static Stream<Arguments> budgets() {
    Act failed = evaluated(3, 1, Optional.empty(), "failed", OptionalLong.empty(), error(ROWS));
    return Stream.of(
        spent("suspended with the last row", 100, "", sent(1, ROWS, 1, 2), scored(3), spent(4, 3)),
        spent(
            "and not before", 101, "suspension.cause", sent(1, ROWS, 1, 2), scored(3), spent(4, 3)),
        spent(
            "for the end of its days",
            100,
            "suspension.cause",
            sent(1, ROWS, 1, 2),
            scored(3),
            spent(4, 48)),
        spent(
            "rows that could not be computed come again",
            100,
            "suspension.cause",
            sent(1, ROWS, 1, 2),
            failed,
            spent(4, 3)),
        spent(
            "a window that is dated back counts all the same",
            100,
            "",
            sent(1, ROWS, -9, 2),
            scored(3),
            spent(4, 3)),
        spent(
            "left out",
            100,
            "suspension.missing",
            sent(1, ROWS, 1, 2),
            scored(3),
            labels(4),
            labelled(5),
            signal(5, VALUE),
            anything(7)),
        spent("not yet all", 101, "", sent(1, ROWS, 1, 2), scored(3), anything(4), anything(7)));
  }

  private static Arguments spent(String what, int budget, String codes, Act... acts) {
    return arguments(what, budget, codes, List.of(acts));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("budgets")
  void an_approval_for_so_many_rows(String what, int budget, String codes, List<Act> acts) {
    TestingStory story = TestingStory.expiring("rows: {high: %d}, ".formatted(budget));
    story.put("id,score".getBytes(UTF_8));

    assertThat(String.join(" ", found(story, List.of(), acts.toArray(Act[]::new))))
        .as(what)
        .isEqualTo(codes);
  }

  static Act spent(int hours, int due) {
    return new VersionSuspended(
        at(hours, Stamp.SYSTEM), TestingPapers.MODEL, 1, 1, new Cause.Expired(hour(due)));
  }

  private static Act anything(int hours) {
    return new CardFiled(at(hours, "p_ada"), TestingPapers.MODEL, 1, ROWS);
  }
}
