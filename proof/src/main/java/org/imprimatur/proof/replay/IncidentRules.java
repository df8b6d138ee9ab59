// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.IncidentAct;
import org.imprimatur.proof.act.IncidentAct.IncidentClosed;
import org.imprimatur.proof.act.IncidentAct.IncidentOpened;
import org.imprimatur.proof.gate.Contributors;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.monitoring.Incident;
import org.imprimatur.proof.monitoring.IncidentConduct;
import org.imprimatur.proof.monitoring.Watch.Entered;

/** Incidents of versions in production: reported in turn, closed once and with a lesson. */
final class IncidentRules {
  private final Ground ground;

  IncidentRules(Ground ground) {
    this.ground = ground;
  }

  List<Reason> against(IncidentAct act, ModelFacts model) throws UnestablishedException {
    Map<Long, Incident> known = Incident.all(model.acts());
    Entered entered =
        Entered.when(model.acts(), act.version(), aware(act, known))
            .orElseThrow(
                () ->
                    new UnestablishedException(
                        "monitoring.version",
                        "Version %d of %s was never in production."
                            .formatted(act.version(), model.name())));
    var conduct =
        new IncidentConduct(
            entered,
            model.owner(),
            Contributors.of(model.acts(), ground.facts().files(), entered.opened()).keySet(),
            ground.facts().monitoring().tookBack(act.model(), act.version(), entered.at()),
            ground.facts().staff());
    return switch (act) {
      case IncidentOpened opened -> {
        long next = ground.facts().monitoring().nextIncident();
        ground
            .findings()
            .unless(
                opened.incident() == next,
                "number.incident",
                "Incident %d is out of turn: the next is %d.".formatted(opened.incident(), next));
        ground.said("incident.text", opened.text());
        yield conduct.against(opened);
      }
      case IncidentClosed closed -> {
        ground.said("incident.cause", closed.cause());
        ground.said("incident.lesson", closed.lesson());
        yield conduct.against(closed, Optional.ofNullable(known.get(closed.incident())));
      }
    };
  }

  private static Instant aware(IncidentAct act, Map<Long, Incident> known) {
    return switch (act) {
      case IncidentOpened opened -> opened.aware();
      case IncidentClosed closed ->
          Optional.ofNullable(known.get(closed.incident()))
              .map(incident -> incident.opened().aware())
              .orElse(closed.at());
    };
  }
}
