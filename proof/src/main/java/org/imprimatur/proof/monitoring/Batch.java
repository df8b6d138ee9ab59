// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct.BatchEvaluated;
import org.imprimatur.proof.act.BatchAct.BatchRecorded;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.act.BatchAct.LabelsRecorded;
import org.imprimatur.proof.digest.Digest;

/**
 * A batch with whatever came of it.
 *
 * @param labels every file of labels that was sent for it, in order
 * @param evaluations what was computed, in order
 * @param withdrawn how it was taken back; empty where it stands
 */
public record Batch(
    BatchRecorded recorded,
    List<LabelsRecorded> labels,
    List<BatchEvaluated> evaluations,
    Optional<BatchWithdrawn> withdrawn) {
  public Batch {
    labels = List.copyOf(labels);
    evaluations = List.copyOf(evaluations);
  }

  /** A batch as it is sent. */
  public static Batch of(BatchRecorded recorded) {
    return new Batch(recorded, List.of(), List.of(), Optional.empty());
  }

  /** How far it is, with the word that people read. */
  public enum State {
    WAITING("being computed"),
    AWAITING_LABELS("waits for labels"),
    COMPLETE("computed"),
    FAILED("not computed"),
    LABELS_FAILED("labels not usable"),
    WITHDRAWN("taken back");

    private final String word;

    State(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** Every batch that the acts tell of, by its number. */
  public static SortedMap<Long, Batch> all(Iterable<? extends Act> acts) {
    SortedMap<Long, Batch> batches = new TreeMap<>();
    for (Act act : acts) {
      switch (act) {
        case BatchRecorded recorded -> batches.putIfAbsent(recorded.batch(), of(recorded));
        case LabelsRecorded one ->
            batches.computeIfPresent(one.batch(), (_, batch) -> batch.with(one));
        case BatchEvaluated one ->
            batches.computeIfPresent(one.batch(), (_, batch) -> batch.with(one));
        case BatchWithdrawn one ->
            batches.computeIfPresent(one.batch(), (_, batch) -> batch.with(one));
        case Act _ -> {}
      }
    }
    return batches;
  }

  /** The same after labels arrived. */
  public Batch with(LabelsRecorded act) {
    List<LabelsRecorded> more = new ArrayList<>(labels);
    more.add(act);
    return new Batch(recorded, more, evaluations, withdrawn);
  }

  /** The same after it was computed. */
  public Batch with(BatchEvaluated act) {
    List<BatchEvaluated> more = new ArrayList<>(evaluations);
    more.add(act);
    return new Batch(recorded, labels, more, withdrawn);
  }

  /** The same after it was taken back; the first time counts. */
  public Batch with(BatchWithdrawn act) {
    return withdrawn.isPresent()
        ? this
        : new Batch(recorded, labels, evaluations, Optional.of(act));
  }

  public long number() {
    return recorded.batch();
  }

  public State state() {
    if (withdrawn.isPresent()) {
      return State.WITHDRAWN;
    }
    if (isDue()) {
      return State.WAITING;
    }
    BatchEvaluated last = evaluations.getLast();
    return switch (last.outcome()) {
      case BatchPlan.AWAITING -> State.AWAITING_LABELS;
      case BatchPlan.COMPLETE -> State.COMPLETE;
      default -> last.labels().isPresent() ? State.LABELS_FAILED : State.FAILED;
    };
  }

  /** Whether something of it is to be computed: as it was sent, or with its newest labels. */
  public boolean isDue() {
    return withdrawn.isEmpty() && evaluations.size() <= labels.size();
  }

  /**
   * Whether a figure is of this batch: it was computed, and one batch alone of a window could be.
   * What could not be computed leaves its window to another, and gave nothing.
   */
  public boolean gave(Measured one) {
    return one.evidence().isPresent()
        && evaluations.stream()
            .limit(1)
            .noneMatch(first -> first.outcome().equals(BatchPlan.FAILED))
        && one.from().equals(recorded.from())
        && one.to().equals(recorded.to());
  }

  /** The labels that the next computation reads; none where it is the first. */
  public Optional<Digest> dueLabels() {
    return evaluations.isEmpty() || labels.isEmpty()
        ? Optional.empty()
        : Optional.of(labels.getLast().labels());
  }

  /** Whether labels may be sent for it now. */
  public boolean takesLabels() {
    return state() == State.AWAITING_LABELS || state() == State.LABELS_FAILED;
  }

  /** How many rows it has, where they could be read. */
  public Optional<Long> rows() {
    return evaluations.stream().findFirst().flatMap(Batch::count);
  }

  /** How many of them have their label, once it was computed with labels. */
  public Optional<Long> labelled() {
    return evaluations.isEmpty() || !evaluations.getLast().outcome().equals(BatchPlan.COMPLETE)
        ? Optional.empty()
        : count(evaluations.getLast());
  }

  private static Optional<Long> count(BatchEvaluated act) {
    return act.n().isPresent() ? Optional.of(act.n().getAsLong()) : Optional.empty();
  }
}
