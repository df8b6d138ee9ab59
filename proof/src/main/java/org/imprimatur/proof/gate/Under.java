// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.RemovalAct;
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
 * @param papers what the version was registered with
 * @param past what its number and its bytes did before
 */
public record Under(
    SubmissionOpened opened,
    Optional<Lent> lent,
    Optional<Digest> stated,
    Papers papers,
    Past past) {
  /**
   * What a version was registered with.
   *
   * @param lineage lineage/v1
   * @param manifest manifest/v1
   */
  public record Papers(Json.Obj lineage, Json.Obj manifest) {}

  /**
   * What a version did before.
   *
   * @param entered whether it ever stood in production: such a one is no retrain any more
   * @param suspended another number of the same bytes that was suspended or taken out
   */
  public record Past(boolean entered, OptionalLong suspended) {
    /** As the acts of the model tell it. */
    public static Past of(Iterable<? extends Act> acts, SubmissionOpened opened) {
      Set<Long> same = new HashSet<>();
      boolean entered = false;
      OptionalLong suspended = OptionalLong.empty();
      for (Act act : acts) {
        switch (act) {
          case VersionRegistered one when one.manifest().equals(opened.manifest()) ->
              same.add(one.version());
          case VersionPromoted one ->
              entered |= one.version() == opened.version() && one.to().equals(Revalidation.STAGE);
          case VersionBypassed one ->
              entered |=
                  one.version() == opened.version() && one.move().to().equals(Revalidation.STAGE);
          case VersionSuspended one when same.contains(one.version()) ->
              suspended = OptionalLong.of(one.version());
          case RemovalAct one when same.contains(one.version()) ->
              suspended = OptionalLong.of(one.version());
          case Act _ -> {}
        }
      }
      return new Past(entered, suspended);
    }
  }

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

  /** The submission under whose envelope it was opened. */
  public long submission() {
    return opened.under().orElseThrow();
  }

  /**
   * An envelope with the submission that people signed.
   *
   * @param base that submission as it was promoted
   * @param document the envelope/v1
   * @param papers what its version was registered with
   */
  public record Lent(InForce inForce, Docket base, Json.Obj document, Papers papers) {}
}
