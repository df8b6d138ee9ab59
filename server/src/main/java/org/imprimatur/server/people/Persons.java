// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.PeopleAct;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.database.Database;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds people; changes go through the other faces of this room. */
@Component
public final class Persons {
  private final Database database;

  Persons(Database database) {
    this.database = database;
  }

  public Optional<Person> byUsername(String username) {
    return PeopleStore.byUsername(database.reader(), username);
  }

  /** A person by user name; a refusal where there is none. */
  public Person get(String username) {
    return byUsername(username)
        .orElseThrow(
            () -> Roster.refused("person.unknown", 404, "Nobody is called " + username + "."));
  }

  public Optional<Person> byUsername(JdbcClient db, String username) {
    return PeopleStore.byUsername(db, username);
  }

  /** A person by pseudonym; one that the log does not know is shown as it is. */
  public Person byId(String person) {
    return byId(database.reader(), person);
  }

  public Person byId(JdbcClient db, String person) {
    return PeopleStore.byId(db, person)
        .orElseGet(() -> new Person(person, Optional.empty(), Optional.empty(), Set.of()));
  }

  /** The names of those of them that the log knows, as pages show them. */
  public Map<String, String> shown(Collection<String> persons) {
    return PeopleStore.shown(database.reader(), List.copyOf(persons));
  }

  public List<Person> all() {
    return PeopleStore.all(database.reader());
  }

  public List<Person> all(JdbcClient db) {
    return PeopleStore.all(db);
  }

  /** Up to {@code count} people whose name, or user name, holds the words. */
  public List<Person> containing(String words, int count) {
    return PeopleStore.containing(database.reader(), words, count);
  }

  /** Everybody as the acts tell it now. */
  public Staff staff() {
    return staff(database.reader());
  }

  /** Whatever let somebody in as this person ends; goes with the act of their leaving. */
  public void lockOut(JdbcClient db, String person) {
    PeopleStore.lockOut(db, person);
  }

  /** Everybody as the acts tell it: roles and where they count, teams, duties, who made whom. */
  public Staff staff(JdbcClient db) {
    List<Entries.Entry> entries = new ArrayList<>();
    PeopleAct.ABOUT_PEOPLE.forEach(act -> entries.addAll(Entries.mentioning(db, "act:" + act)));
    entries.sort(Comparator.comparingLong(Entries.Entry::position));
    List<PeopleAct> acts = new ArrayList<>();
    for (Entries.Entry entry : entries) {
      if (entry.act() instanceof PeopleAct people) {
        acts.add(people);
      }
    }
    return Staff.of(acts);
  }

  /** The commitment to a person's name, as the log has it. */
  public Digest commitment(JdbcClient db, String person) {
    return Digest.parse(
        db.sql("SELECT commitment FROM persons WHERE person = ?")
            .param(person)
            .query(String.class)
            .single());
  }
}
