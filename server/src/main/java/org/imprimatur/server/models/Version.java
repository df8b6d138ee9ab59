// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.models;

import java.util.Optional;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.monitoring.Watch;

/**
 * A version: what was registered once and for all, its newest card, and where it stands.
 *
 * @param suspended why it may not serve now, though its stage stays
 */
public record Version(
    VersionRegistered registered,
    Optional<CardFiled> filed,
    String stage,
    Optional<VersionSuspended> suspended) {
  /** Where every version begins. */
  public static final String FIRST_STAGE = "development";

  static Version of(VersionRegistered registered) {
    return new Version(registered, Optional.empty(), FIRST_STAGE, Optional.empty());
  }

  Version with(CardFiled card) {
    return new Version(registered, Optional.of(card), stage, suspended);
  }

  /** Another stage. Only through the gate to production does what is suspended serve again. */
  Version in(String other) {
    return new Version(
        registered, filed, other, other.equals(Watch.PRODUCTION) ? Optional.empty() : suspended);
  }

  Version suspended(Optional<VersionSuspended> by) {
    return new Version(registered, filed, stage, by);
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
