// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.Collection;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.RemovalAct;
import org.imprimatur.proof.act.RollbackAct.VersionRestored;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.policy.Revalidation;

/**
 * The version that holds the stage that a submission asks for: what the submitted version is
 * compared with. Derived from acts alone; nobody chooses it.
 */
public record Champion(long version, Digest manifest) {
  /**
   * The champion of a submission; empty where the stage was never entered.
   *
   * @param acts all acts of the model, in the log's order; of a submission that was promoted itself
   *     those before its promotion count
   */
  public static Optional<Champion> of(Collection<? extends Act> acts, SubmissionOpened opened) {
    long holder = 0;
    for (Act act : acts) {
      if (act instanceof VersionPromoted promoted && promoted.to().equals(opened.gate())) {
        if (promoted.submission() == opened.submission()) {
          break;
        }
        holder = promoted.version();
      } else if (act instanceof VersionRestored back && opened.gate().equals(Revalidation.STAGE)) {
        holder = back.version();
      } else if (act instanceof RemovalAct gone && gone.version() == holder) {
        holder = 0;
      }
    }
    return holder == opened.version() ? Optional.empty() : registered(acts, holder);
  }

  private static Optional<Champion> registered(Collection<? extends Act> acts, long version) {
    for (Act act : acts) {
      if (act instanceof VersionRegistered registered && registered.version() == version) {
        return Optional.of(new Champion(version, registered.manifest()));
      }
    }
    return Optional.empty();
  }
}
