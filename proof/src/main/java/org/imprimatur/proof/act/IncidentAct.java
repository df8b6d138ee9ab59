// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.time.Instant;
import org.imprimatur.proof.digest.Digest;

/** Something went wrong with a version in production, and what was learned from it. */
public sealed interface IncidentAct extends MonitoringAct {
  /** The incident's number, which people call it by. */
  long incident();

  /**
   * Somebody reports an incident.
   *
   * @param submission the one that took the version to production: the path of its approval
   * @param severity low, medium, high or critical
   * @param harm what came of it: none, serious, widespread or death
   * @param aware since when it is known, from which clocks of reports run
   * @param foundBy monitoring, review, user, audit or other
   * @param text digest of what happened, in words that are kept beside the log
   */
  record IncidentOpened(
      Stamp stamp,
      long incident,
      String model,
      long version,
      long submission,
      String severity,
      String harm,
      Instant aware,
      String foundBy,
      Digest text)
      implements IncidentAct {
    static final String NAME = "incident.opened";

    static IncidentOpened read(Stamp stamp, ActReader in) {
      return new IncidentOpened(
          stamp,
          in.integer("incident"),
          in.string("model"),
          in.integer("version"),
          in.integer("submission"),
          in.string("severity"),
          in.string("harm"),
          in.instant("aware"),
          in.string("foundBy"),
          in.digest("text"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return head(out, this)
          .put("submission", submission)
          .put("severity", severity)
          .put("harm", harm)
          .put("aware", aware)
          .put("foundBy", foundBy)
          .put("text", text);
    }
  }

  /**
   * Somebody who answers for the model says what caused it and what is to be learned.
   *
   * @param role {@code owner} of the model, or {@code risk-manager}
   * @param cause digest of the words about the cause
   * @param lesson digest of what the next reviewer of the model is to know
   */
  record IncidentClosed(
      Stamp stamp,
      long incident,
      String model,
      long version,
      String role,
      Digest cause,
      Digest lesson)
      implements IncidentAct {
    static final String NAME = "incident.closed";

    static IncidentClosed read(Stamp stamp, ActReader in) {
      return new IncidentClosed(
          stamp,
          in.integer("incident"),
          in.string("model"),
          in.integer("version"),
          in.string("role"),
          in.digest("cause"),
          in.digest("lesson"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return head(out, this).put("role", role).put("cause", cause).put("lesson", lesson);
    }
  }

  private static ActWriter head(ActWriter out, IncidentAct act) {
    return out.put("incident", act.incident())
        .put("model", act.model())
        .put("version", act.version());
  }
}
