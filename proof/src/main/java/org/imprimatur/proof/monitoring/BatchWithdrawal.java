// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.proof.gate.Verdict.Reason;

/**
 * Who takes a batch back, and when. A server asks it before, and a replay after. Nobody does before
 * it is known what the batch said, nor before what followed from that was done: a batch that is
 * taken back leaves its breach to be seen, and no suspension is forestalled by it.
 *
 * @param rules who owns the model and who is what
 * @param footing what the version stands on then, with the batch
 */
public record BatchWithdrawal(Batch batch, WatchRules rules, Footing footing) {
  /** The role of whoever sent a batch, in an act. */
  public static final String SENDER = "sender";

  /** What stands against it; nothing where it may be recorded. */
  public List<Reason> against(BatchWithdrawn act) {
    List<Reason> against = new ArrayList<>();
    if (!may(act.by(), act.role())) {
      against.add(
          Reason.of(
              "withdrawal.by",
              "%s is not %s: a batch is taken back by whoever sent it, the owner of the model or a"
                      .formatted(act.by(), act.role())
                  + " risk manager."));
    }
    moment().ifPresent(against::add);
    return against;
  }

  /** Why nobody takes it back now; empty where somebody may. */
  public Optional<Reason> moment() {
    if (batch.withdrawn().isPresent()) {
      return Optional.of(
          Reason.of(
              "withdrawal.twice", "Batch %d was taken back before.".formatted(batch.number())));
    }
    if (batch.isDue()) {
      return Optional.of(
          Reason.of(
              "withdrawal.untimely",
              "Batch %d is being computed. Take it back once it is known what it says."
                  .formatted(batch.number())));
    }
    return footing.suspends().isEmpty()
        ? Optional.empty()
        : Optional.of(
            Reason.of(
                "withdrawal.suspends",
                "Version %d is to be suspended for what is known now. Take the batch back after that."
                    .formatted(footing.watch().version())));
  }

  /** As what a person may take it back; empty for everybody else. */
  public Optional<String> role(String person) {
    return List.of(SENDER, Charge.OWNER, Staff.RISK_MANAGER).stream()
        .filter(role -> may(person, role))
        .findFirst();
  }

  private boolean may(String person, String role) {
    return role.equals(SENDER)
        ? batch.recorded().by().equals(person)
        : rules.charge().holds(person, role);
  }
}
