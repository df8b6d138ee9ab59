// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.gate.Watched;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.messages.Asks;
import org.imprimatur.server.web.ui.view.Mark;

/** The limits that a policy's expressions set to measures in plain words, with each outcome. */
record PolicyLimits(List<Limit> limits) {
  private static final Pattern LIMIT =
      Pattern.compile(
          MetricWords.IN_EXPRESSION + "\\s*(?<operator>>=|<=|>|<)\\s*(?<value>-?[0-9.]+)");
  private static final Mark NO_LIMIT = new Mark("no limit", "circle-dashed", "mute");

  /** The limit of one measure, and how it turned out. */
  record Limit(String metric, String words, double value, Mark mark) {}

  static PolicyLimits of(Standing standing, String evidenceClass) {
    List<Limit> limits = new ArrayList<>();
    // What binds comes before what is only watched of the same measure.
    List<Verdict.Result> results =
        standing.verdict().results().stream()
            .sorted(Comparator.comparing(result -> Watched.of(result).isPresent()))
            .toList();
    for (Verdict.Result result : results) {
      if (Asks.requirement(standing, result.requirement()) instanceof Requirement.Measured measured
          && measured.evidenceClass().equals(evidenceClass)) {
        Matcher matcher = LIMIT.matcher(measured.when().text());
        while (matcher.find()) {
          limits.add(
              new Limit(
                  MetricWords.named(matcher),
                  "%s %s: %s"
                      .formatted(
                          sign(matcher.group("operator")),
                          matcher.group("value"),
                          outcome(result).word()),
                  Double.parseDouble(matcher.group("value")),
                  outcome(result)));
        }
      }
    }
    return new PolicyLimits(List.copyOf(limits));
  }

  private static String sign(String operator) {
    return operator.replace(">=", "≥").replace("<=", "≤");
  }

  private static Mark outcome(Verdict.Result result) {
    return Watched.of(result)
        .map(watched -> Mark.WATCHED.saying("watched, " + outcome(watched.outcome()).word()))
        .orElseGet(() -> outcome(result.outcome()));
  }

  private static Mark outcome(Verdict.Outcome outcome) {
    return switch (outcome) {
      case WITHIN -> Mark.WITHIN;
      case OUTSIDE -> Mark.OUTSIDE;
      case CANNOT_BE_TOLD -> Mark.CANNOT_BE_TOLD;
      case ERROR -> Mark.ERROR.saying("error");
      case NONE -> Mark.WAITING.saying("not reported");
    };
  }

  Optional<Limit> find(String metric) {
    return limits.stream().filter(one -> one.metric().equals(metric)).findFirst();
  }

  Mark mark(String metric) {
    return find(metric).map(one -> one.mark().saying(one.words())).orElse(NO_LIMIT);
  }

  Optional<Double> value(String metric) {
    return find(metric).map(Limit::value);
  }
}
