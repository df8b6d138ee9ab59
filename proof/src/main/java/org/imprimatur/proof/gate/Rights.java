// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.Set;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.ModelAct.EnvelopeStated;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.proof.act.ModelAct.PromisesStated;
import org.imprimatur.proof.act.ModelAct.RiskAnswered;
import org.imprimatur.proof.act.ModelAct.UseStated;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.RollbackAct;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.EvidenceReproduced;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;

/**
 * By which roles persons do what no other rule asks a role for: one of them has to count
 * everywhere. A server gives its permissions by the same.
 */
public final class Rights {
  public static final Set<String> PROPOSE = Set.of("data-scientist");
  public static final Set<String> PROMOTE = Set.of("data-scientist", "business-owner");

  /** Whoever operates a model starts it; its gate decides. */
  public static final Set<String> ROLL_BACK =
      Set.of("data-scientist", "business-owner", "operations", "risk-manager");

  public static final Set<String> SIGNAL =
      Set.of("data-scientist", "custodian", "risk-manager", "business-owner", "operations");
  public static final Set<String> REPRODUCE =
      Set.of("data-scientist", "custodian", "risk-manager", "validator", "auditor");

  private Rights() {}

  /** The roles of which one is needed; none where another rule asks. */
  public static Set<String> of(Act act) {
    return switch (act) {
      case ModelRegistered _, UseStated _, PromisesStated _, EnvelopeStated _ -> PROPOSE;
      case RiskAnswered _, VersionRegistered _, CardFiled _ -> PROPOSE;
      case SubmissionOpened _, SubmissionWithdrawn _, EvidenceRecorded _ -> PROPOSE;
      case VerdictGiven _, VersionPromoted _ -> PROMOTE;
      case RollbackAct _ -> ROLL_BACK;
      case SignalRecorded _, BatchAct _ -> SIGNAL;
      case EvidenceReproduced _ -> REPRODUCE;
      case Act _ -> Set.of();
    };
  }
}
