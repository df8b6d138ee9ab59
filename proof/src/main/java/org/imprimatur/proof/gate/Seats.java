// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who sits where: one person, one seat. Seats are filled in the policy's order by augmenting paths
 * (Kuhn's matching), so that a further sign-off can never take a seat away from a requirement.
 */
final class Seats {
  private final List<Set<String>> candidates = new ArrayList<>();
  private final Map<String, Integer> taken = new HashMap<>();

  /** Offers {@code count} seats to these persons and says how many could be filled. */
  int fill(int count, Set<String> persons) {
    int filled = 0;
    while (filled < count && seat(persons)) {
      filled++;
    }
    return filled;
  }

  private boolean seat(Set<String> persons) {
    candidates.add(persons);
    boolean found = place(candidates.size() - 1, new HashSet<>());
    if (!found) {
      candidates.removeLast();
    }
    return found;
  }

  private boolean place(int seat, Set<String> tried) {
    for (String person : candidates.get(seat)) {
      if (tried.add(person)) {
        Integer other = taken.get(person);
        if (other == null || place(other, tried)) {
          taken.put(person, seat);
          return true;
        }
      }
    }
    return false;
  }
}
