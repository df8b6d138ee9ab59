// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.util.List;
import org.imprimatur.proof.act.SampleAct.SampleAnswered;
import org.imprimatur.proof.act.SampleAct.SampleDrawn;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.sample.Decided;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.samples.Drawn;
import org.imprimatur.server.samples.Samples;
import org.imprimatur.server.web.Needs;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Audit samples; auditors draw and work through them on the page. */
@RestController
@RequestMapping("/api/v1/samples")
final class SamplesResource {
  private final Samples samples;
  private final Models models;
  private final Shown shown;

  SamplesResource(Samples samples, Models models, Shown shown) {
    this.samples = samples;
    this.models = models;
    this.shown = shown;
  }

  @GetMapping
  @Needs(Permission.READ)
  Json list() {
    return Json.obj()
        .put("samples", Json.array(samples.all().stream().map(one -> head(one).build()).toList()))
        .build();
  }

  @GetMapping("/{number}")
  @Needs(Permission.READ)
  Json get(@PathVariable long number) {
    Drawn drawn = samples.get(number);
    List<Json> answers = drawn.sample().latest().values().stream().<Json>map(this::answer).toList();
    return head(drawn)
        .put("requests", Json.array(drawn.plan().requests().stream().map(Json::of).toList()))
        .put("decisions", Json.array(drawn.items().stream().map(this::decided).toList()))
        .put("answers", Json.array(answers))
        .put(
            "conclusion",
            Shown.text(drawn.sample().closed().map(act -> samples.words(act.conclusion()))))
        .build();
  }

  private Json.Builder head(Drawn drawn) {
    SampleDrawn act = drawn.sample().drawn();
    return Json.obj()
        .put("sample", act.sample())
        .put("state", drawn.sample().isOpen() ? "open" : "closed")
        .put("purpose", drawn.plan().purpose())
        .put("drawn", shown.stamp(act.stamp()))
        .put("stage", act.stage())
        .put("tiers", Json.array(act.tiers().stream().map(Json::of).toList()))
        .put("from", Shown.time(act.from()))
        .put("to", Shown.time(act.to()))
        .put("population", drawn.population())
        .put("size", act.size())
        .put("census", drawn.isCensus())
        .put("seed", drawn.sample().seed())
        .put("asked", drawn.asked())
        .put("answered", drawn.answered())
        .put("exceptions", drawn.sample().exceptions());
  }

  private Json decided(Decided one) {
    return Json.obj()
        .put("submission", one.submission())
        .put("model", models.name(one.model()))
        .put("version", one.version())
        .put("at", Shown.time(one.at()))
        .put("tier", one.tier())
        .build();
  }

  private Json answer(SampleAnswered act) {
    return Json.obj()
        .put("submission", act.submission())
        .put("request", act.request())
        .put("outcome", act.outcome())
        .put("words", Shown.text(act.words().map(samples::words)))
        .put("given", shown.stamp(act.stamp()))
        .build();
  }
}
