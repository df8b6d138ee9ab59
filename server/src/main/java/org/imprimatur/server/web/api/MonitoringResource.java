// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.monitoring.Measured;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.models.Version;
import org.imprimatur.server.models.Versions;
import org.imprimatur.server.monitoring.Signals;
import org.imprimatur.server.monitoring.Suspensions;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is measured of a version in production, and stopping it; the way back is on the page. */
@RestController
@RequestMapping("/api/v1/models/{name}/versions/{number}")
final class MonitoringResource {
  private static final String[] SIGNAL = {"promise", "value", "n", "from", "to"};

  private final Models models;
  private final Versions versions;
  private final Signals signals;
  private final Suspensions suspensions;
  private final MonitoringView view;
  private final InstantSource clock;

  MonitoringResource(
      Models models,
      Versions versions,
      Signals signals,
      Suspensions suspensions,
      MonitoringView view,
      InstantSource clock) {
    this.models = models;
    this.versions = versions;
    this.signals = signals;
    this.suspensions = suspensions;
    this.view = view;
    this.clock = clock;
  }

  /** One signal, or several in {@code signals}: all are recorded or none. */
  @PostMapping("/signals")
  @Needs(Permission.SIGNAL)
  Json record(
      Caller caller,
      @PathVariable String name,
      @PathVariable long number,
      @RequestBody Json.Obj json) {
    List<Signals.Sent> sent = new ArrayList<>();
    if (json.find("signals").isPresent()) {
      List<Json> all = Body.of(json, "signals").array("signals").values();
      for (int i = 0; i < Math.min(all.size(), Signals.MOST + 1); i++) {
        sent.add(sent(Body.of(all.get(i), "signals[" + i + "]", SIGNAL)));
      }
    } else {
      sent.add(sent(Body.of(json, SIGNAL)));
    }
    return view.recorded(signals.record(caller, name, number, sent));
  }

  private static Signals.Sent sent(Body body) {
    return new Signals.Sent(
        body.text("promise", 200),
        value(body),
        body.has("n") ? OptionalLong.of(body.integer("n")) : OptionalLong.empty(),
        body.findInstant("from"),
        body.findInstant("to"));
  }

  /** A number of JSON is a double, whose last digits nobody chose: it has 30 after the point. */
  private static String value(Body body) {
    return body.json().find("value").orElse(Json.nothing()) instanceof Json.Num(var number)
        ? Measured.plain(number).orElseGet(() -> body.decimal("value"))
        : body.decimal("value");
  }

  @GetMapping("/promises")
  @Needs(Permission.READ)
  Json promises(@PathVariable String name, @PathVariable long number) {
    Version version = versions.get(name, number);
    Model model = models.get(name);
    return view.promises(model, version, clock.instant());
  }

  @PostMapping("/suspension")
  @Needs(Permission.REVIEW)
  Json suspend(
      Caller caller,
      @PathVariable String name,
      @PathVariable long number,
      @RequestBody Json.Obj json) {
    suspensions.suspend(caller, name, number, Body.of(json, "reason").text("reason"));
    return promises(name, number);
  }
}
