// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.PeopleAct;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.database.Database;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds people; changes go through {@link Setup}, {@link Logins} and later acts. */
@Component
public final class Persons {
  private static final List<String> ACTS_THAT_MAKE =
      List.of("act:person.added", "act:role.given", "act:credential.set", "act:token.issued");

  private final Database database;

  Persons(Database database) {
    this.database = database;
  }

  public Optional<Person> byUsername(String username) {
    return PeopleStore.byUsername(database.reader(), username);
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

  public List<Person> all() {
    return PeopleStore.all(database.reader());
  }

  /** The roles that each person holds now. */
  public Map<String, Set<String>> roles(JdbcClient db) {
    Map<String, Set<String>> roles = new HashMap<>();
    PeopleStore.all(db).forEach(person -> roles.put(person.person(), person.roles()));
    return roles;
  }

  /** The acts that made, empowered or re-credentialed anybody, in order. */
  public List<PeopleAct> making(JdbcClient db) {
    List<Entries.Entry> entries = new ArrayList<>();
    ACTS_THAT_MAKE.forEach(act -> entries.addAll(Entries.mentioning(db, act)));
    entries.sort(Comparator.comparingLong(Entries.Entry::position));
    List<PeopleAct> acts = new ArrayList<>();
    for (Entries.Entry entry : entries) {
      Act act = entry.act();
      if (act instanceof PeopleAct people) {
        acts.add(people);
      }
    }
    return acts;
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
