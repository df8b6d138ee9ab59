// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.time.Instant;
import java.util.Optional;
import org.imprimatur.proof.act.PeopleAct.PasskeyEnrolled;
import org.imprimatur.proof.signature.Enrolment;

/**
 * A passkey as its owner knows it.
 *
 * @param label how the owner calls it
 * @param credentialId what a browser needs to find it
 * @param counter how often it signed, where its authenticator counts
 * @param used when it signed last
 * @param revoked since when it signs nothing any more, with the reason
 */
public record Passkey(
    PasskeyEnrolled enrolled,
    String label,
    String credentialId,
    long counter,
    Optional<Instant> used,
    Optional<Revoked> revoked) {
  /** How a passkey ended. */
  public record Revoked(Instant at, String reason) {}

  public String id() {
    return enrolled.passkey();
  }

  /** Whether it is the software authenticator, which proves no person. */
  public boolean demo() {
    return enrolled.authenticator().equals(Enrolment.DEMO);
  }
}
