// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.imprimatur.proof.evidence.Fairness;
import org.imprimatur.proof.evidence.GroupTable;
import org.imprimatur.proof.evidence.Interval;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Requirement;

/**
 * {@code fairness.four-fifths/1}: the smallest favourable rate over the largest, among groups of at
 * least the policy's share, by the Katz-log interval. A screening value (29 CFR 1607.4(D)).
 */
final class FourFifths {
  private final GateInput input;
  private final double least;
  private final double minShare;
  private final List<Reason> reasons = new ArrayList<>();

  FourFifths(GateInput input, Requirement.Limits limits) {
    this.input = input;
    this.least = limits.number("least", 0.8);
    this.minShare = limits.number("min-share", 0.02);
  }

  /** One group's favourable predictions among its rows. */
  private record Group(String name, long favourable, long n) {
    double rate() {
      return (double) favourable / (double) n;
    }
  }

  Judgement judge(Json.Obj content) {
    Fairness fairness = Fairness.fromTables(content.object("tables"));
    Set<String> computed = new HashSet<>();
    Outcome worst = Outcome.WITHIN;
    for (GroupTable table : fairness.attributes()) {
      if (!table.isIntersection()) {
        computed.add(table.attribute());
        worst = worse(worst, judge(table, fairness.favourable()));
      }
    }
    List<String> asked = input.subject().exam().map(GateInput.Exam::groups).orElse(List.of());
    List<String> absent = asked.stream().filter(group -> !computed.contains(group)).toList();
    if (!absent.isEmpty() || computed.isEmpty()) {
      reasons.add(
          Reason.of(
                  "fairness.group-missing",
                  "Not computed for the registered groups: " + String.join(", ", absent) + ".")
              .standing(true));
      worst = Outcome.ERROR;
    }
    return new Judgement(worst, reasons);
  }

  private Outcome judge(GroupTable table, int favourable) {
    List<Group> groups = new ArrayList<>();
    for (GroupTable.Row row : table.rows()) {
      groups.add(
          new Group(row.group(), row.confusion().favourable(favourable), row.confusion().n()));
    }
    long rows = groups.stream().mapToLong(Group::n).sum();
    List<Group> judged =
        groups.stream()
            .filter(group -> group.n() > 0 && (double) group.n() >= minShare * (double) rows)
            .toList();
    for (Group group : groups) {
      if (!judged.contains(group)) {
        reasons.add(notJudged(table.attribute(), group, rows));
      }
    }
    if (judged.size() < 2) {
      reasons.add(
          Reason.of(
                  "fairness.one-group",
                  table.attribute() + ": fewer than two groups are large enough to compare.")
              .standing(true));
      return Outcome.CANNOT_BE_TOLD;
    }
    Group low = judged.stream().min(Comparator.comparingDouble(Group::rate)).orElseThrow();
    Group high = judged.stream().max(Comparator.comparingDouble(Group::rate)).orElseThrow();
    return compared(table.attribute(), low, high);
  }

  private Outcome compared(String attribute, Group low, Group high) {
    if (high.favourable() == 0) {
      reasons.add(
          Reason.of(
                  "fairness.no-favourable",
                  attribute
                      + ": no group ever gets the favourable"
                      + " outcome, so no ratio is defined.")
              .standing(true));
      return Outcome.CANNOT_BE_TOLD;
    }
    Interval interval = Interval.katzLog(low.favourable(), low.n(), high.favourable(), high.n());
    double ratio = low.rate() / high.rate();
    Outcome outcome =
        interval.low() >= least
            ? Outcome.WITHIN
            : interval.high() < least ? Outcome.OUTSIDE : Outcome.CANNOT_BE_TOLD;
    reasons.add(
        reason(attribute, low, high, ratio, interval, outcome).standing(outcome != Outcome.WITHIN));
    return outcome;
  }

  private Reason reason(
      String attribute, Group low, Group high, double ratio, Interval interval, Outcome outcome) {
    return new Reason(
        "fairness.ratio",
        attribute
            + (": " + low.name() + " gets the favourable outcome " + Figures.of(ratio))
            + (" times as often as " + high.name() + ", 95 % interval [")
            + (Figures.of(interval.low()) + ", " + Figures.of(interval.high()) + "], at least ")
            + (Figures.of(least) + " is asked: " + outcome.word() + ". ")
            + (low.favourable() + " of " + low.n() + " against ")
            + (high.favourable() + " of " + high.n() + "."),
        Json.obj()
            .put("attribute", attribute)
            .put("group", low.name())
            .put("against", high.name())
            .put("value", ratio)
            .put("low", interval.low())
            .put("high", interval.high())
            .put("limit", least)
            .put("favourable", low.favourable())
            .put("n", low.n())
            .build());
  }

  private Reason notJudged(String attribute, Group group, long rows) {
    return Reason.of(
        "fairness.not-judged",
        attribute
            + (": " + group.name() + " is shown and not judged, " + group.n() + " of " + rows)
            + (" rows are under the share of " + Figures.of(minShare) + "."));
  }

  private static Outcome worse(Outcome a, Outcome b) {
    List<Outcome> order =
        List.of(Outcome.ERROR, Outcome.OUTSIDE, Outcome.CANNOT_BE_TOLD, Outcome.WITHIN);
    return order.indexOf(a) < order.indexOf(b) ? a : b;
  }
}
