// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Requirement;

/** Whether the people who are there can pass a gate at all, before anybody is kept waiting. */
public final class Staffing {
  private Staffing() {}

  /** A sentence for every requirement that nobody, or not enough distinct people, can satisfy. */
  public static List<String> gaps(Policy.Gate gate, String tier, People people) {
    List<String> gaps = new ArrayList<>();
    var seats = new Seats();
    for (Requirement requirement : gate.requirements()) {
      if (requirement instanceof Requirement.SignOff asked && asked.tiers().contains(tier)) {
        Set<String> eligible = new TreeSet<>();
        for (String person : people.eligible(asked.role())) {
          eligible.add(new TreeSet<>(people.sameAs(person)).first());
        }
        int filled = seats.fill(asked.asked().count(), eligible);
        if (filled < asked.asked().count()) {
          gaps.add(
              "%s: %d sign-offs as %s asked, %d people eligible and free for it."
                  .formatted(asked.id(), asked.asked().count(), asked.role(), filled));
        }
      }
    }
    if (people.unnamed() > 0) {
      gaps.add(people.unnamed() + " authors of the version cannot be named.");
    }
    return gaps;
  }
}
