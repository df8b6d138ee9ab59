// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.time.Instant;
import java.util.Optional;

/** Who is away, who signs for whom, and what people are qualified for; each for a time. */
public sealed interface DutyAct extends PeopleAct {
  /** The person is away from one instant until another; somebody may cover for what comes in. */
  record AbsenceStated(
      Stamp stamp,
      String absence,
      String person,
      Instant from,
      Instant until,
      Optional<String> cover)
      implements DutyAct {
    static final String NAME = "absence.stated";

    static AbsenceStated read(Stamp stamp, ActReader in) {
      return new AbsenceStated(
          stamp,
          in.string("absence"),
          in.string("person"),
          in.instant("from"),
          in.instant("until"),
          in.findString("cover"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("absence", absence)
          .put("person", person)
          .put("from", from)
          .put("until", until)
          .put("cover", cover);
    }
  }

  /** The absence ends now, or does not come about. */
  record AbsenceEnded(Stamp stamp, String absence) implements DutyAct {
    static final String NAME = "absence.ended";

    static AbsenceEnded read(Stamp stamp, ActReader in) {
      return new AbsenceEnded(stamp, in.string("absence"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("absence", absence);
    }
  }

  /** Whoever records this lets another sign in the own role, for a time. */
  record DelegationGiven(
      Stamp stamp,
      String delegation,
      String to,
      String role,
      Optional<String> model,
      Instant from,
      Instant until)
      implements DutyAct {
    static final String NAME = "delegation.given";

    static DelegationGiven read(Stamp stamp, ActReader in) {
      return new DelegationGiven(
          stamp,
          in.string("delegation"),
          in.string("to"),
          in.string("role"),
          in.findString("model"),
          in.instant("from"),
          in.instant("until"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("delegation", delegation)
          .put("to", to)
          .put("role", role)
          .put("model", model)
          .put("from", from)
          .put("until", until);
    }
  }

  /** The delegation ends now; what was signed under it counts no longer. */
  record DelegationEnded(Stamp stamp, String delegation) implements DutyAct {
    static final String NAME = "delegation.ended";

    static DelegationEnded read(Stamp stamp, ActReader in) {
      return new DelegationEnded(stamp, in.string("delegation"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("delegation", delegation);
    }
  }

  /** The person has what a policy may ask of a signer, such as a training, for a time. */
  record QualificationRecorded(
      Stamp stamp,
      String qualification,
      String person,
      String qualified,
      Instant from,
      Instant until)
      implements DutyAct {
    static final String NAME = "qualification.recorded";

    static QualificationRecorded read(Stamp stamp, ActReader in) {
      return new QualificationRecorded(
          stamp,
          in.string("qualification"),
          in.string("person"),
          in.string("name"),
          in.instant("from"),
          in.instant("until"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("qualification", qualification)
          .put("person", person)
          .put("name", qualified)
          .put("from", from)
          .put("until", until);
    }
  }

  /** The qualification holds no longer. */
  record QualificationWithdrawn(Stamp stamp, String qualification) implements DutyAct {
    static final String NAME = "qualification.withdrawn";

    static QualificationWithdrawn read(Stamp stamp, ActReader in) {
      return new QualificationWithdrawn(stamp, in.string("qualification"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("qualification", qualification);
    }
  }
}
