// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.imprimatur.proof.insights.Forecasts;
import org.imprimatur.proof.insights.Funnel;
import org.imprimatur.proof.insights.Insights;
import org.imprimatur.proof.insights.Ledger;
import org.imprimatur.proof.insights.Owner;
import org.imprimatur.proof.insights.Quality;
import org.imprimatur.proof.insights.Share;
import org.imprimatur.proof.insights.Spread;
import org.imprimatur.proof.insights.Velocity;

/** The measures in words. What rests on too few says so instead of a figure. */
final class InsightsText {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final int LONGEST = 5;
  private static final int WEEKS = 13;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final List<String> lines = new ArrayList<>();

  private InsightsText() {}

  static String of(Insights insights) {
    var text = new InsightsText();
    text.lines.add(
        "As of %s, %d entries, by %s."
            .formatted(
                TIME.format(insights.at()), insights.entries(), insights.selection().by().word()));
    insights
        .hours()
        .ifPresent(
            held ->
                text.lines.add(
                    "Working hours of %s, stated %s, in the wait ledger alone."
                        .formatted(held.zone(), TIME.format(held.since()))));
    insights.velocity().forEach(text::velocity);
    text.weeks(insights);
    text.forecasts(insights.forecasts());
    insights.ledgers().forEach(text::ledger);
    insights.longest().stream().limit(LONGEST).forEach(text::waiting);
    insights.funnels().forEach(text::funnel);
    text.quality(insights.quality());
    text.theatre(insights);
    text.lines.addAll(OutcomeText.lines(insights.outcome()));
    text.lines.addAll(SeedsText.lines(insights.seeds()));
    return String.join(System.lineSeparator(), text.lines);
  }

  private static String group(String name) {
    return name.isEmpty() ? "all" : name;
  }

  private void velocity(Velocity velocity) {
    lines.add("");
    lines.add("Velocity, " + group(velocity.group()));
    velocity
        .legs()
        .forEach(leg -> lines.add("  %-20s %s".formatted(leg.name(), spread(leg.spread()))));
  }

  private void weeks(Insights insights) {
    lines.add("");
    lines.add("Submitted to ended, by the week of the end");
    insights.weeks().stream()
        .skip(Math.max(0, insights.weeks().size() - WEEKS))
        .forEach(week -> lines.add("  %-20s %s".formatted(week.name(), spread(week.spread()))));
  }

  static String spread(Spread spread) {
    if (spread.percentiles().isEmpty()) {
      return "n %d, at least %d needed".formatted(spread.n(), Spread.LEAST);
    }
    return spread.percentiles().stream()
            .map(
                one ->
                    "P%d %s [%s, %s]"
                        .formatted(
                            one.percent(), length(one.millis()), end(one.low()), end(one.high())))
            .collect(Collectors.joining("  "))
        + "  n "
        + spread.n();
  }

  private static String end(OptionalLong millis) {
    return millis.isPresent() ? length(millis.getAsLong()) : "open";
  }

  /** The largest unit that it has one of. */
  static String length(long millis) {
    if (millis >= DAY) {
      return String.format(Locale.ROOT, "%.1f d", (double) millis / DAY);
    }
    if (millis >= HOUR) {
      return String.format(Locale.ROOT, "%.1f h", (double) millis / HOUR);
    }
    if (millis >= MINUTE) {
      return millis / MINUTE + " min";
    }
    return String.format(Locale.ROOT, "%.1f s", (double) millis / 1000);
  }

  private void forecasts(Forecasts forecasts) {
    lines.add("");
    lines.add("Forecast");
    for (Forecasts.Forecast one : forecasts.open()) {
      lines.add(
          "  submission %d, %s: %s, %s"
              .formatted(
                  one.submission(),
                  one.modelName(),
                  by("likely by", one.likely()),
                  by("85 % by", one.safe())));
    }
    for (Forecasts.Accuracy one : forecasts.accuracy()) {
      lines.add(
          "  tier %s so far: ended by P50 %s, by P85 %s"
              .formatted(group(one.tier()), share(one.likely()), share(one.safe())));
    }
  }

  private static String by(String words, Optional<Instant> at) {
    return words + " " + at.map(TIME::format).orElse("– (too few took as long)");
  }

  static String share(Share share) {
    return share
        .interval()
        .map(
            interval ->
                String.format(
                    Locale.ROOT,
                    "%d of %d, %.1f %% [%.1f, %.1f]",
                    share.count(),
                    share.of(),
                    100 * share.share(),
                    100 * interval.low(),
                    100 * interval.high()))
        .orElse("n %d, at least %d needed".formatted(share.of(), share.least()));
  }

  private void ledger(Ledger ledger) {
    lines.add("");
    lines.add(
        "Wait ledger, %s: submissions %d, their time %s"
            .formatted(group(ledger.group()), ledger.submissions(), length(ledger.millis())));
    for (Ledger.Part part : ledger.parts()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-24s %10s %6.1f %%",
              owner(part.owner()),
              length(part.millis()),
              100.0 * part.millis() / Math.max(1, ledger.millis())));
    }
  }

  private static String owner(Owner owner) {
    return switch (owner.kind()) {
      case MACHINE -> "checks";
      case PROPOSER -> "proposer";
      case ROLE -> owner.role();
      case HOLD -> "on hold";
      case UNKNOWN -> "cannot be told";
      case CLOSED -> "closed hours";
    };
  }

  private void waiting(Ledger.Waiting one) {
    lines.add(
        "  now: submission %d, %s, with %s for %s%s"
            .formatted(
                one.course().number(),
                one.course().subject().modelName(),
                owner(one.span().owner()),
                length(one.span().millis()),
                one.open().isPresent()
                    ? ", " + length(one.open().getAsLong()) + " of it in open hours"
                    : ""));
  }

  private void funnel(Funnel funnel) {
    lines.add("");
    lines.add(
        "Funnel, %s: submitted %d, checks passed %d, signed %d, promoted %d"
            .formatted(
                group(funnel.group()),
                funnel.steps().submitted(),
                funnel.steps().checked(),
                funnel.steps().signed(),
                funnel.steps().promoted()));
    funnel
        .lost()
        .forEach(
            lost ->
                lines.add(
                    "  after %s: %d %s"
                        .formatted(lost.step(), lost.count(), lost.ending().word())));
    lines.add("  first pass: " + share(funnel.firstPass()));
    lines.add("  nothing beyond the sign-offs: " + share(funnel.straight()));
    lines.add(
        "  submissions %d for promotions %d, at most %d for one"
            .formatted(
                funnel.loops().submissions(), funnel.loops().promotions(), funnel.loops().most()));
    lines.add(
        "  sign-offs %d, evidence %d, challenges %d, findings %d, requests for changes %d"
            .formatted(
                funnel.effort().signOffs(),
                funnel.effort().evidence(),
                funnel.effort().challenges(),
                funnel.effort().findings(),
                funnel.effort().changes()));
  }

  private void quality(Quality quality) {
    lines.add("");
    lines.add("Review");
    for (Quality.OfRole role : quality.roles()) {
      lines.add(
          role.figures()
              .map(figures -> figures(role, figures))
              .orElseGet(
                  () ->
                      "  %s: %s"
                          .formatted(
                              role.role(),
                              Quality.lacking(
                                  "sign-off",
                                  role.signOffs(),
                                  Share.LEAST_OF_REVIEW,
                                  role.people()))));
    }
    lines.add("  not all approved: " + share(quality.dissent()));
    lines.add(
        "  These figures predict defects weakly: one study found that they do, its replication"
            + " did not.");
    lines.add("  They say where to look and nothing of a person.");
  }

  private static String figures(Quality.OfRole role, Quality.Figures figures) {
    return String.format(
        Locale.ROOT,
        "  %s: approved %s; entropy %.2f bit; from turn to sign-off %s; challenged %s;"
            + " %d runs without a word",
        role.role(),
        share(figures.approvals()),
        figures.entropy(),
        spread(figures.asked()),
        share(figures.challenged()),
        figures.runs());
  }

  private void theatre(Insights insights) {
    lines.add("");
    lines.add("Came to production by break-glass: " + share(insights.theatre().bypassed()));
    lines.add("Promises not measured in time now: " + share(insights.theatre().unmeasured()));
    lines.add("Promoted by waiver: " + share(insights.theatre().waived()));
    lines.add("Promoted under conditions: " + share(insights.theatre().conditional()));
    lines.add("Promoted under a change envelope: " + share(insights.theatre().enveloped()));
    lines.add(
        "Batches of production data taken back: %s; %d of them had broken a promise"
            .formatted(
                share(insights.theatre().takenBack().batches()),
                insights.theatre().takenBack().broken()));
    lines.add(
        "Policies that are watched and bind nobody: " + insights.theatre().watching().policies());
    lines.add(
        "Requirements that are watched and do not bind everywhere yet: "
            + insights.theatre().watching().requirements());
    lines.add(
        "Waivers: %d asked for, %d in force, %d ended early or refused, %d expired, %d pending"
            .formatted(
                insights.theatre().waivers().asked(),
                insights.theatre().waivers().inForce(),
                insights.theatre().waivers().ended(),
                insights.theatre().waivers().expired(),
                insights.theatre().waivers().pending()));
  }
}
