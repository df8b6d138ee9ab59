// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.DecisionAct.ChangesRequested;
import org.imprimatur.proof.act.DecisionAct.SubmissionHeld;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Condition;
import org.imprimatur.proof.gate.Decisions;
import org.imprimatur.proof.gate.SignOff;
import org.imprimatur.proof.gate.Waiver;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.gates.Standing;
import org.springframework.stereotype.Component;

/** What people decided beside signing, as the API shows it: by its state at this instant. */
@Component
record DecisionView(Shown shown, Blobs blobs, InstantSource clock) {
  Json decisions(Standing standing) {
    Decisions decisions = standing.input().decisions();
    return Json.obj()
        .put("hold", decisions.holds().current().map(this::hold).orElse(Json.nothing()))
        .put("requests", Json.array(decisions.requests().stream().map(this::request).toList()))
        .put("conditions", Json.array(conditions(standing)))
        .put("waivers", waivers(standing))
        .build();
  }

  private Json hold(SubmissionHeld held) {
    return Json.obj()
        .put("by", shown.person(held.by()))
        .put("since", Shown.time(held.at()))
        .put("reason", Shown.text(words(held.reason())))
        .build();
  }

  private Optional<String> words(Digest digest) {
    return blobs.find(digest).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private Json request(ChangesRequested request) {
    return Json.obj()
        .put("id", request.request())
        .put("by", shown.person(request.by()))
        .put("role", request.role())
        .put("at", Shown.time(request.at()))
        .put("fixes", blobs.document(request.fixes()).array("fixes"))
        .build();
  }

  private List<Json> conditions(Standing standing) {
    List<Json> shownOnes = new ArrayList<>();
    for (SignOff signOff : standing.input().signOffs()) {
      List<Condition> conditions = signOff.backing().terms().conditions();
      for (int i = 0; i < conditions.size(); i++) {
        Condition condition = conditions.get(i);
        var said = standing.input().decisions().fulfilment(signOff.id(), i + 1);
        shownOnes.add(
            Json.obj()
                .put("signoff", signOff.id())
                .put("number", i + 1)
                .put("text", condition.text())
                .put(
                    "owner",
                    shown.person(
                        standing.input().decisions().owner(signOff.id(), i + 1, condition)))
                .put("due", condition.due().toString())
                .put("past", condition.isPast(clock.instant()))
                .put("when", Shown.text(condition.measure().map(measure -> measure.when().text())))
                .put("said", said.isPresent())
                .put("confirmed", said.flatMap(Decisions.Fulfilment::confirmed).isPresent())
                .build());
      }
    }
    return shownOnes;
  }

  Json waivers(Standing standing) {
    return Json.array(
        standing.input().decisions().waivers().stream()
            .map(waiver -> waiver(waiver, standing))
            .toList());
  }

  private Json waiver(Waiver waiver, Standing standing) {
    Json.Obj grounds = blobs.document(waiver.asked().grounds());
    return Json.obj()
        .put("id", waiver.id())
        .put("submission", standing.submission().number())
        .put("requirement", waiver.asked().requirement())
        .put("state", waiver.state(clock.instant()).word())
        .put("until", waiver.asked().until())
        .put("reason", grounds.string("reason"))
        .put("protection", grounds.string("protection"))
        .put("asked", shown.stamp(waiver.asked().stamp()))
        .put(
            "granted",
            waiver.granted().map(granted -> shown.stamp(granted.stamp())).orElse(Json.nothing()))
        .put(
            "ended", waiver.ended().map(ended -> shown.stamp(ended.stamp())).orElse(Json.nothing()))
        .build();
  }
}
