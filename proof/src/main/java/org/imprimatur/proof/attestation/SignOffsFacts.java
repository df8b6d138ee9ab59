// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ActException;
import org.imprimatur.proof.act.PeopleAct.PasskeyEnrolled;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.attestation.AttestationFacts.LoggedAct;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;
import org.imprimatur.proof.signature.StatementCode;

/**
 * What people signed for a promotion. No name stands here, only pseudonyms and commitments, since
 * what is attested cannot be taken back.
 *
 * @param attested the promotion, its checkpoint, and the sign-offs as the attestation names them
 * @param evidence the digest of each evidence class at the promotion
 * @param signOffs in the order in which they were given
 */
public record SignOffsFacts(
    AttestationFacts attested, SortedMap<String, Digest> evidence, List<Signed> signOffs) {
  public SignOffsFacts {
    evidence = Collections.unmodifiableSortedMap(new TreeMap<>(evidence));
    signOffs = List.copyOf(signOffs);
  }

  /**
   * One sign-off: the act as the log holds it, and the document that was signed. With the passkey,
   * where one signed, its signature is verified from this alone.
   */
  public record Signed(LoggedAct logged, Json.Obj statement, Optional<ByPasskey> passkey) {
    /** The act; throws {@link AttestationException} if the entry is something else. */
    public SignoffGiven given() {
      return act(logged, SignoffGiven.class);
    }

    /**
     * To the signer's name, as it was signed; throws {@link AttestationException} if it is none.
     */
    public Digest commitment() {
      try {
        return Digest.parse(statement.string("commitment"));
      } catch (JsonException | IllegalArgumentException _) {
        throw new AttestationException(
            "signoffs.commitment",
            "What was signed as entry " + logged.index() + " commits to no name.");
      }
    }

    /** The eight characters that page, receipt and manifest show. */
    public String code() {
      return StatementCode.of(statement);
    }
  }

  /** The act that enrolled the passkey, with its public key, and the assertion/v1 that it gave. */
  public record ByPasskey(LoggedAct logged, Json.Obj assertion) {
    /** The act; throws {@link AttestationException} if the entry is something else. */
    public PasskeyEnrolled enrolled() {
      return act(logged, PasskeyEnrolled.class);
    }
  }

  /** Whether everything that it covers was still the same at the promotion. */
  public boolean current(SignoffGiven given) {
    return evidence.entrySet().containsAll(given.covers().entrySet());
  }

  private static <A extends Act> A act(LoggedAct logged, Class<A> kind) {
    try {
      Act act = Act.parse(logged.bytes());
      if (kind.isInstance(act)) {
        return kind.cast(act);
      }
    } catch (ActException _) {
      // Refused below like every other act that is not the one that is needed.
    }
    throw new AttestationException(
        "signoffs.act", "The entry " + logged.index() + " is no " + kind.getSimpleName() + ".");
  }
}
