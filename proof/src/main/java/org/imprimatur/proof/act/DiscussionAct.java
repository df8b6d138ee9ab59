// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.digest.Digest;

/** What is asked and answered about a submission. */
public sealed interface DiscussionAct extends ReviewAct {
  /**
   * Somebody doubts something and wants an answer.
   *
   * @param role in which role
   * @param asked who is to answer
   */
  record ChallengeRaised(
      Stamp stamp,
      long challenge,
      String model,
      long submission,
      String role,
      String asked,
      Anchor anchor,
      Digest text)
      implements DiscussionAct {
    static final String NAME = "challenge.raised";

    static ChallengeRaised read(Stamp stamp, ActReader in) {
      return new ChallengeRaised(
          stamp,
          in.integer("challenge"),
          in.string("model"),
          in.integer("submission"),
          in.string("role"),
          in.string("asked"),
          Anchor.read(in),
          in.digest("text"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return anchor
          .write(out)
          .put("challenge", challenge)
          .put("model", model)
          .put("submission", submission)
          .put("role", role)
          .put("asked", asked)
          .put("text", text);
    }
  }

  /** Somebody who was asked, or who had a hand in the version, answers. */
  record ChallengeAnswered(Stamp stamp, long challenge, String model, long submission, Digest text)
      implements DiscussionAct {
    static final String NAME = "challenge.answered";

    static ChallengeAnswered read(Stamp stamp, ActReader in) {
      return new ChallengeAnswered(
          stamp,
          in.integer("challenge"),
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
      return out.put("challenge", challenge)
          .put("model", model)
          .put("submission", submission)
          .put("text", text);
    }
  }

  /**
   * The challenger says what came of it.
   *
   * @param outcome accepted (the answer satisfies), upheld (it does not) or withdrawn
   * @param finding what carries an upheld challenge on
   */
  record ChallengeResolved(
      Stamp stamp,
      long challenge,
      String model,
      long submission,
      String outcome,
      OptionalLong finding,
      Optional<Digest> text)
      implements DiscussionAct {
    static final String NAME = "challenge.resolved";

    static ChallengeResolved read(Stamp stamp, ActReader in) {
      return new ChallengeResolved(
          stamp,
          in.integer("challenge"),
          in.string("model"),
          in.integer("submission"),
          in.string("outcome"),
          in.findInteger("finding"),
          in.findDigest("text"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("challenge", challenge)
          .put("model", model)
          .put("submission", submission)
          .put("outcome", outcome)
          .put("finding", finding)
          .put("text", text);
    }
  }

  /**
   * A remark that asks nobody for anything.
   *
   * @param challenge the challenge that it is said to, if any
   */
  record CommentMade(
      Stamp stamp, long submission, Anchor anchor, OptionalLong challenge, Digest text)
      implements DiscussionAct {
    static final String NAME = "comment.made";

    static CommentMade read(Stamp stamp, ActReader in) {
      return new CommentMade(
          stamp,
          in.integer("submission"),
          Anchor.read(in),
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
          .write(out)
          .put("submission", submission)
          .put("challenge", challenge)
          .put("text", text);
    }
  }

  /** A validator says what will be looked at and how, before looking. */
  record ValidationPlanned(Stamp stamp, long submission, Digest plan) implements DiscussionAct {
    static final String NAME = "validation.planned";

    static ValidationPlanned read(Stamp stamp, ActReader in) {
      return new ValidationPlanned(stamp, in.integer("submission"), in.digest("plan"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("submission", submission).put("plan", plan);
    }
  }
}
