// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Person;
import org.imprimatur.server.people.Persons;
import org.springframework.stereotype.Component;

/** What waits for whom now, as messages tell it: the same that Your turn shows. */
@Component
final class Waits {
  private final Asks asks;
  private final Persons persons;
  private final InstantSource clock;

  Waits(Asks asks, Persons persons, InstantSource clock) {
    this.asks = asks;
    this.persons = persons;
    this.clock = clock;
  }

  /** The turns of a person by their keys, in the order of Your turn. */
  Map<String, Matter> of(Person person) {
    Map<String, Matter> matters = new LinkedHashMap<>();
    if (isHere(person)) {
      LocalDate today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
      asks.of(person).forEach(ask -> matters.putAll(Matters.of(ask, today)));
    }
    return matters;
  }

  /** Whether a person may still know of anything here: whoever lost every role is told nothing. */
  static boolean isHere(Person person) {
    return !person.gone() && person.permissions().contains(Permission.READ);
  }

  /** The turns of everybody, each once. */
  Map<String, Matter> ofAnybody() {
    Map<String, Matter> matters = new LinkedHashMap<>();
    persons.all().forEach(person -> of(person).forEach(matters::putIfAbsent));
    return matters;
  }
}
