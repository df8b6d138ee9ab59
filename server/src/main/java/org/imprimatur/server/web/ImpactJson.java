// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.ImpactAct.CauseCondemned;
import org.imprimatur.proof.act.MonitoringAct.VersionReopened;
import org.imprimatur.proof.impact.Cause;
import org.imprimatur.proof.impact.Link;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.monitoring.Impact;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.monitoring.Impacts;
import org.springframework.stereotype.Component;

/** A trace as JSON, impact/v1: the same in the API and as the file that a page gives. */
@Component
public record ImpactJson(Models models, Impacts impacts) {
  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  /** A part of a trace, with what of the thing stands condemned. */
  public Json.Builder part(Cause cause, Impacts.Part part) {
    return Json.obj()
        .put("imprimatur", "impact/v1")
        .put("cause", cause(cause))
        .put(
            "condemned",
            Json.array(impacts.condemning(cause).stream().map(this::condemned).toList()))
        .put("named", part.named())
        .put("models", models(part))
        .put(
            "unnamed",
            part.unnamed()
                .<Json>map(
                    one ->
                        Json.obj()
                            .put("items", one.items())
                            .put("submissions", one.submissions())
                            .build())
                .orElse(Json.nothing()))
        .put("next", part.next().<Json>map(Json::of).orElse(Json.nothing()));
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
    return at.<Json>map(one -> Json.of(MILLIS.format(one))).orElse(Json.nothing());
  }

  /** A condemnation; who did it is a pseudonym. */
  public Json condemned(CauseCondemned act) {
    return Json.obj()
        .put("condemnation", act.condemnation())
        .put("kind", act.kind())
        .put("thing", act.thing())
        .put("from", time(act.from()))
        .put("until", time(act.until()))
        .put("due", act.due().<Json>map(Json::of).orElse(Json.nothing()))
        .put("reason", impacts.words(act.reason()))
        .put("by", act.by())
        .put("at", time(Optional.of(act.at())))
        .build();
  }

  private Json models(Impacts.Part part) {
    Set<String> standing = impacts.condemned().keySet();
    return Json.array(part.models().stream().map(one -> model(one, standing)).toList());
  }

  private Json model(Impacts.OfModel one, Set<String> standing) {
    return Json.obj()
        .put("model", models.name(one.model()))
        .put(
            "submissions",
            Json.array(one.impacts().stream().map(impact -> impact(impact, standing)).toList()))
        .build();
  }

  private static Json impact(Impact one, Set<String> standing) {
    return Json.obj()
        .put("submission", one.number())
        .put("version", one.opened().version())
        .put("gate", one.opened().gate())
        .put("state", one.state().word())
        .put("live", one.live())
        .put("carries", one.carries())
        .put(
            "reopened",
            Json.array(
                one.watch().stream()
                    .flatMap(watch -> watch.reopened().stream())
                    .map(VersionReopened::condemnation)
                    .<Json>map(Json::of)
                    .toList()))
        .put(
            "due",
            one.watch().stream()
                .flatMap(watch -> watch.reopened().stream())
                .filter(reopened -> standing.contains(reopened.condemnation()))
                .flatMap(reopened -> reopened.due().stream())
                .min(Comparator.naturalOrder())
                .<Json>map(Json::of)
                .orElse(Json.nothing()))
        .put("links", Json.array(one.links().stream().map(ImpactJson::link).toList()))
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
