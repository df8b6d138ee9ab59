// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.imprimatur.proof.act.DecisionAct.BypassAsked;
import org.imprimatur.proof.act.GateAct.Move;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Policy;

/** What the two persons of a bypass leave in writing. */
public final class BypassStatement {
  private BypassStatement() {}

  /** Why the first person asks, emergency/v1. */
  public static Json.Obj grounds(String reason, String incident) {
    return Json.obj()
        .put("imprimatur", "emergency/v1")
        .put("reason", reason)
        .put("incident", incident)
        .build();
  }

  /**
   * What the second person signs, bypass/v1: the wish as it was asked, and what is passed over.
   *
   * @param commitment to the name of the second person
   * @param bypassed the verdict with what is passed over
   */
  public static Json.Obj of(
      BypassRules rules,
      BypassAsked asked,
      Stamp stamp,
      String role,
      Digest commitment,
      Verdict bypassed) {
    Move move = rules.move();
    List<Json> over = rules.passedOver().stream().map(Json::of).toList();
    return Json.obj()
        .put("imprimatur", "bypass/v1")
        .put("person", stamp.by())
        .put("commitment", commitment.toString())
        .put("role", role)
        .put("at", time(stamp.at()))
        .put("bypass", asked.bypass())
        .put("asked", Digest.of(asked.bytes()).toString())
        .put("asker", asked.by())
        .put("grounds", asked.grounds().toString())
        .put("submission", asked.submission())
        .put("model", rules.docket().opened().model())
        .put("version", rules.docket().opened().version())
        .put("from", move.from())
        .put("to", move.to())
        .put("over", Json.array(over))
        .put("trace", bypassed.digest().toString())
        .put("hours", rules.allowed().map(Policy.BreakGlass::hours).orElse(0))
        .put("sentence", rules.sentence())
        .build();
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
