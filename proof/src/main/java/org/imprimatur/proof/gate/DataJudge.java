// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.evidence.Finding;
import org.imprimatur.proof.evidence.Leakage;
import org.imprimatur.proof.evidence.LeakageFindings;
import org.imprimatur.proof.evidence.LeakageLimits;
import org.imprimatur.proof.evidence.Proxies;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Requirement;

/** Judges what the checks on data found, from their tables. */
final class DataJudge {
  private DataJudge() {}

  /** {@code data.quality/1}: every problem is outside, and so is what exceeds a limit. */
  static Judgement quality(Json.Obj content, Requirement.Limits limits) {
    Judgement problems = problems(content, "The test set is sound.");
    Json.Obj counts = content.object("tables").object("counts");
    List<Reason> reasons = new ArrayList<>(problems.reasons());
    boolean outside = problems.outcome() != Outcome.WITHIN;
    outside |= beyond(counts, "missing_cells", limits.number("max-missing", -1), reasons);
    outside |= beyond(counts, "duplicate_rows", limits.number("max-duplicates", -1), reasons);
    return new Judgement(outside ? Outcome.OUTSIDE : Outcome.WITHIN, reasons);
  }

  /** The problems that a check names; none is within. */
  static Judgement problems(Json.Obj content, String none) {
    List<Json> problems = content.object("details").array("problems").values();
    if (problems.isEmpty()) {
      return Judgement.of(Outcome.WITHIN, "check.clean", none);
    }
    List<Reason> reasons = new ArrayList<>();
    for (Json problem : problems) {
      Json.Obj found = (Json.Obj) problem;
      reasons.add(Reason.of(found.string("code"), found.string("sentence")).standing(true));
    }
    return new Judgement(Outcome.OUTSIDE, reasons);
  }

  private static boolean beyond(Json.Obj counts, String name, double limit, List<Reason> reasons) {
    if (limit < 0) {
      return false;
    }
    long count = counts.integer(name);
    long rows = counts.integer("rows");
    boolean beyond = rows == 0 || (double) count / (double) rows > limit;
    reasons.add(
        Reason.of(
                "data." + name.replace('_', '-'),
                name
                    + ": "
                    + count
                    + " in "
                    + rows
                    + " rows, at most "
                    + Figures.of(limit)
                    + " a row.")
            .standing(beyond));
    return beyond;
  }

  /** {@code data.leakage/1}: see {@link LeakageFindings}. */
  static Judgement leakage(Json.Obj content, Requirement.Limits limits) {
    LeakageLimits preset = LeakageLimits.PRESET;
    LeakageLimits asked =
        new LeakageLimits(
            limits.number("most-association", preset.twoClasses()),
            limits.number("most-rank-association", preset.numbers()),
            limits.number("most-class-association", preset.classes()));
    return judged(LeakageFindings.of(Leakage.fromTables(content.object("tables")), asked));
  }

  /** {@code data.proxies/1}: judged only where the policy sets the limit {@code most}. */
  static Judgement proxies(Json.Obj content, Requirement.Limits limits) {
    return judged(Proxies.fromTables(content.object("tables")).findings(limits.number("most", -1)));
  }

  /** {@code data.drift/1}: see {@link DriftLimit}. */
  static Judgement drift(Json.Obj content, Requirement.Limits limits) {
    return new DriftLimit(limits).judge(content);
  }

  /** The worst bearing decides; what is shown only does not. */
  static Judgement judged(List<Finding> findings) {
    Outcome worst = Outcome.WITHIN;
    List<Reason> reasons = new ArrayList<>();
    for (Finding finding : findings) {
      boolean against =
          finding.bearing() == Finding.Bearing.OUTSIDE
              || finding.bearing() == Finding.Bearing.CANNOT_BE_TOLD;
      reasons.add(Reason.of(finding.code(), finding.sentence()).standing(against));
      worst =
          switch (finding.bearing()) {
            case OUTSIDE -> Outcome.OUTSIDE;
            case CANNOT_BE_TOLD -> worst == Outcome.OUTSIDE ? worst : Outcome.CANNOT_BE_TOLD;
            case WITHIN, SHOWN -> worst;
          };
    }
    return new Judgement(worst, reasons);
  }
}
