// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.MonitoringAct.Breach;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.PromiseAnswered;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.monitoring.Exposure;
import org.imprimatur.proof.monitoring.Figure;
import org.imprimatur.proof.monitoring.Footing;
import org.imprimatur.proof.monitoring.Measured;
import org.imprimatur.proof.monitoring.Promise;
import org.imprimatur.proof.monitoring.Proviso;
import org.imprimatur.proof.monitoring.Renewal;
import org.imprimatur.proof.monitoring.Reopening;
import org.imprimatur.proof.monitoring.Standing;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Version;
import org.imprimatur.server.monitoring.Signals;
import org.imprimatur.server.monitoring.Watches;
import org.springframework.stereotype.Component;

/** Promises as they stand, as JSON. */
@Component
record MonitoringView(Watches watches, BatchView batches, Shown shown) {
  Json.Obj recorded(List<Signals.Recorded> recorded) {
    Map<String, Json> people = new HashMap<>();
    recorded.forEach(one -> people.computeIfAbsent(one.measured().by(), shown::person));
    return Json.obj()
        .put("recorded", recorded.stream().filter(one -> !one.known()).count())
        .put("known", recorded.stream().filter(Signals.Recorded::known).count())
        .put("signals", Json.array(recorded.stream().map(one -> recorded(one, people)).toList()))
        .build();
  }

  private static Json.Obj recorded(Signals.Recorded one, Map<String, Json> people) {
    return window(one.measured(), people.getOrDefault(one.measured().by(), Json.nothing()))
        .put("promise", one.promise())
        .put("keeps", one.kept())
        .put("known", one.known())
        .build();
  }

  private static Json.Builder window(Measured measured, Json by) {
    return Json.obj()
        .put("value", measured.value().toPlainString())
        .put(
            "n",
            measured.n().isPresent() ? Json.of((double) measured.n().getAsLong()) : Json.nothing())
        .put("from", Shown.time(measured.from()))
        .put("to", Shown.time(measured.to()))
        .put("at", Shown.time(measured.at()))
        .put("by", by)
        .put("evidence", Shown.text(measured.evidence().map(Digest::toString)));
  }

  /** Whether a version that entered production may serve. */
  Json permit(String model, long version, Instant now) {
    return watches.permit(model, version, now).map(Shown::permit).orElse(Json.nothing());
  }

  /** What was promised of a version, and where it stands; nothing where it never served. */
  Json.Obj promises(Model model, Version version, Instant now) {
    Optional<Watch> watch = watches.find(model.id(), version.number());
    Optional<Footing> footing = watch.map(one -> watches.footing(model.id(), one, now));
    List<Standing> standings = footing.map(Footing::standings).orElse(List.of());
    return Json.obj()
        .put("model", model.name())
        .put("version", version.number())
        .put("submission", Shown.number(watch.map(Watch::submission)))
        .put("serves", watch.filter(Watch::serves).isPresent())
        .put("replacedBy", Shown.number(model.replacing(version)))
        .put("permit", footing.map(Footing::permit).map(Shown::permit).orElse(Json.nothing()))
        .put("suspended", suspended(version.suspended()))
        .put(
            "approval",
            footing.flatMap(Footing::renewal).map(one -> approval(one, now)).orElse(Json.nothing()))
        .put(
            "conditions",
            Json.array(
                footing.map(Footing::provisos).orElse(List.of()).stream()
                    .map(MonitoringView::condition)
                    .toList()))
        .put(
            "reopened",
            Json.array(
                footing.map(Footing::reopenings).orElse(List.of()).stream()
                    .map(one -> reopened(one, now))
                    .toList()))
        .put("promises", Json.array(standings.stream().map(one -> promise(one, now)).toList()))
        .put("takenBack", batches.takenBack(model, version.number()))
        .build();
  }

  private static Json condition(Proviso proviso) {
    return Json.obj()
        .put("signoff", proviso.of().id())
        .put("condition", proviso.number())
        .put("text", proviso.condition().text())
        .put("due", proviso.condition().due().toString())
        .put("state", proviso.state().word())
        .build();
  }

  /** The day by which an approval is to be decided anew, and for which condemnation. */
  private static Json reopened(Reopening reopening, Instant now) {
    return Json.obj()
        .put("condemnation", reopening.condemnation())
        .put("due", reopening.day().toString())
        .put("overdue", reopening.isOverdue(now))
        .build();
  }

  /** Until when a version is approved; null where that is for ever, or over for another reason. */
  private static Json approval(Renewal renewal, Instant now) {
    return Json.obj()
        .put("notice", Shown.time(renewal.notice()))
        .put("due", Shown.time(renewal.due()))
        .put("overdue", renewal.isOverdue(now))
        .put("then", renewal.overdue().word())
        .put("exposure", renewal.exposure().map(MonitoringView::exposure).orElse(Json.nothing()))
        .build();
  }

  /** How many rows were scored of those that the approval is for. */
  private static Json exposure(Exposure exposure) {
    return Json.obj()
        .put("budget", exposure.budget())
        .put("rows", exposure.rows())
        .put("spent", exposure.spent().map(Shown::time).orElse(Json.nothing()))
        .build();
  }

  /** Why a version may not serve; null where it may. */
  Json suspended(Optional<VersionSuspended> suspended) {
    return suspended
        .<Json>map(
            by -> {
              Json.Builder json =
                  Json.obj().put("at", Shown.time(by.at())).put("by", shown.person(by.by()));
              return switch (by.cause()) {
                case Cause.Broken(var breach) ->
                    json.put("promise", breach.promise())
                        .put("breach", breach.kind())
                        .put("since", Shown.time(breach.since()))
                        .build();
                case Cause.Expired(var due) -> json.put("expired", Shown.time(due)).build();
                case Cause.Unmet(var signOff, var number, var failure, var since) ->
                    json.put("signoff", signOff)
                        .put("condition", number)
                        .put("failure", failure)
                        .put("since", Shown.time(since))
                        .build();
                case Cause.Unratified(var bypass) -> json.put("bypass", bypass).build();
                case Cause.Undecided(var condemnation, var since) ->
                    json.put("condemnation", condemnation).put("since", Shown.time(since)).build();
                case Cause.Ordered(var role, var reason) ->
                    json.put("role", role).put("reason", reason.toString()).build();
              };
            })
        .orElse(Json.nothing());
  }

  private Json.Obj promise(Standing standing, Instant now) {
    Promise promise = standing.promise();
    return Json.obj()
        .put("name", promise.name())
        .put("unit", promise.unit())
        .put("direction", promise.atLeast() ? "at-least" : "at-most")
        .put("limit", promise.limit())
        .put("owner", promise.owner())
        .put("every", promise.every())
        .put("breach", promise.consequence().word())
        .put("metric", Shown.text(promise.figure().map(Figure::metric)))
        .put("of", Shown.text(promise.figure().map(Figure::of)))
        .put("state", standing.state().word())
        .put("due", standing.due().map(Shown::time).orElse(Json.nothing()))
        .put("overdue", standing.breach(Breach.MISSING).isPresent())
        .put(
            "last",
            standing
                .last()
                .<Json>map(
                    last -> batches.sure(window(last, shown.person(last.by())), last, promise))
                .orElse(Json.nothing()))
        .put(
            "breaches",
            Json.array(
                standing.breaches().stream().map(breach -> breach(standing, breach, now)).toList()))
        .build();
  }

  private Json.Obj breach(Standing standing, Breach breach, Instant now) {
    Optional<PromiseAnswered> answer = standing.answer(breach);
    return Json.obj()
        .put("breach", breach.kind())
        .put("since", Shown.time(breach.since()))
        .put("borne", standing.isBorne(breach, now))
        .put("until", Shown.text(answer.map(PromiseAnswered::until)))
        .build();
  }
}
