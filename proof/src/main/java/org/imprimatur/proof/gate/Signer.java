// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who signs, in an own role or under a delegation.
 *
 * @param delegator who holds the role, if the signer does not sign in an own one
 */
public record Signer(String person, Optional<String> delegator) {
  public static Signer inOwnRole(String person) {
    return new Signer(person, Optional.empty());
  }

  /** Whose role it is. */
  public String holder() {
    return delegator.orElse(person);
  }

  /** Both, the signer first: the duties of either are those of the two. */
  public Stream<String> persons() {
    return Stream.concat(Stream.of(person), delegator.stream());
  }
}
