// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.evidence.Interval;
import org.imprimatur.proof.insights.Insights;
import org.imprimatur.proof.insights.Outcome;
import org.imprimatur.proof.insights.Rate;
import org.imprimatur.proof.insights.Spread;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.InsightsSheet.Headline;
import org.imprimatur.server.web.ui.view.InsightsSheet.Panel;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Plot;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;

/** What became of what was approved: incidents, and how soon a version was suspended. */
final class OutcomeFigures {
  private final Insights insights;

  OutcomeFigures(Insights insights) {
    this.insights = insights;
  }

  List<Headline> headlines() {
    Rate all = insights.outcome().incidents().getFirst().rate();
    return List.of(
        new Headline(
            "Incidents a month of one version",
            all.enough() ? figure(all.rate()) : "–",
            all.interval().map(OutcomeFigures::interval).orElse(""),
            all.enough() ? rests(all) : few(all)),
        ReviewFigures.headline("Came by break-glass", insights.theatre().bypassed()),
        ReviewFigures.headline("Promises not measured now", insights.theatre().unmeasured()));
  }

  List<Panel> panels() {
    return List.of(
        new Panel("Incidents", "a month of one version in production", incidents()),
        new Panel("Time to suspend", "from the cause to the suspension", List.of(suspensions())));
  }

  private List<Figure> incidents() {
    List<Outcome.Incidents> all = insights.outcome().incidents();
    if (all.getFirst().rate().approvals() == 0) {
      return List.of(
          new Figure.Nothing(
              "Nothing came to production yet",
              Text.of("The first promotion to production begins the first month.")));
    }
    double most =
        all.stream()
            .flatMap(one -> one.rate().interval().stream())
            .mapToDouble(Interval::high)
            .max()
            .orElse(1);
    Axis axis = Axis.upTo(List.of(most));
    return List.of(
        new Plot(
            "Approved",
            "Incidents, 95 % interval",
            "",
            "In months",
            "Approvals",
            axis.ticks(Words::short3),
            all.stream().map(one -> row(one, axis)).toList()));
  }

  private static Plot.Row row(Outcome.Incidents one, Axis axis) {
    Rate rate = one.rate();
    Optional<Interval> interval = rate.interval();
    return new Plot.Row(
        name(one),
        interval.isPresent() ? figure(rate.rate()) : "–",
        interval.map(OutcomeFigures::interval).orElse(""),
        "",
        interval.isPresent()
            ? List.of(
                "%s in %s".formatted(Words.count(rate.count()), Words.decimal(rate.months(), 1)))
            : List.of(),
        new Mark(Words.count(rate.approvals()), "package", "mute"),
        interval.map(of -> axis.drawing(of.low(), of.high(), rate.rate())).orElse(null),
        interval.isPresent() ? "" : "not drawn: at least %d approvals".formatted(Rate.LEAST));
  }

  private static String name(Outcome.Incidents one) {
    return switch (one.by()) {
      case "path" ->
          switch (one.group()) {
            case "waiver" -> "With a waiver";
            case "break-glass" -> "By break-glass";
            default -> "The ordinary way";
          };
      case "tier" -> "Tier " + one.group();
      case "age" -> "Since the approval: " + one.group();
      default -> "All";
    };
  }

  private Table suspensions() {
    return new Table(
        "From the cause to the suspension",
        InsightWords.heads("Cause", "P50", "P85", "n", "Since when is not known"),
        insights.outcome().suspensions().stream()
            .map(
                one ->
                    InsightWords.row(
                        Cell.of(cause(one)),
                        List.of(
                            time(one.spread(), 50),
                            time(one.spread(), 85),
                            Words.count(one.spread().n()),
                            Words.count(one.without()))))
            .toList());
  }

  private static String cause(Outcome.Suspended one) {
    return switch (one.cause()) {
      case PROMISE -> "A promise broke";
      case CONDITION -> "A condition failed";
      case PERSON -> "A person, for an incident";
      case TIME -> "An approval or a ratification ran out";
    };
  }

  private static String time(Spread spread, int percent) {
    return spread
        .percentile(percent)
        .map(one -> Lengths.of(one.millis()) + " " + Lengths.interval(one.low(), one.high()))
        .orElseGet(() -> InsightWords.few(spread.n(), Spread.LEAST));
  }

  private static String figure(double value) {
    return Words.decimal(value, 3);
  }

  private static String interval(Interval interval) {
    return "[%s, %s]".formatted(figure(interval.low()), figure(interval.high()));
  }

  private static String rests(Rate rate) {
    return "%s in %s months of %s approvals"
        .formatted(
            Words.count(rate.count()),
            Words.decimal(rate.months(), 1),
            Words.count(rate.approvals()));
  }

  private static String few(Rate rate) {
    return "approvals %s, at least %s needed"
        .formatted(Words.count(rate.approvals()), Words.count(Rate.LEAST));
  }

  static List<Fact> definitions() {
    return List.of(
        Fact.of(
            "Approval",
            "A submission that brought a version to production. It counts until another"
                + " submission's approval takes its place, or until it is taken back; not while"
                + " the version is suspended. At least %d are needed.".formatted(Rate.LEAST)),
        Fact.of(
            "Month",
            "A twelfth of 365.25 days, of all versions together: ten versions for three days are"
                + " thirty days."),
        Fact.of(
            "Interval",
            "The exact 95 % interval of a Poisson count (Garwood 1936). It takes incidents as"
                + " independent of each other; where one fault brings several, it is too narrow."),
        Fact.of(
            "With a waiver, by break-glass",
            "A waiver was in force when the gate passed; the version went past the gate, whether"
                + " or not it was ratified since."),
        Fact.of(
            "Since the approval",
            "From when the version came to production to since when the incident is known. Only"
                + " what served so long is counted there."),
        Fact.of(
            "Time to suspend",
            "A promise: from the end of the first window that broke it, or from when the"
                + " measurement was due. A condition: from its failure. A person: from since when"
                + " the earliest open incident of the version is known. A date: from its end."),
        Fact.of(
            "Do not conclude",
            "That one way is worse than another where their intervals overlap, or that few"
                + " incidents mean few faults: only what somebody reported is counted."));
  }
}
