// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import org.imprimatur.proof.act.DecisionAct.WaiverAsked;
import org.imprimatur.proof.act.DecisionAct.WaiverGranted;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.digest.Manifest;
import org.imprimatur.proof.log.Checkpoint;
import org.imprimatur.proof.log.Hash;
import org.imprimatur.proof.log.Leaves;
import org.imprimatur.proof.log.MerkleProofs;

/**
 * All that an attestation says: what passed, under what, by whose word, and where it is logged.
 *
 * @param envelope the submission whose change envelope the version is inside; its attestation says
 *     who signed
 */
public record AttestationFacts(
    Instant at,
    ApprovedVersion version,
    Passage passage,
    Pinned pinned,
    List<SignedOff> signOffs,
    List<Waived> waivers,
    OptionalLong envelope,
    LogProof log) {
  public AttestationFacts {
    at = at.truncatedTo(ChronoUnit.MILLIS);
    signOffs = List.copyOf(signOffs);
    waivers = List.copyOf(waivers);
  }

  /** A promotion that people signed themselves. */
  public AttestationFacts(
      Instant at,
      ApprovedVersion version,
      Passage passage,
      Pinned pinned,
      List<SignedOff> signOffs,
      List<Waived> waivers,
      LogProof log) {
    this(at, version, passage, pinned, signOffs, waivers, OptionalLong.empty(), log);
  }

  /** The same, of which nothing was waived. */
  public AttestationFacts(
      Instant at,
      ApprovedVersion version,
      Passage passage,
      Pinned pinned,
      List<SignedOff> signOffs,
      LogProof log) {
    this(at, version, passage, pinned, signOffs, List.of(), log);
  }

  /** A requirement that did not hold and was set aside by two people until a day. */
  public record Waived(
      String requirement, String waiver, String until, String askedBy, String grantedBy) {
    public static Waived of(WaiverAsked asked, WaiverGranted granted) {
      return new Waived(
          asked.requirement(), asked.waiver(), asked.until(), asked.by(), granted.by());
    }
  }

  /** The version of a model, by its name and its opaque id. */
  public record ApprovedVersion(
      String model, String modelId, long number, Manifest manifest, String cutoff) {}

  /** The submission that took the version through a gate from one stage to another. */
  public record Passage(long submission, String gate, String tier, String from, String to) {}

  /** What the verdict rests on; the trace holds every reason. */
  public record Pinned(PolicyVersion policy, Digest use, Digest trace) {}

  public record PolicyVersion(String name, long number, Digest digest) {}

  /** One person's signed statement; the person is a pseudonym, the name a commitment. */
  public record SignedOff(
      String person,
      String role,
      String meaning,
      String decision,
      Digest statement,
      Digest commitment) {}

  /** The signed checkpoint of the log with the verdict and the promotion under it. */
  public record LogProof(String checkpoint, LoggedAct verdict, LoggedAct promotion) {
    public String origin() {
      return Checkpoint.unverified(checkpoint).origin();
    }
  }

  /** An act as the log holds it, and the way from its leaf to the checkpoint's root. */
  public record LoggedAct(long index, String act, List<Hash> path) {
    public LoggedAct {
      path = List.copyOf(path);
    }

    /** Proves the entry at {@code index} in the log of the first {@code size} entries. */
    public static LoggedAct of(long index, byte[] entry, long size, Leaves leaves) {
      String act = new String(entry, StandardCharsets.UTF_8);
      return new LoggedAct(index, act, MerkleProofs.inclusion(index, size, leaves));
    }

    byte[] bytes() {
      return act.getBytes(StandardCharsets.UTF_8);
    }
  }
}
