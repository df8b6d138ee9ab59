// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.DutyAct.AbsenceStated;
import org.imprimatur.proof.act.DutyAct.DelegationGiven;
import org.imprimatur.proof.act.DutyAct.QualificationRecorded;
import org.imprimatur.proof.act.RoleAct.RoleAsked;
import org.imprimatur.proof.act.Scope;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.people.Person;
import org.springframework.stereotype.Component;

/** People and what they hold, as JSON. */
@Component
record PersonView(Shown shown) {
  Json.Obj person(Person person, Staff staff) {
    String id = person.person();
    List<Json> roles = new ArrayList<>();
    staff.grants(id).stream()
        .sorted(
            Comparator.comparing(Staff.Grant::role).thenComparing(one -> one.scope().toString()))
        .forEach(
            grant ->
                roles.add(
                    scoped(Json.obj().put("role", grant.role()), grant.scope())
                        .put("confirmed", grant.confirmed())
                        .build()));
    return Json.obj()
        .put("person", id)
        .put("username", Shown.text(person.username()))
        .put("name", Shown.text(person.name()))
        .put("left", person.gone())
        .put("roles", Json.array(roles))
        .put("teams", Shown.texts(staff.teams(id)))
        .put("absences", Json.array(absences(id, staff)))
        .put("delegations", Json.array(delegations(id, staff)))
        .put("qualifications", Json.array(qualifications(id, staff)))
        .build();
  }

  private List<Json> absences(String id, Staff staff) {
    List<Json> absences = new ArrayList<>();
    for (AbsenceStated one : staff.duties().absences()) {
      if (one.person().equals(id)) {
        absences.add(
            Json.obj()
                .put("id", one.absence())
                .put("from", Shown.time(one.from()))
                .put("until", Shown.time(one.until()))
                .put("cover", one.cover().map(shown::person).orElse(Json.nothing()))
                .build());
      }
    }
    return absences;
  }

  private List<Json> delegations(String id, Staff staff) {
    List<Json> delegations = new ArrayList<>();
    for (DelegationGiven one : staff.duties().delegations()) {
      if (one.by().equals(id) || one.to().equals(id)) {
        delegations.add(
            Json.obj()
                .put("id", one.delegation())
                .put("delegator", shown.person(one.by()))
                .put("delegate", shown.person(one.to()))
                .put("role", one.role())
                .put("model", Shown.text(one.model()))
                .put("from", Shown.time(one.from()))
                .put("until", Shown.time(one.until()))
                .build());
      }
    }
    return delegations;
  }

  private List<Json> qualifications(String id, Staff staff) {
    List<Json> qualifications = new ArrayList<>();
    for (QualificationRecorded one : staff.duties().qualifications()) {
      if (one.person().equals(id)) {
        qualifications.add(
            Json.obj()
                .put("id", one.qualification())
                .put("name", one.qualified())
                .put("from", Shown.time(one.from()))
                .put("until", Shown.time(one.until()))
                .put("recorded", shown.stamp(one.stamp()))
                .build());
      }
    }
    return qualifications;
  }

  Json.Obj request(RoleAsked asked) {
    return scoped(
            Json.obj()
                .put("request", asked.request())
                .put("person", shown.person(asked.person()))
                .put("role", asked.role()),
            asked.scope())
        .put("asked", shown.stamp(asked.stamp()))
        .build();
  }

  private static Json.Builder scoped(Json.Builder json, Scope scope) {
    return json.put("model", text(scope.model()))
        .put("tier", text(scope.tier()))
        .put("team", text(scope.team()));
  }

  private static Json text(Optional<String> text) {
    return Shown.text(text);
  }
}
