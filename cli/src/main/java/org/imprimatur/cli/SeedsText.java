// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.insights.Quality;
import org.imprimatur.proof.insights.Seeds;
import org.imprimatur.proof.insights.Spread;

/** How often review caught what was bad on purpose, in words. */
final class SeedsText {
  private SeedsText() {}

  static List<String> lines(Seeds seeds) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "Seeded cases: not revealed %d, to nothing %d, undecided %d"
            .formatted(seeds.closed(), seeds.none(), seeds.undecided()));
    for (Seeds.OfTier one : seeds.tiers()) {
      lines.add(
          "  %s: caught %s".formatted(one.tier().isEmpty() ? "all" : one.tier(), caught(one)));
    }
    lines.add("  They say how faults of a steward's choice are caught, and nothing of others.");
    return lines;
  }

  private static String caught(Seeds.OfTier one) {
    return one.caught()
        .map(InsightsText::share)
        .orElseGet(() -> Quality.lacking("case", one.cases(), Spread.LEAST, one.people()));
  }
}
