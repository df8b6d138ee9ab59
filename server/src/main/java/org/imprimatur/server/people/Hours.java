// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.HoursAct;
import org.imprimatur.proof.act.HoursAct.HoursStated;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.hours.HoursConduct;
import org.imprimatur.proof.hours.WorkingHours;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;
import org.springframework.stereotype.Component;

/** When people work, as a risk manager states it; each statement holds until the next. */
@Component
public final class Hours {
  private final Roster roster;
  private final Database database;

  Hours(Roster roster, Database database) {
    this.roster = roster;
    this.database = database;
  }

  /** A statement and what it says. */
  public record Stated(HoursStated act, WorkingHours hours) {}

  /** States working hours from now on; throws a refusal with everything that stands against it. */
  public HoursStated state(Caller caller, WorkingHours hours) {
    caller.needs(Permission.PUBLISH);
    Digest digest = roster.blobs().put(hours.document().canonical());
    return roster
        .audit()
        .record(
            moment -> {
              var act = new HoursStated(caller.stamp(moment, Permission.PUBLISH), digest);
              List<Reason> against =
                  new HoursConduct(roster.staff(moment.db())).against(act, hours);
              return against.isEmpty()
                  ? Ruling.granted(act, act)
                  : new Ruling.Refused<>(refusal(against));
            });
  }

  private static Refusal refusal(List<Reason> against) {
    Reason first = against.getFirst();
    return new Refusal(
        first.code(),
        first.code().equals("hours.role") ? 403 : 422,
        first.sentence(),
        against.stream().skip(1).map(Reason::sentence).toList(),
        "See the guide to Insights, Working hours.");
  }

  /** Every statement, the newest first. */
  public List<HoursStated> all() {
    return Entries.acts(database.reader(), "act:hours.stated").reversed().stream()
        .map(Hours::stated)
        .toList();
  }

  private static HoursStated stated(Act act) {
    return switch ((HoursAct) act) {
      case HoursStated stated -> stated;
    };
  }

  /** What a statement says. */
  public Stated read(HoursStated act) {
    return new Stated(act, WorkingHours.of(roster.blobs().document(act.hours())));
  }

  /** The hours that hold; empty where none were ever stated. */
  public Optional<Stated> now() {
    return all().stream().findFirst().map(this::read);
  }
}
