// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.BatchAct.BatchRecorded;
import org.imprimatur.proof.act.BatchAct.LabelsRecorded;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.json.Json;

/**
 * Which batches and which labels are recorded. A server asks it before, and a replay after. A batch
 * that was taken back stands in the way of no other: its rows and its window are free.
 */
public final class BatchConduct {
  private BatchConduct() {}

  /**
   * Everything that stands against a batch; nothing where it may be recorded.
   *
   * @param watch the version since its promotion; empty where it was never in production
   * @param examination what its promotion pinned; empty where that was none
   * @param known the batches of the version with the same bytes or the same window
   */
  public static List<Reason> against(
      BatchRecorded act,
      Optional<Watch> watch,
      Optional<Json.Obj> examination,
      Collection<Batch> known) {
    if (watch.isEmpty()) {
      return List.of(
          Reason.of(
              "batch.version",
              "Version %d never entered production or was rolled back from it; it is not watched."
                  .formatted(act.version())));
    }
    List<Reason> against = new ArrayList<>();
    if (act.submission() != watch.get().submission()) {
      against.add(
          Reason.of(
              "batch.submission",
              "Submission %d brought the version in, not %d."
                  .formatted(watch.get().submission(), act.submission())));
    }
    against.addAll(
        SignalRules.window(
            "batch", new SignalRules.Span(act.from(), act.to()), act.at(), watch.get()));
    if (act.size() < 1) {
      against.add(Reason.of("batch.empty", "The file is empty."));
    }
    if (examination.isEmpty()) {
      against.add(
          Reason.of(
              "batch.examination",
              "The submission that brought the version in pinned no examination, so that nothing"
                  + " says what is in which column."));
    } else if (names(examination.get(), act.data())) {
      against.add(
          Reason.of(
              "batch.test-set",
              "These are the bytes of the test set or its reference, and not of production."));
    }
    for (Batch other : known) {
      taken(act, other).ifPresent(against::add);
    }
    return against;
  }

  private static boolean names(Json.Obj examination, Digest data) {
    Json digest = Json.of(data.toString());
    return List.of("testSet", "reference").stream()
        .anyMatch(member -> examination.find(member).filter(digest::equals).isPresent());
  }

  /** Whether it is the same again, which is answered as it was the first time. */
  public static boolean isSame(BatchRecorded act, Batch other) {
    return isSameRows(act, other) && isSameWindow(act, other);
  }

  /** Whether its bytes are those of another that stands. */
  public static boolean isSameRows(BatchRecorded act, Batch other) {
    return other.withdrawn().isEmpty() && act.data().equals(other.recorded().data());
  }

  private static boolean isSameWindow(BatchRecorded act, Batch other) {
    return act.from().equals(other.recorded().from()) && act.to().equals(other.recorded().to());
  }

  private static Optional<Reason> taken(BatchRecorded act, Batch other) {
    if (isSame(act, other)) {
      return Optional.of(
          Reason.of("batch.twice", "This is batch %d once more.".formatted(other.number())));
    }
    if (isSameRows(act, other)) {
      return Optional.of(
          Reason.of(
              "batch.same",
              "These bytes are batch %d, from %s to %s; rows of production are sent once."
                  .formatted(other.number(), other.recorded().from(), other.recorded().to())));
    }
    return isSameWindow(act, other) && holdsWindow(other)
        ? Optional.of(
            Reason.of(
                "batch.taken",
                "From %s to %s batch %d was recorded, with other bytes."
                    .formatted(act.from(), act.to(), other.number())))
        : Optional.empty();
  }

  private static boolean holdsWindow(Batch other) {
    return other.state() != Batch.State.FAILED && other.state() != Batch.State.WITHDRAWN;
  }

  /** Everything that stands against labels. */
  public static List<Reason> against(LabelsRecorded act, Batch batch) {
    List<Reason> against = new ArrayList<>();
    if (act.size() < 1) {
      against.add(Reason.of("labels.empty", "The file is empty."));
    }
    if (act.labels().equals(batch.recorded().data())) {
      against.add(Reason.of("labels.same", "These are the bytes of the batch itself."));
    }
    if (batch.labels().stream().anyMatch(one -> one.labels().equals(act.labels()))) {
      against.add(Reason.of("labels.twice", "These labels were recorded before."));
    } else if (!batch.takesLabels()) {
      against.add(Reason.of("labels.untimely", untimely(batch)));
    }
    return against;
  }

  private static String untimely(Batch batch) {
    return switch (batch.state()) {
      case WAITING ->
          "Batch %d is being computed. Send labels as soon as it waits for them."
              .formatted(batch.number());
      case COMPLETE ->
          "Batch %d has its labels, and what was measured stays.".formatted(batch.number());
      case FAILED ->
          "Batch %d could not be computed. Send its rows anew.".formatted(batch.number());
      case WITHDRAWN ->
          "Batch %d was taken back. Send its rows anew, where they were right."
              .formatted(batch.number());
      case AWAITING_LABELS, LABELS_FAILED -> "";
    };
  }
}
