// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.attestation.SignOffsFacts;
import org.imprimatur.proof.attestation.SignOffsFacts.Signed;
import org.imprimatur.proof.log.Checkpoint;
import org.imprimatur.proof.log.ExportedLog;
import org.imprimatur.proof.log.LogException;
import org.imprimatur.proof.log.LogKey;
import org.imprimatur.proof.replay.SignOffProof;
import org.imprimatur.proof.replay.SignOffProofs;

/**
 * Attested sign-offs held to an exported log, which is replayed: whether the role was held and what
 * else the signer could know stands there alone.
 */
record SignOffsInLog(long entries, Optional<String> against) {
  /** Throws {@link LogException} where the export is no log that the key signs. */
  static SignOffsInLog of(SignOffsFacts facts, Path place, Optional<String> vkey) {
    try (Export export = Export.open(place)) {
      LogKey key = vkey.map(AuditCommands::key).orElseGet(export::ownKey);
      ExportedLog log = ExportedLog.open(export::find, key);
      long submission = facts.attested().passage().submission();
      List<SignOffProof> proofs =
          SignOffProofs.of(log, export::blob, given -> given.submission() == submission);
      return new SignOffsInLog(
          log.size(),
          facts.signOffs().stream()
              .flatMap(one -> against(one, proofs).stream())
              .findFirst()
              .or(() -> otherLog(log, facts)));
    }
  }

  /** The same sign-offs can stand in another log; the attested one has the attested root. */
  private static Optional<String> otherLog(ExportedLog log, SignOffsFacts facts) {
    Checkpoint attested = Checkpoint.unverified(facts.attested().log().checkpoint());
    if (log.size() < attested.size()) {
      throw CommandException.unknown(
          "signoffs.export-ends",
          "The export has %d entries and the attestation was made of %d, so they cannot be compared."
              .formatted(log.size(), attested.size()),
          "Export the log again.");
    }
    return log.continues(attested)
        ? Optional.empty()
        : Optional.of(
            "The exported log does not begin with the %d entries of %s under which was attested."
                .formatted(attested.size(), attested.origin()));
  }

  private static Optional<String> against(Signed signed, List<SignOffProof> proofs) {
    String id = signed.given().signoff();
    Optional<SignOffProof> found =
        proofs.stream()
            .filter(proof -> proof.entry() == signed.logged().index())
            .filter(proof -> proof.given().equals(signed.given()))
            .findFirst();
    if (found.isEmpty()) {
      return Optional.of(
          "Entry %d of the exported log is not the sign-off %s."
              .formatted(signed.logged().index(), id));
    }
    return switch (found.get().state()) {
      case VERIFIED -> Optional.empty();
      case REFUSED ->
          Optional.of("The log speaks against " + id + ": " + found.get().against().getFirst());
      case UNKNOWN ->
          throw CommandException.unknown(
              "signoffs.unestablished",
              "Whether " + id + " was given as the log says could not be established.",
              "Run imprimatur signoff verify with the export: it says what is missing.");
    };
  }
}
