// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.batches;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.engines.Job;
import org.imprimatur.engines.Outcome;
import org.imprimatur.engines.Workers;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct.BatchEvaluated;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.monitoring.Batch;
import org.imprimatur.proof.monitoring.BatchFigures;
import org.imprimatur.proof.monitoring.BatchPlan;
import org.imprimatur.proof.monitoring.Promise;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.monitoring.Watches;
import org.springframework.stereotype.Component;

/** Computes a batch by the engines, and records what came of it with the signals in one. */
@Component
final class BatchComputation {
  /** A fault of this node: it says nothing of the file, so nothing is recorded of it. */
  private static final Set<String> OURS =
      Set.of("worker.not-started", "worker.unconfined", "worker.interrupted");

  private final Audit audit;
  private final Database database;
  private final Blobs blobs;
  private final Workers workers;
  private final Batches batches;
  private final Watches watches;

  BatchComputation(
      Audit audit,
      Database database,
      Blobs blobs,
      Workers workers,
      Batches batches,
      Watches watches) {
    this.audit = audit;
    this.database = database;
    this.blobs = blobs;
    this.workers = workers;
    this.batches = batches;
    this.watches = watches;
  }

  /** A fault that passes: the batch is to be taken again. */
  static final class LaterException extends Exception {
    private static final long serialVersionUID = 1L;

    private LaterException(String message) {
      super(message);
    }
  }

  /** Computes what is due of a batch; nothing where nothing is. */
  void compute(long number) throws LaterException {
    Batch batch = BatchStore.find(database.reader(), number).orElseThrow();
    if (!batch.isDue()) {
      return;
    }
    BatchPlan plan = batches.plan(batch);
    var inputs = new BatchInputs(batch, plan, blobs);
    boolean labelled = batch.dueLabels().isPresent();
    SortedMap<String, Json.Obj> evidence = new TreeMap<>();
    evidence.put(Job.DATA_QUALITY, evidence(inputs, Job.DATA_QUALITY));
    for (String check :
        plan.checks(labelled, Optional.ofNullable(evidence.get(Job.DATA_QUALITY)))) {
      if (!evidence.containsKey(check)) {
        evidence.put(check, evidence(inputs, check));
      }
    }
    SortedMap<String, Digest> digests = new TreeMap<>();
    evidence.forEach((check, record) -> digests.put(check, blobs.put(record)));
    audit.record(moment -> ruling(moment, batch, plan, evidence, digests));
  }

  private Json.Obj evidence(BatchInputs inputs, String check) throws LaterException {
    Json.Obj spec = inputs.spec(check);
    if (check.equals(Job.DRIFT) && inputs.heldBy().isPresent()) {
      return Job.failed(
          check,
          spec,
          "examination.held",
          "A runner holds the test set, so that production cannot be compared with it here.");
    }
    return switch (workers.tryTwice(inputs.job(check))) {
      case Outcome.Computed(var evidence) -> evidence;
      case Outcome.Failed(var code, var message) when OURS.contains(code) ->
          throw new LaterException(message);
      case Outcome.Failed(var code, var message) ->
          workers.marked(Job.failed(check, spec, code, message));
    };
  }

  /** What was computed by another node meanwhile, or for labels of before, is recorded once. */
  private Ruling<Boolean> ruling(
      Moment moment,
      Batch of,
      BatchPlan plan,
      SortedMap<String, Json.Obj> evidence,
      SortedMap<String, Digest> digests) {
    Batch batch = BatchStore.find(moment.db(), of.number()).orElseThrow();
    if (!batch.isDue() || !batch.dueLabels().equals(of.dueLabels())) {
      return new Ruling.Granted<>(List.of(), false);
    }
    String model = batch.recorded().model();
    long version = batch.recorded().version();
    var act =
        new BatchEvaluated(
            moment.by(Stamp.SYSTEM),
            batch.number(),
            model,
            version,
            batch.dueLabels(),
            plan.outcome(evidence),
            BatchPlan.rows(evidence),
            digests);
    Optional<Watch> watch = watches.find(moment.db(), model, version);
    List<Promise> promises = watch.map(watches::promises).orElse(List.of());
    List<SignalRecorded> signals =
        BatchFigures.signals(
            act,
            batch,
            evidence,
            watch,
            promises,
            signal -> watches.isMeasured(moment.db(), signal));
    List<Act> acts = new ArrayList<>(List.of(act));
    acts.addAll(signals);
    return new Ruling.Granted<>(acts, true);
  }
}
