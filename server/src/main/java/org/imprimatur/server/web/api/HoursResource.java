// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.act.HoursAct.HoursStated;
import org.imprimatur.proof.hours.WorkingHours;
import org.imprimatur.proof.hours.WorkingHours.Closed;
import org.imprimatur.proof.hours.WorkingHours.Period;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Hours;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** When people work; what insights tell of waiting leaves the rest out. */
@RestController
@RequestMapping("/api/v1/hours")
final class HoursResource {
  private final Hours hours;
  private final Shown shown;

  HoursResource(Hours hours, Shown shown) {
    this.hours = hours;
    this.shown = shown;
  }

  @GetMapping
  @Needs(Permission.READ)
  Json get() {
    return Json.obj()
        .put("hours", hours.now().<Json>map(one -> one.hours().document()).orElse(Json.nothing()))
        .put("statements", Json.array(hours.all().stream().map(this::view).toList()))
        .build();
  }

  @PostMapping
  @Needs(Permission.PUBLISH)
  ResponseEntity<Json> state(Caller caller, @RequestBody Json.Obj json) {
    return ResponseEntity.status(HttpStatus.CREATED).body(view(hours.state(caller, hours(json))));
  }

  private static WorkingHours hours(Json.Obj json) {
    Body body = Body.of(json, "zone", "week", "closed");
    List<Period> week = new ArrayList<>();
    for (Json one : body.array("week").values()) {
      Body period = Body.of(one, "week[%d]".formatted(week.size()), "day", "from", "to");
      week.add(new Period(period.text("day"), period.text("from"), period.text("to")));
    }
    List<Closed> closed = new ArrayList<>();
    for (Json one : body.has("closed") ? body.array("closed").values() : List.<Json>of()) {
      Body days = Body.of(one, "closed[%d]".formatted(closed.size()), "first", "last", "name");
      closed.add(new Closed(days.text("first"), days.text("last"), days.text("name")));
    }
    return new WorkingHours(body.text("zone"), week, closed);
  }

  private Json view(HoursStated act) {
    return Json.obj()
        .put("stated", shown.stamp(act.stamp()))
        .put("digest", act.hours().toString())
        .build();
  }
}
