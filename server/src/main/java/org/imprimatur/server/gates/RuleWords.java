// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.gates;

import java.util.Map;
import java.util.TreeMap;
import org.imprimatur.proof.policy.Requirement;

/** A requirement of a policy in words, the same on the page and in the API. */
public final class RuleWords {
  private RuleWords() {}

  public static String kind(Requirement requirement) {
    return switch (requirement) {
      case Requirement.Check _ -> "check";
      case Requirement.Measured _ -> "expression";
      case Requirement.Document _ -> "document";
      case Requirement.SignOff _ -> "signoff";
    };
  }

  public static String of(Requirement requirement) {
    return switch (requirement) {
      case Requirement.Check check -> check.check() + limits(check.with().numbers());
      case Requirement.Measured measured -> measured.when().text();
      case Requirement.Document document ->
          "%s has the sections %s"
              .formatted(document.evidenceClass(), String.join(", ", document.sections()));
      case Requirement.SignOff asked ->
          "%d %s as %s, covering %s"
              .formatted(
                  asked.asked().count(),
                  asked.meaning(),
                  asked.role(),
                  asked.asked().coversAll()
                      ? "everything"
                      : String.join(", ", asked.asked().covers()));
    };
  }

  private static String limits(Map<String, Double> numbers) {
    var words = new StringBuilder();
    new TreeMap<>(numbers)
        .forEach((name, value) -> words.append(", ").append(name).append(' ').append(value));
    return words.toString();
  }
}
