// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.proof.replay.BatchRulesTest.spent;
import static org.imprimatur.proof.replay.TestingBatches.LABELS;
import static org.imprimatur.proof.replay.TestingBatches.MORE;
import static org.imprimatur.proof.replay.TestingBatches.OTHER;
import static org.imprimatur.proof.replay.TestingBatches.ROWS;
import static org.imprimatur.proof.replay.TestingBatches.VALUE;
import static org.imprimatur.proof.replay.TestingBatches.at;
import static org.imprimatur.proof.replay.TestingBatches.error;
import static org.imprimatur.proof.replay.TestingBatches.evaluated;
import static org.imprimatur.proof.replay.TestingBatches.hour;
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
import org.imprimatur.proof.act.BatchAct.BatchEvaluated;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.act.BatchAct.LabelsRecorded;
import org.imprimatur.proof.act.MonitoringAct.ReinstatementAsked;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Batches that are taken back, in a replay: by whom and when, and that nothing else goes with them.
 * Ada sends, Lena owns the model, Dmitri is a risk manager. Times are hours after the promotion.
 */
class BatchWithdrawalRulesTest {
  private static final Digest WORDS = Digest.of("the wrong week".getBytes(UTF_8));

  static Stream<Arguments> right() {
    return Stream.of(
        right("by whoever sent it", measured(withdrawn(6, "p_ada", "sender"))),
        right("by the owner of the model", measured(withdrawn(6, "p_lena", "owner"))),
        right("by a risk manager", measured(withdrawn(6, "p_dmitri", "risk-manager"))),
        right(
            "before its labels came",
            List.of(sent(1, ROWS, 1, 2), scored(3), withdrawn(4, "p_ada", "sender"))),
        right(
            "one that could not be computed",
            List.of(
                sent(1, ROWS, 1, 2),
                evaluated(3, 1, Optional.empty(), "failed", OptionalLong.empty(), error(ROWS)),
                withdrawn(4, "p_ada", "sender"))),
        right(
            "its rows come again for the right window",
            List.of(
                sent(1, ROWS, 0, 1),
                scored(3),
                withdrawn(4, "p_ada", "sender"),
                sent(2, ROWS, 1, 2))),
        right(
            "the right rows come for its window",
            List.of(
                sent(1, ROWS, 1, 2),
                scored(3),
                withdrawn(4, "p_ada", "sender"),
                sent(2, OTHER, 1, 2))),
        right(
            "the same again, whose labels measure the window anew",
            measured(
                withdrawn(5, "p_ada", "sender"),
                sent(2, ROWS, 1, 2),
                second(scored(5)),
                second(labels(6)),
                second(labelled(7)),
                signal(7, VALUE))));
  }

  private static Arguments right(String what, List<Act> acts) {
    return arguments(what, "", acts);
  }

  static Stream<Arguments> forged() {
    return Stream.of(
        wrong("by somebody else as its sender", "withdrawal.by", withdrawn("p_lena", "sender")),
        wrong("by its sender as the owner", "withdrawal.by", withdrawn("p_ada", "owner")),
        wrong("by a validator", "act.role withdrawal.by", withdrawn("p_bruno", "risk-manager")),
        wrong("in an odd role", "withdrawal.by", withdrawn("p_lena", "king")),
        wrong("by Imprimatur itself", "act.by withdrawal.by", withdrawn(Stamp.SYSTEM, "sender")),
        wrong(
            "twice",
            "withdrawal.twice",
            withdrawn("p_ada", "sender"),
            withdrawn(7, "p_lena", "owner")),
        wrong("for no words", "blob.missing", withdrawn(6, 1, Optional.empty(), LABELS)),
        wrong(
            "by a token that is nobody's",
            "batch.token",
            withdrawn(6, 1, Optional.of("t_nobodys"), WORDS)),
        wrong("one that was never sent", "batch.unknown", withdrawn(6, 2, Optional.empty(), WORDS)),
        wrong(
            "and labelled after that",
            "labels.untimely",
            withdrawn("p_ada", "sender"),
            labelsOf(7, OTHER)),
        wrong("and computed after that", "batch.turn", withdrawn("p_ada", "sender"), scored(7)),
        wrong(
            "and a figure of it told after that",
            "signal.unfounded",
            withdrawn("p_ada", "sender"),
            signal(7, VALUE)),
        arguments(
            "what could not be computed, and the figures of its window told anew",
            "signal.unfounded signal.twice",
            List.of(
                sent(1, MORE, 1, 2),
                evaluated(3, 1, Optional.empty(), "failed", OptionalLong.empty(), error(MORE)),
                sent(2, ROWS, 1, 2),
                second(scored(5)),
                second(labels(6)),
                second(labelled(7)),
                signal(7, VALUE),
                withdrawn(8, "p_ada", "sender"),
                signal(9, VALUE))),
        arguments(
            "before it is known what it says",
            "withdrawal.untimely",
            List.of(sent(1, ROWS, 1, 2), withdrawn(4, "p_ada", "sender"))),
        arguments(
            "before its labels are read",
            "withdrawal.untimely",
            List.of(sent(1, ROWS, 1, 2), scored(3), labels(4), withdrawn(4, "p_ada", "sender"))),
        arguments(
            "before its figure is told",
            "signal.missing",
            List.of(
                sent(1, ROWS, 1, 2),
                scored(3),
                labels(4),
                labelled(5),
                withdrawn(5, "p_ada", "sender"))),
        wrong(
            "before a suspension that is due",
            "withdrawal.suspends",
            overdue(5),
            withdrawn("p_ada", "sender")));
  }

  /** After a batch that was measured. */
  private static Arguments wrong(String what, String codes, Act... acts) {
    return arguments(what, codes, measured(acts));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource({"right", "forged"})
  void a_batch_is_taken_back(String what, String codes, List<Act> acts) {
    assertThat(String.join(" ", found(TestingStory.honest(), acts))).as(what).isEqualTo(codes);
  }

  @Test
  void nobody_renews_an_approval_by_taking_its_last_rows_back() {
    TestingStory story = TestingStory.expiring("rows: {high: 100}, ");
    story.put("id,score".getBytes(UTF_8));

    assertThat(
            found(
                story,
                List.of(
                    sent(1, ROWS, 1, 2),
                    scored(3),
                    spent(4, 3),
                    withdrawn(5, "p_ada", "sender"),
                    new ReinstatementAsked(at(6, "p_lena"), TestingPapers.MODEL, 1, 1, WORDS))))
        .containsExactly("reinstatement.expired");
  }

  private static List<Act> measured(Act... more) {
    return Stream.concat(
            Stream.of(sent(1, ROWS, 1, 2), scored(3), labels(4), labelled(5), signal(5, VALUE)),
            Stream.of(more))
        .toList();
  }

  private static List<String> found(TestingStory story, List<Act> acts) {
    story.put("the wrong week".getBytes(UTF_8));
    return TestingBatches.found(story, List.of(), acts.toArray(Act[]::new));
  }

  private static BatchWithdrawn withdrawn(String by, String role) {
    return withdrawn(6, by, role);
  }

  private static BatchWithdrawn withdrawn(int hours, String by, String role) {
    return new BatchWithdrawn(
        at(hours, by), 1, TestingPapers.MODEL, 1, role, WORDS, Optional.empty());
  }

  private static BatchWithdrawn withdrawn(
      int hours, long batch, Optional<String> token, Digest words) {
    return new BatchWithdrawn(
        at(hours, "p_ada"), batch, TestingPapers.MODEL, 1, "sender", words, token);
  }

  private static LabelsRecorded labelsOf(int hours, Digest file) {
    return new LabelsRecorded(
        at(hours, "p_ada"), 1, TestingPapers.MODEL, 1, file, 9, Optional.empty());
  }

  private static LabelsRecorded second(LabelsRecorded act) {
    return new LabelsRecorded(
        act.stamp(), 2, act.model(), 1, act.labels(), act.size(), Optional.empty());
  }

  private static BatchEvaluated second(BatchEvaluated act) {
    return new BatchEvaluated(
        act.stamp(), 2, act.model(), 1, act.labels(), act.outcome(), act.n(), act.evidence());
  }

  /** A promise that suspends when it breaks, broken. */
  private static SignalRecorded overdue(int hours) {
    return new SignalRecorded(
        at(hours, "p_ada"),
        TestingPapers.MODEL,
        1,
        "overdue loans",
        "0.05",
        OptionalLong.empty(),
        hour(hours - 1),
        hour(hours),
        Optional.empty(),
        Optional.empty());
  }
}
