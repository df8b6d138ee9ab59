// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.digest.Digest;

/** Something about a model that must be put right. It lives on the model, over its versions. */
public sealed interface FindingAct extends ReviewAct {
  /** The finding's number, which people call it by. */
  long finding();

  String model();

  /** The words: what was found, what was done, what the retest saw, why the risk is accepted. */
  Digest text();

  /**
   * Somebody found something.
   *
   * @param severity low, medium, high or critical
   * @param owner who puts it right
   * @param due the last day for it, in UTC, such as 2026-12-31
   * @param failure the identity of the check failure that it is about
   * @param challenge the challenge that it came from
   */
  record FindingRaised(
      Stamp stamp,
      long finding,
      String model,
      long submission,
      String severity,
      String owner,
      String due,
      Anchor anchor,
      Optional<String> failure,
      OptionalLong challenge,
      Digest text)
      implements FindingAct {
    static final String NAME = "finding.raised";

    static FindingRaised read(Stamp stamp, ActReader in) {
      return new FindingRaised(
          stamp,
          in.integer("finding"),
          in.string("model"),
          in.integer("submission"),
          in.string("severity"),
          in.string("owner"),
          in.string("due"),
          Anchor.read(in),
          in.findString("failure"),
          in.findInteger("challenge"),
          in.digest("text"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return anchor
          .write(head(out, this))
          .put("severity", severity)
          .put("owner", owner)
          .put("due", due)
          .put("failure", failure)
          .put("challenge", challenge);
    }
  }

  /** Its owner says that it is put right. */
  record FindingFixed(Stamp stamp, long finding, String model, long submission, Digest text)
      implements FindingAct {
    static final String NAME = "finding.fixed";

    static FindingFixed read(Stamp stamp, ActReader in) {
      return new FindingFixed(
          stamp,
          in.integer("finding"),
          in.string("model"),
          in.integer("submission"),
          in.digest("text"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return head(out, this);
    }
  }

  /**
   * Another person looked whether it is put right.
   *
   * @param submission the submission on which it was looked at
   * @param evidence the item of that submission's dossier that the retest rests on
   */
  record FindingRetested(
      Stamp stamp,
      long finding,
      String model,
      long submission,
      boolean passes,
      Optional<Digest> evidence,
      Digest text)
      implements FindingAct {
    static final String NAME = "finding.retested";

    static FindingRetested read(Stamp stamp, ActReader in) {
      return new FindingRetested(
          stamp,
          in.integer("finding"),
          in.string("model"),
          in.integer("submission"),
          in.bool("passes"),
          in.findDigest("evidence"),
          in.digest("text"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return head(out, this).put("passes", passes).put("evidence", evidence);
    }
  }

  /**
   * Somebody answers for living with it for a while.
   *
   * @param role in which role
   * @param until the last day on which that holds, in UTC
   */
  record FindingAccepted(
      Stamp stamp,
      long finding,
      String model,
      long submission,
      String role,
      String until,
      Digest text)
      implements FindingAct {
    static final String NAME = "finding.accepted";

    static FindingAccepted read(Stamp stamp, ActReader in) {
      return new FindingAccepted(
          stamp,
          in.integer("finding"),
          in.string("model"),
          in.integer("submission"),
          in.string("role"),
          in.string("until"),
          in.digest("text"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return head(out, this).put("role", role).put("until", until);
    }
  }

  /**
   * The owner of the model names who puts right a finding whose owner left.
   *
   * @param owner who owns it from now on
   */
  record FindingHanded(
      Stamp stamp, long finding, String model, long submission, String owner, Digest text)
      implements FindingAct {
    static final String NAME = "finding.handed";

    static FindingHanded read(Stamp stamp, ActReader in) {
      return new FindingHanded(
          stamp,
          in.integer("finding"),
          in.string("model"),
          in.integer("submission"),
          in.string("owner"),
          in.digest("text"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return head(out, this).put("owner", owner);
    }
  }

  private static ActWriter head(ActWriter out, FindingAct act) {
    return out.put("finding", act.finding())
        .put("model", act.model())
        .put("submission", act.submission())
        .put("text", act.text());
  }
}
