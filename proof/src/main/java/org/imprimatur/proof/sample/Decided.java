// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.sample;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.SampleAct.SampleDrawn;

/**
 * A submission that let its version into a stage, through the gate or by break-glass.
 *
 * @param model the id of the model
 * @param at when it did so first
 * @param tier of the model at that time; empty where none was confirmed
 */
public record Decided(
    long submission, String model, long version, String stage, Instant at, String tier) {
  /** Where the acts of a model are known. */
  @FunctionalInterface
  public interface Source {
    /** Those of its risk, or more, in the log's order. */
    List<? extends Act> of(String model);
  }

  /** What an act decides; empty where it decides nothing of the kind. */
  public static Optional<Decided> of(Act act, Source acts) {
    return switch (act) {
      case VersionPromoted one ->
          Optional.of(
              new Decided(
                  one.submission(),
                  one.model(),
                  one.version(),
                  one.to(),
                  one.at(),
                  tier(acts.of(one.model()), one)));
      case VersionBypassed one ->
          Optional.of(
              new Decided(
                  one.submission(),
                  one.model(),
                  one.version(),
                  one.move().to(),
                  one.at(),
                  tier(acts.of(one.model()), one)));
      case Act _ -> Optional.empty();
    };
  }

  private static String tier(List<? extends Act> acts, Act until) {
    String tier = "";
    for (Act act : acts) {
      if (act instanceof RiskConfirmed confirmed && act.at().isBefore(until.at())) {
        tier = confirmed.tier();
      }
    }
    return tier;
  }

  /** Whether a sample is drawn from it among others. */
  boolean isOf(SampleDrawn drawn) {
    return stage.equals(drawn.stage())
        && !at.isBefore(drawn.from())
        && at.isBefore(drawn.to())
        && (drawn.tiers().isEmpty() || drawn.tiers().contains(tier));
  }
}
