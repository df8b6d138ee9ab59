// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.imprimatur.proof.insights.Outcome;
import org.imprimatur.proof.insights.Rate;

/** What became of approvals, in words. */
final class OutcomeText {
  private OutcomeText() {}

  static List<String> lines(Outcome outcome) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("Incidents a month of one version in production");
    for (Outcome.Incidents one : outcome.incidents()) {
      String group = one.group().isEmpty() ? "all" : one.by() + " " + one.group();
      lines.add("  %-24s %s".formatted(group, rate(one.rate())));
    }
    lines.add("");
    lines.add("From the cause to the suspension");
    for (Outcome.Suspended one : outcome.suspensions()) {
      lines.add("  %-24s %s".formatted(one.cause().word(), InsightsText.spread(one.spread())));
    }
    return lines;
  }

  private static String rate(Rate rate) {
    return rate.interval()
        .map(
            interval ->
                String.format(
                    Locale.ROOT,
                    "%.3f [%.3f, %.3f], %d in %.1f months of %d approvals",
                    rate.rate(),
                    interval.low(),
                    interval.high(),
                    rate.count(),
                    rate.months(),
                    rate.approvals()))
        .orElse("approvals %d, at least %d needed".formatted(rate.approvals(), Rate.LEAST));
  }
}
