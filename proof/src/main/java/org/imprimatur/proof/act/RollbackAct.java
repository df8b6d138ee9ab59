// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import org.imprimatur.proof.digest.Digest;

/**
 * Back to a version that was approved before. The submission that brought that one into production
 * is judged once more, as it stands at this instant, under the policy that governs the model then.
 */
public sealed interface RollbackAct extends GateAct {
  /** The pseudonym of the model. */
  String model();

  /** The version that is to serve again. */
  long version();

  /** What was judged and why it was asked for. */
  Judged judged();

  /**
   * A submission of before under the policy of now.
   *
   * @param submission the one that brought the version into production
   * @param policy the policy that governs the model now
   * @param trace the verdict with its trace, trace/v1
   * @param reason digest of the words, which are kept beside the log
   */
  record Judged(long submission, Digest policy, Digest trace, Digest reason) {
    static Judged read(ActReader in) {
      return new Judged(
          in.integer("submission"), in.digest("policy"), in.digest("trace"), in.digest("reason"));
    }

    ActWriter write(ActWriter out) {
      return out.put("submission", submission)
          .put("policy", policy)
          .put("trace", trace)
          .put("reason", reason);
    }
  }

  /** The gate passes, and from now on the version is the one in production. */
  record VersionRestored(Stamp stamp, String model, long version, Judged judged)
      implements RollbackAct {
    public static final String NAME = "version.restored";

    static VersionRestored read(Stamp stamp, ActReader in) {
      return new VersionRestored(stamp, in.string("model"), in.integer("version"), Judged.read(in));
    }

    public long submission() {
      return judged.submission();
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return judged.write(out.put("model", model).put("version", version));
    }
  }

  /** The gate refuses, and nothing changes. */
  record RollbackRefused(Stamp stamp, String model, long version, Judged judged)
      implements RollbackAct {
    public static final String NAME = "rollback.refused";

    static RollbackRefused read(Stamp stamp, ActReader in) {
      return new RollbackRefused(stamp, in.string("model"), in.integer("version"), Judged.read(in));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return judged.write(out.put("model", model).put("version", version));
    }
  }
}
