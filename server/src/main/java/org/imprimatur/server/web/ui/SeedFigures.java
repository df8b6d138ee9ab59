// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.List;
import org.imprimatur.proof.insights.Quality;
import org.imprimatur.proof.insights.Seeds;
import org.imprimatur.proof.insights.Share;
import org.imprimatur.proof.insights.Spread;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Plot;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;

/** How often review caught a version that was bad on purpose. */
final class SeedFigures {
  private static final Axis AXIS = Axis.SHARE;

  private SeedFigures() {}

  static List<Figure> of(Seeds seeds) {
    var care =
        new Figure.Part(
            "Read with care",
            Text.of(
                "It says how often reviewers caught faults that a steward chose. Real faults are"
                    + " others, so this is no rate at which they are caught; cases told apart by"
                    + " their looks make it too low or too high. Studies of review seldom"
                    + " replicate (McIntosh and others, 2014; Krutauz and others, 2020)."),
            List.of());
    var counts =
        new Table(
            "Commitments",
            InsightWords.heads("What", "How many"),
            List.of(
                line("Not revealed yet, to a case or to nothing", seeds.closed()),
                line("Revealed, and to nothing", seeds.none()),
                line("Revealed before review came to an end", seeds.undecided())));
    if (seeds.tiers().stream().allMatch(one -> one.cases() == 0)) {
      return List.of(
          new Figure.Nothing(
              "No case has been decided yet",
              Text.of("A steward slips one in; it is counted once it is revealed.")),
          counts);
    }
    return List.of(
        care,
        new Plot(
            "Tier",
            "Caught, 95 % interval",
            "",
            "Cases",
            "People",
            AXIS.ticks(Words::percent),
            seeds.tiers().stream().map(SeedFigures::row).toList()),
        counts);
  }

  private static Table.Row line(String what, long count) {
    return InsightWords.row(Cell.of(what), List.of(Words.count(count)));
  }

  private static Plot.Row row(Seeds.OfTier one) {
    var interval = one.caught().flatMap(Share::interval);
    return new Plot.Row(
        InsightWords.group(one.tier()),
        one.caught().map(share -> Words.percent(share.share())).orElse("–"),
        interval.map(InsightWords::percents).orElse(""),
        "",
        List.of(
            one.caught()
                .map(
                    share ->
                        "%s of %s".formatted(Words.count(share.count()), Words.count(share.of())))
                .orElse(Words.count(one.cases()))),
        new Mark(Words.count(one.people()), "users", "mute"),
        interval
            .map(
                of -> AXIS.drawing(of.low(), of.high(), one.caught().map(Share::share).orElse(0.0)))
            .orElse(null),
        interval.isPresent()
            ? ""
            : "not drawn: " + Quality.lacking("case", one.cases(), Spread.LEAST, one.people()));
  }

  static Fact definition() {
    return Fact.of(
        "Seeded cases, caught",
        "Before its reveal somebody rejected the version, asked for changes, raised a finding that"
            + " the policy does not bear, or it was withdrawn after a challenge was answered and"
            + " before all had signed. Missed: every sign-off asked for was in place. Of both"
            + " together, with Wilson's interval, from %d cases of at least %d people on. They are"
                .formatted(Spread.LEAST, Quality.LEAST_PEOPLE)
            + " in no other figure.");
  }
}
