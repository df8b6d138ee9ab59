// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

/**
 * Which runners may compute near data that does not leave its place. What a runner signs counts
 * only after a second person confirmed it, and only until it is revoked.
 */
public sealed interface RunnerAct extends Act {
  /** The pseudonym of the runner. */
  String runner();

  /**
   * A runner with its key; nothing that it signs counts yet.
   *
   * @param runnerName the name that people use
   * @param owner the person who answers for it
   * @param key its public key on P-256, a PEM block
   */
  record RunnerRegistered(Stamp stamp, String runner, String runnerName, String owner, String key)
      implements RunnerAct {
    static final String NAME = "runner.registered";

    static RunnerRegistered read(Stamp stamp, ActReader in) {
      return new RunnerRegistered(
          stamp, in.string("runner"), in.string("name"), in.string("owner"), in.string("key"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("runner", runner).put("name", runnerName).put("owner", owner).put("key", key);
    }
  }

  /** A second person vouches for the runner: from now on what it signs counts. */
  record RunnerConfirmed(Stamp stamp, String runner) implements RunnerAct {
    static final String NAME = "runner.confirmed";

    static RunnerConfirmed read(Stamp stamp, ActReader in) {
      return new RunnerConfirmed(stamp, in.string("runner"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("runner", runner);
    }
  }

  /** Nothing that the runner signs counts any more; what was filed before stands. */
  record RunnerRevoked(Stamp stamp, String runner) implements RunnerAct {
    static final String NAME = "runner.revoked";

    static RunnerRevoked read(Stamp stamp, ActReader in) {
      return new RunnerRevoked(stamp, in.string("runner"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("runner", runner);
    }
  }
}
