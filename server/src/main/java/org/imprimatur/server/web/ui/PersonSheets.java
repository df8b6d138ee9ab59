// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Person;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.people.Token;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.PersonSheet;
import org.imprimatur.server.web.ui.view.PersonSheet.Field;
import org.imprimatur.server.web.ui.view.PersonSheet.Held;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.stereotype.Component;

/** What a person holds, in words, each with the form that ends it where the reader may. */
@Component
record PersonSheets(
    Persons persons, Names names, Times times, PeopleWords words, TokenWords tokens) {
  PersonSheet sheet(Person person, Staff staff, Caller caller) {
    boolean own = caller.id().equals(person.person());
    boolean administers = caller.may(Permission.ADMINISTER) && !person.gone();
    String username = person.username().orElse(person.person());
    return new PersonSheet(
        username,
        person.gone() ? Mark.NOT_APPLICABLE.saying("Has left") : Mark.SATISFIED.saying("Is here"),
        facts(person, username, caller),
        held(person, staff, caller),
        persons.all().stream()
            .filter(one -> !one.gone() && !one.person().equals(person.person()))
            .flatMap(one -> one.username().stream())
            .toList(),
        staff.grants(person.person()).stream().map(Staff.Grant::role).distinct().sorted().toList(),
        own && !person.gone(),
        administers,
        !person.gone() && staff.confirms(caller.id()));
  }

  private static List<Fact> facts(Person person, String username, Caller caller) {
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("User name", username));
    facts.add(Fact.of("Pseudonym in the log", person.person()));
    if (ImpactWords.mayTrace(caller)) {
      facts.add(
          Fact.of(
              "Impact",
              Text.NOTHING.link(
                  "What rests on this person", ImpactWords.page("person", person.person()))));
    }
    return facts;
  }

  private List<Held> held(Person person, Staff staff, Caller caller) {
    String id = person.person();
    String base = "/people/" + person.username().orElse(id);
    boolean own = caller.id().equals(id);
    boolean takes = own || staff.confirms(caller.id());
    boolean administers = caller.may(Permission.ADMINISTER);
    List<Held> held = new ArrayList<>();
    staff.grants(id).stream()
        .sorted((a, b) -> a.role().compareTo(b.role()))
        .forEach(
            grant ->
                held.add(
                    new Held(
                        "Role",
                        words.role(grant.role(), grant.scope())
                            + (grant.confirmed() ? "" : ", on one person's word"),
                        takes ? base + "/roles/withdrawal" : "",
                        List.of(
                            new Field("role", grant.role()),
                            new Field("model", grant.scope().model().orElse("")),
                            new Field("tier", grant.scope().tier().orElse("")),
                            new Field("team", grant.scope().team().orElse(""))),
                        "Take")));
    for (String team : staff.teams(id)) {
      held.add(
          new Held(
              "Team",
              team,
              administers ? base + "/teams/withdrawal" : "",
              List.of(new Field("team", team)),
              "Leave"));
    }
    String end = base + "/ended";
    held.addAll(duties(id, staff, own || administers ? end : ""));
    held.addAll(qualified(id, staff, !own && staff.confirms(caller.id()) ? end : ""));
    if (own || administers) {
      tokens.tokens().of(id).forEach(token -> held.add(held(token)));
    }
    return held;
  }

  private Held held(Token token) {
    return new Held(
        "Token",
        "%s%s for %s, until %s"
            .formatted(
                token.name().isEmpty() ? "" : token.name() + ", ",
                token.id(),
                TokenWords.scopes(token.scopes()),
                tokens.until(token)),
        TokenWords.page(token.id()) + "/revocation",
        List.of(),
        "Revoke");
  }

  /** Absences and delegations, with the address that ends one; empty where the reader cannot. */
  private List<Held> duties(String id, Staff staff, String end) {
    List<Held> held = new ArrayList<>();
    staff.duties().absences().stream()
        .filter(one -> one.person().equals(id))
        .forEach(
            one ->
                held.add(
                    new Held(
                        "Away",
                        times.day(one.from())
                            + " to "
                            + times.day(one.until().minusMillis(1))
                            + one.cover()
                                .map(cover -> ", covered by " + names.of(cover))
                                .orElse(""),
                        end,
                        List.of(new Field("id", one.absence())),
                        "End")));
    staff.duties().delegations().stream()
        .filter(one -> one.by().equals(id) || one.to().equals(id))
        .forEach(
            one ->
                held.add(
                    new Held(
                        one.by().equals(id) ? "Delegates" : "Stands in",
                        "%s %s as %s, %s to %s"
                            .formatted(
                                one.by().equals(id) ? "to" : "for",
                                names.of(one.by().equals(id) ? one.to() : one.by()),
                                one.role(),
                                times.day(one.from()),
                                times.day(one.until().minusMillis(1))),
                        end,
                        List.of(new Field("id", one.delegation())),
                        "End")));
    return held;
  }

  private List<Held> qualified(String id, Staff staff, String end) {
    List<Held> held = new ArrayList<>();
    staff.duties().qualifications().stream()
        .filter(one -> one.person().equals(id))
        .forEach(
            one ->
                held.add(
                    new Held(
                        "Qualified",
                        "%s, %s to %s"
                            .formatted(
                                one.qualified(),
                                times.day(one.from()),
                                times.day(one.until().minusMillis(1))),
                        end,
                        List.of(new Field("id", one.qualification())),
                        "Withdraw")));
    return held;
  }
}
