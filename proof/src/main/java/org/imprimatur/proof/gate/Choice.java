// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.policy.Requirement;

/**
 * Which alternative each requirement of alternatives takes. Whether the people suffice depends on
 * all of them together, since one person fills one seat: so every choice is looked at.
 */
record Choice(Map<String, Integer> taken) {
  Choice {
    taken = Map.copyOf(taken);
  }

  /** The alternative that is taken of a requirement. */
  List<Requirement.SignOff> of(Requirement.AnyOf asked) {
    return asked.of().get(taken.getOrDefault(asked.id(), 0));
  }

  /** Every choice that there is, the first alternatives first; exactly one where none is given. */
  static List<Choice> all(List<Requirement> requirements) {
    List<Choice> choices = List.of(new Choice(Map.of()));
    for (Requirement requirement : requirements) {
      if (requirement instanceof Requirement.AnyOf asked) {
        List<Choice> more = new ArrayList<>();
        for (Choice choice : choices) {
          for (int i = 0; i < asked.of().size(); i++) {
            Map<String, Integer> taken = new HashMap<>(choice.taken());
            taken.put(asked.id(), i);
            more.add(new Choice(taken));
          }
        }
        choices = more;
      }
    }
    return choices;
  }
}
