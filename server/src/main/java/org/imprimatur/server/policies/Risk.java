// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.policies;

import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ModelAct.ExaminationRegistered;
import org.imprimatur.proof.act.ModelAct.RiskAnswered;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;

/** What the acts of a model say of its risk and its examination; the latest of each counts. */
public record Risk(
    Optional<RiskAnswered> answered,
    Optional<RiskConfirmed> confirmed,
    Optional<ExaminationRegistered> examination) {
  public static Risk of(Iterable<Act> acts) {
    Optional<RiskAnswered> answered = Optional.empty();
    Optional<RiskConfirmed> confirmed = Optional.empty();
    Optional<ExaminationRegistered> examination = Optional.empty();
    for (Act act : acts) {
      if (act instanceof RiskAnswered given) {
        answered = Optional.of(given);
        // New answers need a new confirmation.
        confirmed = Optional.empty();
      } else if (act instanceof RiskConfirmed given) {
        confirmed = Optional.of(given);
      } else if (act instanceof ExaminationRegistered registered) {
        examination = Optional.of(registered);
      }
    }
    return new Risk(answered, confirmed, examination);
  }
}
