// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.gate.Champion;
import org.imprimatur.proof.gate.Dossier;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.gate.Watched;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.messages.Asks;
import org.imprimatur.server.policies.Assessments;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.stereotype.Component;

/** The figures of one class of evidence: which checks stand in it, each drawn in its own way. */
@Component
record ClassFigures(Assessments assessments, ModelSides sides, Provenance provenance) {
  static final String PERFORMANCE = "performance/1";
  static final String FAIRNESS = "fairness.four-fifths/1";

  /** A submission's evidence, what it stands beside, and what the reader asked to see. */
  record Asked(Standing standing, Optional<EvidencePanels.Other> other, String metric) {
    Optional<Json.Obj> content(String evidenceClass, String item) {
      return ClassFigures.content(standing, evidenceClass, item);
    }

    Optional<Json.Obj> before(String evidenceClass, String item) {
      return other.flatMap(then -> ClassFigures.content(then.standing(), evidenceClass, item));
    }

    String version() {
      return "v" + standing.submission().opened().version();
    }

    String otherVersion() {
      return other.map(then -> "v" + then.version()).orElse("");
    }
  }

  static Optional<Json.Obj> content(Standing standing, String evidenceClass, String item) {
    return standing
        .input()
        .dossier()
        .find(evidenceClass, item)
        .map(Dossier.Item::content)
        .filter(content -> Tree.text(content, "outcome").orElse("").equals("computed"));
  }

  List<Figure> figures(Asked asked, String evidenceClass) {
    List<Figure> figures = new ArrayList<>();
    var classes = new Classes(asked.standing());
    Map<String, Dossier.Item> items = classes.items(evidenceClass);
    faults(items, figures);
    unconfined(classes.unconfined(evidenceClass), figures);
    guessed(classes.guesses(evidenceClass), figures);
    switch (evidenceClass) {
      case "fairness" -> {
        figures.addAll(FairnessPanel.of(asked));
        figures.addAll(MeasureFigures.of(asked, evidenceClass));
      }
      case "performance" -> performance(asked, figures);
      case "data" -> data(asked, items, figures);
      case "operations" -> operations(asked, figures);
      case "documentation" -> documentation(asked, items, figures);
      case "risk" -> figures.add(answers(asked.standing()));
      default -> items.forEach((name, item) -> listed(name, item.content(), figures));
    }
    figures.addAll(provenance.tables(asked.standing(), items));
    return figures;
  }

  private static void performance(Asked asked, List<Figure> to) {
    Optional<Json.Obj> before = asked.before("performance", PERFORMANCE);
    asked
        .content("performance", PERFORMANCE)
        .ifPresent(
            found -> {
              String other = before.isPresent() ? asked.otherVersion() : "";
              Json.Obj details = Tree.at(found, "details");
              to.add(
                  new PerformanceFigures(found, before, asked.version(), other, asked.standing())
                      .plot(MetricWords.SHOWN));
              String cutoff = asked.standing().docket().model().cutoff();
              ReliabilityFigure.of(details).figure().ifPresent(to::add);
              SweepFigure.of(details, cutoff).figure().ifPresent(to::add);
              LiftFigure.of(details).figure().ifPresent(to::add);
              to.add(CostFigure.of(details, cutoff).figure());
              new SegmentFigures(Tree.at(details, "segments"), SegmentFigures.Headline.AUC)
                  .figure()
                  .ifPresent(to::add);
              to.add(PerformanceFigures.confusion(Tree.at(details, "confusion")));
            });
    to.addAll(MeasureFigures.of(asked, "performance"));
    to.add(challenge(asked));
  }

  private static Optional<Requirement.Limits> limits(Standing standing) {
    Optional<Requirement.Limits> limits = Optional.empty();
    for (Verdict.Result result : standing.verdict().results()) {
      if (Asks.requirement(standing, result.requirement()) instanceof Requirement.Check check
          && check.check().equals(ChallengeFigures.CHECK)
          && (limits.isEmpty() || Watched.of(result).isEmpty())) {
        limits = Optional.of(check.with());
      }
    }
    return limits;
  }

  private static Figure challenge(Asked asked) {
    Optional<Champion> holder = asked.standing().docket().model().champion();
    String champion = holder.map(one -> "v" + one.version()).orElse("the champion");
    return asked
        .content("performance", ChallengeFigures.CHECK)
        .map(
            found ->
                new ChallengeFigures(
                        Tree.at(found, "details"),
                        new ChallengeFigures.Names(champion, asked.version()),
                        limits(asked.standing()))
                    .figure())
        .orElseGet(() -> ChallengeFigures.nothing(holder.isPresent()));
  }

  private static void data(Asked asked, Map<String, Dossier.Item> items, List<Figure> to) {
    items.forEach((name, item) -> to.addAll(OtherFigures.problems(name, item.content())));
    asked
        .content("data", DriftFigures.CHECK)
        .map(
            found ->
                DriftFigures.of(DriftFigures.Sides.EXAMINATION, Tree.at(found, "details")).figure())
        .ifPresentOrElse(to::add, () -> to.add(DriftFigures.nothing()));
    asked
        .content("data", LeakageFigures.CHECK)
        .map(found -> new LeakageFigures(Tree.at(found, "details", "leakage")).figure())
        .ifPresent(to::add);
    asked
        .content("data", ProxyFigures.CHECK)
        .flatMap(found -> new ProxyFigures(Tree.at(found, "details", "proxies")).figure())
        .ifPresent(to::add);
    asked
        .content("data", QualityFigures.CHECK)
        .flatMap(found -> new QualityFigures(Tree.at(found, "details", "quality")).figure())
        .ifPresent(to::add);
    items.forEach((_, item) -> to.addAll(OtherFigures.inputs(item.content())));
    List<Figure> counts = new ArrayList<>();
    items.forEach((name, item) -> counts.addAll(OtherFigures.counts(name, item.content())));
    if (!counts.isEmpty()) {
      to.add(new Figure.Fold("All that was counted", counts));
    }
  }

  private void operations(Asked asked, List<Figure> to) {
    asked
        .content("operations", RuntimeFigures.CHECK)
        .map(
            found ->
                new RuntimeFigures(
                        found,
                        asked.before("operations", RuntimeFigures.CHECK),
                        PolicyLimits.of(asked.standing(), "operations"))
                    .figure(asked.version(), asked.otherVersion()))
        .ifPresent(to::add);
    to.add(sides.promises(asked.standing().submission().opened().promises()));
  }

  private static void documentation(Asked asked, Map<String, Dossier.Item> items, List<Figure> to) {
    Map<String, Metric> measured =
        asked.content("performance", PERFORMANCE).map(Metric::all).orElse(Map.of());
    asked
        .content("documentation", ClaimFigures.CHECK)
        .flatMap(found -> new ClaimFigures(Tree.at(found, "details"), measured).figure())
        .ifPresent(to::add);
    items.forEach((name, item) -> listed(name, item.content(), to));
  }

  /** What could not be computed, and why: it satisfies nothing. */
  private static void faults(Map<String, Dossier.Item> items, List<Figure> to) {
    items.forEach(
        (name, item) -> {
          String why = OtherFigures.error(item.content());
          if (!why.isEmpty()) {
            to.add(new Figure.Nothing(name + " could not be computed", Text.of(why)));
          }
        });
  }

  /** What the operator accepted, and whoever relies on the figures must know. */
  private static void unconfined(List<String> items, List<Figure> to) {
    if (!items.isEmpty()) {
      to.add(
          new Figure.Notice(
              Mark.UNCONFINED,
              Text.of(
                  "The operator accepted it for %s: what opened the files had a network, saw other"
                          .formatted(Words.list(items))
                      + " processes and had no limits. A hostile file could have changed what"
                      + " stands here. Have it computed again where it can be confined.")));
    }
  }

  /** Letters and decimals that a file did not say how to read. */
  private static void guessed(List<String> guesses, List<Figure> to) {
    if (!guesses.isEmpty()) {
      to.add(
          new Figure.Notice(
              Mark.GUESSED,
              Text.of(
                  String.join(" ", guesses)
                      + " If that is wrong, so is what stands here: have the file registered in"
                      + " UTF-8, with points in its decimals.")));
    }
  }

  private static void listed(String name, Json.Obj content, List<Figure> to) {
    to.addAll(OtherFigures.problems(name, content));
    to.addAll(OtherFigures.inputs(content));
    to.addAll(OtherFigures.sections(content));
    to.addAll(OtherFigures.counts(name, content));
  }

  private Table answers(Standing standing) {
    List<Table.Row> rows = new ArrayList<>();
    assessments
        .answers(standing.submission().opened().risk())
        .forEach((question, answer) -> rows.add(Table.Row.of(Cell.of(question), Cell.of(answer))));
    return new Table("Answers", OtherFigures.heads("Question", "Answer"), rows);
  }
}
