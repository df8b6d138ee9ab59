// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.gates;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.imprimatur.proof.policy.Requirement;

/** A requirement of a policy in words, the same on the page and in the API. */
public final class RuleWords {
  private RuleWords() {}

  public static String kind(Requirement requirement) {
    return switch (requirement) {
      case Requirement.Check _ -> "check";
      case Requirement.Measured _ -> "expression";
      case Requirement.Document _ -> "document";
      case Requirement.Findings _ -> "findings";
      case Requirement.SignOff _ -> "signoff";
      case Requirement.Veto _ -> "veto";
      case Requirement.AnyOf _ -> "any";
    };
  }

  public static String of(Requirement requirement) {
    return switch (requirement) {
      case Requirement.Check check -> check.check() + limits(check.with().numbers());
      case Requirement.Measured measured -> measured.when().text();
      case Requirement.Document document ->
          "%s has the sections %s"
              .formatted(document.evidenceClass(), String.join(", ", document.sections()));
      case Requirement.Findings findings -> findings(findings);
      case Requirement.SignOff asked -> asked(asked);
      case Requirement.Veto veto ->
          "nobody rejects as %s, covering %s"
              .formatted(veto.review().role(), covers(veto.review()));
      case Requirement.AnyOf anyOf ->
          anyOf.of().stream()
              .map(all -> all.stream().map(RuleWords::asked).collect(Collectors.joining(" and ")))
              .collect(Collectors.joining("; or "));
    };
  }

  private static String asked(Requirement.SignOff asked) {
    return "%d %s as %s, covering %s%s"
        .formatted(
            asked.asked().count(),
            asked.meaning(),
            asked.role(),
            covers(asked),
            challenges(asked.asked().challenges()));
  }

  private static String covers(Requirement.SignOff asked) {
    return asked.asked().coversAll() ? "everything" : String.join(", ", asked.asked().covers());
  }

  private static String challenges(int needed) {
    return switch (needed) {
      case 0 -> "";
      case 1 -> ", after 1 challenge of another role is answered and resolved";
      default -> ", after " + needed + " challenges of other roles are answered and resolved";
    };
  }

  private static String findings(Requirement.Findings asked) {
    String worst =
        asked
            .worst()
            .map(severity -> "no finding worse than " + severity.word() + " is open")
            .orElse("no finding is open");
    var words = new StringBuilder(worst);
    new TreeMap<>(asked.most())
        .forEach(
            (severity, most) ->
                words.append(", at most ").append(most).append(" of ").append(severity.word()));
    return words.toString();
  }

  private static String limits(Map<String, Double> numbers) {
    var words = new StringBuilder();
    new TreeMap<>(numbers)
        .forEach((name, value) -> words.append(", ").append(name).append(' ').append(value));
    return words.toString();
  }
}
