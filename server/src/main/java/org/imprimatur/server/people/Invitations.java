// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.imprimatur.proof.act.PeopleAct.LinkIssued;
import org.imprimatur.proof.act.PeopleAct.PersonAdded;
import org.imprimatur.proof.digest.Commitment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.springframework.stereotype.Component;

/**
 * Brings people in by a one-time link. Whoever issues a link could use it, so issuing is an act:
 * until a second person confirmed a role, the new person counts as the issuer.
 */
@Component
public final class Invitations {
  private static final Duration LASTS = Duration.ofDays(7);
  private static final Pattern USERNAME = Pattern.compile("[a-z][a-z0-9._-]{1,31}");

  private final Roster roster;
  private final SecureRandom random = new SecureRandom();

  Invitations(Roster roster) {
    this.roster = roster;
  }

  /** What the administrator hands over: the secret of the link, and until when it works. */
  public record Invitation(String username, Secret link, Instant until) {}

  /** Adds a person without any role and gives their link, which is shown once. */
  public Invitation invite(Caller caller, String username, String name) {
    caller.needs(Permission.ADMINISTER);
    String user = username.strip();
    String shown = name.strip();
    if (!USERNAME.matcher(user).matches()) {
      throw Roster.refused(
          "person.username", 422, "A user name has 2 to 32 lower-case letters, digits, . _ or -.");
    }
    refuse(ShownName.against(shown));
    String id = roster.ids().next('p');
    byte[] salt = new byte[32];
    random.nextBytes(salt);
    Secret link = Secret.random("", random);
    return roster
        .audit()
        .record(
            moment -> {
              if (roster.persons().byUsername(moment.db(), user).isPresent()) {
                throw Roster.refused("person.taken", 409, user + " is taken.");
              }
              refuse(ShownName.against(shown, PeopleStore.names(moment.db())));
              Instant until = moment.at().plus(LASTS);
              var stamp = caller.stamp(moment, Permission.ADMINISTER);
              return new Ruling.Granted<>(
                  List.of(
                      new PersonAdded(stamp, id, Commitment.of(salt, shown)),
                      new LinkIssued(stamp, id)),
                  db -> {
                    PeopleStore.name(db, id, user, shown, salt);
                    PeopleStore.enrolment(db, row(link, id, until));
                  },
                  new Invitation(user, link, until));
            });
  }

  private PeopleStore.Enrolment row(Secret link, String person, Instant until) {
    var seals = new RowSeals(roster.audit().seals());
    return PeopleStore.Enrolment.of(link, person, until.toEpochMilli(), seals);
  }

  private static void refuse(Optional<Refusal> refusal) {
    refusal.ifPresent(
        why -> {
          throw new RefusedException(why);
        });
  }

  /** Gives a new link to somebody who lost the old one, or the password; older links end. */
  public Invitation link(Caller caller, String username) {
    caller.needs(Permission.ADMINISTER);
    Secret link = Secret.random("", random);
    return roster
        .audit()
        .record(
            moment -> {
              Person person = roster.present(moment.db(), username);
              if (person.person().equals(caller.id())) {
                throw Roster.refused(
                    "link.self", 403, "Another administrator gives you a new link.");
              }
              Instant until = moment.at().plus(LASTS);
              return new Ruling.Granted<>(
                  List.of(
                      new LinkIssued(caller.stamp(moment, Permission.ADMINISTER), person.person())),
                  db -> {
                    PeopleStore.endEnrolments(db, person.person());
                    PeopleStore.enrolment(db, row(link, person.person(), until));
                  },
                  new Invitation(username, link, until));
            });
  }
}
