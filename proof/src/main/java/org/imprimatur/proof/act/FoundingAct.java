// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.time.Duration;
import java.time.Instant;
import org.imprimatur.proof.digest.Digest;

/** How a log begins, and what the clock did by which it goes on. */
public sealed interface FoundingAct extends Act {
  /** Entry 0: which log this is and which keys sign it. */
  record LogOpened(Stamp stamp, String origin, String logKey, String attestationKey)
      implements FoundingAct {
    static final String NAME = "log.opened";

    static LogOpened read(Stamp stamp, ActReader in) {
      return new LogOpened(
          stamp, in.string("origin"), in.string("logKey"), in.string("attestationKey"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("origin", origin).put("logKey", logKey).put("attestationKey", attestationKey);
    }
  }

  /** The setup file of the first start. */
  record SetupApplied(Stamp stamp, Digest setup) implements FoundingAct {
    static final String NAME = "setup.applied";

    static SetupApplied read(Stamp stamp, ActReader in) {
      return new SetupApplied(stamp, in.digest("setup"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("setup", setup);
    }
  }

  /**
   * The clock of the server read something else than the time that had passed.
   *
   * @param expected what it should have read
   * @param read what it read; the entry's own time is the one by which the server goes
   */
  record ClockLeapt(Stamp stamp, Instant expected, Instant read) implements FoundingAct {
    static final String NAME = "clock.leapt";

    /** What is less than this is no leap. */
    public static final Duration LEAST = Duration.ofMinutes(1);

    static ClockLeapt read(Stamp stamp, ActReader in) {
      return new ClockLeapt(stamp, in.instant("expected"), in.instant("read"));
    }

    /** How far ahead the clock leapt; negative where it was set back. */
    public Duration leap() {
      return Duration.between(expected, read);
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("expected", expected).put("read", read);
    }
  }
}
