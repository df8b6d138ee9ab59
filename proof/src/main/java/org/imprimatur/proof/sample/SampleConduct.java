// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.SampleAct.SampleAnswered;
import org.imprimatur.proof.act.SampleAct.SampleClosed;
import org.imprimatur.proof.act.SampleAct.SampleDrawn;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.proof.gate.Verdict.Reason;

/** Who draws a sample, answers its requests and closes it. Asked before, and by a replay after. */
public record SampleConduct(Staff staff) {
  /** The role that draws samples. */
  public static final String AUDITOR = "auditor";

  /** How many decisions a sample has at the most. */
  public static final int MOST = 500;

  /**
   * What stands against drawing a sample.
   *
   * @param population how many decisions it is drawn from
   */
  public List<Reason> against(SampleDrawn act, SamplePlan plan, long population) {
    List<Reason> against = new ArrayList<>();
    auditor(act.by()).ifPresent(against::add);
    if (!act.from().isBefore(act.to())) {
      against.add(Reason.of("sample.period", "The period ends before it begins."));
    } else if (act.to().isAfter(act.at())) {
      against.add(
          Reason.of(
              "sample.period",
              "The period ends at %s, which is still to come: what is decided until then would be"
                      .formatted(act.to())
                  + " drawn from as well."));
    }
    against.addAll(plan.against());
    if (act.size() < 1 || act.size() > MOST) {
      against.add(Reason.of("sample.size", "A sample has 1 to %d decisions.".formatted(MOST)));
    } else if (act.size() > population) {
      against.add(
          Reason.of(
              "sample.population",
              population == 0
                  ? "Nothing was let into %s in this period%s."
                      .formatted(
                          act.stage(),
                          act.tiers().isEmpty()
                              ? ""
                              : " in the tiers " + String.join(", ", act.tiers()))
                  : "There are only %d decisions to draw from.".formatted(population)));
    }
    return against;
  }

  /**
   * What stands against an answer.
   *
   * @param sample of this number; empty where none was drawn
   * @param items what was drawn
   * @param requests how many each has
   * @param hands who took part in the decision that the answer is about
   */
  public List<Reason> against(
      SampleAnswered act,
      Optional<Sample> sample,
      List<Decided> items,
      int requests,
      Set<String> hands) {
    if (sample.isEmpty()) {
      return List.of(unknown(act.sample()));
    }
    List<Reason> against = new ArrayList<>();
    auditor(act.by()).ifPresent(against::add);
    closed(sample.get()).ifPresent(against::add);
    if (items.stream().noneMatch(one -> one.submission() == act.submission())) {
      against.add(
          Reason.of(
              "sample.item",
              "Submission %d was not drawn for sample %d."
                  .formatted(act.submission(), act.sample())));
    }
    if (act.request() < 1 || act.request() > requests) {
      against.add(
          Reason.of(
              "sample.request",
              "Sample %d has requests 1 to %d, not %d."
                  .formatted(act.sample(), requests, act.request())));
    }
    if (!Sample.OUTCOMES.contains(act.outcome())) {
      against.add(
          Reason.of(
              "sample.outcome",
              "\"%s\" is none of %s."
                  .formatted(act.outcome(), String.join(", ", Sample.OUTCOMES))));
    } else if (act.outcome().equals(Sample.EXCEPTION) && act.words().isEmpty()) {
      against.add(Reason.of("sample.words", "Say what the exception is."));
    }
    hand(act, hands).ifPresent(against::add);
    return against;
  }

  /** What stands against closing a sample. */
  public List<Reason> against(
      SampleClosed act, Optional<Sample> sample, List<Decided> items, int requests) {
    if (sample.isEmpty()) {
      return List.of(unknown(act.sample()));
    }
    List<Reason> against = new ArrayList<>();
    auditor(act.by()).ifPresent(against::add);
    closed(sample.get()).ifPresent(against::add);
    long open = (long) items.size() * requests - sample.get().latest().size();
    if (open > 0) {
      against.add(
          Reason.of(
              "sample.unanswered",
              "%d of %d requests are not answered."
                  .formatted(open, (long) items.size() * requests)));
    }
    return against;
  }

  private Optional<Reason> auditor(String person) {
    return staff.holds(person, AUDITOR)
        ? Optional.empty()
        : Optional.of(Reason.of("sample.auditor", person + " does not hold the role auditor."));
  }

  private static Optional<Reason> closed(Sample sample) {
    return sample.isOpen()
        ? Optional.empty()
        : Optional.of(
            Reason.of("sample.closed", "Sample %d is closed.".formatted(sample.number())));
  }

  /** Nobody audits a decision in which they took part. */
  private Optional<Reason> hand(SampleAnswered act, Set<String> hands) {
    return isIndependent(act.by(), hands)
        ? Optional.empty()
        : Optional.of(
            Reason.of(
                "sample.hand",
                "%s took part in submission %d, or counts as somebody who did."
                    .formatted(act.by(), act.submission())));
  }

  /** Whether a person is somebody else than everybody who took part. */
  public boolean isIndependent(String person, Set<String> hands) {
    return hands.stream().allMatch(hand -> staff.independent(hand, person));
  }

  private static Reason unknown(long sample) {
    return Reason.of("sample.unknown", "There is no sample %d.".formatted(sample));
  }
}
