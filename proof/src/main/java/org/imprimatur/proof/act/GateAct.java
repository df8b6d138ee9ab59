// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.digest.Digest;

/** What a gate said and what followed. */
public sealed interface GateAct extends Act
    permits GateAct.VerdictGiven,
        GateAct.VersionPromoted,
        GateAct.VersionBypassed,
        GateAct.BypassReversed,
        GateAct.AttestationIssued,
        RollbackAct {
  /** The verdict with its trace, also where the gate refused. */
  record VerdictGiven(Stamp stamp, long submission, boolean passes, Digest trace)
      implements GateAct {
    static final String NAME = "verdict.given";

    static VerdictGiven read(Stamp stamp, ActReader in) {
      return new VerdictGiven(
          stamp, in.integer("submission"), in.bool("passes"), in.digest("trace"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("submission", submission).put("passes", passes).put("trace", trace);
    }
  }

  /** The change of stage. */
  record VersionPromoted(
      Stamp stamp, String model, long version, long submission, String from, String to)
      implements GateAct {
    static final String NAME = "version.promoted";

    static VersionPromoted read(Stamp stamp, ActReader in) {
      return new VersionPromoted(
          stamp,
          in.string("model"),
          in.integer("version"),
          in.integer("submission"),
          in.string("from"),
          in.string("to"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("model", model)
          .put("version", version)
          .put("submission", submission)
          .put("from", from)
          .put("to", to);
    }
  }

  /**
   * The change of stage past a gate that refuses, by two persons. The submission stays open, and
   * until its gate passes the version stands there on a debt.
   *
   * @param bypass the wish that this confirms
   * @param asker who asked; whoever records this is the second person
   * @param role the role in which the policy lets the second person confirm
   * @param due from when on an unratified version is suspended
   * @param trace the verdict with every open requirement as BYPASSED, trace/v1
   * @param statement what the second person signed, bypass/v1
   */
  record VersionBypassed(
      Stamp stamp,
      String bypass,
      String model,
      long version,
      long submission,
      Move move,
      String asker,
      String role,
      Instant due,
      Digest trace,
      Digest statement)
      implements GateAct {
    static final String NAME = "version.bypassed";

    static VersionBypassed read(Stamp stamp, ActReader in) {
      return new VersionBypassed(
          stamp,
          in.string("bypass"),
          in.string("model"),
          in.integer("version"),
          in.integer("submission"),
          Move.read(in),
          in.string("asker"),
          in.string("role"),
          in.instant("due"),
          in.digest("trace"),
          in.digest("statement"));
    }

    /** The two: neither judges afterwards whether the gate should have passed. */
    public Set<String> persons() {
      return new TreeSet<>(List.of(asker, by()));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return move.write(out.put("bypass", bypass).put("model", model).put("version", version))
          .put("submission", submission)
          .put("asker", asker)
          .put("role", role)
          .put("due", due)
          .put("trace", trace)
          .put("statement", statement);
    }
  }

  /**
   * A bypassed version goes back to the stage where it came from.
   *
   * @param role the role in which the policy lets this person do so
   * @param reason digest of the words, which are kept beside the log
   */
  record BypassReversed(
      Stamp stamp,
      String bypass,
      String model,
      long version,
      long submission,
      Move move,
      String role,
      Digest reason)
      implements GateAct {
    static final String NAME = "bypass.reversed";

    static BypassReversed read(Stamp stamp, ActReader in) {
      return new BypassReversed(
          stamp,
          in.string("bypass"),
          in.string("model"),
          in.integer("version"),
          in.integer("submission"),
          Move.read(in),
          in.string("role"),
          in.digest("reason"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return move.write(out.put("bypass", bypass).put("model", model).put("version", version))
          .put("submission", submission)
          .put("role", role)
          .put("reason", reason);
    }
  }

  /** From one stage to another. */
  record Move(String from, String to) {
    static Move read(ActReader in) {
      return new Move(in.string("from"), in.string("to"));
    }

    ActWriter write(ActWriter out) {
      return out.put("from", from).put("to", to);
    }

    public Move back() {
      return new Move(to, from);
    }
  }

  /**
   * The portable proof of a verdict.
   *
   * @param signOffs the statement of the sign-offs beside it; attestations of before have none
   */
  record AttestationIssued(
      Stamp stamp, long submission, Digest attestation, Optional<Digest> signOffs)
      implements GateAct {
    static final String NAME = "attestation.issued";

    static AttestationIssued read(Stamp stamp, ActReader in) {
      return new AttestationIssued(
          stamp, in.integer("submission"), in.digest("attestation"), in.findDigest("signoffs"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("submission", submission)
          .put("attestation", attestation)
          .put("signoffs", signOffs);
    }
  }
}
