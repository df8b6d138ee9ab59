// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct;
import org.imprimatur.proof.act.BatchAct.BatchEvaluated;
import org.imprimatur.proof.act.BatchAct.BatchRecorded;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.act.BatchAct.LabelsRecorded;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.monitoring.Batch;
import org.imprimatur.proof.monitoring.BatchConduct;
import org.imprimatur.proof.monitoring.BatchFigures;
import org.imprimatur.proof.monitoring.BatchPlan;
import org.imprimatur.proof.monitoring.Promise;
import org.imprimatur.proof.monitoring.Watch;

/**
 * Batches, and the signals that follow from them: exactly those that their evidence gives, right
 * after it, so that nobody leaves out what went wrong.
 */
final class BatchRules {
  private final Ground ground;
  private final LateComputations late;
  private final Deque<SignalRecorded> expected = new ArrayDeque<>();

  BatchRules(Ground ground) {
    this.ground = ground;
    late = new LateComputations(ground);
  }

  /** Holds the entry after a computed batch to what has to come next. */
  void before(Act act) {
    late.before(act);
    if (act.equals(expected.peek())) {
      expected.remove();
      return;
    }
    end();
    if (act instanceof SignalRecorded signal && signal.evidence().isPresent()) {
      ground
          .findings()
          .add(
              "signal.unfounded",
              "No batch that was computed right before gives %s for %s."
                  .formatted(signal.value(), signal.promise()));
    }
  }

  /** Nothing more comes right after it, also where the log ends. */
  void end() {
    expected.forEach(
        one ->
            ground
                .findings()
                .add(
                    "signal.missing",
                    "The evidence gives %s for %s, and no signal says so."
                        .formatted(one.value(), one.promise())));
    expected.clear();
  }

  void check(BatchAct act, Optional<Watch> watch, List<Promise> promises)
      throws UnestablishedException {
    switch (act) {
      case BatchRecorded recorded -> recorded(recorded, watch);
      case LabelsRecorded labels -> {
        ground.findings().add(BatchConduct.against(labels, batch(labels)));
        token(labels, labels.token());
        late.expect(labels);
      }
      case BatchEvaluated evaluated -> evaluated(evaluated, watch, promises);
      // It is asked with what the version stands on, by the rules of monitoring.
      case BatchWithdrawn _ -> {}
    }
  }

  private void recorded(BatchRecorded act, Optional<Watch> watch) throws UnestablishedException {
    MonitoringFacts facts = ground.facts().monitoring();
    ground
        .findings()
        .unless(
            act.batch() == facts.nextBatch(),
            "number.batch",
            "Batch %d is out of turn: the next is %d.".formatted(act.batch(), facts.nextBatch()));
    Optional<Digest> pinned = watch.flatMap(one -> one.opened().examination());
    Optional<Json.Obj> examination =
        pinned.isPresent() ? Optional.of(ground.blobs().document(pinned.get())) : Optional.empty();
    ground.findings().add(BatchConduct.against(act, watch, examination, facts.near(act)));
    token(act, act.token());
    late.expect(act);
  }

  void token(BatchAct act, Optional<String> token) {
    ground
        .findings()
        .unless(
            token.isEmpty()
                || ground
                    .facts()
                    .tokens()
                    .acts(token.get(), act.by(), act.at(), MonitoringRules.SCOPE),
            "batch.token",
            "The token of %s is not one of %s with the scope %s."
                .formatted(act.name(), act.by(), MonitoringRules.SCOPE));
  }

  Batch batch(BatchAct act) throws UnestablishedException {
    return ground
        .facts()
        .monitoring()
        .batch(act.batch())
        .filter(one -> one.recorded().model().equals(act.model()))
        .filter(one -> one.recorded().version() == act.version())
        .orElseThrow(
            () ->
                new UnestablishedException(
                    "batch.unknown",
                    "No batch %d of this version was recorded.".formatted(act.batch())));
  }

  private void evaluated(BatchEvaluated act, Optional<Watch> watch, List<Promise> promises)
      throws UnestablishedException {
    Batch batch = batch(act);
    SortedMap<String, Json.Obj> evidence = new TreeMap<>();
    for (Map.Entry<String, Digest> one : act.evidence().entrySet()) {
      evidence.put(one.getKey(), ground.blobs().document(one.getValue(), "evidence/v1"));
    }
    MonitoringFacts facts = ground.facts().monitoring();
    ground.findings().add(plan(batch).against(act, batch, evidence, facts.tellsSelection()));
    expected.addAll(
        BatchFigures.signals(
            act, batch, evidence, watch, promises, signal -> facts.same(signal).isPresent()));
  }

  private BatchPlan plan(Batch batch) throws UnestablishedException {
    BatchRecorded recorded = batch.recorded();
    Optional<Digest> examination =
        ground.facts().submission(recorded.submission()).opened().examination();
    if (examination.isEmpty()) {
      throw new UnestablishedException(
          "batch.examination", "The submission of the batch pinned no examination.");
    }
    String cutoff =
        ground.facts().model(recorded.model()).version(recorded.version()).registered().cutoff();
    return new BatchPlan(ground.blobs().document(examination.get()), cutoff);
  }
}
