// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Revalidation;

/**
 * What a submission rests on that was opened under a change envelope.
 *
 * @param opened the submission itself
 * @param lent what that lends; empty where it has no envelope in force
 * @param stated the envelope that the model states now
 * @param lineage of the version, lineage/v1
 * @param entered whether the version stood in production before
 */
public record Under(
    SubmissionOpened opened,
    Optional<Lent> lent,
    Optional<Digest> stated,
    Json.Obj lineage,
    boolean entered) {
  /** The acts of the model that were there before a submission was promoted itself. */
  public static List<Act> before(Iterable<? extends Act> acts, SubmissionOpened opened) {
    List<Act> before = new ArrayList<>();
    for (Act act : acts) {
      if (act instanceof VersionPromoted promoted && promoted.submission() == opened.submission()) {
        break;
      }
      before.add(act);
    }
    return before;
  }

  /** The envelope that a submission was opened under, if that is the one that is signed. */
  public static Optional<InForce> inForce(Iterable<? extends Act> before, SubmissionOpened opened) {
    return InForce.latest(before)
        .filter(one -> opened.under().equals(OptionalLong.of(one.submission())))
        .filter(one -> one.opened().gate().equals(opened.gate()));
  }

  /** Whether a version ever stood in production: such a one is no retrain any more. */
  public static boolean entered(Iterable<? extends Act> acts, long version) {
    for (Act act : acts) {
      boolean in =
          switch (act) {
            case VersionPromoted one ->
                one.version() == version && one.to().equals(Revalidation.STAGE);
            case VersionBypassed one ->
                one.version() == version && one.move().to().equals(Revalidation.STAGE);
            case Act _ -> false;
          };
      if (in) {
        return true;
      }
    }
    return false;
  }

  /** The submission under whose envelope it was opened. */
  public long submission() {
    return opened.under().orElseThrow();
  }

  /**
   * An envelope with the submission that people signed.
   *
   * @param base that submission as it was promoted
   * @param document the envelope/v1
   * @param lineage of its version
   */
  public record Lent(InForce inForce, Docket base, Json.Obj document, Json.Obj lineage) {}
}
