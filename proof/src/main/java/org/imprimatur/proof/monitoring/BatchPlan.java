// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.imprimatur.proof.act.BatchAct.BatchEvaluated;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.evidence.Derivation;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;

/**
 * What is computed of a batch, and what that comes to. A server asks it before, and a replay after.
 *
 * @param examination the {@code examination/v1} that the version's promotion pinned
 * @param cutoff the version's cut-off
 */
public record BatchPlan(Json.Obj examination, String cutoff) {
  public static final String AWAITING = "awaiting-labels";
  public static final String COMPLETE = "complete";
  public static final String FAILED = "failed";

  /** The column of scores where an examination names none. */
  public static final String SCORE = "score";

  /**
   * Which checks a computation has, the first before the others. Rows that can never be scored have
   * the first alone.
   *
   * @param labelled whether it is of labels that arrived later
   * @param quality the evidence of the first; empty before it was computed
   */
  public List<String> checks(boolean labelled, Optional<Json.Obj> quality) {
    return quality.filter(BatchPlan::isComputed).isEmpty()
            || (!labelled && unfit(quality.get()).isPresent())
        ? List.of(Evidence.DATA_QUALITY)
        : all(labelled, quality.get());
  }

  private List<String> all(boolean labelled, Json.Obj quality) {
    List<String> checks = new ArrayList<>(List.of(Evidence.DATA_QUALITY));
    if (!labelled) {
      checks.add(Evidence.DRIFT);
    }
    if (labelled || hasLabels(quality)) {
      checks.add(performance());
      if (hasGroups()) {
        checks.add(fairness());
      }
    } else if (new BatchSelection(examination).isTold()) {
      checks.add(Evidence.SELECTION);
    }
    return checks;
  }

  /**
   * Why rows can never be scored, whatever labels arrive; empty where they can be.
   *
   * @param quality the computed evidence of the first check over the rows
   */
  public Optional<Reason> unfit(Json.Obj quality) {
    return new BatchFit(examination).against(quality);
  }

  /** The columns of groups that the rows do not have, and that labels may bring. */
  public List<String> lacking(Json.Obj quality) {
    return new BatchFit(examination).lacking(quality);
  }

  /** How many rows have no score. */
  public long unscored(Json.Obj quality) {
    return new BatchFit(examination).unscored(quality);
  }

  private String performance() {
    return switch (task()) {
      case "multiclass" -> Evidence.MULTICLASS;
      case "regression" -> Evidence.REGRESSION;
      default -> Evidence.PERFORMANCE;
    };
  }

  private String fairness() {
    return switch (task()) {
      case "multiclass" -> Evidence.FAIRNESS_MULTICLASS;
      case "regression" -> Evidence.FAIRNESS_REGRESSION;
      default -> Evidence.FAIRNESS;
    };
  }

  private String task() {
    return examination.find("task").isPresent() ? examination.string("task") : "binary";
  }

  private boolean hasGroups() {
    return List.of("groups", "intersections").stream()
        .anyMatch(
            name ->
                examination.find(name).orElse(Json.nothing()) instanceof Json.Arr found
                    && !found.values().isEmpty());
  }

  /** Whether the rows brought their labels with them, by what was read of their columns. */
  private boolean hasLabels(Json.Obj quality) {
    return examination.find("label").orElse(Json.nothing()) instanceof Json.Obj label
        && quality.object("details").object("columns").find(label.string("column")).isPresent();
  }

  /** Whether a record says what was computed, and not why nothing was. */
  public static boolean isComputed(Json.Obj evidence) {
    return evidence.string("outcome").equals("computed");
  }

  /**
   * What a computation comes to: without rows that can be read, or scores, there is nothing. The
   * first check alone says that its rows can never be scored.
   */
  public String outcome(Map<String, Json.Obj> evidence) {
    Json.Obj quality = evidence.get(Evidence.DATA_QUALITY);
    if (quality == null || !isComputed(quality)) {
      return FAILED;
    }
    Json.Obj performance = evidence.get(performance());
    if (performance == null) {
      return evidence.containsKey(Evidence.DRIFT) ? AWAITING : FAILED;
    }
    return isComputed(performance) ? COMPLETE : FAILED;
  }

  /** How many rows it rests on. */
  public static OptionalLong rows(Map<String, Json.Obj> evidence) {
    Json.Obj quality = evidence.get(Evidence.DATA_QUALITY);
    return quality != null && isComputed(quality)
        ? OptionalLong.of(quality.object("metrics").object("rows").integer("value"))
        : OptionalLong.empty();
  }

  /**
   * What stands against a computation.
   *
   * @param evidence every record that the act names, by its check
   * @param since whether rates of selection were computed of a batch before: until then a server
   *     may not have known them, and from then on none leaves them out
   */
  public List<Reason> against(
      BatchEvaluated act, Batch batch, SortedMap<String, Json.Obj> evidence, boolean since) {
    List<Reason> against = new ArrayList<>();
    String which = "batch " + batch.number();
    if (!batch.isDue() || !act.labels().equals(batch.dueLabels())) {
      against.add(Reason.of("batch.turn", "Nothing of " + which + " was to be computed so."));
    }
    Optional<Json.Obj> quality = Optional.ofNullable(evidence.get(Evidence.DATA_QUALITY));
    if (!isComplete(act.labels().isPresent(), quality, evidence, since)) {
      against.add(Reason.of("batch.checks", "Other checks belong to " + which + " than it names."));
    }
    evidence.forEach(
        (check, record) -> {
          if (!isAbout(record, check, act, batch)) {
            against.add(
                Reason.of(
                    "batch.evidence", "The evidence of " + check + " is not of " + which + "."));
          }
        });
    if (!act.outcome().equals(outcome(evidence)) || !act.n().equals(rows(evidence))) {
      against.add(
          Reason.of("batch.outcome", "The evidence of " + which + " comes to something else."));
    }
    return against;
  }

  /** Rows that can never be scored were computed all the same before: what is recorded stays. */
  private boolean isComplete(
      boolean labelled,
      Optional<Json.Obj> quality,
      SortedMap<String, Json.Obj> evidence,
      boolean since) {
    return isThese(checks(labelled, quality), evidence, since)
        || (quality.filter(BatchPlan::isComputed).isPresent()
            && isThese(all(labelled, quality.get()), evidence, since));
  }

  private static boolean isThese(
      List<String> checks, SortedMap<String, Json.Obj> evidence, boolean since) {
    List<String> named = List.copyOf(evidence.keySet());
    List<String> before =
        checks.stream().filter(check -> !check.equals(Evidence.SELECTION)).sorted().toList();
    return named.equals(checks.stream().sorted().toList()) || (!since && named.equals(before));
  }

  /** Its own check, on these rows, as the examination asks it, with what its tables give. */
  private boolean isAbout(Json.Obj record, String check, BatchEvaluated act, Batch batch) {
    try {
      return record.string("check").equals(check)
          && Derivation.of(record) instanceof Derivation.Follows
          && (!isComputed(record)
              || (isOf(record.object("inputs"), check, act, batch)
                  && isAtCutoff(record.object("spec"), check)
                  && (!check.equals(Evidence.SELECTION)
                      || new BatchSelection(examination).isAskedBy(record))
                  && record.object("spec").members().entrySet().stream()
                      .allMatch(one -> isAsked(one.getKey(), one.getValue()))));
    } catch (JsonException _) {
      return false;
    }
  }

  private boolean isOf(Json.Obj inputs, String check, BatchEvaluated act, Batch batch) {
    Digest data = batch.recorded().data();
    boolean first = inputs.string("testSet").equals(act.labels().orElse(data).toString());
    if (check.equals(Evidence.DRIFT)) {
      return first && inputs.string("trainSet").equals(examination.string("testSet"));
    }
    boolean joined = act.labels().isPresent() && !check.equals(Evidence.DATA_QUALITY);
    return first && (!joined || inputs.string("predictions").equals(data.toString()));
  }

  /** A check that decides by a cut-off says at which; one that says none used another. */
  private static boolean isAtCutoff(Json.Obj spec, String check) {
    return spec.find("threshold").isPresent()
        || !(check.equals(Evidence.PERFORMANCE) || check.equals(Evidence.FAIRNESS));
  }

  private boolean isAsked(String member, Json value) {
    return switch (member) {
      case "threshold" ->
          value instanceof Json.Num(var number) && number == Double.parseDouble(cutoff);
      case SCORE -> value.equals(examination.find(SCORE).orElse(Json.of(SCORE)));
      default -> examination.find(member).filter(value::equals).isPresent();
    };
  }
}
