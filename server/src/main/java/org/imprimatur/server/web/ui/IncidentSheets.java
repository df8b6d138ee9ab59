// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.IncidentAct.IncidentClosed;
import org.imprimatur.proof.act.IncidentAct.IncidentOpened;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Waiver;
import org.imprimatur.proof.monitoring.Incident;
import org.imprimatur.proof.monitoring.IncidentConduct;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.server.gates.Gates;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.monitoring.Incidents;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.IncidentSheet;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Person;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.stereotype.Component;

/** Puts the page of an incident together, with the way on which its version was approved. */
@Component
record IncidentSheets(Faces faces, Names names, Times times, IncidentWords words) {
  /** What an incident is read from. */
  @Component
  record Faces(Incidents incidents, Models models, Gates gates) {}

  IncidentSheet sheet(Incident incident, Caller caller) {
    IncidentOpened opened = incident.opened();
    Model model = faces.models().byId(opened.model());
    IncidentConduct conduct = faces.incidents().conduct(model, opened.version(), opened.aware());
    return new IncidentSheet(
        incident.number(),
        ReviewWords.severity(opened.severity()),
        IncidentWords.state(incident.isOpen()),
        words.report(incident.reportDue()).orElse(null),
        faces.incidents().words(opened.text()),
        said(incident.closed().map(IncidentClosed::cause)),
        said(incident.closed().map(IncidentClosed::lesson)),
        form(incident, conduct, caller),
        about(incident, model),
        path(opened, conduct),
        links(incident, model));
  }

  private String said(Optional<Digest> digest) {
    return digest.map(faces.incidents()::words).orElse("");
  }

  private IncidentSheet.Form form(Incident incident, IncidentConduct conduct, Caller caller) {
    if (!incident.isOpen()) {
      return new IncidentSheet.Form(false, "");
    }
    boolean closes = caller.may(Permission.REVIEW) && conduct.role(caller.id()).isPresent();
    return new IncidentSheet.Form(
        closes,
        closes
            ? ""
            : "The owner of the model or a risk manager closes it, unless they contributed to the"
                + " version or to what its approval rests on, or took production data of it back.");
  }

  private List<Fact> about(Incident incident, Model model) {
    IncidentOpened opened = incident.opened();
    List<Fact> facts = new ArrayList<>();
    facts.add(
        Fact.of(
            "Version",
            Text.NOTHING
                .link(model.name(), "/models/" + model.name())
                .then(" ")
                .link(
                    "v" + opened.version(),
                    "/models/%s/v%d".formatted(model.name(), opened.version()))));
    facts.add(Fact.of("Harm", IncidentWords.harm(opened.harm())));
    facts.add(Fact.of("Known since", times.at(opened.aware())));
    facts.add(Fact.of("Found by", IncidentWords.foundBy(opened.foundBy())));
    facts.add(Fact.of("Reported by", List.of(names.person(opened.by(), times.at(opened.at())))));
    incident
        .closed()
        .ifPresent(
            closed ->
                facts.add(
                    Fact.of(
                        "Closed by",
                        List.of(
                            names.person(
                                closed.by(), closed.role() + ", " + times.at(closed.at()))))));
    return facts;
  }

  /** Who let the version through, under what, and how long it went well. */
  private List<Fact> path(IncidentOpened opened, IncidentConduct conduct) {
    Standing standing = faces.gates().standing(opened.submission());
    List<Fact> facts = new ArrayList<>();
    facts.add(
        Fact.of(
            "Let through by",
            Text.NOTHING.link(
                "submission " + opened.submission(), "/submissions/" + opened.submission())));
    facts.add(Fact.of("Tier", standing.input().subject().tier()));
    List<Person> signed =
        standing.submission().signOffs().stream().map(this::signed).distinct().toList();
    facts.add(signed.isEmpty() ? Fact.of("Signed by", "nobody") : Fact.of("Signed by", signed));
    facts.add(Fact.of("Waived", waived(standing)));
    Instant since = conduct.entered().at();
    facts.add(
        Fact.of(
            "Known after",
            "%s in %s, where it is since %s"
                .formatted(
                    length(Duration.between(since, opened.aware())),
                    Watch.PRODUCTION,
                    times.at(since))));
    return facts;
  }

  private Person signed(SignoffGiven given) {
    return names.person(given.by(), "%s: %s".formatted(given.role(), given.decision()));
  }

  private static String waived(Standing standing) {
    List<String> waived =
        standing.input().decisions().waivers().stream()
            .filter(waiver -> waiver.granted().isPresent())
            .map(IncidentSheets::words)
            .toList();
    return waived.isEmpty() ? "nothing" : Words.list(waived);
  }

  private static String words(Waiver waiver) {
    return "%s until %s".formatted(waiver.asked().requirement(), waiver.until());
  }

  private static String length(Duration past) {
    if (past.toDays() > 0) {
      return Words.counted(past.toDays(), "day");
    }
    if (past.toHours() > 0) {
      return Words.counted(past.toHours(), "hour");
    }
    return past.toMinutes() > 0 ? Words.counted(past.toMinutes(), "minute") : "less than a minute";
  }

  private static List<Link> links(Incident incident, Model model) {
    long version = incident.opened().version();
    List<Link> links = new ArrayList<>();
    boolean stands =
        model
            .find(version)
            .filter(found -> found.stage().equals(Watch.PRODUCTION))
            .filter(found -> found.suspended().isEmpty())
            .isPresent();
    if (incident.isOpen() && stands) {
      links.add(
          new Link(
              "Suspend v" + version, MonitoringWords.page(model.name(), version) + "#suspend"));
    }
    if (incident.isOpen()) {
      links.add(new Link("Take a version through the gate again", "/models/" + model.name()));
    }
    links.add(
        new Link("What is promised of v" + version, MonitoringWords.page(model.name(), version)));
    links.add(new Link("All incidents", "/incidents"));
    return links;
  }
}
