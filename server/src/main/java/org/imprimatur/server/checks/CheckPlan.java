// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.checks;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.imprimatur.engines.Job;
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
        add(requirement, checks);
      }
    }
    if (!champion) {
      checks.remove(Job.COMPARISON);
    }
    return checks.stream()
        .map(check -> CheckPlan.of(check, task))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The counterpart of a check for two classes where there are more, or a number. */
  private static String of(String check, String task) {
    boolean classes = task.equals("multiclass");
    if (!classes && !task.equals("regression")) {
      return check;
    }
    return switch (check) {
      case Job.PERFORMANCE -> classes ? Job.MULTICLASS : Job.REGRESSION;
      case Job.FAIRNESS -> classes ? Job.FAIRNESS_MULTICLASS : Job.FAIRNESS_REGRESSION;
      default -> check;
    };
  }

  private static void add(Requirement requirement, Set<String> checks) {
    switch (requirement) {
      case Requirement.Check check ->
          checks.add(check.check().equals(item(Job.FAIRNESS)) ? Job.FAIRNESS : check.check());
      case Requirement.Measured measured -> measured(measured, checks);
      case Requirement.Document document -> ofClass(document.evidenceClass(), checks);
      case Requirement.Findings _,
          Requirement.SignOff _,
          Requirement.Veto _,
          Requirement.AnyOf _ -> {}
    }
  }

  /** A document of the class operations is written by people; its metrics are measured. */
  private static void measured(Requirement.Measured measured, Set<String> checks) {
    ofClass(measured.evidenceClass(), checks);
    if (measured.evidenceClass().equals("operations")) {
      checks.add(Job.RUNTIME);
    }
  }

  private static void ofClass(String evidenceClass, Set<String> checks) {
    switch (evidenceClass) {
      case "performance" -> {
        checks.add(Job.PERFORMANCE);
        checks.add(Job.COMPARISON);
      }
      case "fairness" -> checks.add(Job.FAIRNESS);
      case "data" -> checks.add(Job.DATA_QUALITY);
      case "documentation" -> checks.add(Job.CARD);
      case "artifact" -> checks.add(Job.ARTIFACT);
      default -> {
        // Nothing here computes this class; its requirement says that it was not reported.
      }
    }
  }

  /** The name under which a check's evidence is filed in the dossier. */
  static String item(String check) {
    return check.equals(Job.FAIRNESS) ? "fairness.four-fifths/1" : check;
  }
}
