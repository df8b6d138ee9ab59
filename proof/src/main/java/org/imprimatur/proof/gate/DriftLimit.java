// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.evidence.Drift;
import org.imprimatur.proof.evidence.DriftColumn;
import org.imprimatur.proof.evidence.Estimate;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Requirement;

/** {@code data.drift/1}: the population stability index of every column, from its counts. */
final class DriftLimit {
  private final double most;
  private final List<Reason> reasons = new ArrayList<>();
  private final List<String> untold = new ArrayList<>();
  private boolean outside;

  DriftLimit(Requirement.Limits limits) {
    this.most = limits.number("max-psi", Drift.SHIFTED);
  }

  Judgement judge(Json.Obj content) {
    Drift drift = Drift.fromTables(content.object("tables"));
    for (Drift.Problem problem : drift.problems()) {
      reasons.add(Reason.of(problem.code(), problem.sentence()).standing(true));
      outside = true;
    }
    drift.columns().forEach(this::judge);
    if (!untold.isEmpty()) {
      reasons.add(
          Reason.of("drift.undefined", "The PSI cannot be told for: " + Drift.listed(untold) + ".")
              .standing(true));
    }
    int columns = drift.columns().size();
    if (columns == 0) {
      reasons.add(Reason.of("drift.nothing", "No column stands in both files.").standing(true));
    } else if (reasons.isEmpty()) {
      reasons.add(
          Reason.of(
              "drift.within",
              "The PSI is at most " + Figures.of(most) + " in all " + columns + " columns."));
    }
    boolean undecided = columns == 0 || !untold.isEmpty();
    return new Judgement(
        outside ? Outcome.OUTSIDE : undecided ? Outcome.CANNOT_BE_TOLD : Outcome.WITHIN, reasons);
  }

  private void judge(String name, DriftColumn column) {
    Estimate index = column.stabilityIndex();
    Double value = index.value();
    if (value == null) {
      untold.add(name);
    } else if (value > most) {
      outside = true;
      reasons.add(
          Reason.against(
              "drift.psi",
              name + ": PSI " + Figures.of(value) + ", at most " + Figures.of(most) + " is asked.",
              Json.obj().put("column", name).put("value", value).put("limit", most).build()));
    }
  }
}
