// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct.BatchEvaluated;
import org.imprimatur.proof.act.BatchAct.BatchRecorded;
import org.imprimatur.proof.act.BatchAct.LabelsRecorded;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.evidence.Counts;
import org.imprimatur.proof.evidence.DataQuality;
import org.imprimatur.proof.evidence.Drift;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.json.Json;

/**
 * Batches of production rows of the version that the honest story promotes, their labels, what was
 * computed of them and what they measured. Times are hours after the promotion.
 */
final class TestingBatches {
  static final String AUC = "AUC in production";
  static final Instant PROMOTED = TestingStory.honest().acts.getLast().at();
  static final Digest ROWS = Digest.of("id,score".getBytes(UTF_8));
  static final Digest OTHER = Digest.of("id,score,age".getBytes(UTF_8));
  static final Digest LABELS = Digest.of("id,deny".getBytes(UTF_8));
  static final Digest MORE = Digest.of("id,deny,at".getBytes(UTF_8));
  static final Json.Obj FIT = scores("number");
  static final Json.Obj QUALITY = quality(ROWS);
  static final Json.Obj DRIFT = drift(TestingPapers.TEST_SET);
  static final Json.Obj OF_LABELS = quality(LABELS);
  static final Json.Obj PERFORMANCE = performance(LABELS, ROWS, 0.4);
  static final String VALUE =
      Double.toString(PERFORMANCE.object("metrics").object("roc_auc").number("value"));

  private TestingBatches() {}

  static List<String> found(Act... acts) {
    return found(List.of(), acts);
  }

  static List<String> found(List<Json.Obj> more, Act... acts) {
    return found(TestingStory.honest(), more, acts);
  }

  static List<String> found(TestingStory story, List<Json.Obj> more, Act... acts) {
    List<Json.Obj> documents = new ArrayList<>(more);
    documents.addAll(List.of(QUALITY, DRIFT, OF_LABELS, PERFORMANCE));
    documents.addAll(List.of(quality(OTHER), drift(OTHER), error(ROWS), error(MORE)));
    documents.add(named("%s of %d, 100 %"));
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

  static BatchRecorded sent(long size, Optional<String> token) {
    return new BatchRecorded(
        at(3, "p_ada"), 1, TestingPapers.MODEL, 1, 1, ROWS, size, hour(1), hour(2), token);
  }

  static LabelsRecorded labels(int hours) {
    return labels(hours, LABELS);
  }

  static LabelsRecorded labels(int hours, Digest file) {
    return new LabelsRecorded(
        at(hours, "p_ada"), 1, TestingPapers.MODEL, 1, file, 9, Optional.empty());
  }

  static BatchEvaluated scored(int hours) {
    return scored(hours, QUALITY, DRIFT);
  }

  static BatchEvaluated scored(int hours, Json.Obj... evidence) {
    return evaluated(hours, 1, Optional.empty(), "awaiting-labels", OptionalLong.of(100), evidence);
  }

  static BatchEvaluated labelled(int hours) {
    return labelled(hours, PERFORMANCE);
  }

  static BatchEvaluated labelled(int hours, Json.Obj performance) {
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

  static SortedMap<String, Digest> digests(Json.Obj... evidence) {
    SortedMap<String, Digest> digests = new TreeMap<>();
    Arrays.stream(evidence).forEach(one -> digests.put(one.string("check"), Digest.of(one)));
    return digests;
  }

  static SignalRecorded signal(int hours, String value) {
    return signal(hours, value, PERFORMANCE);
  }

  static SignalRecorded signal(int hours, String value, Json.Obj evidence) {
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

  static SignalRecorded typed(String promise, Optional<Digest> evidence) {
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

  static Json.Obj quality(Digest rows) {
    return quality(rows, 100, 0, FIT);
  }

  static Json.Obj quality(Digest file, long rows, long repeats, Json.Obj columns) {
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

  static Json.Obj scores(String type) {
    return Json.obj().put("id", column("integer")).put("score", column(type)).build();
  }

  static Json.Obj column(String type) {
    return Json.obj().put("type", type).put("missing", 0).put("distinct", 100).build();
  }

  static Json.Obj drift(Digest reference) {
    var drift = new Drift(new TreeMap<>(), List.of(), List.of(), List.of());
    return evidence("data.drift/1", "data", Map.of("testSet", ROWS, "trainSet", reference))
        .computed(drift.tables(), drift.metrics(), drift.details());
  }

  static Json.Obj named(String check) {
    TreeMap<String, Json> members = new TreeMap<>(QUALITY.members());
    members.put("check", Json.of(check));
    return new Json.Obj(members);
  }

  static Json.Obj error(Digest rows) {
    return evidence("data.quality/1", "data", Map.of("testSet", rows))
        .error("data.unreadable", "It is no table.");
  }

  static Evidence evidence(String check, String of, Map<String, Digest> inputs) {
    return new Evidence(
        check, of, Evidence.Kind.DERIVED, TestingPapers.digests(inputs), Json.obj().build());
  }

  static Json.Obj performance(Digest labels, Digest rows, double cutoff) {
    TreeMap<String, Json> members = new TreeMap<>(TestingPapers.performance().members());
    members.put("inputs", TestingPapers.digests(Map.of("testSet", labels, "predictions", rows)));
    members.put("spec", Json.obj().put("threshold", cutoff).build());
    return new Json.Obj(members);
  }

  static Json.Obj withoutCutoff() {
    TreeMap<String, Json> members = new TreeMap<>(performance(LABELS, ROWS, 0.4).members());
    members.put("spec", Json.obj().build());
    return new Json.Obj(members);
  }
}
