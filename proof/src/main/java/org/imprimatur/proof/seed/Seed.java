// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.seed;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.ReviewAct;
import org.imprimatur.proof.act.SeedAct.Case;
import org.imprimatur.proof.act.SeedAct.SeedCommitted;
import org.imprimatur.proof.act.SeedAct.SeedRevealed;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;
import org.imprimatur.proof.digest.Commitment;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Elsewhere;
import org.imprimatur.proof.json.Json;

/**
 * What a steward commits to.
 *
 * @param bad the case; empty for a commitment to none, which hides which of them mean something
 */
public record Seed(String steward, Optional<Case> bad) {
  /** The role of whoever slips cases in. */
  public static final String STEWARD = "steward";

  /** For how long a commitment may stay closed. */
  public static final Duration LONGEST = Duration.ofDays(30);

  /** How many bytes of chance hide a commitment. */
  public static final int SALT = 32;

  /** By when it is to be revealed at the latest. */
  public static Instant due(Instant committed) {
    return committed.plus(LONGEST);
  }

  /** The commitment: the steward stands in it, so that nobody reveals another's as their own. */
  public Digest commitment(byte[] salt) {
    return Commitment.of(salt, toJson().text());
  }

  private Json.Obj toJson() {
    Json.Builder json = Json.obj().put("imprimatur", "seed/v1").put("steward", steward);
    bad.ifPresent(
        one ->
            json.put("model", one.model())
                .put("version", one.version())
                .put("opener", one.opener())
                .put("defect", one.defect().toString()));
    return json.build();
  }

  /** The submission that an act is about, of those that a case must be known by. */
  public static OptionalLong submission(Act act) {
    return switch (act) {
      case SignoffGiven one -> OptionalLong.of(one.submission());
      case SubmissionWithdrawn one -> OptionalLong.of(one.submission());
      case ReviewAct one -> OptionalLong.of(one.submission());
      case DecisionAct one -> OptionalLong.of(one.submission());
      case VersionPromoted one -> OptionalLong.of(one.submission());
      case VersionBypassed one -> OptionalLong.of(one.submission());
      case Act _ -> OptionalLong.empty();
    };
  }

  /** Whether what is revealed is what was committed to. */
  public static boolean opens(SeedRevealed revealed, SeedCommitted committed) {
    try {
      byte[] salt = HexFormat.of().parseHex(revealed.salt());
      return salt.length == SALT
          && new Seed(committed.by(), revealed.bad())
              .commitment(salt)
              .equals(committed.commitment());
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /**
   * The version with which the files of a version came first, under whatever model: where that one
   * is bad on purpose, so is every later one of the same files. Files that were there before a case
   * are not what is wrong with it.
   */
  public static Optional<VersionRegistered> source(Elsewhere all, String model, long version) {
    return all.ofModel(model).stream()
        .filter(one -> one.version() == version)
        .findFirst()
        .flatMap(one -> all.ofFiles(one.manifest()).stream().findFirst());
  }
}
