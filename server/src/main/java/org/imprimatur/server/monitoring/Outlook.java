// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.imprimatur.proof.monitoring.Footing;
import org.imprimatur.proof.monitoring.Proviso;
import org.imprimatur.proof.monitoring.Renewal;
import org.imprimatur.proof.monitoring.Standing;
import org.imprimatur.server.monitoring.Watches.Watched;

/**
 * How many promises of a version in production stand how, and whether somebody is asked for
 * something.
 *
 * @param asks whether a promise, the end of the approval or a suspension asks for somebody
 * @param due what falls due first: the end of the approval, the day of a condition that is not met,
 *     or the day to decide anew
 */
record Outlook(String model, long version, Tally tally, boolean asks, Optional<Instant> due) {
  /** Of a version where it stands. */
  static Outlook of(Watched one) {
    Footing footing = one.footing();
    boolean near = footing.renewal().filter(renewal -> renewal.isNear(footing.now())).isPresent();
    boolean asks =
        near
            || footing.watch().suspended().isPresent()
            || !footing.watch().reopened().isEmpty()
            || footing.standings().stream().anyMatch(standing -> !standing.breaches().isEmpty());
    return new Outlook(
        one.model().id(), footing.watch().version(), Tally.of(footing, near), asks, due(footing));
  }

  private static Optional<Instant> due(Footing footing) {
    Stream<Instant> conditions =
        footing.provisos().stream()
            .filter(proviso -> proviso.state() != Proviso.State.MET)
            .map(proviso -> proviso.fails() ? proviso.since() : proviso.end().minusSeconds(1));
    Stream<Instant> anew = footing.reopenings().stream().map(one -> one.due().minusSeconds(1));
    return Stream.of(footing.renewal().stream().map(Renewal::due), conditions, anew)
        .flatMap(one -> one)
        .min(Instant::compareTo);
  }

  /**
   * Promises by their state.
   *
   * @param revalidated those that broke and ask for another way through the gate
   * @param suspended all of them while the version is suspended
   * @param ends approvals that end, and those that are to be decided anew by a day
   * @param near those of them that are to be renewed
   */
  record Tally(
      long broken,
      long missing,
      long awaited,
      long kept,
      long revalidated,
      long suspended,
      long promised,
      long ends,
      long near,
      long versions) {
    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static Tally of(Footing footing, boolean near) {
      long promised = footing.standings().size();
      return new Tally(
          in(footing, Standing.State.BROKEN),
          in(footing, Standing.State.MISSING),
          in(footing, Standing.State.AWAITED),
          in(footing, Standing.State.KEPT),
          footing.standings().stream().filter(one -> one.revalidates().isPresent()).count(),
          footing.watch().suspended().isPresent() ? promised : 0,
          promised,
          (footing.renewal().isPresent() ? 1 : 0) + footing.reopenings().size(),
          (near ? 1 : 0) + footing.reopenings().size(),
          1);
    }

    private static long in(Footing footing, Standing.State state) {
      return footing.standings().stream().filter(one -> one.state() == state).count();
    }

    Tally plus(Tally other, int sign) {
      return new Tally(
          broken + sign * other.broken,
          missing + sign * other.missing,
          awaited + sign * other.awaited,
          kept + sign * other.kept,
          revalidated + sign * other.revalidated,
          suspended + sign * other.suspended,
          promised + sign * other.promised,
          ends + sign * other.ends,
          near + sign * other.near,
          versions + sign * other.versions);
    }
  }
}
