// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.impact.Condemnations;
import org.imprimatur.server.audit.Entries;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What stands condemned, read on the connection that it is given. */
public final class Condemning {
  private static final List<String> ACTS =
      List.of("act:cause.condemned", "act:condemnation.lifted");

  private Condemning() {}

  /** What stands condemned now. */
  public static Condemnations now(JdbcClient db) {
    return until(db, Long.MAX_VALUE);
  }

  /** What stood condemned when a gate let a submission through. */
  static Condemnations before(JdbcClient db, VersionPromoted promoted) {
    if (Entries.mentioning(db, ACTS.getFirst()).isEmpty()) {
      return Condemnations.NONE;
    }
    long position =
        Entries.mentioning(db, "act:" + promoted.name(), "submission:" + promoted.submission())
            .getFirst()
            .position();
    return until(db, position);
  }

  private static Condemnations until(JdbcClient db, long position) {
    List<Entries.Entry> entries = new ArrayList<>();
    for (String act : ACTS) {
      entries.addAll(Entries.mentioning(db, act));
    }
    List<Act> acts =
        entries.stream()
            .filter(entry -> entry.position() < position)
            .sorted((one, other) -> Long.compare(one.position(), other.position()))
            .map(Entries.Entry::act)
            .toList();
    return Condemnations.of(acts);
  }
}
