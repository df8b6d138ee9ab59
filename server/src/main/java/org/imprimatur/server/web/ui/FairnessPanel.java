// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.gate.Watched;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.messages.Asks;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.Text;

/** How groups fare: one figure at a time, chosen by a link, for groups and for intersections. */
record FairnessPanel(ClassFigures.Asked asked, Json.Obj evidence, GroupMetric metric) {
  /** The figures of the class; empty where fairness was not computed. */
  static List<Figure> of(ClassFigures.Asked asked) {
    return asked
        .content("fairness", ClassFigures.FAIRNESS)
        .map(found -> new FairnessPanel(asked, found, GroupMetric.of(asked.metric())).figures())
        .orElse(List.of());
  }

  private List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    figures.add(choices());
    FairnessFigures rates = rates();
    if (metric == GroupMetric.FAVOURABLE) {
      figures.addAll(rates.plots());
    } else {
      panel("fairness", metric).groups().ifPresent(figures::add);
      panel("fairness", metric).gaps().ifPresent(figures::add);
    }
    if (metric == GroupMetric.CALIBRATION) {
      figures.add(rates.expected());
    }
    GroupMetric crossed = metric == GroupMetric.FAVOURABLE ? selected() : metric;
    panel("intersections", crossed)
        .groups()
        .ifPresent(
            plot ->
                figures.add(
                    new Figure.Part(
                        "Intersections",
                        Text.of("Groups that share several attributes. They are small: read the")
                            .then(" intervals first."),
                        List.of(plot))));
    return figures;
  }

  /** The favourable outcome is to be predicted positive, or not to be. */
  private GroupMetric selected() {
    long favourable = Tree.count(Tree.at(evidence, "tables"), "favourable");
    return favourable == 1 ? GroupMetric.SELECTED : GroupMetric.NOT_SELECTED;
  }

  private Figure choices() {
    String against = asked.other().map(then -> "&against=v" + then.version()).orElse("");
    return new Figure.Choices(
        "What groups are compared by",
        Arrays.stream(GroupMetric.values())
            .filter(GroupMetric::isOffered)
            .map(
                one ->
                    new Figure.Choice(
                        one.words(),
                        "?class=fairness" + against + "&metric=" + one.key() + "#evidence",
                        one == metric))
            .toList());
  }

  private GroupPanel panel(String kind, GroupMetric shown) {
    Json.Obj before =
        asked
            .before("fairness", ClassFigures.FAIRNESS)
            .map(then -> Tree.at(then, "details", kind))
            .orElse(Tree.at(evidence, "nothing"));
    return new GroupPanel(
        Tree.at(evidence, "details", kind),
        before,
        shown,
        new GroupPanel.Versions(asked.version(), asked.otherVersion()),
        share());
  }

  private Optional<Requirement.Limits> limits() {
    return limits(asked.standing());
  }

  private static Optional<Requirement.Limits> limits(Standing standing) {
    Optional<Requirement.Limits> limits = Optional.empty();
    for (Verdict.Result result : standing.verdict().results()) {
      if (Asks.requirement(standing, result.requirement()) instanceof Requirement.Check check
          && check.check().equals(ClassFigures.FAIRNESS)
          && (limits.isEmpty() || Watched.of(result).isEmpty())) {
        limits = Optional.of(check.with());
      }
    }
    return limits;
  }

  private double share() {
    return limits().map(found -> found.number("min-share", 0.02)).orElse(0.02);
  }

  private FairnessFigures rates() {
    Optional<Json.Obj> before = asked.before("fairness", ClassFigures.FAIRNESS);
    return new FairnessFigures(
        evidence,
        before,
        asked.version(),
        before.isPresent() ? asked.otherVersion() : "",
        _ -> limits().map(found -> found.number("least", 0.8)).orElse(null),
        share());
  }
}
