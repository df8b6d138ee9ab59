// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The measures as CSV (RFC 4180): one figure a line, with the group that it is of and how many it
 * rests on. Times are milliseconds. What is under its least number has no line.
 */
public final class InsightsTable {
  private final StringBuilder text = new StringBuilder();

  private InsightsTable() {
    line("measure", "group", "item", "figure", "value", "low", "high", "n");
  }

  public static String of(Insights insights) {
    var table = new InsightsTable();
    insights.velocity().forEach(table::velocity);
    insights.weeks().forEach(one -> table.spread("weeks", "", one.name(), one.spread()));
    table.forecasts(insights.forecasts());
    insights.ledgers().forEach(table::waits);
    insights.longest().forEach(table::waiting);
    insights.funnels().forEach(table::funnel);
    table.quality(insights.quality());
    table.theatre(insights.theatre());
    table.outcome(insights.outcome());
    table.seeds(insights.seeds());
    return table.text.toString();
  }

  private void velocity(Velocity one) {
    for (Velocity.Leg leg : one.legs()) {
      spread("velocity", one.group(), leg.name(), leg.spread());
      count("velocity", one.group(), leg.name(), "without", leg.without());
    }
  }

  private void spread(String measure, String group, String item, Spread spread) {
    for (Spread.Percentile one : spread.percentiles()) {
      line(
          measure,
          group,
          item,
          "p" + one.percent(),
          String.valueOf(one.millis()),
          word(one.low()),
          word(one.high()),
          String.valueOf(spread.n()));
    }
    count(measure, group, item, "n", spread.n());
  }

  private static String word(OptionalLong value) {
    return value.isPresent() ? String.valueOf(value.getAsLong()) : "";
  }

  private void forecasts(Forecasts forecasts) {
    for (Forecasts.Forecast one : forecasts.open()) {
      String number = String.valueOf(one.submission());
      one.likely()
          .ifPresent(at -> line("forecast", one.tier(), number, "p50", at.toString(), "", "", ""));
      one.safe()
          .ifPresent(at -> line("forecast", one.tier(), number, "p85", at.toString(), "", "", ""));
    }
    for (Forecasts.Accuracy one : forecasts.accuracy()) {
      share("accuracy", one.tier(), "p50", "within", one.likely());
      share("accuracy", one.tier(), "p85", "within", one.safe());
    }
  }

  private void waits(Ledger ledger) {
    for (Ledger.Part part : ledger.parts()) {
      line(
          "wait",
          ledger.group(),
          words(part.owner()),
          "millis",
          String.valueOf(part.millis()),
          "",
          "",
          String.valueOf(part.submissions()));
    }
    line(
        "wait",
        ledger.group(),
        "whole",
        "millis",
        String.valueOf(ledger.millis()),
        "",
        "",
        String.valueOf(ledger.submissions()));
  }

  private void waiting(Ledger.Waiting one) {
    count(
        "waiting",
        one.course().subject().tier(),
        String.valueOf(one.course().number()),
        words(one.span().owner()),
        one.span().millis());
    one.open()
        .ifPresent(
            millis ->
                count(
                    "waiting",
                    one.course().subject().tier(),
                    String.valueOf(one.course().number()),
                    "in-open-hours",
                    millis));
  }

  private static String words(Owner owner) {
    return owner.role().isEmpty() ? owner.kind().word() : "role " + owner.role();
  }

  private void funnel(Funnel one) {
    String group = one.group();
    count("funnel", group, "submitted", "count", one.steps().submitted());
    count("funnel", group, "checked", "count", one.steps().checked());
    count("funnel", group, "signed", "count", one.steps().signed());
    count("funnel", group, "promoted", "count", one.steps().promoted());
    one.lost()
        .forEach(lost -> count("lost", group, lost.step(), lost.ending().word(), lost.count()));
    share("funnel", group, "ended", "first-pass", one.firstPass());
    share("funnel", group, "promoted", "straight", one.straight());
    count("loops", group, "promotions", "count", one.loops().promotions());
    count("loops", group, "submissions", "count", one.loops().submissions());
    count("loops", group, "submissions", "most", one.loops().most());
    count("effort", group, "sign-offs", "count", one.effort().signOffs());
    count("effort", group, "evidence", "count", one.effort().evidence());
    count("effort", group, "challenges", "count", one.effort().challenges());
    count("effort", group, "findings", "count", one.effort().findings());
    count("effort", group, "changes", "count", one.effort().changes());
  }

  private void quality(Quality quality) {
    for (Quality.OfRole role : quality.roles()) {
      count("quality", "", role.role(), "sign-offs", role.signOffs());
      role.figures().ifPresent(figures -> figures(role.role(), figures));
    }
    share("quality", "", "all", "dissent", quality.dissent());
  }

  private void figures(String role, Quality.Figures figures) {
    share("quality", "", role, "approvals", figures.approvals());
    line("quality", "", role, "entropy", String.valueOf(figures.entropy()), "", "", "");
    spread("asked-signed", "", role, figures.asked());
    count("quality", "", role, "early", figures.early());
    share("quality", "", role, "challenged", figures.challenged());
    count("quality", "", role, "runs", figures.runs());
    share("quality", "", role, "in-runs", figures.inRuns());
  }

  private void theatre(Theatre theatre) {
    share("theatre", "", "promotions", "waived", theatre.waived());
    share("theatre", "", "promotions", "conditional", theatre.conditional());
    share("theatre", "", "entries", "break-glass", theatre.bypassed());
    share("theatre", "", "promises", "unmeasured", theatre.unmeasured());
    share("theatre", "", "promotions", "enveloped", theatre.enveloped());
    share("theatre", "", "batches", "taken-back", theatre.takenBack().batches());
    count("theatre", "", "batches", "taken-back-broken", theatre.takenBack().broken());
    count("theatre", "", "policies", "watched", theatre.watching().policies());
    count("theatre", "", "requirements", "watched", theatre.watching().requirements());
    count("theatre", "", "waivers", "asked", theatre.waivers().asked());
    count("theatre", "", "waivers", "in-force", theatre.waivers().inForce());
    count("theatre", "", "waivers", "ended", theatre.waivers().ended());
    count("theatre", "", "waivers", "expired", theatre.waivers().expired());
    count("theatre", "", "waivers", "pending", theatre.waivers().pending());
  }

  /** The rate is of incidents a version-month, and n is how many approvals it rests on. */
  private void outcome(Outcome outcome) {
    for (Outcome.Incidents one : outcome.incidents()) {
      Rate rate = one.rate();
      rate.interval()
          .ifPresent(
              interval ->
                  line(
                      "incidents",
                      one.group(),
                      one.by(),
                      "rate",
                      String.valueOf(rate.rate()),
                      String.valueOf(interval.low()),
                      String.valueOf(interval.high()),
                      String.valueOf(rate.approvals())));
      if (rate.enough()) {
        count("incidents", one.group(), one.by(), "count", rate.count());
        count("incidents", one.group(), one.by(), "millis", rate.millis());
      }
    }
    for (Outcome.Suspended one : outcome.suspensions()) {
      spread("suspended", "", one.cause().word(), one.spread());
      count("suspended", "", one.cause().word(), "without", one.without());
    }
  }

  private void seeds(Seeds seeds) {
    for (Seeds.OfTier one : seeds.tiers()) {
      count("seeds", one.tier(), "cases", "count", one.cases());
      one.caught().ifPresent(caught -> share("seeds", one.tier(), "cases", "caught", caught));
    }
    count("seeds", "", "cases", "undecided", seeds.undecided());
    count("seeds", "", "commitments", "closed", seeds.closed());
    count("seeds", "", "commitments", "none", seeds.none());
  }

  private void share(String measure, String group, String item, String figure, Share share) {
    share
        .interval()
        .ifPresent(
            interval ->
                line(
                    measure,
                    group,
                    item,
                    figure,
                    String.valueOf(share.share()),
                    String.valueOf(interval.low()),
                    String.valueOf(interval.high()),
                    String.valueOf(share.of())));
  }

  private void count(String measure, String group, String item, String figure, long value) {
    line(measure, group, item, figure, String.valueOf(value), "", "", "");
  }

  private void line(String... cells) {
    List<String> written = new ArrayList<>();
    for (String cell : cells) {
      written.add(SpreadsheetCell.written(cell));
    }
    text.append(String.join(",", written)).append("\r\n");
  }
}
