// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.models;

import java.util.Optional;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.monitoring.Watch;

/**
 * A version: what was registered once and for all, its newest card, and where it stands.
 *
 * @param suspended why it may not serve now, though its stage stays
 * @param debt how it came past a gate, until that is ratified
 */
public record Version(
    VersionRegistered registered,
    Optional<CardFiled> filed,
    String stage,
    Optional<VersionSuspended> suspended,
    Optional<Debt> debt) {
  /**
   * A bypass that nobody ratified or rolled back.
   *
   * @param before the version that was in production then
   */
  public record Debt(VersionBypassed act, Optional<Long> before) {}

  static Version of(VersionRegistered registered) {
    return new Version(
        registered, Optional.empty(), VersionRegistered.STAGE, Optional.empty(), Optional.empty());
  }

  Version with(CardFiled card) {
    return new Version(registered, Optional.of(card), stage, suspended, debt);
  }

  /** Another stage. Only through the gate to production does what is suspended serve again. */
  Version in(String other) {
    return new Version(
        registered,
        filed,
        other,
        other.equals(Watch.PRODUCTION) ? Optional.empty() : suspended,
        Optional.empty());
  }

  /** Past the gate, on a debt. */
  Version past(VersionBypassed act, Optional<Long> before) {
    return new Version(
        registered, filed, act.move().to(), Optional.empty(), Optional.of(new Debt(act, before)));
  }

  /** What was suspended for the debt alone serves again; another reason stays. */
  Version ratified(VersionPromoted by) {
    return new Version(
        registered,
        filed,
        by.to(),
        suspended.filter(one -> !(one.cause() instanceof Cause.Unratified)),
        Optional.empty());
  }

  Version suspended(Optional<VersionSuspended> by) {
    return new Version(registered, filed, stage, by, debt);
  }

  public Optional<Digest> card() {
    return filed.map(CardFiled::card);
  }

  public long number() {
    return registered.version();
  }

  public Digest manifest() {
    return registered.manifest();
  }

  public String cutoff() {
    return registered.cutoff();
  }
}
