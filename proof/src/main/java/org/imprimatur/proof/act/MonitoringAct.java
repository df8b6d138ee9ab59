// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.digest.Digest;

/** What is seen of a version after its promotion, and what follows. */
public sealed interface MonitoringAct extends Act
    permits MonitoringAct.SignalRecorded,
        MonitoringAct.PromiseAnswered,
        MonitoringAct.VersionSuspended,
        MonitoringAct.ReinstatementAsked,
        MonitoringAct.VersionReinstated,
        MonitoringAct.VersionReopened,
        RemovalAct,
        IncidentAct,
        BatchAct {
  /** The pseudonym of the model. */
  String model();

  /** The version's number. */
  long version();

  /**
   * What a promise came to over a window of time.
   *
   * @param promise its name in the promises that the version's promotion pinned
   * @param value a decimal as plain text, which never rounds
   * @param n over how many rows or decisions, where that was told
   * @param from when the window begins
   * @param to when it ends
   * @param token the token that sent it; none where a person did on a page, or nobody sent it
   * @param evidence of which figure it is, where Imprimatur computed it from a batch
   */
  record SignalRecorded(
      Stamp stamp,
      String model,
      long version,
      String promise,
      String value,
      OptionalLong n,
      Instant from,
      Instant to,
      Optional<String> token,
      Optional<Digest> evidence)
      implements MonitoringAct {
    public static final String NAME = "signal.recorded";

    static SignalRecorded read(Stamp stamp, ActReader in) {
      return new SignalRecorded(
          stamp,
          in.string("model"),
          in.integer("version"),
          in.string("promise"),
          in.string("value"),
          in.findInteger("n"),
          in.instant("from"),
          in.instant("to"),
          in.findString("token"),
          in.findDigest("evidence"));
    }

    @Override
    public Optional<String> with() {
      return token;
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("model", model)
          .put("version", version)
          .put("promise", promise)
          .put("value", value)
          .put("n", n)
          .put("from", from)
          .put("to", to)
          .put("token", token)
          .put("evidence", evidence);
    }
  }

  /**
   * A breach of a promise.
   *
   * @param promise its name
   * @param kind {@code broken}, or {@code missing} where no measurement arrived in time
   * @param since the end of the first window that broke it, or when the measurement was due
   */
  record Breach(String promise, String kind, Instant since) {
    public static final String BROKEN = "broken";
    public static final String MISSING = "missing";

    static Breach read(ActReader in) {
      return new Breach(in.string("promise"), in.string("breach"), in.instant("since"));
    }

    ActWriter write(ActWriter out) {
      return out.put("promise", promise).put("breach", kind).put("since", since);
    }
  }

  /**
   * Somebody explains a breach and bears it until the end of a day, once.
   *
   * @param reason digest of the explanation, which is kept beside the log
   * @param until the last day, in UTC
   */
  record PromiseAnswered(
      Stamp stamp, String model, long version, Breach breach, Digest reason, String until)
      implements MonitoringAct {
    static final String NAME = "promise.answered";

    static PromiseAnswered read(Stamp stamp, ActReader in) {
      return new PromiseAnswered(
          stamp,
          in.string("model"),
          in.integer("version"),
          Breach.read(in),
          in.digest("reason"),
          in.string("until"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return breach
          .write(out.put("model", model).put("version", version))
          .put("reason", reason)
          .put("until", until);
    }
  }

  /** The version may not serve from now on, though its stage stays. */
  record VersionSuspended(Stamp stamp, String model, long version, long submission, Cause cause)
      implements MonitoringAct {
    static final String NAME = "version.suspended";

    static VersionSuspended read(Stamp stamp, ActReader in) {
      return new VersionSuspended(
          stamp,
          in.string("model"),
          in.integer("version"),
          in.integer("submission"),
          Cause.read(in));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      ActWriter begun =
          out.put("model", model).put("version", version).put("submission", submission);
      return cause.write(begun);
    }
  }

  /** Why a version is suspended. */
  sealed interface Cause {
    private static Cause read(ActReader in) {
      if (in.findString("role").isPresent()) {
        return new Ordered(in.string("role"), in.digest("reason"));
      }
      if (in.findString("bypass").isPresent()) {
        return new Unratified(in.string("bypass"));
      }
      if (in.findString("condemnation").isPresent()) {
        return new Undecided(in.string("condemnation"), in.instant("since"));
      }
      if (in.findString("expired").isPresent()) {
        return new Expired(in.instant("expired"));
      }
      return in.findString("signoff").isPresent()
          ? new Unmet(
              in.string("signoff"),
              in.integer("condition"),
              in.string("failure"),
              in.instant("since"))
          : new Broken(Breach.read(in));
    }

    private ActWriter write(ActWriter out) {
      return switch (this) {
        case Broken(var breach) -> breach.write(out);
        case Expired(var due) -> out.put("expired", due);
        case Unmet(var signOff, var condition, var failure, var since) ->
            out.put("signoff", signOff)
                .put("condition", condition)
                .put("failure", failure)
                .put("since", since);
        case Ordered(var role, var reason) -> out.put("role", role).put("reason", reason);
        case Unratified(var bypass) -> out.put("bypass", bypass);
        case Undecided(var condemnation, var since) ->
            out.put("condemnation", condemnation).put("since", since);
      };
    }

    /** A promise that suspends when it breaks; Imprimatur itself acts. */
    record Broken(Breach breach) implements Cause {}

    /**
     * Nobody renewed the approval in time; Imprimatur itself acts.
     *
     * @param due when it expired
     */
    record Expired(Instant due) implements Cause {}

    /**
     * A condition failed under which an approval was given; Imprimatur itself acts.
     *
     * @param signOff the approval
     * @param condition its place among the conditions, from 1
     * @param failure {@code broken} by what was measured, or {@code lapsed} unmet
     * @param since when
     */
    record Unmet(String signOff, long condition, String failure, Instant since) implements Cause {}

    /**
     * A person decided it.
     *
     * @param role {@code owner} of the model, or {@code risk-manager}
     * @param reason digest of the words, which are kept beside the log
     */
    record Ordered(String role, Digest reason) implements Cause {}

    /**
     * A bypass that nobody ratified in time; Imprimatur itself acts, and only the gate ends it.
     *
     * @param bypass the id of the bypass
     */
    record Unratified(String bypass) implements Cause {}

    /**
     * What was opened again for a condemnation, and nobody decided anew by the day that was set;
     * Imprimatur itself acts.
     *
     * @param condemnation its id
     * @param since when the day was over
     */
    record Undecided(String condemnation, Instant since) implements Cause {}
  }

  /**
   * The approval of a version in production rests on what was condemned: it is to be taken through
   * the gate again.
   *
   * @param submission the one that brought it in
   * @param condemnation the id of the condemnation
   * @param due the last day, in UTC, on which it may serve without that; no day where nothing is
   *     said
   */
  record VersionReopened(
      Stamp stamp,
      String model,
      long version,
      long submission,
      String condemnation,
      Optional<String> due)
      implements MonitoringAct {
    static final String NAME = "version.reopened";

    static VersionReopened read(Stamp stamp, ActReader in) {
      return new VersionReopened(
          stamp,
          in.string("model"),
          in.integer("version"),
          in.integer("submission"),
          in.string("condemnation"),
          in.findString("due"));
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
          .put("condemnation", condemnation)
          .put("due", due);
    }
  }

  /** One person asks to let a suspended version serve again. */
  record ReinstatementAsked(Stamp stamp, String model, long version, long submission, Digest reason)
      implements MonitoringAct {
    static final String NAME = "reinstatement.asked";

    static ReinstatementAsked read(Stamp stamp, ActReader in) {
      return new ReinstatementAsked(
          stamp,
          in.string("model"),
          in.integer("version"),
          in.integer("submission"),
          in.digest("reason"));
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
          .put("reason", reason);
    }
  }

  /** A second person lets it. */
  record VersionReinstated(Stamp stamp, String model, long version, long submission)
      implements MonitoringAct {
    static final String NAME = "version.reinstated";

    static VersionReinstated read(Stamp stamp, ActReader in) {
      return new VersionReinstated(
          stamp, in.string("model"), in.integer("version"), in.integer("submission"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("model", model).put("version", version).put("submission", submission);
    }
  }
}
