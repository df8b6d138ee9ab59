// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imprimatur.proof.gate.People;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.web.Pseudonyms;
import org.imprimatur.server.web.ui.view.DiscussionPanel.Choice;
import org.imprimatur.server.web.ui.view.Person;
import org.springframework.stereotype.Component;

/** Names for the pseudonyms of the log. */
@Component
record Names(Persons persons, Pseudonyms pseudonyms, Times times) {
  /** As the records write an instant. */
  private static final Pattern INSTANT =
      Pattern.compile("\\b\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?Z");

  String of(String person) {
    return pseudonyms.name(person);
  }

  Person person(String id, String note) {
    return Person.of(of(id), note);
  }

  List<Person> people(Collection<String> ids) {
    return all(ids).values().stream().map(name -> Person.of(name, "")).toList();
  }

  /** The names of several people by their pseudonyms, read at once, in the order asked for. */
  Map<String, String> all(Collection<String> ids) {
    Map<String, String> shown = persons.shown(ids);
    Map<String, String> named = new LinkedHashMap<>();
    for (String id : ids) {
      String name = shown.get(id);
      named.put(id, name == null ? of(id) : name);
    }
    return named;
  }

  /** Everybody who holds a role there, to choose a new owner among them. */
  List<Choice> owners(People people) {
    List<String> holders =
        people.roles().keySet().stream()
            .filter(person -> !people.rolesOf(person).isEmpty())
            .toList();
    return all(holders).entrySet().stream()
        .map(one -> new Choice(one.getKey(), one.getValue()))
        .sorted(Comparator.comparing(Choice::words))
        .toList();
  }

  /** A refusal with names where it has pseudonyms. */
  Refusal in(Refusal refusal) {
    return Pseudonyms.with(refusal, this::in);
  }

  /** A sentence of the trace with names where it has pseudonyms, and times as pages say them. */
  String in(String sentence) {
    return INSTANT
        .matcher(pseudonyms.in(sentence))
        .replaceAll(found -> Matcher.quoteReplacement(time(found.group())));
  }

  /** What only looks like an instant stays as it is. */
  private String time(String text) {
    try {
      return times.at(Instant.parse(text));
    } catch (DateTimeParseException _) {
      return text;
    }
  }
}
