// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ImpactAct;
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

  /** Everything that was ever condemned and lifted, in the log's order. */
  public static List<ImpactAct> all(JdbcClient db) {
    return entries(db).stream().map(entry -> (ImpactAct) entry.act()).toList();
  }

  private static Condemnations until(JdbcClient db, long position) {
    return Condemnations.of(
        entries(db).stream()
            .filter(entry -> entry.position() < position)
            .map(Entries.Entry::act)
            .toList());
  }

  private static List<Entries.Entry> entries(JdbcClient db) {
    List<Entries.Entry> entries = new ArrayList<>();
    for (String act : ACTS) {
      entries.addAll(Entries.mentioning(db, act));
    }
    entries.sort(Comparator.comparingLong(Entries.Entry::position));
    return entries;
  }
}
