// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.List;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.IncidentSheet;
import org.imprimatur.server.web.ui.view.IncidentsSheet;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;
import org.jspecify.annotations.Nullable;

/** Incidents with example values. */
record IncidentExamples(Examples of) {
  IncidentsSheet register() {
    return new IncidentsSheet(
        MonitoringTabs.all(MonitoringTabs.INCIDENTS),
        new Table(
            "Incidents",
            IncidentsPage.HEADS,
            List.of(
                Table.Row.of(
                    Cell.link("Incident 3", "/incidents/3"),
                    Cell.state(ReviewWords.severity("high")),
                    Cell.state(IncidentWords.state(true)),
                    Cell.link(of.say("loans v2"), "/models/loans/v2"),
                    Cell.of("Thu 26 Nov, 09:00 UTC"),
                    Cell.of(of.say("Check the schema of the feed."))))),
        of.say("schema"),
        "1 to 1 of 1",
        new Link("Earlier incidents", "/incidents?after=3"));
  }

  IncidentsSheet nothing() {
    return new IncidentsSheet(
        MonitoringTabs.all(MonitoringTabs.INCIDENTS),
        new Table("Incidents", IncidentsPage.HEADS, List.of()),
        "",
        "",
        null);
  }

  IncidentSheet open() {
    return sheet(
        true,
        "",
        new Mark("A report to the authority is due by 11 Dec 2026.", "calendar-due", "warn"));
  }

  IncidentSheet closed() {
    return sheet(false, of.say("A column was renamed."), null);
  }

  private IncidentSheet sheet(boolean open, String lesson, @Nullable Mark report) {
    return new IncidentSheet(
        3,
        ReviewWords.severity("high"),
        IncidentWords.state(open),
        report,
        of.say("Applicants over 60 were all refused."),
        lesson,
        lesson,
        new IncidentSheet.Form(open, open ? of.say("A risk manager closes it.") : ""),
        List.of(
            Fact.of("Version", Text.NOTHING.link(of.say("loans v2"), "/models/loans/v2")),
            Fact.of("Reported by", List.of(of.person("Lena Maurer", "Thu 26 Nov, 09:00 UTC")))),
        List.of(
            Fact.of("Let through by", Text.NOTHING.link("submission 3", "/submissions/3")),
            Fact.of("Signed by", List.of(of.person("Bruno Keller", "validator: approve")))),
        List.of(new Link("Suspend v2", "/models/loans/v2/monitoring#suspend")));
  }

  IncidentSheet.Report report() {
    return IncidentsPage.form(of.say("loans"), 2);
  }
}
