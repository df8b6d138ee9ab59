// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.monitoring.Standing;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.monitoring.Outlook.Tally;
import org.imprimatur.server.monitoring.OutlookStore.Due;
import org.imprimatur.server.monitoring.Watches.Watched;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds and counts versions in production by where they stand, without reading all of them. It
 * rests on how each stood when it was looked at last; those that were not looked at since something
 * happened to them are read anew.
 */
@Component
public final class Outlooks {
  /** More than so many that were not looked at yet are left to the next look. */
  private static final int MOST_PENDING = 200;

  private static final int MOST_ENTRIES = 1_000;

  private final Audit audit;
  private final Database database;
  private final Watches watches;

  Outlooks(Audit audit, Database database, Watches watches) {
    this.audit = audit;
    this.database = database;
    this.watches = watches;
  }

  /** Which promises are looked for. */
  public enum View {
    ALL,
    BROKEN,
    MISSING,
    REVALIDATED,
    SUSPENDED,
    AWAITED,
    KEPT;

    private boolean takes(Outlook one) {
      Tally tally = one.tally();
      return switch (this) {
        case ALL -> true;
        case BROKEN -> tally.broken() > 0;
        case MISSING -> tally.missing() > 0;
        case REVALIDATED -> tally.revalidated() > 0 || tally.near() > 0;
        case SUSPENDED -> tally.suspended() > 0;
        case AWAITED -> tally.awaited() > 0;
        case KEPT -> tally.kept() > 0;
      };
    }

    /** Whether a promise is one of these. */
    public boolean takes(Watched of, Standing one) {
      return switch (this) {
        case ALL -> true;
        case BROKEN -> one.state() == Standing.State.BROKEN;
        case MISSING -> one.state() == Standing.State.MISSING;
        case REVALIDATED -> one.revalidates().isPresent();
        case SUSPENDED -> of.watch().suspended().isPresent();
        case AWAITED -> one.state() == Standing.State.AWAITED;
        case KEPT -> one.state() == Standing.State.KEPT;
      };
    }
  }

  /**
   * Some of many.
   *
   * @param more whether there are others after them
   */
  public record Page(List<Watched> shown, boolean more) {
    public Page {
      shown = List.copyOf(shown);
    }

    private static Page of(List<Watched> found, int most) {
      return new Page(found.subList(0, Math.min(most, found.size())), found.size() > most);
    }
  }

  /**
   * What was not looked at since something happened.
   *
   * @param all whether these are all of them
   */
  private record Pending(Set<String> models, boolean all) {}

  /**
   * How many promises and approvals there are of each view.
   *
   * @param whole whether everything was looked at since something happened to it
   */
  public record Counts(Tally tally, boolean whole) {
    /** How many versions are in production. */
    public long versions() {
      return tally.versions();
    }

    /** Promises of a view, and the approvals that stand beside them. */
    public long of(View view) {
      return switch (view) {
        case ALL -> tally.promised() + tally.ends();
        case BROKEN -> tally.broken();
        case MISSING -> tally.missing();
        case REVALIDATED -> tally.revalidated() + tally.near();
        case SUSPENDED -> tally.suspended();
        case AWAITED -> tally.awaited();
        case KEPT -> tally.kept();
      };
    }
  }

  /** Counts every version in production. */
  public Counts counts(Instant now) {
    long size = watches.size();
    Pending pending = pending(now);
    JdbcClient db = database.reader();
    Tally tally = OutlookStore.all(db);
    for (String model : pending.models()) {
      Optional<Outlook> fresh = watches.current(model, size, now).map(Outlook::of);
      tally =
          tally
              .plus(OutlookStore.of(db, model), -1)
              .plus(fresh.map(Outlook::tally).orElse(Tally.NONE), 1);
    }
    return new Counts(tally, pending.all());
  }

  /**
   * Versions of which a promise or the approval is of a view, in the order of their models' ids.
   *
   * @param after the id of the model after which they begin; empty for the first
   */
  public Page page(View view, String after, int most, Instant now) {
    return found(
        count -> OutlookStore.models(database.reader(), view, after, count),
        view::takes,
        after,
        most,
        now);
  }

  /** Versions for which somebody is asked for something. */
  public Page asking(int most, Instant now) {
    return found(
        count -> OutlookStore.asking(database.reader(), count), Outlook::asks, "", most, now);
  }

  private Page found(
      IntFunction<List<String>> stored,
      Predicate<Outlook> takes,
      String after,
      int most,
      Instant now) {
    long size = watches.size();
    Set<String> pending = pending(now).models();
    int wanted = most + 1 + pending.size();
    List<String> kept = stored.apply(wanted);
    Set<String> models = new TreeSet<>(kept);
    for (String model : pending) {
      boolean within = kept.size() < wanted || model.compareTo(kept.getLast()) < 0;
      if (model.compareTo(after) > 0 && within) {
        models.add(model);
      }
    }
    List<Watched> found = new ArrayList<>();
    for (String model : models) {
      if (found.size() <= most) {
        watches
            .current(model, size, now)
            .filter(one -> takes.test(Outlook.of(one)))
            .ifPresent(found::add);
      }
    }
    return Page.of(found, most);
  }

  /**
   * Versions by what falls due first.
   *
   * @param due behind this instant, in milliseconds; the first ones behind the least
   * @param model and behind this model where it is the same instant
   */
  public Page due(long due, String model, int most, Instant now) {
    var after = new Due(due, model);
    Set<String> pending = pending(now).models();
    int wanted = most + 1 + pending.size();
    List<Due> kept = OutlookStore.due(database.reader(), after, wanted);
    Set<String> models = new TreeSet<>(pending);
    kept.forEach(one -> models.add(one.model()));
    Comparator<Due> order = Comparator.comparingLong(Due::at).thenComparing(Due::model);
    List<Watched> found =
        watches.of(List.copyOf(models), now).stream()
            .filter(one -> dueOf(one).filter(at -> order.compare(at, after) > 0).isPresent())
            .filter(
                one ->
                    kept.size() < wanted
                        || order.compare(dueOf(one).orElseThrow(), kept.getLast()) <= 0)
            .sorted(Comparator.comparing(one -> dueOf(one).orElseThrow(), order))
            .toList();
    return Page.of(found, most);
  }

  private static Optional<Due> dueOf(Watched one) {
    return Outlook.of(one).due().map(at -> new Due(at.toEpochMilli(), one.model().id()));
  }

  /** What falls due first of a version, in milliseconds. */
  public static long firstDue(Watched one) {
    return dueOf(one).map(Due::at).orElse(Long.MAX_VALUE);
  }

  /** Models that something happened to since they were looked at, or that time moved on. */
  private Pending pending(Instant now) {
    JdbcClient db = database.reader();
    long size = audit.size();
    List<String> due = WatchJobs.models(db, now, MOST_PENDING + 1);
    Set<String> models = new TreeSet<>(due.subList(0, Math.min(MOST_PENDING, due.size())));
    long cursor = WatchJobs.cursor(db);
    int unread = (int) Math.min(MOST_ENTRIES, size - cursor);
    for (byte[] entry : audit.entries(cursor, unread)) {
      if (models.size() < 2 * MOST_PENDING) {
        models.addAll(SuspensionsFollower.moved(Act.parse(entry), db));
      }
    }
    return new Pending(models, due.size() <= MOST_PENDING && size - cursor <= MOST_ENTRIES);
  }
}
