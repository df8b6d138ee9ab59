// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.insights.Forecasts;
import org.imprimatur.proof.insights.Funnel;
import org.imprimatur.proof.insights.Insights;
import org.imprimatur.proof.insights.Spread;
import org.imprimatur.proof.insights.Spread.Percentile;
import org.imprimatur.proof.insights.Velocity;
import org.imprimatur.server.web.ui.view.Chart;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.InsightsSheet.Headline;
import org.imprimatur.server.web.ui.view.InsightsSheet.Panel;
import org.imprimatur.server.web.ui.view.Plot;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;

/** How long submissions take, when the open ones will have ended, and how many get through. */
final class VelocityFigures {
  private static final String DECIDED = "submitted-decided";
  private static final int WIDTH = 320;
  private static final int HEIGHT = 16;
  static final int MOST = 100;

  private final Insights insights;
  private final Times times;

  VelocityFigures(Insights insights, Times times) {
    this.insights = insights;
    this.times = times;
  }

  List<Headline> headlines() {
    Spread decided = leg(insights.velocity().getFirst(), DECIDED).spread();
    Funnel funnel = insights.funnels().getFirst();
    List<Headline> lines = new ArrayList<>();
    lines.add(headline("Half are decided within, P50", decided, 50));
    lines.add(headline("85 of 100 within, P85", decided, 85));
    lines.add(headline("95 of 100 within, P95", decided, 95));
    lines.add(
        new Headline(
            "Through at the first pass",
            funnel.firstPass().enough() ? Words.percent(funnel.firstPass().share()) : "–",
            funnel.firstPass().interval().map(InsightWords::percents).orElse(""),
            "of %s that ended".formatted(Words.count(funnel.firstPass().of()))));
    return lines;
  }

  private static Headline headline(String what, Spread spread, int percent) {
    Optional<Percentile> one = spread.percentile(percent);
    return new Headline(
        what,
        one.map(found -> Lengths.of(found.millis())).orElse("–"),
        one.map(found -> Lengths.interval(found.low(), found.high())).orElse(""),
        one.isPresent()
            ? "n " + Words.count(spread.n())
            : "n %s, at least %s needed".formatted(Words.count(spread.n()), Spread.LEAST));
  }

  private static Velocity.Leg leg(Velocity velocity, String name) {
    return velocity.legs().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  List<Panel> panels() {
    return List.of(
        new Panel("Approval velocity", "from submitted to decided", List.of(plot(), legs())),
        new Panel("Week by week", "from submitted to ended", WeekFigures.of(insights.weeks())),
        new Panel("Forecast", "of what is open", forecast()),
        new Panel("Funnel", "what becomes of submissions", funnel()));
  }

  private Plot plot() {
    List<Velocity> groups = insights.velocity();
    long longest =
        groups.stream()
            .flatMap(one -> leg(one, DECIDED).spread().percentiles().stream())
            .mapToLong(one -> Math.max(one.millis(), one.high().orElse(0)))
            .max()
            .orElse(0);
    var scale = LengthScale.upTo(longest);
    return scale.plot(
        Words.capital(insights.selection().by().word()),
        "decided",
        groups.stream()
            .map(
                one ->
                    scale.row(
                        InsightWords.group(one.group()), leg(one, DECIDED).spread(), "decided"))
            .toList());
  }

  private Figure legs() {
    List<Table.Row> rows = new ArrayList<>();
    for (Velocity velocity : insights.velocity()) {
      for (Velocity.Leg leg : velocity.legs()) {
        rows.add(
            InsightWords.row(
                Cell.of(
                    InsightWords.group(velocity.group()) + ": " + leg.name().replace("-", " to ")),
                List.of(
                    percentile(leg.spread(), 50),
                    percentile(leg.spread(), 85),
                    percentile(leg.spread(), 95),
                    Words.count(leg.spread().n()),
                    Words.count(leg.without()))));
      }
    }
    return new Figure.Fold(
        "Every way, with intervals",
        List.of(
            new Table(
                "From one milestone to another",
                InsightWords.heads("Way", "P50", "P85", "P95", "n", "Not there"),
                rows)));
  }

  private static String percentile(Spread spread, int percent) {
    return spread
        .percentile(percent)
        .map(one -> Lengths.of(one.millis()) + " " + Lengths.interval(one.low(), one.high()))
        .orElse("–");
  }

  private List<Figure> forecast() {
    Forecasts forecasts = insights.forecasts();
    if (forecasts.open().isEmpty()) {
      return List.of(
          new Figure.Nothing(
              "Nothing is open", Text.of("What is submitted next gets a forecast here.")));
    }
    List<Table.Row> rows = new ArrayList<>();
    for (Forecasts.Forecast one : forecasts.open().stream().limit(MOST).toList()) {
      rows.add(
          Table.Row.of(
              Cell.link("Submission " + one.submission(), "/submissions/" + one.submission()),
              Cell.of(one.modelName()),
              Cell.of(Words.capital(one.tier())),
              Cell.of(times.at(one.opened())),
              Cell.of(by(one.likely())),
              Cell.of(by(one.safe()))));
    }
    List<Table.Head> heads =
        List.of("Submission", "Model", "Tier", "Opened", "Likely ended by", "85 of 100 by").stream()
            .map(words -> new Table.Head(words, false))
            .toList();
    return List.of(new Table("Open submissions", heads, rows), accuracy(forecasts));
  }

  private String by(Optional<Instant> at) {
    return at.map(times::at).orElse("cannot be told: too few took as long");
  }

  private static Figure accuracy(Forecasts forecasts) {
    return new Table(
        "How often such words came true, of finished submissions",
        InsightWords.heads("Tier", "Ended by P50 (50 % expected)", "Ended by P85 (85 % expected)"),
        forecasts.accuracy().stream()
            .map(
                one ->
                    InsightWords.row(
                        Cell.of(InsightWords.group(one.tier())),
                        List.of(InsightWords.share(one.likely()), InsightWords.share(one.safe()))))
            .toList());
  }

  private List<Figure> funnel() {
    Funnel all = insights.funnels().getFirst();
    Funnel.Steps steps = all.steps();
    List<Table.Row> rows = new ArrayList<>();
    step(rows, "Submitted", steps.submitted(), steps.submitted());
    lost(rows, all, "submitted", "before the checks passed");
    step(rows, "Checks passed", steps.checked(), steps.submitted());
    lost(rows, all, "checked", "before all had signed");
    step(rows, "Signed", steps.signed(), steps.submitted());
    lost(rows, all, "signed", "before the promotion");
    step(rows, "Promoted", steps.promoted(), steps.submitted());
    return List.of(
        new Table(
            "How far submissions came",
            List.of(
                new Table.Head("Step", false),
                new Table.Head("Drawn", false),
                new Table.Head("Submissions", true)),
            rows),
        effort());
  }

  private static void step(List<Table.Row> rows, String words, long count, long of) {
    double wide = of == 0 ? 0 : (double) WIDTH * (double) count / (double) of;
    var bar = new Chart.Bar("0", "0", Canvas.at(wide), String.valueOf(HEIGHT), Chart.Look.NOW_BAR);
    rows.add(
        Table.Row.of(
            Cell.of(words),
            Cell.drawn("", new Chart("", "", WIDTH, HEIGHT, List.of(bar))),
            Cell.of(Words.count(count))));
  }

  private static void lost(List<Table.Row> rows, Funnel funnel, String step, String where) {
    for (Funnel.Lost lost : funnel.lost()) {
      if (lost.step().equals(step)) {
        rows.add(
            Table.Row.of(
                Cell.of("↳ " + lost.ending().word()),
                Cell.of(where),
                Cell.of(Words.count(lost.count()))));
      }
    }
  }

  /** One size that fits all shows itself: the same effort whatever the tier. */
  private Table effort() {
    return new Table(
        "Effort by " + insights.selection().by().word() + ", for one submission",
        InsightWords.heads(
            Words.capital(insights.selection().by().word()),
            "Sign-offs",
            "Evidence",
            "Challenges",
            "Findings",
            "Submissions a promotion",
            "First pass",
            "Nothing beyond the sign-offs"),
        insights.funnels().stream().map(VelocityFigures::effort).toList());
  }

  private static Table.Row effort(Funnel one) {
    long submitted = one.steps().submitted();
    Funnel.Totals effort = one.effort();
    return InsightWords.row(
        Cell.of(InsightWords.group(one.group())),
        List.of(
            each(effort.signOffs(), submitted),
            each(effort.evidence(), submitted),
            each(effort.challenges(), submitted),
            each(effort.findings(), submitted),
            each(one.loops().submissions(), one.loops().promotions()),
            InsightWords.share(one.firstPass()),
            InsightWords.share(one.straight())));
  }

  private static String each(long count, long of) {
    return of == 0
        ? "–"
        : "%s (%s in %s)"
            .formatted(
                Words.decimal((double) count / (double) of, 1),
                Words.count(count),
                Words.count(of));
  }

  static List<Fact> definitions() {
    return List.of(
        Fact.of(
            "Decided",
            "A promoted submission at its passing verdict; one withdrawn under a rejection at that"
                + " rejection; one withdrawn after a refusal at that refusal. Withdrawn without any"
                + " of these, it was never decided and counts among those that ended."),
        Fact.of(
            "P50, P85, P95",
            "The shortest observed time within which at least that share came: the inverse of the"
                + " empirical distribution function (Hyndman and Fan 1996, type 1). At least "
                + Spread.LEAST
                + " times are needed."),
        Fact.of(
            "Interval",
            "95 %, between two order statistics by the exact binomial distribution (Conover,"
                + " section 3.2): whatever the times are distributed like. A side that so few times"
                + " cannot bound is open."),
        Fact.of(
            "Calendar time",
            "Nights, weekends and closed days count in every time of this page, whatever working"
                + " hours are stated: whoever waits for the version waits through them. The wait"
                + " ledger tells closed hours apart."),
        Fact.of(
            "Week by week",
            "How long those took that ended in one week by ISO 8601, in UTC. A week in which a"
                + " backlog is cleared shows long times: they began earlier."),
        Fact.of(
            "Forecast",
            "How long submissions of the tier went on that had reached this age, by Kaplan and"
                + " Meier's product limit (1958), so that those still open count. Its accuracy"
                + " tells of every finished submission what would have been said on its first"
                + " day."),
        Fact.of(
            "First pass",
            "Promoted without a refusal, a rejection or a request for changes; of all that ended."),
        Fact.of(
            "Nothing beyond the sign-offs",
            "First pass, and without a challenge, a finding, a hold, a waiver or a condition; of"
                + " all promoted."),
        Fact.of(
            "Do not conclude",
            "That a short time is a good one, or that a difference between two groups is real where"
                + " their intervals overlap."));
  }
}
