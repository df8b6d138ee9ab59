// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;
import org.imprimatur.proof.policy.Answer;
import org.imprimatur.proof.policy.EvidenceClasses;
import org.imprimatur.proof.policy.Expression;
import org.imprimatur.proof.policy.Facts;
import org.imprimatur.proof.policy.Requirement;

/** Judges evidence by the limits of a requirement; only what the examination allows counts. */
final class EvidenceJudge {
  private static final List<String> PERFORMANCE =
      List.of(Evidence.PERFORMANCE, Evidence.MULTICLASS, Evidence.REGRESSION);

  /** Of evidence that rests on something condemned. */
  static final String CONDEMNED = "evidence.condemned";

  private final GateInput input;

  EvidenceJudge(GateInput input) {
    this.input = input;
  }

  GateInput input() {
    return input;
  }

  Judgement judge(Requirement.Check check) {
    String evidenceClass = check.evidenceClass();
    if (check.check().equals("performance.comparison/1")
        && input.subject().standing().champion().isEmpty()) {
      return Judgement.of(
          Outcome.WITHIN,
          "comparison.no-champion",
          "No version holds the stage, so there is nothing to compare with.");
    }
    Optional<Dossier.Item> item = input.dossier().find(evidenceClass, check.check());
    if (item.isEmpty()) {
      return notReported(check.check());
    }
    Optional<Judgement> refused = refused(evidenceClass, check.check(), item.get());
    if (refused.isPresent()) {
      return refused.get();
    }
    try {
      Json.Obj content = item.get().content();
      ByLimits byLimits = item.get().byLimits();
      return switch (check.check()) {
        case "artifact/1" -> DataJudge.problems(content, "The artifact is complete and readable.");
        case "data.quality/1" -> DataJudge.quality(content, check.with());
        case "data.proxies/1" -> byLimits.judge(check, DataJudge::proxies);
        case "data.leakage/1" -> byLimits.judge(check, DataJudge::leakage);
        case "data.prohibited-inputs/1" -> prohibited(content);
        case "data.drift/1" -> byLimits.judge(check, DataJudge::drift);
        case "performance.comparison/1" -> Challenge.judge(content, check.with());
        case "fairness.four-fifths/1" -> new FourFifths(input, check.with()).judge(content);
        case "documentation.card/1" -> new ClaimsJudge(performance()).judge(content);
        default -> unreadable(check.check());
      };
    } catch (JsonException | IllegalArgumentException | ClassCastException e) {
      return unreadable(check.check());
    }
  }

  /** The measured performance; nothing where it has not been reported or does not count. */
  private Optional<Json.Obj> performance() {
    return PERFORMANCE.stream()
        .flatMap(check -> counted("performance", check).stream())
        .findFirst();
  }

  /** What a check found, where that counts at all. */
  Optional<Json.Obj> counted(String evidenceClass, String check) {
    return input
        .dossier()
        .find(evidenceClass, check)
        .filter(item -> refused(evidenceClass, check, item).isEmpty())
        .map(Dossier.Item::content);
  }

  /** Whether a condition's expression holds over what is measured. */
  boolean holds(Condition.Measure measure) {
    var measured =
        new Requirement.Measured(
            "condition", Set.of(), false, measure.evidenceClass(), measure.when());
    return judge(measured).outcome() == Outcome.WITHIN;
  }

  Judgement judge(Requirement.Measured measured) {
    Map<String, Facts.Range> metrics = new HashMap<>();
    boolean reported = false;
    Optional<Judgement> worst = Optional.empty();
    for (Map.Entry<String, Dossier.Item> entry :
        input.dossier().items(measured.evidenceClass()).entrySet()) {
      if (entry.getKey().startsWith(Dossier.SUPPLIED)) {
        continue;
      }
      reported = true;
      Optional<Judgement> refused =
          refused(measured.evidenceClass(), entry.getKey(), entry.getValue());
      if (refused.isPresent()) {
        worst = refused;
      } else {
        collect(entry.getValue().content(), metrics);
      }
    }
    if (!reported) {
      return notReported("the class " + measured.evidenceClass());
    }
    Expression.Evaluated evaluated = measured.when().evaluate(new Facts(metrics, Map.of()));
    if (!evaluated.missing().isEmpty()) {
      return worst.orElseGet(() -> missing(measured, evaluated.missing()));
    }
    return judged(measured, evaluated, metrics);
  }

  Judgement judge(Requirement.Document document) {
    Set<String> sections = new TreeSet<>();
    boolean reported = false;
    for (Map.Entry<String, Dossier.Item> entry :
        input.dossier().items(document.evidenceClass()).entrySet()) {
      if (!entry.getKey().startsWith(Dossier.SUPPLIED)) {
        Optional<Judgement> condemned = condemned(document.evidenceClass(), entry.getKey());
        if (condemned.isPresent()) {
          return condemned.get();
        }
        reported = true;
        sections.addAll(filled(entry.getValue().content()));
      }
    }
    if (!reported) {
      return notReported("the document of class " + document.evidenceClass());
    }
    List<String> absent =
        document.sections().stream().filter(section -> !sections.contains(section)).toList();
    return absent.isEmpty()
        ? Judgement.of(
            Outcome.WITHIN,
            "document.complete",
            "All " + document.sections().size() + " sections are there.")
        : Judgement.of(
            Outcome.OUTSIDE,
            "document.section-missing",
            "Missing or empty: " + String.join(", ", absent) + ".");
  }

  /** The sections of a card with words in them, or the non-empty lists of a promises document. */
  private static Set<String> filled(Json.Obj content) {
    Set<String> filled = new TreeSet<>();
    Json details = content.find("details").orElse(content);
    if (details instanceof Json.Obj object
        && object.find("sections").orElse(Json.nothing()) instanceof Json.Obj sections) {
      sections
          .members()
          .forEach(
              (name, section) -> {
                if (section instanceof Json.Obj s
                    && s.find("words").orElse(Json.nothing()) instanceof Json.Num(var words)
                    && words > 0) {
                  filled.add(name);
                }
              });
    }
    content
        .members()
        .forEach(
            (name, value) -> {
              if (value instanceof Json.Arr list && !list.values().isEmpty()) {
                filled.add(name);
              }
            });
    return filled;
  }

  /** Why this item cannot count at all, whatever it says. */
  private Optional<Judgement> refused(String evidenceClass, String name, Dossier.Item item) {
    Optional<Judgement> condemned = condemned(evidenceClass, name);
    if (condemned.isPresent()) {
      return condemned;
    }
    if (item.level().compareTo(input.policy().examination().level()) < 0) {
      return Optional.of(
          Judgement.of(
              Outcome.OUTSIDE,
              "evidence.level",
              "%s is %s, the policy accepts %s or better."
                  .formatted(
                      name, item.level().word(), input.policy().examination().level().word())));
    }
    if (!item.inputs().contains(input.subject().bytes().manifest())) {
      return Optional.of(stale(name, "another artifact than this version's"));
    }
    if (name.equals("performance.comparison/1") && !comparesWithHolder(item)) {
      return Optional.of(stale(name, "another version than the one that holds the stage now"));
    }
    if (EvidenceClasses.ON_TEST_SET.contains(evidenceClass)) {
      Optional<Judgement> refused = notOnTestSet(name, item);
      if (refused.isPresent()) {
        return refused;
      }
    }
    return error(name, item.content());
  }

  /** It is not looked at: whoever has the turn replaces it, whatever it says. */
  private Optional<Judgement> condemned(String evidenceClass, String name) {
    return input
        .condemned()
        .evidence(evidenceClass, name)
        .map(
            hit ->
                new Judgement(
                    Outcome.OUTSIDE,
                    List.of(Reason.against(CONDEMNED, hit.sentence(), hit.facts()))));
  }

  private boolean comparesWithHolder(Dossier.Item item) {
    return input.subject().standing().champion().map(item.inputs()::contains).orElse(true);
  }

  private Optional<Judgement> notOnTestSet(String name, Dossier.Item item) {
    Optional<GateInput.Exam> exam = input.subject().exam();
    if (exam.isEmpty()) {
      return Optional.of(
          Judgement.of(
              Outcome.OUTSIDE,
              "examination.missing",
              "No custodian has registered an examination for this model."));
    }
    Optional<String> conflict = input.people().conflict(exam.get().custodian());
    if (conflict.isPresent()) {
      return Optional.of(
          Judgement.of(
              Outcome.OUTSIDE,
              "examination.contributor",
              "The custodian of the test set " + conflict.get() + "."));
    }
    if (!item.inputs().contains(exam.get().testSet())
        || !item.inputs().contains(exam.get().digest())) {
      return Optional.of(stale(name, "another test set or examination than the registered one"));
    }
    boolean scored =
        item.content().find("spec").orElse(Json.nothing()) instanceof Json.Obj spec
            && spec.find("threshold").isPresent()
            && !sameCutoff(spec);
    return scored
        ? Optional.of(stale(name, "another cut-off than this version's"))
        : Optional.empty();
  }

  private boolean sameCutoff(Json.Obj spec) {
    return spec.find("threshold").orElse(Json.nothing()) instanceof Json.Num(var threshold)
        && threshold == Double.parseDouble(input.subject().bytes().cutoff());
  }

  private static Judgement stale(String name, String rests) {
    return Judgement.of(Outcome.OUTSIDE, "evidence.stale", name + " rests on " + rests + ".");
  }

  private static Optional<Judgement> error(String name, Json.Obj content) {
    boolean computed =
        content.find("outcome").orElse(Json.nothing()) instanceof Json.Str(var outcome)
            && outcome.equals("computed");
    if (computed) {
      return Optional.empty();
    }
    String message =
        content.find("error").orElse(Json.nothing()) instanceof Json.Obj error
                && error.find("message").orElse(Json.nothing()) instanceof Json.Str(var said)
            ? said
            : "It does not say why.";
    return Optional.of(
        Judgement.of(Outcome.ERROR, "check.error", name + " could not be computed. " + message));
  }

  private static Judgement notReported(String name) {
    return Judgement.of(
        Outcome.NONE, "evidence.not-reported", name + " has not been reported yet.");
  }

  private static Judgement unreadable(String name) {
    return Judgement.of(
        Outcome.ERROR, "evidence.unreadable", "The evidence of " + name + " cannot be read.");
  }

  private static void collect(Json.Obj content, Map<String, Facts.Range> metrics) {
    if (!(content.find("metrics").orElse(Json.nothing()) instanceof Json.Obj found)) {
      return;
    }
    found
        .members()
        .forEach(
            (name, value) -> {
              if (value instanceof Json.Obj metric
                  && metric.find("value").orElse(Json.nothing()) instanceof Json.Num(var point)) {
                metrics.put(name, range(metric, point));
              }
            });
  }

  private static Facts.Range range(Json.Obj metric, double point) {
    return metric.find("low").orElse(Json.nothing()) instanceof Json.Num(var low)
            && metric.find("high").orElse(Json.nothing()) instanceof Json.Num(var high)
            && low <= high
        ? new Facts.Range(low, high)
        : Facts.Range.point(point);
  }

  private static Judgement missing(Requirement.Measured measured, List<String> names) {
    return Judgement.of(
        Outcome.CANNOT_BE_TOLD,
        "metric.missing",
        "%s needs %s, which the evidence does not have."
            .formatted(measured.when().text(), String.join(", ", names)));
  }

  private static Judgement judged(
      Requirement.Measured measured,
      Expression.Evaluated evaluated,
      Map<String, Facts.Range> metrics) {
    List<Reason> reasons = new ArrayList<>();
    for (String name : new TreeSet<>(measured.when().metrics())) {
      Facts.Range range = metrics.getOrDefault(name, Facts.Range.point(0));
      Json.Obj facts =
          Json.obj().put("metric", name).put("low", range.low()).put("high", range.high()).build();
      String shown =
          range.low() == range.high()
              ? Figures.of(range.low())
              : "[" + Figures.of(range.low()) + ", " + Figures.of(range.high()) + "]";
      reasons.add(
          new Reason(
              "metric.judged",
              name + " is " + shown + "; asked is " + measured.when().text() + ".",
              facts,
              evaluated.answer() != Answer.YES));
    }
    Outcome outcome =
        switch (evaluated.answer()) {
          case YES -> Outcome.WITHIN;
          case NO -> Outcome.OUTSIDE;
          case UNKNOWN -> Outcome.CANNOT_BE_TOLD;
        };
    return new Judgement(outcome, reasons);
  }

  /** The examination's list decides, not the list that the evidence says it was asked with. */
  private Judgement prohibited(Json.Obj content) {
    Set<String> prohibited =
        input.subject().exam().map(GateInput.Exam::prohibited).orElse(Set.of());
    List<String> found = new ArrayList<>();
    Json.Arr inputs = content.object("details").array("inputs");
    for (int i = 0; i < inputs.values().size(); i++) {
      if (prohibited.contains(inputs.string(i))) {
        found.add(inputs.string(i));
      }
    }
    return found.isEmpty()
        ? Judgement.of(
            Outcome.WITHIN,
            "inputs.allowed",
            "None of the model's " + inputs.values().size() + " inputs is prohibited.")
        : Judgement.of(
            Outcome.OUTSIDE,
            "inputs.prohibited",
            "The model reads prohibited inputs: " + String.join(", ", found) + ".");
  }
}
