// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.Set;

/** How an act may come with a token. */
sealed interface TokenUse {
  /**
   * With one that was made for one of these.
   *
   * @param scopes the words of its scopes
   */
  record MadeFor(Set<String> scopes) implements TokenUse {
    public MadeFor {
      scopes = Set.copyOf(scopes);
    }
  }

  /** People who signed in do it on the page, and no token brings it. */
  record PageAlone() implements TokenUse {}

  /** It names the token in a member of its own, which has rules of its own. */
  record NamedWithin() implements TokenUse {}

  /** The server does it, and was given no token. */
  record ServerAlone() implements TokenUse {}
}
