// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.PeopleAct.RoleGiven;
import org.imprimatur.proof.act.PeopleAct.RoleWithdrawn;
import org.imprimatur.proof.act.RoleAct.RoleAsked;
import org.imprimatur.proof.act.RoleAct.RoleDeclined;
import org.imprimatur.proof.act.Scope;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.proof.seed.Seed;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.Ruling;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Gives and takes roles. A role that a published policy asks to sign, or that brings people in, is
 * asked for by one administrator and given by another person; nobody gives themselves any role.
 */
@Component
public final class Roles {
  private final Roster roster;

  Roles(Roster roster) {
    this.roster = roster;
  }

  /** What came of asking: the role was given at once, or waits for a second person. */
  public sealed interface Asked {
    /** The role is held from now on. */
    record Given() implements Asked {}

    /** Somebody else must confirm this request. */
    record Waits(String request) implements Asked {}
  }

  /** What somebody is to hold, and where. */
  public record Wish(String username, String role, Scope scope) {}

  /** Gives the role, or asks for it where it takes two. */
  public Asked ask(Caller caller, Wish wish) {
    caller.needs(Permission.ADMINISTER);
    String role = Roster.word("role", wish.role());
    wish.scope().team().ifPresent(team -> Roster.word("team", team));
    String request = roster.ids().next('a');
    return roster.audit().record(moment -> decide(moment, caller, role, wish, request));
  }

  private Ruling<Asked> decide(
      Moment moment, Caller caller, String role, Wish wish, String request) {
    Person person = roster.present(moment.db(), wish.username());
    Staff staff = roster.staff(moment.db());
    Optional<Refusal> refusal = refusal(staff, caller, person, role, wish.scope());
    if (refusal.isPresent()) {
      return new Ruling.Refused<>(refusal.get());
    }
    return Staff.needsTwo(role, roster.signingRoles(moment.db())) || role.equals(Seed.STEWARD)
        ? Ruling.granted(
            new RoleAsked(
                caller.stamp(moment, Permission.ADMINISTER),
                request,
                person.person(),
                role,
                wish.scope()),
            new Asked.Waits(request))
        : Ruling.granted(
            new RoleGiven(
                caller.stamp(moment, Permission.ADMINISTER),
                person.person(),
                role,
                wish.scope(),
                Optional.empty()),
            new Asked.Given());
  }

  private static Optional<Refusal> refusal(
      Staff staff, Caller caller, Person person, String role, Scope scope) {
    if (person.person().equals(caller.id())) {
      return Optional.of(
          refused("role.self", 403, "Nobody gives themselves a role.", "Ask a colleague."));
    }
    if (staff.holds(person.person(), role, scope)) {
      return Optional.of(
          refused("role.held", 409, person.shown() + " holds this role there already.", ""));
    }
    boolean asked =
        staff.requests().stream()
            .anyMatch(
                one ->
                    one.person().equals(person.person())
                        && one.role().equals(role)
                        && one.scope().equals(scope));
    return asked
        ? Optional.of(
            refused("role.asked", 409, "This was asked for and waits for a second person.", ""))
        : Optional.empty();
  }

  /** Gives what another person asked for; whoever confirms vouches for the person. */
  public RoleAsked confirm(Caller caller, String request) {
    caller.needs(Permission.ADMINISTER, Permission.VOUCH);
    return roster
        .audit()
        .record(
            moment -> {
              Staff staff = roster.staff(moment.db());
              RoleAsked asked = open(staff, request);
              Optional<Refusal> refusal = second(staff, caller.id(), asked);
              if (refusal.isPresent()) {
                return new Ruling.Refused<>(refusal.get());
              }
              return Ruling.granted(
                  new RoleGiven(
                      caller.stamp(moment, Permission.ADMINISTER, Permission.VOUCH),
                      asked.person(),
                      asked.role(),
                      asked.scope(),
                      Optional.of(request)),
                  asked);
            });
  }

  /** Why this person is not a second one for the request; empty where they are. */
  public static Optional<Refusal> second(Staff staff, String person, RoleAsked asked) {
    if (!staff.confirms(person)) {
      return Optional.of(
          refused(
              "role.confirmer",
              403,
              "Administrators and risk managers confirm roles.",
              "Ask one of them."));
    }
    if (person.equals(asked.by()) || !staff.independent(asked.by(), person)) {
      return Optional.of(
          refused(
              "role.second-person",
              403,
              "You asked for this role, or count as the person who did.",
              "An administrator or risk manager whom neither of you brought in confirms it."));
    }
    if (person.equals(asked.person()) || !staff.independent(asked.person(), person)) {
      return Optional.of(
          refused(
              "role.self",
              403,
              "The role is for you, or for a person who counts as you.",
              "Another administrator or risk manager confirms it."));
    }
    if (staff.hasOpenLink(asked.person())) {
      return Optional.of(
          refused(
              "role.link",
              409,
              "The person has not used the one-time link yet, and whoever issued it still could.",
              "Confirm once they have set a password by it; give a new link if it has ended."));
    }
    return Optional.empty();
  }

  /** Ends a request; the asker may take it back as well. */
  public RoleAsked decline(Caller caller, String request) {
    caller.needs(Permission.ADMINISTER, Permission.VOUCH);
    return roster
        .audit()
        .record(
            moment -> {
              Staff staff = roster.staff(moment.db());
              RoleAsked asked = open(staff, request);
              if (!staff.confirms(caller.id())) {
                throw Roster.refused(
                    "role.confirmer", 403, "Administrators and risk managers decline requests.");
              }
              return Ruling.granted(
                  new RoleDeclined(
                      caller.stamp(moment, Permission.ADMINISTER, Permission.VOUCH), request),
                  asked);
            });
  }

  private static RoleAsked open(Staff staff, String request) {
    return staff
        .request(request)
        .orElseThrow(
            () -> Roster.refused("role.request", 404, "No request waits under " + request + "."));
  }

  /** Takes a role; an own one anybody may lay down. */
  public void withdraw(Caller caller, Wish wish) {
    roster
        .audit()
        .record(
            moment -> {
              Person person = roster.present(moment.db(), wish.username());
              Staff staff = roster.staff(moment.db());
              boolean own = person.person().equals(caller.id());
              if (!own) {
                caller.now(moment).needs(Permission.ADMINISTER, Permission.VOUCH);
              }
              if (!staff.holds(person.person(), wish.role(), wish.scope())) {
                throw Roster.refused(
                    "role.not-held", 409, person.shown() + " does not hold this role there.");
              }
              if (isLastAdministrator(staff, moment.db(), wish)) {
                throw Roster.refused(
                    "role.last",
                    409,
                    "Nobody could bring people in any more.",
                    "Give the role administrator to somebody else first.");
              }
              return Ruling.granted(
                  new RoleWithdrawn(
                      caller.stamp(moment), person.person(), wish.role(), wish.scope()),
                  person);
            });
  }

  private boolean isLastAdministrator(Staff staff, JdbcClient db, Wish wish) {
    return wish.role().equals(Staff.ADMINISTRATOR)
        && wish.scope().everywhere()
        && roster.persons().all(db).stream()
                .filter(person -> staff.holds(person.person(), Staff.ADMINISTRATOR))
                .count()
            == 1;
  }

  private static Refusal refused(String code, int status, String sentence, String help) {
    return new Refusal(
        code,
        status,
        sentence,
        List.of(),
        help.isEmpty() ? "See the page People for who holds what." : help);
  }
}
