// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.util.Optional;
import org.imprimatur.proof.digest.Digest;

/** What a gate said and what followed. */
public sealed interface GateAct extends Act {
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
