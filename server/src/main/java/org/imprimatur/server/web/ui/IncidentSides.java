// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.monitoring.IncidentRow;
import org.imprimatur.server.monitoring.Incidents;
import org.imprimatur.server.policies.KeptModels;
import org.imprimatur.server.policies.Policies;
import org.imprimatur.server.policies.PublishedPolicy;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.ModelSheet.Section;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.stereotype.Component;

/** Incidents on the pages of their model: the open ones, and what the closed ones teach. */
@Component
record IncidentSides(
    Incidents incidents, Models models, KeptModels kept, Policies policies, Times times) {
  private static final int MOST_OPEN = 5;
  private static final int MOST_LESSONS = 5;

  /** How many closed incidents of other models are looked at for such as are like this one. */
  private static final int MOST_BESIDE = 50;

  private static final List<Table.Head> HEADS = heads("Version");
  private static final List<Table.Head> BESIDE = heads("Model");

  /** The open ones of all versions of a model. */
  Section of(Model model) {
    List<IncidentRow> open =
        incidents.ofModel(model.id()).stream().filter(IncidentRow::isOpen).toList();
    return new Section("Incidents", null, facts(open), new Link("All incidents", "/incidents"));
  }

  /**
   * The open ones of a version.
   *
   * @param reports whether the reader is shown the way to report one
   */
  Section of(Model model, long version, boolean reports) {
    List<IncidentRow> open =
        incidents.ofModel(model.id()).stream()
            .filter(IncidentRow::isOpen)
            .filter(row -> row.version() == version)
            .toList();
    return new Section(
        "Incidents",
        null,
        facts(open),
        reports
            ? new Link("Report one", "/models/%s/v%d/incident".formatted(model.name(), version))
            : null);
  }

  private List<Fact> facts(List<IncidentRow> open) {
    List<Fact> facts = new ArrayList<>();
    for (IncidentRow row : open.subList(0, Math.min(MOST_OPEN, open.size()))) {
      facts.add(
          Fact.of(
              "Open",
              Text.NOTHING
                  .link("incident " + row.number(), IncidentWords.page(row.number()))
                  .then(
                      " of v%d, %s, known since %s"
                          .formatted(row.version(), row.severity(), times.at(row.aware())))));
    }
    if (open.size() > MOST_OPEN) {
      facts.add(Fact.of("Open", (open.size() - MOST_OPEN) + " more"));
    }
    return facts.isEmpty() ? List.of(Fact.of("Open", "none")) : facts;
  }

  /**
   * What the latest closed incidents of the model teach, and those of like models: such as the same
   * policy governs. Nothing where there are none.
   */
  List<Table> lessons(Model model) {
    List<Table> tables = new ArrayList<>();
    List<Table.Row> own =
        incidents.ofModel(model.id()).stream()
            .filter(row -> !row.isOpen())
            .limit(MOST_LESSONS)
            .map(row -> lesson(row, "v" + row.version()))
            .toList();
    if (!own.isEmpty()) {
      tables.add(new Table("Lessons from earlier incidents", HEADS, own));
    }
    String policy = policy(model);
    List<Table.Row> beside = new ArrayList<>();
    for (IncidentRow row : incidents.closedBeside(model.id(), MOST_BESIDE)) {
      String name = models.name(row.model());
      if (beside.size() < MOST_LESSONS
          && policy(kept.read(List.of(name)).getFirst().model()).equals(policy)) {
        beside.add(lesson(row, "%s v%d".formatted(name, row.version())));
      }
    }
    if (!beside.isEmpty()) {
      tables.add(new Table("Lessons from other models under " + policy, BESIDE, beside));
    }
    return tables;
  }

  private String policy(Model model) {
    return policies.find(model.registeredUnder()).map(PublishedPolicy::name).orElse("");
  }

  private Table.Row lesson(IncidentRow row, String of) {
    return Table.Row.of(
        Cell.link("Incident " + row.number(), IncidentWords.page(row.number())),
        Cell.of(of),
        Cell.state(ReviewWords.severity(row.severity())),
        Cell.of(row.lesson().map(incidents::words).orElse("")));
  }

  private static List<Table.Head> heads(String of) {
    return List.of("Incident", of, "Severity", "Lesson").stream()
        .map(words -> new Table.Head(words, false))
        .toList();
  }
}
