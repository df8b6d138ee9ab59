// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.gate.Rights;
import org.imprimatur.proof.gate.Staff;

/** What persons do by a role that they hold everywhere, as the acts before tell it. */
final class RightRules {
  private final Ground ground;

  RightRules(Ground ground) {
    this.ground = ground;
  }

  void check(Act act) {
    Set<String> roles = Rights.of(act);
    Staff staff = ground.facts().staff();
    boolean told = !staff.knows(act.by()) || staff.isGone(act.by());
    if (roles.isEmpty() || told || act.by().equals(Stamp.SYSTEM)) {
      return; // What nobody could do at all is found as act.by.
    }
    ground
        .findings()
        .unless(
            roles.stream().anyMatch(role -> staff.holds(act.by(), role)),
            "act.role",
            "%s needs a role among %s, and %s held none of them."
                .formatted(act.name(), String.join(", ", new TreeSet<>(roles)), act.by()));
  }
}
