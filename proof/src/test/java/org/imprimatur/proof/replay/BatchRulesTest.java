// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct.BatchEvaluated;
import org.imprimatur.proof.act.BatchAct.BatchRecorded;
import org.imprimatur.proof.act.BatchAct.LabelsRecorded;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.evidence.Counts;
import org.imprimatur.proof.evidence.DataQuality;
import org.imprimatur.proof.evidence.Drift;
import org.imprimatur.proof.evidence.Evidence;
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
  private static final String AUC = "AUC in production";
  private static final TestingStory STORY = TestingStory.honest();
  static final Instant PROMOTED = STORY.acts.getLast().at();
  static final Digest ROWS = Digest.of("id,score".getBytes(UTF_8));
  static final Digest OTHER = Digest.of("id,score,age".getBytes(UTF_8));
  static final Digest LABELS = Digest.of("id,deny".getBytes(UTF_8));
  static final Digest MORE = Digest.of("id,deny,at".getBytes(UTF_8));
  private static final Json.Obj FIT = scores("number");
  static final Json.Obj QUALITY = quality(ROWS);
  private static final Json.Obj DRIFT = drift(TestingPapers.TEST_SET);
  private static final Json.Obj OF_LABELS = quality(LABELS);
  static final Json.Obj PERFORMANCE = performance(LABELS, ROWS, 0.4);
  static final String VALUE =
      Double.toString(PERFORMANCE.object("metrics").object("roc_auc").number("value"));

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

  static List<String> found(Act... acts) {
    return found(List.of(), acts);
  }

  private static List<String> found(List<Json.Obj> more, Act... acts) {
    return found(TestingStory.honest(), more, acts);
  }

  static List<String> found(TestingStory story, List<Json.Obj> more, Act... acts) {
    List<Json.Obj> documents = new ArrayList<>(more);
    documents.addAll(List.of(QUALITY, DRIFT, OF_LABELS, PERFORMANCE));
    documents.addAll(List.of(quality(OTHER), drift(OTHER), error(ROWS), error(MORE)));
    documents.add(performance(LABELS, ROWS, 0.1));
    documents.add(withoutCutoff());
    documents.add(performance(LABELS, OTHER, 0.4));
    documents.forEach(document -> story.put(document.canonical()));
    story.acts.addAll(List.of(acts));
    return story.replay().findings().stream().map(Finding::code).toList();
  }

  static Stamp at(int hours, String by) {
    return new Stamp(hour(hours), by);
  }

  static Instant hour(int hours) {
    return PROMOTED.plus(Duration.ofHours(hours));
  }

  static BatchRecorded sent(long number, Digest data, int from, int to) {
    return new BatchRecorded(
        at(number == 1 ? 3 : 5, "p_ada"),
        number,
        TestingPapers.MODEL,
        1,
        1,
        data,
        9,
        hour(from),
        hour(to),
        Optional.empty());
  }

  private static BatchRecorded sent(long size, Optional<String> token) {
    return new BatchRecorded(
        at(3, "p_ada"), 1, TestingPapers.MODEL, 1, 1, ROWS, size, hour(1), hour(2), token);
  }

  static LabelsRecorded labels(int hours) {
    return labels(hours, LABELS);
  }

  private static LabelsRecorded labels(int hours, Digest file) {
    return new LabelsRecorded(
        at(hours, "p_ada"), 1, TestingPapers.MODEL, 1, file, 9, Optional.empty());
  }

  static BatchEvaluated scored(int hours) {
    return scored(hours, QUALITY, DRIFT);
  }

  private static BatchEvaluated scored(int hours, Json.Obj... evidence) {
    return evaluated(hours, 1, Optional.empty(), "awaiting-labels", OptionalLong.of(100), evidence);
  }

  static BatchEvaluated labelled(int hours) {
    return labelled(hours, PERFORMANCE);
  }

  private static BatchEvaluated labelled(int hours, Json.Obj performance) {
    return evaluated(
        hours, 1, Optional.of(LABELS), "complete", OptionalLong.of(100), OF_LABELS, performance);
  }

  static BatchEvaluated evaluated(
      int hours,
      long batch,
      Optional<Digest> labels,
      String outcome,
      OptionalLong n,
      Json.Obj... evidence) {
    return new BatchEvaluated(
        at(hours, Stamp.SYSTEM),
        batch,
        TestingPapers.MODEL,
        1,
        labels,
        outcome,
        n,
        digests(evidence));
  }

  private static SortedMap<String, Digest> digests(Json.Obj... evidence) {
    SortedMap<String, Digest> digests = new TreeMap<>();
    Arrays.stream(evidence).forEach(one -> digests.put(one.string("check"), Digest.of(one)));
    return digests;
  }

  static SignalRecorded signal(int hours, String value) {
    return signal(hours, value, PERFORMANCE);
  }

  private static SignalRecorded signal(int hours, String value, Json.Obj evidence) {
    return new SignalRecorded(
        at(hours, Stamp.SYSTEM),
        TestingPapers.MODEL,
        1,
        AUC,
        value,
        OptionalLong.of(100),
        hour(1),
        hour(2),
        Optional.empty(),
        Optional.of(Digest.of(evidence)));
  }

  private static SignalRecorded typed(String promise, Optional<Digest> evidence) {
    return new SignalRecorded(
        at(5, "p_ada"),
        TestingPapers.MODEL,
        1,
        promise,
        "0.99",
        OptionalLong.empty(),
        hour(1),
        hour(2),
        Optional.empty(),
        evidence);
  }

  private static Json.Obj quality(Digest rows) {
    return quality(rows, 100, 0, FIT);
  }

  private static Json.Obj quality(Digest file, long rows, long repeats, Json.Obj columns) {
    var quality =
        new DataQuality(
            new Counts(new TreeMap<>(Map.of("rows", rows, "repeated_ids", repeats))),
            Optional.empty(),
            new DataQuality.Part(rows, 0, new DataQuality.Balance(0, 0, 0), Map.of()),
            Map.of(),
            new DataQuality.People(Map.of(), Map.of()));
    Json.Obj details = Json.obj().put("columns", columns).build();
    return evidence("data.quality/1", "data", Map.of("testSet", file))
        .computed(quality.tables(), quality.metrics(), details);
  }

  private static Json.Obj scores(String type) {
    return Json.obj().put("id", column("integer")).put("score", column(type)).build();
  }

  private static Json.Obj column(String type) {
    return Json.obj().put("type", type).put("missing", 0).put("distinct", 100).build();
  }

  private static Json.Obj drift(Digest reference) {
    var drift = new Drift(new TreeMap<>(), List.of(), List.of(), List.of());
    return evidence("data.drift/1", "data", Map.of("testSet", ROWS, "trainSet", reference))
        .computed(drift.tables(), drift.metrics(), drift.details());
  }

  static Json.Obj error(Digest rows) {
    return evidence("data.quality/1", "data", Map.of("testSet", rows))
        .error("data.unreadable", "It is no table.");
  }

  private static Evidence evidence(String check, String of, Map<String, Digest> inputs) {
    return new Evidence(
        check, of, Evidence.Kind.DERIVED, TestingPapers.digests(inputs), Json.obj().build());
  }

  private static Json.Obj performance(Digest labels, Digest rows, double cutoff) {
    TreeMap<String, Json> members = new TreeMap<>(TestingPapers.performance().members());
    members.put("inputs", TestingPapers.digests(Map.of("testSet", labels, "predictions", rows)));
    members.put("spec", Json.obj().put("threshold", cutoff).build());
    return new Json.Obj(members);
  }

  private static Json.Obj withoutCutoff() {
    TreeMap<String, Json> members = new TreeMap<>(performance(LABELS, ROWS, 0.4).members());
    members.put("spec", Json.obj().build());
    return new Json.Obj(members);
  }
}
