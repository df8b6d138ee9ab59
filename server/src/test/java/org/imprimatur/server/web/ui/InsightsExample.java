// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.List;
import org.imprimatur.server.web.ui.view.Chart;
import org.imprimatur.server.web.ui.view.DiscussionPanel.Choice;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.FindingsSheet.Filter;
import org.imprimatur.server.web.ui.view.HoursSheet;
import org.imprimatur.server.web.ui.view.InsightsSheet;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Listing;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;

/** The page of the measures with example values. */
record InsightsExample(Examples examples) {
  InsightsSheet sheet() {
    return new InsightsSheet(
        "Insights",
        "as of Thu 26 Nov, 09:00 UTC, 84,213 entries",
        List.of(
            new Listing.Tab("Velocity", "/insights", "", false),
            new Listing.Tab("Wait ledger", "/insights/wait", "", true)),
        "/insights/wait",
        List.of(
            new Filter(
                "team",
                "Team",
                List.of(
                    new Choice("", "all"),
                    new Choice(examples.say("Lending"), examples.say("Lending"))),
                examples.say("Lending"))),
        true,
        List.of(
            new InsightsSheet.Headline(
                "Half are decided within, P50", "6.1 d", "[4.9 d, 7.4 d]", "n 41"),
            new InsightsSheet.Headline(examples.say("Validator"), "–", "", "n 3")),
        List.of(new InsightsSheet.Panel("Wait ledger", "in elapsed time", List.of(table()))),
        WaitFigures.definitions(),
        List.of(new Link("Download CSV", "/insights.csv?team=Lending")));
  }

  /** The working hours with a refused statement in the form. */
  HoursSheet hours() {
    return new HoursSheet(
        List.of(Fact.of("Time zone", examples.say("Europe/Berlin")), Fact.of("Sunday", "closed")),
        new Table(
            "Closed days",
            InsightWords.heads("Why", "From", "To"),
            List.of(
                Table.Row.of(
                    Cell.of(examples.say("Freeze")),
                    Cell.of("18 Dec 2026"),
                    Cell.of("4 Jan 2027")))),
        table(),
        true,
        new HoursSheet.Typed(
            examples.say("Europe/Berlin"),
            List.of(new HoursSheet.Day("monday", "Monday", examples.say("09:00-17:00"))),
            examples.say("2026-12-18 Freeze")),
        List.of(examples.say("Monday ends before it begins")));
  }

  private Table table() {
    var bar = new Chart.Bar("12.0", "0", "88.0", "16", Chart.Look.NOW_BAR);
    return new Table(
        "Who had it",
        List.of(
            new Table.Head("Who had it", false),
            new Table.Head("Drawn", false),
            new Table.Head("Time", true)),
        List.of(
            Table.Row.of(
                Cell.of(examples.say("Validator")),
                Cell.drawn("", new Chart("", "", 320, 16, List.of(bar))),
                Cell.of("88.0 d"))));
  }
}
