// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigInteger;
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
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.evidence.Confusion;
import org.imprimatur.proof.evidence.Counts;
import org.imprimatur.proof.evidence.DataQuality;
import org.imprimatur.proof.evidence.Drift;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.evidence.Fairness;
import org.imprimatur.proof.evidence.GroupTable;
import org.imprimatur.proof.evidence.Ranking;
import org.imprimatur.proof.evidence.RowCounts;
import org.imprimatur.proof.evidence.Selection;
import org.imprimatur.proof.evidence.SelectionTable;
import org.imprimatur.proof.evidence.Sums;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who is selected is measured as soon as the rows are there, once for a window: labels that come
 * later measure it no second time, and nobody chooses between two values. Times are hours after the
 * promotion; 10 of 50 women are selected and 20 of 50 men, and not to be selected is good.
 */
class BatchSelectionRulesTest {
  private static final Digest ROWS = Digest.of("id,score,sex".getBytes(UTF_8));
  private static final Digest OTHER = Digest.of("id,score,sex,age".getBytes(UTF_8));
  private static final Digest LABELS = Digest.of("id,deny".getBytes(UTF_8));
  private static final Instant PROMOTED = TestingStory.comparingGroups().acts.getLast().at();

  private static final Json.Obj QUALITY = quality(ROWS);
  private static final Json.Obj DRIFT = drift();
  private static final Json.Obj SELECTION =
      selection(ROWS, told(0, women(), men()), spec().build());
  private static final Json.Obj OF_LABELS = quality(LABELS);
  private static final Json.Obj PERFORMANCE = performance();

  /** Of the rows with labels, whose groups are further apart. */
  private static final Json.Obj FAIRNESS = fairness();

  private static final String PARITY = "parity by sex";
  private static final String FOUR_FIFTHS = "four fifths by sex";

  @Test
  void the_rows_measure_it_at_once_and_their_labels_not_again() {
    assertThat(
            found(
                sent(1, ROWS),
                scored(SELECTION),
                told(3, PARITY, SELECTION),
                told(3, FOUR_FIFTHS, SELECTION),
                labels(),
                labelled(),
                auc()))
        .isEmpty();
    assertThat(value(SELECTION, PARITY)).isNotEqualTo(value(FAIRNESS, PARITY));
  }

  @Test
  void what_the_rows_could_not_say_their_labels_measure_first() {
    Json.Obj error =
        evidence("fairness.selection/1", "fairness", Map.of("testSet", ROWS), spec().build())
            .error("data.score-missing", "1 of 100 rows have no finite score.");
    assertThat(
            found(
                List.of(error),
                sent(1, ROWS),
                scored(error),
                labels(),
                labelled(),
                auc(),
                told(5, PARITY, FAIRNESS),
                told(5, FOUR_FIFTHS, FAIRNESS)))
        .isEmpty();
  }

  @Test
  void a_ratio_that_nobody_can_tell_is_no_measurement_of_it() {
    Json.Obj nobody =
        selection(
            ROWS,
            told(0, new SelectionTable.Row("f", 50, 50), new SelectionTable.Row("m", 50, 50)),
            spec().build());
    assertThat(found(List.of(nobody), sent(1, ROWS), scored(nobody), told(3, PARITY, nobody)))
        .isEmpty();
  }

  @Test
  void a_log_of_a_server_that_did_not_know_it_yet_holds_as_it_is() {
    assertThat(
            found(
                sent(1, ROWS),
                scored(),
                labels(),
                labelled(),
                auc(),
                told(5, PARITY, FAIRNESS),
                told(5, FOUR_FIFTHS, FAIRNESS)))
        .isEmpty();
  }

  static Stream<Arguments> forged() {
    Act[] honest = {
      sent(1, ROWS),
      scored(SELECTION),
      told(3, PARITY, SELECTION),
      told(3, FOUR_FIFTHS, SELECTION),
      labels(),
      labelled(),
      auc()
    };
    return Stream.of(
        wrong(
            "what breaks is kept back until the labels are there",
            "signal.missing signal.missing",
            sent(1, ROWS),
            scored(SELECTION),
            labels(),
            labelled(),
            auc(),
            told(5, PARITY, FAIRNESS),
            told(5, FOUR_FIFTHS, FAIRNESS)),
        wrong(
            "a second value for the window",
            "signal.unfounded signal.twice",
            then(honest, told(5, PARITY, FAIRNESS))),
        wrong(
            "the same value for the window once more",
            "signal.unfounded signal.twice",
            then(honest, told(5, PARITY, SELECTION))),
        wrong(
            "it is left out of one batch, and was known of another",
            "batch.checks",
            then(
                honest,
                sent(2, OTHER),
                evaluated(
                    6, 2, Optional.empty(), "awaiting-labels", quality(OTHER), drift(OTHER)))),
        wrong(
            "it is said to be of labels, whose file has no scores",
            "batch.checks batch.evidence signal.missing signal.missing",
            sent(1, ROWS),
            scored(),
            labels(),
            evaluated(
                5, 1, Optional.of(LABELS), "complete", OF_LABELS, PERFORMANCE, FAIRNESS, SELECTION),
            auc()),
        odd("of other rows", selection(OTHER, told(0, women(), men()), spec().build())),
        odd(
            "at another cut-off",
            selection(ROWS, told(0, women(), men()), spec().put("threshold", 0.1).build())),
        odd("what is good is turned", selection(ROWS, told(1, women(), men()), spec().build())),
        odd(
            "a group is left out",
            selection(ROWS, new Selection(100, 0, List.of()), spec().build())),
        odd(
            "a group is not asked for",
            selection(
                ROWS,
                new Selection(100, 0, List.of()),
                spec().put("groups", Json.array(List.of())).build())),
        odd(
            "by another column of scores",
            selection(ROWS, told(0, women(), men()), spec().put("score", "mild").build())),
        odd(
            "a rate that the counts do not give",
            withParity(selection(ROWS, told(0, women(), men()), spec().build()))));
  }

  /**
   * Evidence that is not of these rows as the examination asks it, and whatever follows from it.
   */
  private static Arguments odd(String what, Json.Obj record) {
    List<Act> acts = new ArrayList<>(List.of(sent(1, ROWS), scored(record)));
    for (String promise : List.of(PARITY, FOUR_FIFTHS)) {
      if (metric(record, promise).isPresent()) {
        acts.add(told(3, promise, record));
      }
    }
    return arguments(what, "batch.evidence", List.of(record), acts);
  }

  private static Arguments wrong(String what, String codes, Act... acts) {
    return arguments(what, codes, List.of(), List.of(acts));
  }

  private static Act[] then(Act[] honest, Act... more) {
    return Stream.concat(Arrays.stream(honest), Arrays.stream(more)).toArray(Act[]::new);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("forged")
  void what_could_not_be_recorded_is_found(
      String what, String codes, List<Json.Obj> more, List<Act> acts) {
    assertThat(String.join(" ", found(more, acts.toArray(Act[]::new)))).as(what).isEqualTo(codes);
  }

  @Test
  void an_examination_without_groups_has_nothing_to_say_of_them() {
    TestingStory story = TestingStory.honest();
    put(story, List.of());
    story.acts.addAll(List.of(sent(1, ROWS), scored(SELECTION)));

    assertThat(story.replay().findings().stream().map(Finding::code))
        .containsExactly("batch.checks", "batch.evidence");
  }

  private static List<String> found(Act... acts) {
    return found(List.of(), acts);
  }

  private static List<String> found(List<Json.Obj> more, Act... acts) {
    TestingStory story = TestingStory.comparingGroups();
    put(story, more);
    story.acts.addAll(List.of(acts));
    return story.replay().findings().stream().map(Finding::code).toList();
  }

  private static void put(TestingStory story, List<Json.Obj> more) {
    List<Json.Obj> documents = new ArrayList<>(more);
    documents.addAll(List.of(QUALITY, DRIFT, SELECTION, OF_LABELS, PERFORMANCE, FAIRNESS));
    documents.addAll(List.of(quality(OTHER), drift(OTHER)));
    documents.forEach(document -> story.put(document.canonical()));
  }

  private static Stamp at(int hours, String by) {
    return new Stamp(hour(hours), by);
  }

  private static Instant hour(int hours) {
    return PROMOTED.plus(Duration.ofHours(hours));
  }

  private static BatchRecorded sent(long number, Digest data) {
    int from = number == 1 ? 1 : 2;
    return new BatchRecorded(
        at(number == 1 ? 3 : 6, "p_ada"),
        number,
        TestingPapers.MODEL,
        1,
        1,
        data,
        9,
        hour(from),
        hour(from + 1),
        Optional.empty());
  }

  private static LabelsRecorded labels() {
    return new LabelsRecorded(
        at(4, "p_ada"), 1, TestingPapers.MODEL, 1, LABELS, 9, Optional.empty());
  }

  private static BatchEvaluated scored(Json.Obj... more) {
    return evaluated(
        3,
        1,
        Optional.empty(),
        "awaiting-labels",
        Stream.concat(Stream.of(QUALITY, DRIFT), Arrays.stream(more)).toArray(Json.Obj[]::new));
  }

  private static BatchEvaluated labelled() {
    return evaluated(5, 1, Optional.of(LABELS), "complete", OF_LABELS, PERFORMANCE, FAIRNESS);
  }

  private static BatchEvaluated evaluated(
      int hours, long batch, Optional<Digest> labels, String outcome, Json.Obj... evidence) {
    SortedMap<String, Digest> digests = new TreeMap<>();
    Arrays.stream(evidence).forEach(one -> digests.put(one.string("check"), Digest.of(one)));
    return new BatchEvaluated(
        at(hours, Stamp.SYSTEM),
        batch,
        TestingPapers.MODEL,
        1,
        labels,
        outcome,
        OptionalLong.of(100),
        digests);
  }

  private static SignalRecorded auc() {
    return signal(
        5,
        "AUC in production",
        Double.toString(PERFORMANCE.object("metrics").object("roc_auc").number("value")),
        PERFORMANCE);
  }

  private static SignalRecorded told(int hours, String promise, Json.Obj evidence) {
    return signal(hours, promise, value(evidence, promise), evidence);
  }

  private static String value(Json.Obj evidence, String promise) {
    double value = metric(evidence, promise).orElseThrow();
    return value == 0 ? "0" : value == 1 ? "1" : Double.toString(value);
  }

  private static Optional<Double> metric(Json.Obj evidence, String promise) {
    String name =
        "fairness.sex."
            + (promise.equals(PARITY)
                ? "demographic_parity_difference"
                : "disparate_impact.min_over_max");
    return evidence.object("metrics").find(name).map(metric -> ((Json.Obj) metric).number("value"));
  }

  private static SignalRecorded signal(int hours, String promise, String value, Json.Obj evidence) {
    return new SignalRecorded(
        at(hours, Stamp.SYSTEM),
        TestingPapers.MODEL,
        1,
        promise,
        value,
        OptionalLong.of(100),
        hour(1),
        hour(2),
        Optional.empty(),
        Optional.of(Digest.of(evidence)));
  }

  private static SelectionTable.Row women() {
    return new SelectionTable.Row("f", 50, 10);
  }

  private static SelectionTable.Row men() {
    return new SelectionTable.Row("m", 50, 20);
  }

  private static Selection told(int favourable, SelectionTable.Row... groups) {
    return new Selection(100, favourable, List.of(new SelectionTable("sex", List.of(groups))));
  }

  private static Json.Builder spec() {
    return Json.obj()
        .put("id", "id")
        .put("score", "score")
        .put("threshold", 0.4)
        .put("favourable", 0)
        .put("groups", Json.array(List.of(Json.of("sex"))));
  }

  private static Json.Obj selection(Digest rows, Selection selection, Json spec) {
    return evidence("fairness.selection/1", "fairness", Map.of("testSet", rows), spec)
        .computed(selection.tables(), selection.metrics(), selection.details());
  }

  /** The same with another difference than its tables give. */
  private static Json.Obj withParity(Json.Obj record) {
    String name = "fairness.sex.demographic_parity_difference";
    SortedMap<String, Json> metrics = new TreeMap<>(record.object("metrics").members());
    SortedMap<String, Json> parity = new TreeMap<>(record.object("metrics").object(name).members());
    parity.put("value", Json.of(0.01));
    metrics.put(name, new Json.Obj(parity));
    SortedMap<String, Json> members = new TreeMap<>(record.members());
    members.put("metrics", new Json.Obj(metrics));
    return new Json.Obj(members);
  }

  private static Json.Obj fairness() {
    var unranked =
        new Ranking(
            0,
            0,
            BigInteger.ZERO,
            new Ranking.Curve(BigInteger.ZERO, BigInteger.ZERO),
            Sums.ZERO,
            Sums.ZERO);
    List<GroupTable.Row> groups =
        List.of(
            new GroupTable.Row("f", new Confusion(40, 5, 0, 0), unranked, Sums.ZERO, Sums.ZERO),
            new GroupTable.Row("m", new Confusion(15, 25, 5, 10), unranked, Sums.ZERO, Sums.ZERO));
    var fairness =
        new Fairness(new RowCounts(100, 0, 0, 1), 0, List.of(new GroupTable("sex", groups)));
    return evidence(
            "fairness/1",
            "fairness",
            Map.of("testSet", LABELS, "predictions", ROWS),
            Json.obj().put("threshold", 0.4).build())
        .computed(fairness.tables(), fairness.metrics(), Json.obj().build());
  }

  private static Json.Obj performance() {
    SortedMap<String, Json> members = new TreeMap<>(TestingPapers.performance().members());
    members.put("inputs", TestingPapers.digests(Map.of("testSet", LABELS, "predictions", ROWS)));
    return new Json.Obj(members);
  }

  private static Json.Obj quality(Digest file) {
    var quality =
        new DataQuality(
            new Counts(new TreeMap<>(Map.of("rows", 100L, "repeated_ids", 0L))),
            Optional.empty(),
            new DataQuality.Part(100, 0, new DataQuality.Balance(0, 0, 0), Map.of()),
            Map.of(),
            new DataQuality.People(Map.of(), Map.of()));
    Json columns =
        Json.obj()
            .put("id", column("integer"))
            .put("score", column("number"))
            .put("sex", column("text"))
            .build();
    return evidence("data.quality/1", "data", Map.of("testSet", file), Json.obj().build())
        .computed(quality.tables(), quality.metrics(), Json.obj().put("columns", columns).build());
  }

  private static Json column(String type) {
    return Json.obj().put("type", type).put("missing", 0).put("distinct", 2).build();
  }

  private static Json.Obj drift() {
    return drift(ROWS);
  }

  private static Json.Obj drift(Digest rows) {
    var drift = new Drift(new TreeMap<>(), List.of(), List.of(), List.of());
    return evidence(
            "data.drift/1",
            "data",
            Map.of("testSet", rows, "trainSet", TestingPapers.TEST_SET),
            Json.obj().build())
        .computed(drift.tables(), drift.metrics(), drift.details());
  }

  private static Evidence evidence(String check, String of, Map<String, Digest> inputs, Json spec) {
    return new Evidence(check, of, Evidence.Kind.DERIVED, TestingPapers.digests(inputs), spec);
  }
}
