// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.PeopleAct.TokenIssued;

/**
 * A token that was not revoked.
 *
 * @param person whom it acts for
 * @param name how its person calls it; empty for one of the setup file
 * @param expires from when on it acts no more; none for one of the setup file
 */
public record Token(
    String id, String person, String name, Set<Permission> scopes, Optional<Instant> expires) {
  public Token {
    scopes = Set.copyOf(scopes);
  }

  /** With the scopes and the end that its act tells, whatever stands in the row. */
  Token asIssued(TokenIssued issued) {
    Set<Permission> told = EnumSet.noneOf(Permission.class);
    issued.scopes().forEach(word -> Permission.of(word).ifPresent(told::add));
    return new Token(id, person, name, told, issued.expires());
  }

  public boolean actsAt(Instant at) {
    return expires.map(at::isBefore).orElse(true);
  }
}
