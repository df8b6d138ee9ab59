// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.ImpactAct.CauseCondemned;
import org.imprimatur.proof.act.MonitoringAct.VersionReopened;
import org.imprimatur.proof.impact.Cause;
import org.imprimatur.proof.impact.Link;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.monitoring.Impact;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.monitoring.Impacts;
import org.springframework.stereotype.Component;

/** How a trace looks in answers, impact/v1. */
@Component
record ImpactView(Models models, Impacts impacts, Shown shown) {
  Json part(Cause cause, Impacts.Part part, List<CauseCondemned> condemned) {
    Json.Builder trace =
        Json.obj()
            .put("imprimatur", "impact/v1")
            .put("cause", cause(cause))
            .put("condemned", Json.array(condemned.stream().map(this::condemned).toList()))
            .put("named", part.named())
            .put("models", Json.array(part.models().stream().map(this::model).toList()))
            .put("next", Shown.text(part.next()));
    return trace.put("people", shown.people(Shown.named(trace.build()))).build();
  }

  private static Json cause(Cause cause) {
    return Json.obj()
        .put("kind", cause.kind().word())
        .put("thing", cause.thing())
        .put("words", cause.words())
        .put("from", time(cause.from()))
        .put("until", time(cause.until()))
        .build();
  }

  private static Json time(Optional<Instant> at) {
    return at.map(Shown::time).orElse(Json.nothing());
  }

  Json condemned(CauseCondemned act) {
    return Json.obj()
        .put("condemnation", act.condemnation())
        .put("kind", act.kind())
        .put("thing", act.thing())
        .put("from", time(act.from()))
        .put("until", time(act.until()))
        .put("reason", impacts.words(act.reason()))
        .put("by", shown.person(act.by()))
        .put("at", Shown.time(act.at()))
        .build();
  }

  private Json model(Impacts.OfModel one) {
    return Json.obj()
        .put("model", models.name(one.model()))
        .put("submissions", Json.array(one.impacts().stream().map(ImpactView::impact).toList()))
        .build();
  }

  private static Json impact(Impact one) {
    return Json.obj()
        .put("submission", one.number())
        .put("version", one.opened().version())
        .put("gate", one.opened().gate())
        .put("state", one.state().word())
        .put("live", one.live())
        .put("carries", one.carries())
        .put(
            "reopened",
            Shown.texts(
                one.watch().stream()
                    .flatMap(watch -> watch.reopened().stream())
                    .map(VersionReopened::condemnation)
                    .toList()))
        .put("links", Json.array(one.links().stream().map(ImpactView::link).toList()))
        .build();
  }

  private static Json link(Link link) {
    return Json.obj()
        .put("kind", link.kind())
        .put("id", link.id())
        .put("sentence", link.sentence())
        .put("carries", link.carries())
        .build();
  }
}
