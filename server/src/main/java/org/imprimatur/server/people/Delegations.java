// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.util.Optional;
import org.imprimatur.proof.act.DutyAct.DelegationEnded;
import org.imprimatur.proof.act.DutyAct.DelegationGiven;
import org.imprimatur.proof.gate.Duties;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.server.audit.Ruling;
import org.springframework.stereotype.Component;

/**
 * Lets another sign in an own role for a time. Only the holder of the role gives one, on a page, so
 * a delegate hands nothing on; the duties of both are looked at again whenever somebody signs.
 */
@Component
public final class Delegations {
  private final Roster roster;

  Delegations(Roster roster) {
    this.roster = roster;
  }

  /** To whom, in which role, optionally for one model (its pseudonym). */
  public record Mandate(String to, String role, Optional<String> model, Span span) {}

  /** Gives a delegation of one's own role. */
  public void give(Caller caller, Mandate mandate) {
    onPage(caller);
    String id = roster.ids().next('d');
    roster
        .audit()
        .record(
            moment -> {
              Person to = roster.present(moment.db(), mandate.to());
              Staff staff = roster.staff(moment.db());
              if (!staff.holdsSomewhere(caller.id(), mandate.role())) {
                throw Roster.refused(
                    "delegation.role",
                    403,
                    "You do not hold the role " + mandate.role() + " yourself.",
                    "Only whoever holds a role lets another sign in it.");
              }
              if (!staff.independent(caller.id(), to.person())) {
                throw Roster.refused("delegation.self", 403, "The two of you count as one person.");
              }
              Span span = mandate.span();
              if (span.until().isAfter(span.from().plus(Duties.LONGEST_DELEGATION))) {
                throw Roster.refused(
                    "delegation.long",
                    422,
                    "A delegation ends within %d days."
                        .formatted(Duties.LONGEST_DELEGATION.toDays()));
              }
              return Ruling.granted(
                  new DelegationGiven(
                      caller.stamp(moment),
                      id,
                      to.person(),
                      mandate.role(),
                      mandate.model(),
                      span.from(),
                      span.until()),
                  id);
            });
  }

  /** Ends one early: either of the two may, and an administrator. */
  public void end(Caller caller, String id) {
    roster
        .audit()
        .record(
            moment -> {
              DelegationGiven given =
                  roster
                      .staff(moment.db())
                      .duties()
                      .delegation(id)
                      .orElseThrow(
                          () ->
                              Roster.refused("duty.unknown", 404, "There is no such delegation."));
              boolean own = given.by().equals(caller.id()) || given.to().equals(caller.id());
              if (own) {
                onPage(caller);
              } else {
                caller.now(moment).needs(Permission.ADMINISTER);
              }
              return Ruling.granted(new DelegationEnded(caller.stamp(moment), id), id);
            });
  }

  /** A signature is never a program's, so neither is handing one on. */
  private static void onPage(Caller caller) {
    if (!(caller.credential() instanceof Caller.Credential.Session)) {
      throw Roster.refused(
          "delegation.session", 403, "People delegate on the page; a token cannot.");
    }
  }
}
