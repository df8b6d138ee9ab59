// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.util.Optional;
import org.imprimatur.proof.digest.Digest;

/** Seeded cases: versions known to be bad, by which review is tried. */
public sealed interface SeedAct extends Act {
  /** The id of the commitment. */
  String seed();

  /**
   * A steward binds themself to a case, or to none at all, without saying which.
   *
   * @param commitment SHA-256(0x00 ‖ salt ‖ the case), which tells nothing without the salt
   */
  record SeedCommitted(Stamp stamp, String seed, Digest commitment) implements SeedAct {
    static final String NAME = "seed.committed";

    static SeedCommitted read(Stamp stamp, ActReader in) {
      return new SeedCommitted(stamp, in.string("seed"), in.digest("commitment"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("seed", seed).put("commitment", commitment);
    }
  }

  /**
   * The commitment is opened, by the steward or by Imprimatur itself.
   *
   * @param salt in hexadecimal
   * @param bad the version that is the case; empty where there was none
   */
  record SeedRevealed(Stamp stamp, String seed, String salt, Optional<Case> bad)
      implements SeedAct {
    static final String NAME = "seed.revealed";

    static SeedRevealed read(Stamp stamp, ActReader in) {
      return new SeedRevealed(stamp, in.string("seed"), in.string("salt"), Case.find(in));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      ActWriter begun = out.put("seed", seed).put("salt", salt);
      return bad.map(one -> one.write(begun)).orElse(begun);
    }
  }

  /**
   * A version that is bad on purpose, whatever submission takes it to a gate.
   *
   * @param opener who registered it in their own name, and agreed to
   * @param defect digest of what is wrong with it, in words that are kept beside the log
   */
  record Case(String model, long version, String opener, Digest defect) {
    private static Optional<Case> find(ActReader in) {
      return in.findString("model")
          .map(
              model ->
                  new Case(model, in.integer("version"), in.string("opener"), in.digest("defect")));
    }

    private ActWriter write(ActWriter out) {
      return out.put("model", model)
          .put("version", version)
          .put("opener", opener)
          .put("defect", defect);
    }
  }
}
