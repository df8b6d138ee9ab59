// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import org.imprimatur.proof.digest.Digest;

/** How a log begins. */
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
}
