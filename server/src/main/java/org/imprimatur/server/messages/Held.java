// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.util.Set;

/**
 * An open thing.
 *
 * @param holders whose turn it is: a person, or a team of which anybody can act
 * @param waiting who waits for them
 */
public record Held(Ask ask, Set<String> holders, Set<String> waiting) {
  public Held {
    holders = Set.copyOf(holders);
    waiting = Set.copyOf(waiting);
  }
}
