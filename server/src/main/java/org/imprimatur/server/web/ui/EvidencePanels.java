// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.Dossier;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.policies.Assessments;
import org.imprimatur.server.web.ui.view.Code;
import org.imprimatur.server.web.ui.view.EvidencePanel;
import org.imprimatur.server.web.ui.view.Plot;
import org.imprimatur.server.web.ui.view.Table;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One class of a submission's evidence, the same in every class. */
@Component
record EvidencePanels(
    Assessments assessments, ModelSides sides, Names names, Provenance provenance) {
  static final String PERFORMANCE = "performance/1";
  static final String FAIRNESS = "fairness.four-fifths/1";

  /** Another version's submission to compare with. */
  record Other(long version, String words, Standing standing) {}

  EvidencePanel panel(
      Standing standing,
      String evidenceClass,
      Optional<Other> other,
      List<EvidencePanel.Choice> choices) {
    var classes = new Classes(standing);
    Digest digest = standing.input().dossier().digests().get(evidenceClass);
    boolean compares = evidenceClass.equals("performance") || evidenceClass.equals("fairness");
    String against = compares ? other.map(Other::words).orElse("") : "";
    return new EvidencePanel(
        Words.capital(evidenceClass),
        classes.mark(evidenceClass),
        level(classes, evidenceClass),
        digest == null ? null : Code.of(digest.toString()),
        new EvidencePanel.Compared(against, evidenceClass, compares ? choices : List.of()),
        claim(standing, evidenceClass),
        plots(standing, evidenceClass, other),
        tables(standing, evidenceClass, other),
        exam(standing, evidenceClass),
        other.flatMap(then -> changes(standing, evidenceClass, then)).orElse(null));
  }

  private static String level(Classes classes, String evidenceClass) {
    return classes.items(evidenceClass).entrySet().stream()
        .filter(item -> item.getKey().contains("/") && !item.getKey().startsWith(Dossier.SUPPLIED))
        .map(item -> Words.level(item.getValue().level().word()))
        .findFirst()
        .orElse("");
  }

  /** The first reason of the worst requirement: what the trace says, and nothing else. */
  private String claim(Standing standing, String evidenceClass) {
    List<Verdict.Result> judging = new ArrayList<>();
    for (Verdict.Result result : standing.verdict().results()) {
      if (Classes.of(Asks.requirement(standing, result.requirement())).equals(evidenceClass)) {
        judging.add(result);
      }
    }
    if (judging.isEmpty()) {
      return evidenceClass.equals("risk")
          ? "The tier is %s, confirmed by %s."
              .formatted(
                  standing.docket().model().confirmation().tier(),
                  names.of(standing.docket().model().confirmation().by()))
          : "No requirement at this tier judges this class.";
    }
    return judging.stream()
        .filter(result -> standing.verdict().open().contains(result))
        .findFirst()
        .map(this::sentence)
        .orElseGet(() -> all(judging));
  }

  private String sentence(Verdict.Result result) {
    String worst = result.outcome().word();
    return result.reasons().stream()
        .map(Verdict.Reason::sentence)
        .filter(sentence -> sentence.contains(": " + worst + "."))
        .findFirst()
        .or(() -> result.reasons().stream().map(Verdict.Reason::sentence).findFirst())
        .map(names::in)
        .orElse("");
  }

  private String all(List<Verdict.Result> judging) {
    return judging.size() == 1
        ? sentence(judging.getFirst())
        : "All %d requirements on this class are satisfied.".formatted(judging.size());
  }

  private static Optional<Json.Obj> content(Standing standing, String evidenceClass, String item) {
    return standing
        .input()
        .dossier()
        .find(evidenceClass, item)
        .map(Dossier.Item::content)
        .filter(
            content ->
                content.find("outcome").orElse(Json.nothing()) instanceof Json.Str(var outcome)
                    && outcome.equals("computed"));
  }

  private static String version(Standing standing) {
    return "v" + standing.submission().opened().version();
  }

  private static List<Plot> plots(Standing standing, String evidenceClass, Optional<Other> other) {
    return switch (evidenceClass) {
      case "fairness" -> fairness(standing, other).map(FairnessFigures::plots).orElse(List.of());
      case "performance" ->
          performance(standing, other).map(figures -> List.of(figures.plot())).orElse(List.of());
      default -> List.of();
    };
  }

  private static Optional<FairnessFigures> fairness(Standing standing, Optional<Other> other) {
    Optional<Requirement.Limits> limits = Optional.empty();
    for (Verdict.Result result : standing.verdict().results()) {
      if (Asks.requirement(standing, result.requirement()) instanceof Requirement.Check check
          && check.check().equals(FAIRNESS)) {
        limits = Optional.of(check.with());
      }
    }
    Optional<Double> least = limits.map(found -> found.number("least", 0.8));
    double share = limits.map(found -> found.number("min-share", 0.02)).orElse(0.02);
    Optional<Json.Obj> before =
        other.flatMap(then -> content(then.standing(), "fairness", FAIRNESS));
    String words = before.isPresent() ? other.map(then -> "v" + then.version()).orElse("") : "";
    return content(standing, "fairness", FAIRNESS)
        .map(
            content ->
                new FairnessFigures(content, before, version(standing), words, least, share));
  }

  private static Optional<PerformanceFigures> performance(
      Standing standing, Optional<Other> other) {
    Optional<Json.Obj> before =
        other.flatMap(then -> content(then.standing(), "performance", PERFORMANCE));
    String words = before.isPresent() ? other.map(then -> "v" + then.version()).orElse("") : "";
    return content(standing, "performance", PERFORMANCE)
        .map(
            content -> new PerformanceFigures(content, before, version(standing), words, standing));
  }

  private List<Table> tables(Standing standing, String evidenceClass, Optional<Other> other) {
    List<Table> tables = new ArrayList<>();
    switch (evidenceClass) {
      case "fairness" -> {
        fairness(standing, other).ifPresent(figures -> tables.add(figures.expected()));
        other
            .flatMap(then -> fairness(then.standing(), Optional.empty()))
            .ifPresent(figures -> tables.add(figures.expected()));
      }
      case "performance" ->
          performance(standing, other).ifPresent(figures -> tables.addAll(figures.tables()));
      case "operations" -> tables.add(sides.promises(standing.submission().opened().promises()));
      case "risk" -> tables.add(answers(standing));
      default -> listed(standing, evidenceClass, tables);
    }
    tables.addAll(provenance.tables(standing, new Classes(standing).items(evidenceClass)));
    return tables;
  }

  private static void listed(Standing standing, String evidenceClass, List<Table> tables) {
    for (Map.Entry<String, Dossier.Item> item :
        new Classes(standing).items(evidenceClass).entrySet()) {
      Json.Obj content = item.getValue().content();
      tables.addAll(OtherFigures.problems(item.getKey(), content));
      tables.addAll(OtherFigures.inputs(content));
      tables.addAll(OtherFigures.sections(content));
      tables.addAll(OtherFigures.counts(item.getKey(), content));
    }
  }

  private Table answers(Standing standing) {
    List<Table.Row> rows = new ArrayList<>();
    assessments
        .answers(standing.submission().opened().risk())
        .forEach(
            (question, answer) ->
                rows.add(Table.Row.of(Table.Cell.of(question), Table.Cell.of(answer))));
    return new Table(
        "Answers",
        List.of(new Table.Head("Question", false), new Table.Head("Answer", false)),
        rows);
  }

  /** The test set, its rows, its custodian and the count of looks. */
  private EvidencePanel.@Nullable Exam exam(Standing standing, String evidenceClass) {
    Optional<Docket.Filed> filed =
        standing.docket().filed().stream()
            .filter(one -> one.act().evidenceClass().equals(evidenceClass))
            .filter(one -> one.act().look().isPresent())
            .reduce((_, later) -> later);
    var exam = standing.input().subject().exam();
    if (filed.isEmpty() || exam.isEmpty()) {
      return null;
    }
    OptionalLong look = filed.get().act().look();
    return new EvidencePanel.Exam(
        Code.of(exam.get().testSet().toString()),
        rows(filed.get().content()),
        names.person(exam.get().custodian(), ""),
        "look " + look.orElse(0));
  }

  private static String rows(Json.Obj content) {
    return content.find("tables").orElse(Json.nothing()) instanceof Json.Obj tables
            && tables.find("counts").orElse(Json.nothing()) instanceof Json.Obj counts
        ? Metric.number(counts, "rows")
            .map(rows -> Words.counted(Math.round(rows), "row"))
            .orElse("")
        : "";
  }

  private static Optional<EvidencePanel.Changes> changes(
      Standing standing, String evidenceClass, Other other) {
    String item = evidenceClass.equals("fairness") ? FAIRNESS : PERFORMANCE;
    Optional<Json.Obj> then = content(other.standing(), evidenceClass, item);
    return content(standing, evidenceClass, item)
        .filter(_ -> then.isPresent())
        .map(
            here ->
                new Comparison(other.version(), standing.submission().opened().version())
                    .changes(
                        then.orElseThrow(),
                        here,
                        other.standing().docket().model().cutoff(),
                        standing.docket().model().cutoff()));
  }
}
