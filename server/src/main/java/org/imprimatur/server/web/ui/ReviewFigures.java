// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.evidence.Interval;
import org.imprimatur.proof.insights.Insights;
import org.imprimatur.proof.insights.Quality;
import org.imprimatur.proof.insights.Share;
import org.imprimatur.proof.insights.Spread;
import org.imprimatur.proof.insights.Theatre;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.InsightsSheet.Headline;
import org.imprimatur.server.web.ui.view.InsightsSheet.Panel;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Plot;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;

/** What sign-offs look like by role, and what passed without being satisfied. */
final class ReviewFigures {
  private static final Axis AXIS = Axis.SHARE;

  private final Insights insights;

  ReviewFigures(Insights insights) {
    this.insights = insights;
  }

  List<Headline> headlines() {
    return List.of(
        headline("Not all who signed approved", insights.quality().dissent()),
        headline("Promoted by waiver", insights.theatre().waived()),
        headline("Promoted under conditions", insights.theatre().conditional()),
        headline("Came by break-glass", insights.theatre().bypassed()));
  }

  static Headline headline(String what, Share share) {
    Optional<Interval> interval = share.interval();
    return new Headline(
        what,
        interval.isPresent() ? Words.percent(share.share()) : "–",
        interval.map(InsightWords::percents).orElse(""),
        interval.isPresent()
            ? "%s of %s".formatted(Words.count(share.count()), Words.count(share.of()))
            : "n %s, at least %s needed".formatted(Words.count(share.of()), share.least()));
  }

  List<Panel> panels() {
    return List.of(
        new Panel("Quality of review", "roles only, never a person", review()),
        new Panel(
            "Seeded cases", "versions that were bad on purpose", SeedFigures.of(insights.seeds())),
        new Panel("What passed without being satisfied", "", List.of(theatre())));
  }

  private List<Figure> review() {
    List<Figure> figures = new ArrayList<>();
    figures.add(
        new Figure.Part(
            "Read with care",
            Text.of(
                "Such figures predict defects weakly: one study links little participation in"
                    + " review with up to two fifths more defects (McIntosh and others, 2014), and"
                    + " its replication could not hold that up (Krutauz and others, 2020). They say"
                    + " where to look, and nothing of a person."),
            List.of()));
    List<Quality.OfRole> roles = insights.quality().roles();
    if (roles.isEmpty()) {
      figures.add(
          new Figure.Nothing(
              "Nobody has signed yet", Text.of("The first sign-off brings the first row.")));
      return figures;
    }
    figures.add(
        new Plot(
            "Role",
            "Approved, 95 % interval",
            "",
            "Sign-offs",
            "Entropy",
            AXIS.ticks(Words::percent),
            roles.stream().map(ReviewFigures::row).toList()));
    if (roles.stream().anyMatch(one -> one.figures().isPresent())) {
      figures.add(table(roles));
    }
    return figures;
  }

  private static Plot.Row row(Quality.OfRole role) {
    Optional<Share> share = role.figures().map(Quality.Figures::approvals);
    Optional<Interval> interval = share.flatMap(Share::interval);
    return new Plot.Row(
        InsightWords.role(role.role()),
        share.map(one -> Words.percent(one.share())).orElse("–"),
        interval.map(InsightWords::percents).orElse(""),
        "",
        List.of(
            share
                .map(one -> "%s of %s".formatted(Words.count(one.count()), Words.count(one.of())))
                .orElse(Words.count(role.signOffs()))),
        role.figures()
            .map(one -> new Mark(Words.decimal(one.entropy(), 2) + " bit", "scale", "mute"))
            .orElse(Mark.NOT_JUDGED),
        interval
            .map(one -> AXIS.drawing(one.low(), one.high(), share.map(Share::share).orElse(0.0)))
            .orElse(null),
        interval.isPresent()
            ? ""
            : "not drawn: "
                + Quality.lacking(
                    "sign-off", role.signOffs(), Share.LEAST_OF_REVIEW, role.people()));
  }

  private static Table table(List<Quality.OfRole> roles) {
    List<Table.Row> rows = new ArrayList<>();
    for (Quality.OfRole role : roles) {
      role.figures()
          .ifPresent(
              one ->
                  rows.add(
                      InsightWords.row(
                          Cell.of(InsightWords.role(role.role())),
                          List.of(
                              time(one.asked(), 50),
                              time(one.asked(), 85),
                              Words.count(one.early()),
                              InsightWords.share(one.challenged()),
                              Words.count(one.runs()),
                              InsightWords.share(one.inRuns())))));
    }
    return new Table(
        "From its turn to the sign-off, challenges and runs",
        InsightWords.heads(
            "Role",
            "P50 from its turn",
            "P85",
            "Before its turn",
            "Challenged",
            "Runs",
            "Approvals in runs"),
        rows);
  }

  private static String time(Spread spread, int percent) {
    return spread
        .percentile(percent)
        .map(one -> Lengths.of(one.millis()) + " " + Lengths.interval(one.low(), one.high()))
        .orElseGet(() -> InsightWords.few(spread.n(), Spread.LEAST));
  }

  private Table theatre() {
    Theatre theatre = insights.theatre();
    Theatre.Waivers waivers = theatre.waivers();
    List<Table.Row> rows =
        List.of(
            line("Promotions with a waiver in force", InsightWords.share(theatre.waived())),
            line("Promotions under conditions", InsightWords.share(theatre.conditional())),
            line("Came to production by break-glass", InsightWords.share(theatre.bypassed())),
            line("Promotions under a change envelope", InsightWords.share(theatre.enveloped())),
            line(
                "Batches of production data taken back",
                InsightWords.share(theatre.takenBack().batches())),
            line(
                "Batches taken back that had broken a promise",
                Words.count(theatre.takenBack().broken())),
            line(
                "Policies that are watched and bind nobody",
                Words.count(theatre.watching().policies())),
            line(
                "Requirements that are watched and do not bind everywhere yet",
                Words.count(theatre.watching().requirements())),
            line("Promises not measured in time now", InsightWords.share(theatre.unmeasured())),
            line("Waivers asked for", Words.count(waivers.asked())),
            line("Waivers in force", Words.count(waivers.inForce())),
            line("Waivers whose day is over", Words.count(waivers.expired())),
            line("Waivers ended early or refused", Words.count(waivers.ended())),
            line("Waivers that nobody has decided", Words.count(waivers.pending())));
    return new Table(
        "Waivers, conditions and break-glass", InsightWords.heads("What", "How often"), rows);
  }

  private static Table.Row line(String what, String figure) {
    return InsightWords.row(Cell.of(what), List.of(figure));
  }

  static List<Fact> definitions() {
    return List.of(
        Fact.of(
            "Approved",
            "Approvals, with conditions or without, of all sign-offs of the role; Wilson's 95 %"
                + " interval. At least %d sign-offs of at least %d people are needed."
                    .formatted(Share.LEAST_OF_REVIEW, Quality.LEAST_PEOPLE)),
        Fact.of(
            "Entropy",
            "Shannon's, of the four decisions, in bits: 0 where all decide alike, 2 where each"
                + " decision is equally frequent."),
        Fact.of(
            "From its turn",
            "From the moment at which the role could sign, with the evidence satisfied and whatever"
                + " comes before in place, to the sign-off; anew after the submission was on hold"
                + " or with the proposer. One given earlier has no such time."),
        Fact.of(
            "Challenged",
            "Of the submissions that the role signed, those of which a signer challenged"
                + " something."),
        Fact.of(
            "Runs",
            "At least %d plain approvals one after another by one person in one role, without an"
                    .formatted(Quality.RUN)
                + " opinion, a comment, a challenge, a finding or a request for changes."),
        Fact.of(
            "Came by break-glass",
            "Of all submissions that brought a version to production, those that went past the"
                + " gate, whether or not they were ratified since."),
        Fact.of(
            "Promises not measured in time now",
            "Of the promises that must be measured regularly, of what serves in production now: no"
                + " window ended within the period."),
        SeedFigures.definition(),
        Fact.of("Not in it", "What reviewers opened and for how long: the log does not hold it."),
        Fact.of(
            "Do not conclude",
            "That a high share of approvals is a fault: checks may stop bad versions before. Never"
                + " use these figures to rate a person."));
  }
}
