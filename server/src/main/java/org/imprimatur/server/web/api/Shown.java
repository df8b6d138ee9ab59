// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.EvidenceReproduced;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.monitoring.Permit;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Person;
import org.imprimatur.server.people.Persons;
import org.springframework.stereotype.Component;

/** How people, times and digests look in answers. */
@Component
record Shown(Persons persons) {
  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private static final Pattern PSEUDONYM = Pattern.compile("\\bp_[a-z2-7]{10}\\b");

  static Json time(Instant at) {
    return Json.of(MILLIS.format(at));
  }

  /** Whether a version that entered production may serve. */
  static Json permit(Permit permit) {
    return Json.obj()
        .put("state", permit.state().word())
        .put("lets", permit.lets())
        .put("until", permit.until().map(Shown::time).orElse(Json.nothing()))
        .build();
  }

  static Json digest(Optional<Digest> digest) {
    return digest.<Json>map(found -> Json.of(found.toString())).orElse(Json.nothing());
  }

  static Json text(Optional<String> text) {
    return text.<Json>map(Json::of).orElse(Json.nothing());
  }

  static Json texts(Collection<String> texts) {
    return Json.array(texts.stream().map(Json::of).toList());
  }

  static Json words(Collection<Permission> permissions) {
    return texts(permissions.stream().map(Permission::word).toList());
  }

  static Json numbers(Collection<Long> numbers) {
    return Json.array(numbers.stream().map(number -> Json.of((double) number)).toList());
  }

  static Json number(Optional<Long> number) {
    return number.<Json>map(found -> Json.of((double) found)).orElse(Json.nothing());
  }

  /** Every pseudonym of a person that an answer names, in its sentences as well. */
  static SortedSet<String> named(Json.Obj answer) {
    SortedSet<String> named = new TreeSet<>();
    PSEUDONYM.matcher(answer.text()).results().forEach(found -> named.add(found.group()));
    return named;
  }

  Json person(String id) {
    return person(persons.byId(id));
  }

  static Json person(Person person) {
    return Json.obj()
        .put("person", person.person())
        .put("username", text(person.username()))
        .put("name", text(person.name()))
        .build();
  }

  Json people(Collection<String> ids) {
    return Json.array(ids.stream().map(this::person).toList());
  }

  Json stamp(Stamp stamp) {
    return Json.obj().put("at", time(stamp.at())).put("by", person(stamp.by())).build();
  }

  /** What a second computation of an item came to. */
  Json.Obj reproduction(EvidenceReproduced act) {
    return Json.obj()
        .put("class", act.evidenceClass())
        .put("item", act.item())
        .put("evidence", act.evidence().toString())
        .put("computed", act.computed().toString())
        .put("equal", act.equal())
        .put("at", time(act.at()))
        .put("by", person(act.by()))
        .build();
  }

  /** A page of a list, with where the next one begins. */
  static Json.Obj page(String name, List<? extends Json> items, Optional<String> next) {
    return Json.obj().put(name, Json.array(List.copyOf(items))).put("next", text(next)).build();
  }
}
