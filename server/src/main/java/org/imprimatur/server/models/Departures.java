// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ModelAct.ModelHanded;
import org.imprimatur.proof.act.PeopleAct.PersonLeft;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Person;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.people.Runner;
import org.imprimatur.server.people.Runners;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Sees people off. What they own goes to a successor in the same act, so that nothing is left
 * without an owner; sign-in, sessions, tokens, roles and delegations end with it.
 */
@Component
public final class Departures {
  private final Audit audit;
  private final Persons persons;
  private final Runners runners;

  Departures(Audit audit, Persons persons, Runners runners) {
    this.audit = audit;
    this.persons = persons;
    this.runners = runners;
  }

  /** The person leaves now; throws a refusal with everything that would be without an owner. */
  public Person leave(Caller caller, String username, Optional<String> successor) {
    caller.needs(Permission.ADMINISTER);
    Person left = audit.record(moment -> departing(moment, caller, username, successor));
    // Nothing of theirs counts once it is answered, also where rows are put back at once.
    audit.readToTheEnd();
    return left;
  }

  private Ruling<Person> departing(
      Moment moment, Caller caller, String username, Optional<String> successor) {
    JdbcClient db = moment.db();
    Person person = present(db, username);
    if (person.person().equals(caller.id())) {
      return refused("person.self", 403, "Another administrator sees you off.", List.of());
    }
    List<String> runs = runsOf(db, person.person());
    if (!runs.isEmpty()) {
      return refused(
          "person.owns",
          409,
          person.shown() + " answers for runners that still count. Revoke them first.",
          runs);
    }
    List<Model> owned = ownedBy(db, person.person());
    if (!owned.isEmpty() && successor.isEmpty()) {
      return refused(
          "person.owns",
          409,
          person.shown() + " owns models. Name who takes them over.",
          owned.stream().map(Model::name).toList());
    }
    return left(moment, caller, person, owned, successor);
  }

  private Ruling<Person> left(
      Moment moment, Caller caller, Person person, List<Model> owned, Optional<String> successor) {
    List<Act> acts = new ArrayList<>();
    if (!owned.isEmpty()) {
      Person heir = present(moment.db(), successor.orElseThrow());
      if (heir.person().equals(person.person())) {
        return refused("person.successor", 422, "The successor is somebody else.", List.of());
      }
      for (Model model : owned) {
        acts.add(
            new ModelHanded(
                caller.stamp(moment, Permission.ADMINISTER), model.id(), heir.person()));
      }
    }
    acts.add(new PersonLeft(caller.stamp(moment, Permission.ADMINISTER), person.person()));
    return new Ruling.Granted<>(acts, db -> persons.lockOut(db, person.person()), person);
  }

  /** Hands one model to another owner: its owner may, and an administrator. */
  public void hand(Caller caller, String name, String username) {
    audit.record(
        moment -> {
          Model model =
              ModelStore.byName(moment.db(), name)
                  .orElseThrow(
                      () -> refusal("model.unknown", 404, "There is no model " + name + "."));
          if (!model.owner().equals(caller.id())) {
            caller.now(moment).needs(Permission.ADMINISTER);
          }
          Person heir = present(moment.db(), username);
          if (heir.person().equals(model.owner())) {
            throw refusal("model.owned", 409, heir.shown() + " owns it already.");
          }
          return Ruling.granted(
              new ModelHanded(caller.stamp(moment), model.id(), heir.person()), name);
        });
  }

  private Person present(JdbcClient db, String username) {
    Person person =
        persons
            .byUsername(db, username)
            .orElseThrow(
                () -> refusal("person.unknown", 404, "Nobody is called " + username + "."));
    if (person.gone()) {
      throw refusal("person.gone", 409, person.shown() + " has left.");
    }
    return person;
  }

  private List<String> runsOf(JdbcClient db, String person) {
    return runners.all(db).stream()
        .filter(runner -> runner.owner().equals(person))
        .filter(runner -> runner.state() != Runner.State.REVOKED)
        .map(Runner::name)
        .toList();
  }

  private static List<Model> ownedBy(JdbcClient db, String person) {
    return ModelStore.mentioning(db, person).stream()
        .filter(model -> model.owner().equals(person))
        .toList();
  }

  private static <T> Ruling<T> refused(
      String code, int status, String sentence, List<String> reasons) {
    return new Ruling.Refused<>(
        new Refusal(code, status, sentence, reasons, "See the page People."));
  }

  private static RefusedException refusal(String code, int status, String sentence) {
    return new RefusedException(
        new Refusal(code, status, sentence, List.of(), "See the page People."));
  }
}
