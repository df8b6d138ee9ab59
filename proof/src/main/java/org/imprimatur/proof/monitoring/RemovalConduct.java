// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.act.RemovalAct;
import org.imprimatur.proof.act.RemovalAct.ApprovalWithdrawn;
import org.imprimatur.proof.act.RemovalAct.VersionRetired;
import org.imprimatur.proof.gate.Verdict.Reason;

/**
 * Who takes a version out for good, and when. A server asks it before, and a replay after.
 *
 * @param stage where the version stands
 * @param open a submission of the version that has not ended
 * @param watch the version since it entered production; empty where it never did
 */
public record RemovalConduct(
    Charge charge, String stage, OptionalLong open, Optional<Watch> watch) {
  /** What stands against it. */
  public List<Reason> against(RemovalAct act) {
    List<Reason> against = new ArrayList<>();
    if (!charge.holds(act.by(), act.role())) {
      against.add(
          Reason.of("removal.by", "%s is not %s of the model.".formatted(act.by(), act.role())));
    }
    switch (act) {
      case VersionRetired _ -> {
        if (stage.equals(VersionRetired.STAGE)) {
          against.add(
              Reason.of("removal.twice", "Version %d is retired.".formatted(act.version())));
        }
      }
      case ApprovalWithdrawn withdrawn -> withdrawal(withdrawn).ifPresent(against::add);
    }
    if (open.isPresent()) {
      against.add(
          Reason.of(
              "removal.open",
              "Submission %d of version %d is open. Whoever opened it or owns the model withdraws it first, or its gate decides. Until then a suspension stops what serves."
                  .formatted(open.getAsLong(), act.version())));
    }
    watch
        .flatMap(Watch::debt)
        .ifPresent(
            debt ->
                against.add(
                    Reason.of(
                        "removal.debt",
                        "Version %d came past its gate in submission %d. That debt is settled first: ratify it or roll it back."
                            .formatted(act.version(), debt.submission()))));
    return against;
  }

  private Optional<Reason> withdrawal(ApprovalWithdrawn act) {
    if (watch.isEmpty() || !stage.equals(Watch.PRODUCTION)) {
      return Optional.of(
          Reason.of(
              "removal.nothing",
              "Version %d stands in %s, so that no approval for production is there to withdraw."
                  .formatted(act.version(), stage)));
    }
    return act.submission() == watch.get().submission()
        ? Optional.empty()
        : Optional.of(
            Reason.of(
                "removal.submission",
                "Submission %d brought the version in, not %d."
                    .formatted(watch.get().submission(), act.submission())));
  }
}
