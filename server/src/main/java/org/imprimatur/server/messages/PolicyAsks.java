// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.imprimatur.proof.act.PolicyAct.PolicyProposed;
import org.imprimatur.server.audit.LastNamed;
import org.imprimatur.server.policies.Proposals;
import org.springframework.stereotype.Component;

/**
 * Policies that one person proposed: in the turn of everybody who can be the second, or of
 * everybody who can decline what nobody can publish.
 */
@Component
final class PolicyAsks {
  private final Proposals proposals;
  private final KeptAsks kept;

  PolicyAsks(LastNamed lastNamed, Proposals proposals) {
    this.proposals = proposals;
    this.kept = new KeptAsks(lastNamed, List.of(LastNamed.HANDS), this::fresh);
  }

  List<Held> read(long size) {
    return kept.read(size);
  }

  private List<Held> fresh() {
    List<Held> held = new ArrayList<>();
    for (PolicyProposed proposed : proposals.publications().open()) {
      held.add(held(proposed));
    }
    return held;
  }

  /** Where nobody could ever publish it, it only stands in the way of the next proposal. */
  private Held held(PolicyProposed proposed) {
    Set<String> seconds = proposals.seconds(proposed);
    return seconds.isEmpty()
        ? new Held(
            new Ask.Decline(proposed, proposed.at()), proposals.decliners(proposed), Set.of())
        : new Held(new Ask.Publish(proposed, proposed.at()), seconds, Set.of(proposed.by()));
  }
}
