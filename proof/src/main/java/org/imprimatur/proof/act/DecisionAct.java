// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import org.imprimatur.proof.digest.Digest;

/** What people decide about a submission beside their sign-offs. */
public sealed interface DecisionAct extends Act {
  long submission();

  /** Everything about the submission stands still; the reason is a text under its digest. */
  record SubmissionHeld(Stamp stamp, long submission, Digest reason) implements DecisionAct {
    static final String NAME = "submission.held";

    static SubmissionHeld read(Stamp stamp, ActReader in) {
      return new SubmissionHeld(stamp, in.integer("submission"), in.digest("reason"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("submission", submission).put("reason", reason);
    }
  }

  /** The hold ends; the reason is a text under its digest. */
  record SubmissionResumed(Stamp stamp, long submission, Digest reason) implements DecisionAct {
    static final String NAME = "submission.resumed";

    static SubmissionResumed read(Stamp stamp, ActReader in) {
      return new SubmissionResumed(stamp, in.integer("submission"), in.digest("reason"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("submission", submission).put("reason", reason);
    }
  }

  /**
   * A reviewer hands the turn back to the proposer and signs nothing.
   *
   * @param role the role in which the reviewer would sign
   * @param fixes what to mend, fixes/v1
   */
  record ChangesRequested(Stamp stamp, String request, long submission, String role, Digest fixes)
      implements DecisionAct {
    static final String NAME = "changes.requested";

    static ChangesRequested read(Stamp stamp, ActReader in) {
      return new ChangesRequested(
          stamp,
          in.string("request"),
          in.integer("submission"),
          in.string("role"),
          in.digest("fixes"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("request", request)
          .put("submission", submission)
          .put("role", role)
          .put("fixes", fixes);
    }
  }

  /** The proposer answers a request for changes; the answer is a text under its digest. */
  record ChangesAnswered(Stamp stamp, String request, long submission, Digest answer)
      implements DecisionAct {
    static final String NAME = "changes.answered";

    static ChangesAnswered read(Stamp stamp, ActReader in) {
      return new ChangesAnswered(
          stamp, in.string("request"), in.integer("submission"), in.digest("answer"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("request", request).put("submission", submission).put("answer", answer);
    }
  }

  /**
   * The owner of a condition says that it is met; it counts once another person confirms it.
   *
   * @param condition its number within the sign-off, from 1
   * @param note how it was met, a text under its digest
   */
  record ConditionMet(Stamp stamp, String signoff, long condition, long submission, Digest note)
      implements DecisionAct {
    static final String NAME = "condition.met";

    static ConditionMet read(Stamp stamp, ActReader in) {
      return new ConditionMet(
          stamp,
          in.string("signoff"),
          in.integer("condition"),
          in.integer("submission"),
          in.digest("note"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("signoff", signoff)
          .put("condition", condition)
          .put("submission", submission)
          .put("note", note);
    }
  }

  /**
   * The owner of the model names who sees to a condition whose owner left.
   *
   * @param owner who owns it from now on
   */
  record ConditionHanded(Stamp stamp, String signoff, long condition, long submission, String owner)
      implements DecisionAct {
    static final String NAME = "condition.handed";

    static ConditionHanded read(Stamp stamp, ActReader in) {
      return new ConditionHanded(
          stamp,
          in.string("signoff"),
          in.integer("condition"),
          in.integer("submission"),
          in.string("owner"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("signoff", signoff)
          .put("condition", condition)
          .put("submission", submission)
          .put("owner", owner);
    }
  }

  /** Whoever asked for a condition, or another holder of the same role, confirms that it is met. */
  record ConditionConfirmed(Stamp stamp, String signoff, long condition, long submission)
      implements DecisionAct {
    static final String NAME = "condition.confirmed";

    static ConditionConfirmed read(Stamp stamp, ActReader in) {
      return new ConditionConfirmed(
          stamp, in.string("signoff"), in.integer("condition"), in.integer("submission"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("signoff", signoff).put("condition", condition).put("submission", submission);
    }
  }

  /**
   * Somebody asks that one requirement be set aside until a day.
   *
   * @param until the last day on which it would hold, in UTC, such as 2027-01-31
   * @param grounds the reason and what protects meanwhile, waiver/v1
   */
  record WaiverAsked(
      Stamp stamp, String waiver, long submission, String requirement, String until, Digest grounds)
      implements DecisionAct {
    static final String NAME = "waiver.asked";

    static WaiverAsked read(Stamp stamp, ActReader in) {
      return new WaiverAsked(
          stamp,
          in.string("waiver"),
          in.integer("submission"),
          in.string("requirement"),
          in.string("until"),
          in.digest("grounds"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("waiver", waiver)
          .put("submission", submission)
          .put("requirement", requirement)
          .put("until", until)
          .put("grounds", grounds);
    }
  }

  /**
   * A second person grants a waiver.
   *
   * @param role the role in which the policy lets this person grant
   * @param statement what was signed, grant/v1
   */
  record WaiverGranted(Stamp stamp, String waiver, long submission, String role, Digest statement)
      implements DecisionAct {
    static final String NAME = "waiver.granted";

    static WaiverGranted read(Stamp stamp, ActReader in) {
      return new WaiverGranted(
          stamp,
          in.string("waiver"),
          in.integer("submission"),
          in.string("role"),
          in.digest("statement"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("waiver", waiver)
          .put("submission", submission)
          .put("role", role)
          .put("statement", statement);
    }
  }

  /**
   * In an emergency somebody asks to take the version past the gate; nothing moves by it.
   *
   * @param role the role in which the policy lets this person ask
   * @param grounds the reason and the incident, emergency/v1
   */
  record BypassAsked(Stamp stamp, String bypass, long submission, String role, Digest grounds)
      implements DecisionAct {
    static final String NAME = "bypass.asked";

    static BypassAsked read(Stamp stamp, ActReader in) {
      return new BypassAsked(
          stamp,
          in.string("bypass"),
          in.integer("submission"),
          in.string("role"),
          in.digest("grounds"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("bypass", bypass)
          .put("submission", submission)
          .put("role", role)
          .put("grounds", grounds);
    }
  }

  /** A waiver ends before its day, or is refused before it was granted. */
  record WaiverEnded(Stamp stamp, String waiver, long submission, Digest reason)
      implements DecisionAct {
    static final String NAME = "waiver.ended";

    static WaiverEnded read(Stamp stamp, ActReader in) {
      return new WaiverEnded(
          stamp, in.string("waiver"), in.integer("submission"), in.digest("reason"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("waiver", waiver).put("submission", submission).put("reason", reason);
    }
  }
}
