// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.Dossier;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.gate.Watched;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.messages.Asks;
import org.imprimatur.server.web.ui.view.Code;
import org.imprimatur.server.web.ui.view.EvidencePanel;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One class of a submission's evidence, the same in every class. */
@Component
record EvidencePanels(ClassFigures figures, Names names) {
  /** Another version's submission to compare with. */
  record Other(long version, String words, Standing standing) {}

  EvidencePanel panel(
      Standing standing,
      String evidenceClass,
      Optional<Other> other,
      List<EvidencePanel.Choice> choices,
      String metric) {
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
        figures.figures(new ClassFigures.Asked(standing, other, metric), evidenceClass),
        exam(standing, evidenceClass),
        other.flatMap(then -> changes(standing, evidenceClass, then)).orElse(null));
  }

  private static String level(Classes classes, String evidenceClass) {
    return classes.items(evidenceClass).entrySet().stream()
        .filter(item -> item.getKey().contains("/") && !item.getKey().startsWith(Dossier.SUPPLIED))
        .map(item -> Words.level(item.getValue()))
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

  /** What is only watched is told, and is not among what is satisfied. */
  private String all(List<Verdict.Result> judging) {
    List<Verdict.Result> watched =
        judging.stream().filter(result -> Watched.of(result).isPresent()).toList();
    if (watched.isEmpty()) {
      return satisfied(judging);
    }
    List<Verdict.Result> asked =
        judging.stream().filter(result -> result.state() != Verdict.State.NOT_APPLICABLE).toList();
    String more = watched.size() == 1 ? "1 more is" : watched.size() + " more are";
    return asked.isEmpty()
        ? sentence(watched.getFirst())
        : "%s %s only watched.".formatted(satisfied(asked), more);
  }

  private String satisfied(List<Verdict.Result> judging) {
    return judging.size() == 1
        ? sentence(judging.getFirst())
        : "All %d requirements on this class are satisfied.".formatted(judging.size());
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
    boolean fairness = evidenceClass.equals("fairness");
    String item = fairness ? ClassFigures.FAIRNESS : ClassFigures.PERFORMANCE;
    Optional<Json.Obj> then = ClassFigures.content(other.standing(), evidenceClass, item);
    return ClassFigures.content(standing, evidenceClass, item)
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
