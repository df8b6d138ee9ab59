// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.PeopleAct.PasskeyEnrolled;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;

/**
 * One sign-off with all that it rests on, as the log and its blobs tell it.
 *
 * @param entry where the sign-off is in the log, counted from 0
 * @param opened the submission, where it was opened before
 * @param commitment the signer's, in place of the name, where the person was added before
 * @param statement what was signed, where it is there and is what the act names
 * @param passkey the key that signed, where the sign-off names one that was enrolled before
 * @param withdrawn since when the sign-off no longer counts
 * @param against what is wrong with the sign-off itself, or with an entry that it rests on
 * @param elsewhere how many findings other entries before it have
 */
public record SignOffProof(
    long entry,
    SignoffGiven given,
    Optional<SubmissionOpened> opened,
    Optional<Digest> commitment,
    Optional<Json.Obj> statement,
    Optional<PasskeyEnrolled> passkey,
    Optional<Instant> withdrawn,
    List<Finding> against,
    long elsewhere) {
  public SignOffProof {
    against = List.copyOf(against);
  }

  /** What can be said of a sign-off. */
  public enum State {
    /** It was given as the log says, by somebody who could give it. */
    VERIFIED,
    /** Something that it rests on contradicts it. */
    REFUSED,
    /** What it rests on is missing, or the log before it does not hold. */
    UNKNOWN
  }

  /** Verified only if the whole log before it holds: whether the role was held is decided there. */
  public State state() {
    if (against.stream().anyMatch(finding -> !isUnestablished(finding.code()))) {
      return State.REFUSED;
    }
    return against.isEmpty() && elsewhere == 0 && opened.isPresent() && statement.isPresent()
        ? State.VERIFIED
        : State.UNKNOWN;
  }

  private static boolean isUnestablished(String code) {
    return code.equals("blob.missing") || code.endsWith(".unestablished");
  }
}
