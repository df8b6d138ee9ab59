// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.imprimatur.proof.act.RunnerAct;
import org.imprimatur.proof.act.RunnerAct.RunnerConfirmed;
import org.imprimatur.proof.act.RunnerAct.RunnerRegistered;
import org.imprimatur.proof.act.RunnerAct.RunnerRevoked;
import org.imprimatur.proof.attestation.AttestationException;
import org.imprimatur.proof.attestation.TrustedKey;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Ids;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which runners there are. An administrator registers one; it counts only once a risk manager, who
 * is neither its owner nor that administrator nor counts as one of them, confirmed it.
 */
@Component
public final class Runners {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{1,39}");
  private static final List<String> ACTS =
      List.of("act:runner.registered", "act:runner.confirmed", "act:runner.revoked");

  private final Audit audit;
  private final Database database;
  private final Persons persons;
  private final Ids ids;

  Runners(Audit audit, Database database, Persons persons, Ids ids) {
    this.audit = audit;
    this.database = database;
    this.persons = persons;
    this.ids = ids;
  }

  /** Brings a runner in; nothing that it signs counts yet. */
  public Runner register(Caller caller, String name, String owner, String key) {
    caller.needs(Permission.ADMINISTER);
    if (!NAME.matcher(name).matches()) {
      throw refused("runner.name", 422, "A runner's name is a short lower-case word.");
    }
    String pem = pem(key);
    return audit.record(
        moment -> {
          if (find(moment.db(), name).isPresent()) {
            throw refused("runner.taken", 409, "There is a runner " + name + " already.");
          }
          Person person =
              persons
                  .byUsername(moment.db(), owner)
                  .orElseThrow(
                      () -> refused("person.unknown", 422, "Nobody is called " + owner + "."));
          if (person.gone()) {
            throw refused("person.gone", 409, person.shown() + " has left.");
          }
          var act =
              new RunnerRegistered(
                  caller.stamp(moment, Permission.ADMINISTER),
                  ids.next('r'),
                  name,
                  person.person(),
                  pem);
          return Ruling.granted(act, Runner.of(act));
        });
  }

  private static String pem(String key) {
    try {
      return TrustedKey.parse(key).pem();
    } catch (AttestationException e) {
      throw refused("runner.key", 422, String.valueOf(e.getMessage()));
    }
  }

  /** Vouches for a runner, as the second person. */
  public Runner confirm(Caller caller, String name) {
    caller.needs(Permission.VOUCH);
    return audit.record(
        moment -> {
          Runner runner = get(moment.db(), name);
          if (runner.state() != Runner.State.REGISTERED) {
            throw refused("runner.state", 409, name + " is " + runner.state().word() + ".");
          }
          Staff staff = persons.staff(moment.db());
          if (!staff.independent(runner.owner(), caller.id())
              || !staff.independent(runner.registered().by(), caller.id())) {
            throw refused(
                "runner.own",
                403,
                "You own or registered %s, or count as somebody who did; another person confirms."
                    .formatted(name));
          }
          var act = new RunnerConfirmed(caller.stamp(moment, Permission.VOUCH), runner.id());
          return Ruling.granted(act, runner.confirmed(act.by()));
        });
  }

  /** Ends a runner: an administrator, a risk manager or its owner may. */
  public Runner revoke(Caller caller, String name) {
    caller.needs(Permission.ADMINISTER, Permission.VOUCH, Permission.RUN);
    return audit.record(
        moment -> {
          Runner runner = get(moment.db(), name);
          Caller now = caller.now(moment);
          boolean may =
              now.may(Permission.ADMINISTER)
                  || now.may(Permission.VOUCH)
                  || caller.id().equals(runner.owner());
          if (!may) {
            throw refused("runner.other", 403, "The runner " + name + " is not yours.");
          }
          if (runner.state() == Runner.State.REVOKED) {
            throw refused("runner.state", 409, name + " is revoked.");
          }
          var act =
              new RunnerRevoked(
                  caller.stamp(moment, Permission.ADMINISTER, Permission.VOUCH, Permission.RUN),
                  runner.id());
          return Ruling.granted(act, runner.revoked());
        });
  }

  public List<Runner> all() {
    return all(database.reader());
  }

  public List<Runner> all(JdbcClient db) {
    List<Entries.Entry> entries = new ArrayList<>();
    ACTS.forEach(act -> entries.addAll(Entries.mentioning(db, act)));
    entries.sort(Comparator.comparingLong(Entries.Entry::position));
    Map<String, Runner> runners = new LinkedHashMap<>();
    for (Entries.Entry entry : entries) {
      if (entry.act() instanceof RunnerAct act) {
        apply(act, runners);
      }
    }
    return List.copyOf(runners.values());
  }

  private static void apply(RunnerAct act, Map<String, Runner> runners) {
    switch (act) {
      case RunnerRegistered registered -> runners.put(act.runner(), Runner.of(registered));
      case RunnerConfirmed _ ->
          runners.computeIfPresent(act.runner(), (_, runner) -> runner.confirmed(act.by()));
      case RunnerRevoked _ ->
          runners.computeIfPresent(act.runner(), (_, runner) -> runner.revoked());
    }
  }

  public Runner get(JdbcClient db, String name) {
    return find(db, name)
        .orElseThrow(() -> refused("runner.unknown", 404, "There is no runner " + name + "."));
  }

  public Optional<Runner> find(JdbcClient db, String name) {
    return all(db).stream().filter(runner -> runner.name().equals(name)).findFirst();
  }

  /** A runner by its pseudonym. */
  public Optional<Runner> byId(JdbcClient db, String id) {
    return all(db).stream().filter(runner -> runner.id().equals(id)).findFirst();
  }

  public Optional<Runner> byId(String id) {
    return byId(database.reader(), id);
  }

  private static RefusedException refused(String code, int status, String sentence) {
    return new RefusedException(
        new Refusal(code, status, sentence, List.of(), "See imprimatur runner list."));
  }
}
