// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.checks;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.engines.Job;
import org.imprimatur.proof.gate.Dossier;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Requirement;

/** Which checks a gate needs in a tier. A new engine is named here and in {@code Job}. */
final class CheckPlan {
  private CheckPlan() {}

  /**
   * The checks of a gate in a tier.
   *
   * @param task what the examination says that versions predict
   * @param champion whether a version holds the stage, with which there is something to compare
   */
  static Set<String> of(Policy.Gate gate, String tier, String task, boolean champion) {
    Set<String> checks = new TreeSet<>();
    for (Requirement requirement : gate.requirements()) {
      if (requirement.tiers().contains(tier)) {
        add(requirement, task, checks);
      }
    }
    if (!champion) {
      checks.remove(Job.COMPARISON);
    }
    return checks;
  }

  /** A check that a policy names is what it is; of a class the check that fits the task. */
  private static void add(Requirement requirement, String task, Set<String> checks) {
    switch (requirement) {
      case Requirement.Check check ->
          checks.add(check.check().equals(item(Job.FAIRNESS)) ? Job.FAIRNESS : check.check());
      case Requirement.Measured measured ->
          checks.addAll(ofClass(measured.evidenceClass(), task, true));
      case Requirement.Document document ->
          checks.addAll(ofClass(document.evidenceClass(), task, false));
      case Requirement.Findings _,
          Requirement.SignOff _,
          Requirement.Veto _,
          Requirement.AnyOf _ -> {}
    }
  }

  /**
   * The checks of a class.
   *
   * @param metrics whether its metrics are asked for: a document of the class operations is written
   *     by people, its metrics are measured
   */
  private static List<String> ofClass(String evidenceClass, String task, boolean metrics) {
    return switch (evidenceClass) {
      case "performance" ->
          switch (task) {
            case "multiclass" -> List.of(Job.MULTICLASS, Job.COMPARISON);
            case "regression" -> List.of(Job.REGRESSION, Job.COMPARISON);
            default -> List.of(Job.PERFORMANCE, Job.COMPARISON);
          };
      case "fairness" ->
          switch (task) {
            case "multiclass" -> List.of(Job.FAIRNESS_MULTICLASS);
            case "regression" -> List.of(Job.FAIRNESS_REGRESSION);
            default -> List.of(Job.FAIRNESS);
          };
      case "data" -> List.of(Job.DATA_QUALITY);
      case "documentation" -> List.of(Job.CARD);
      case "artifact" -> List.of(Job.ARTIFACT);
      case "operations" -> metrics ? List.of(Job.RUNTIME) : List.of();
      // Nothing here computes another class; its requirement says that it was not reported.
      default -> List.of();
    };
  }

  /** The name under which a check's evidence is filed in the dossier. */
  static String item(String check) {
    return check.equals(Job.FAIRNESS) ? "fairness.four-fifths/1" : check;
  }

  /** The check whose evidence is filed under a name; empty for what its proposer supplied. */
  static Optional<String> check(String item) {
    if (item.startsWith(Dossier.SUPPLIED)) {
      return Optional.empty();
    }
    return Optional.of(item.equals(item(Job.FAIRNESS)) ? Job.FAIRNESS : item);
  }
}
