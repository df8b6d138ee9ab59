// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.digest.Digest;

/**
 * A person takes a version out for good. It takes and never gives, so one entitled person is
 * enough; only a gate brings the version back.
 */
public sealed interface RemovalAct extends MonitoringAct {
  /** The stage where the version stands from then on. */
  String to();

  /** In which role the person decides: {@code owner} of the model, or {@code risk-manager}. */
  String role();

  /** Digest of the words, which are kept beside the log. */
  Digest reason();

  /** The version has served, or never will: its life is over, whatever stage it stood in. */
  record VersionRetired(Stamp stamp, String model, long version, String role, Digest reason)
      implements RemovalAct {
    public static final String NAME = "version.retired";

    /**
     * The stage of what is retired. A gate takes it back only where its policy names this stage.
     */
    public static final String STAGE = "retired";

    static VersionRetired read(Stamp stamp, ActReader in) {
      return new VersionRetired(
          stamp, in.string("model"), in.integer("version"), in.string("role"), in.digest("reason"));
    }

    @Override
    public String to() {
      return STAGE;
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("model", model)
          .put("version", version)
          .put("role", role)
          .put("reason", reason);
    }
  }

  /**
   * What its gate said of a version in production counts no more. It begins again where every
   * version begins, and every gate on its way asks anew.
   *
   * @param submission the one that brought it into production
   */
  record ApprovalWithdrawn(
      Stamp stamp, String model, long version, long submission, String role, Digest reason)
      implements RemovalAct {
    public static final String NAME = "approval.withdrawn";

    static ApprovalWithdrawn read(Stamp stamp, ActReader in) {
      return new ApprovalWithdrawn(
          stamp,
          in.string("model"),
          in.integer("version"),
          in.integer("submission"),
          in.string("role"),
          in.digest("reason"));
    }

    @Override
    public String to() {
      return VersionRegistered.STAGE;
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
          .put("role", role)
          .put("reason", reason);
    }
  }
}
