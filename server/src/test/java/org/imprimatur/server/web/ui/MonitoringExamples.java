// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.monitoring.Batch;
import org.imprimatur.proof.monitoring.Measured;
import org.imprimatur.proof.monitoring.Promise;
import org.imprimatur.proof.monitoring.Proviso;
import org.imprimatur.proof.monitoring.Standing;
import org.imprimatur.server.web.ui.view.BatchSheet;
import org.imprimatur.server.web.ui.view.CalendarSheet;
import org.imprimatur.server.web.ui.view.Chart;
import org.imprimatur.server.web.ui.view.Code;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Listing;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.MonitoringSheet;
import org.imprimatur.server.web.ui.view.Rollback;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;

/** Promises as they stand, with example values. */
record MonitoringExamples(Examples of) {
  MonitoringSheet version() {
    return new MonitoringSheet(
        "mortgage-fast-track",
        2,
        MonitoringWords.SUSPENDED,
        of.say("Suspended since 26 Nov 09:00 by Imprimatur: overdue loans broken."),
        new MonitoringSheet.Approval(
            new Mark("Revalidate", "refresh", "warn"),
            of.say("The approval holds until 3 Dec."),
            "See what changed"),
        List.of(
            new MonitoringSheet.Condition(
                MonitoringWords.mark(Proviso.State.OPEN),
                of.say("Overdue loans stay under 2 percent."),
                of.say("Open, until the end of 3 Dec. Asked by Bruno."),
                "/submissions/2/decisions")),
        List.of(broken()),
        new Table(
            "Batches",
            List.of(new Table.Head("Batch", false), new Table.Head("State", false)),
            List.of(
                Table.Row.of(
                    Cell.link("Batch 7", "/models/mortgage-fast-track/v2/monitoring/batches/7"),
                    new Cell(
                        Text.of(of.say("No row has the id 9.")),
                        BatchSheets.mark(Batch.State.LABELS_FAILED),
                        null,
                        null,
                        0)))),
        new Table(
            "Production data taken back",
            List.of(new Table.Head("Batch", false), new Table.Head("Taken back", false)),
            List.of(
                Table.Row.of(
                    Cell.link("Batch 6", "/models/mortgage-fast-track/v2/monitoring/batches/6"),
                    Cell.of(of.say("Lena Maurer as sender: the wrong week"))))),
        new MonitoringSheet.Forms(
            true,
            new MonitoringSheet.Reinstatement(
                true,
                of.say("Lena asked to let it serve again."),
                "",
                false,
                of.say("You asked."),
                of.say("v3 took its place.")),
            new Rollback(
                "/models/mortgage-fast-track/v2/rollback",
                of.say("The gate refuses it."),
                "",
                List.of(of.say("sign-offs: one as validator is missing.")),
                "/models/mortgage-fast-track/v2"),
            List.of(new ModelExamples(of).removal())));
  }

  private MonitoringSheet.Item broken() {
    return new MonitoringSheet.Item(
        of.say("overdue loans"),
        MonitoringWords.mark(Standing.State.BROKEN),
        of.say("At most 2.5 percent, measured every week by Lena Maurer."),
        List.of(
            new MonitoringSheet.Breach("broken", of.say("Overdue loans broken."), "", true),
            new MonitoringSheet.Breach(
                "missing", "Not measured.", of.say("Lena bears it."), false)),
        spark(),
        new Table(
            "The last windows",
            List.of(new Table.Head("Window", false), new Table.Head("Value", true)),
            List.of(Table.Row.of(Cell.of(of.say("19 to 26 Nov")), Cell.of("2.6")))));
  }

  BatchSheet batch() {
    return new BatchSheet(
        "mortgage-fast-track",
        2,
        7,
        BatchSheets.mark(Batch.State.LABELS_FAILED),
        of.say("No row has the id 9. Mend the file and send it again."),
        List.of(Fact.of("Sent by", of.say("Lena Maurer, 26 Nov 09:00"))),
        new Table(
            "What was promised of it",
            List.of(new Table.Head("Promise", false), new Table.Head("Value", true)),
            List.of(Table.Row.of(Cell.of(of.say("AUC in production")), Cell.of("0.8125")))),
        List.of(
            new BatchSheet.Check(
                "performance/1",
                Mark.ERROR,
                Code.of("sha256:" + "e".repeat(64)),
                "/api/v1/blobs/" + "e".repeat(64),
                of.say("The predictions file has no row for 1 row of the test set."),
                List.of())),
        true);
  }

  CalendarSheet calendar() {
    return new CalendarSheet(
        MonitoringTabs.all(MonitoringTabs.CALENDAR),
        List.of(
            new CalendarSheet.Month(
                "March 2027",
                new Mark("1 thing", "calendar-due", "wait"),
                List.of("1 sign-off as " + of.say("validator")),
                new Table(
                    "March 2027",
                    List.of(new Table.Head("Day", false), new Table.Head("What", false)),
                    List.of(
                        Table.Row.of(
                            Cell.of("Fri 12 Mar 2027"), Cell.of(of.say("The approval ends"))))))),
        of.say("There are more."),
        new Link(of.say("What falls due later"), "/monitoring/calendar"));
  }

  Listing all() {
    return new Listing(
        "Monitoring",
        List.of(new Listing.Tab("All", "/monitoring", "1", true)),
        new Table(
            "",
            MonitoringSheets.HEADS,
            List.of(
                Table.Row.of(
                    Cell.link(of.say("overdue loans"), "/models/loans/v2/monitoring"),
                    Cell.link("loans v2", "/models/loans/v2"),
                    Cell.state(MonitoringWords.mark(Standing.State.BROKEN)),
                    Cell.of("2.6, 95 % interval [2.1, 3.1], n = 1,200"),
                    Cell.of("at most 2.5 percent"),
                    Cell.drawn("", spark()),
                    Cell.of("3 Dec 09:00"),
                    Cell.of(of.say("Lena Maurer"))))),
        new Listing.Empty("heart-rate", "Nothing", "Nothing", ""),
        null);
  }

  private static Chart spark() {
    var promise =
        new Promise(
            "overdue loans",
            "percent",
            false,
            "2.5",
            "lena",
            Optional.empty(),
            "week",
            Promise.Consequence.SUSPEND,
            Optional.empty());
    Instant end = Instant.parse("2026-11-26T09:00:00Z");
    return MonitoringSheets.spark(
        promise, List.of(measured("2.1", end.minusSeconds(604_800)), measured("2.6", end)));
  }

  private static Measured measured(String value, Instant end) {
    return new Measured(
        new BigDecimal(value),
        OptionalLong.of(900),
        end.minusSeconds(604_800),
        end,
        end,
        "p_lena",
        Optional.empty());
  }
}
