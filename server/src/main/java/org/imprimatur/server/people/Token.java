// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

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

  public boolean actsAt(Instant at) {
    return expires.map(at::isBefore).orElse(true);
  }
}
