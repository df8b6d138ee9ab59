// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.insights;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.Words;
import org.imprimatur.proof.insights.Chronicle;
import org.imprimatur.proof.insights.Insights;
import org.imprimatur.proof.insights.Selection;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Rounds;
import org.springframework.stereotype.Component;

/**
 * The measures of the process. Each node follows the log in memory while it runs, so that a request
 * reads only what is new; nothing is stored, and a restart reads the log again.
 */
@Component
public final class Measures extends Rounds {
  private static final int AT_ONCE = 500;
  private static final int MOST_KEPT = 50;

  /** What takes no longer is measured whenever somebody asks. */
  private static final Duration QUICK = Duration.ofMillis(50);

  /** What is older is not shown any more. */
  private static final Duration OLDEST = Duration.ofMinutes(10);

  private final Audit audit;
  private final InstantSource clock;
  private final Chronicle chronicle;
  private final Words words = new Words();
  private final Map<Selection, Instant> asked = new HashMap<>();
  private final Map<Selection, Kept> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Selection, Kept> eldest) {
          return size() > MOST_KEPT;
        }
      };

  Measures(Audit audit, Blobs blobs, InstantSource clock) {
    super("insights", 1, Duration.ofSeconds(5));
    this.audit = audit;
    this.clock = clock;
    this.chronicle = new Chronicle(blobs::find);
  }

  /** What was measured for a selection, and how long that took. */
  private record Kept(Insights insights, Duration cost) {}

  /**
   * What the whole log measures to.
   *
   * @param at for an open submission until when it is timed; not before the log's last entry, and
   *     now if not said
   */
  public Insights of(Selection selection, Optional<Instant> at) {
    while (follow()) {
      // Each round takes some and lets others in between.
    }
    synchronized (chronicle) {
      Instant now = clock.instant();
      Instant last = chronicle.last();
      Instant asked = at.orElse(now.isBefore(last) ? last : now);
      if (asked.isBefore(last)) {
        throw new RefusedException(past(asked, last));
      }
      return Insights.of(chronicle, asked, selection);
    }
  }

  /**
   * The same for looking at. Where it takes long to measure, it is what was measured last, some
   * minutes ago at most, and measured anew meanwhile; the instant and the number of entries stand
   * in it.
   */
  public Insights recent(Selection selection) {
    synchronized (kept) {
      asked.put(selection, clock.instant());
      Kept known = kept.get(selection);
      if (known != null
          && known.cost().compareTo(QUICK) > 0
          && age(known).compareTo(OLDEST) < 0
          && !age(known).isNegative()) {
        return known.insights();
      }
    }
    return keep(selection).insights();
  }

  private Duration age(Kept one) {
    return Duration.between(one.insights().at(), clock.instant());
  }

  private Kept keep(Selection selection) {
    long start = System.nanoTime();
    Insights insights = of(selection, Optional.empty());
    var fresh = new Kept(insights, Duration.ofNanos(System.nanoTime() - start));
    synchronized (kept) {
      kept.put(selection, fresh);
    }
    return fresh;
  }

  /** Measures again what somebody looked at lately, and spends a tenth of the time on it. */
  private void refresh() {
    List<Selection> old = new ArrayList<>();
    synchronized (kept) {
      Instant since = clock.instant().minus(OLDEST);
      asked.values().removeIf(at -> at.isBefore(since));
      kept.keySet().retainAll(asked.keySet());
      kept.forEach(
          (selection, one) -> {
            boolean due = age(one).compareTo(one.cost().multipliedBy(10)) > 0;
            if (one.cost().compareTo(QUICK) > 0 && due) {
              old.add(selection);
            }
          });
    }
    old.forEach(this::keep);
  }

  private static Refusal past(Instant asked, Instant last) {
    return new Refusal(
        "insights.past",
        422,
        "The log goes on until %s, so it cannot be measured as of %s here.".formatted(last, asked),
        List.of(),
        "Ask for a later instant, or export the log and run imprimatur insights with --at.");
  }

  /**
   * The selection that a query asks for.
   *
   * @param query the parameters by, tier, policy, team and since by name; an empty one selects all
   */
  public static Selection selection(Map<String, String> query) {
    String by = query.getOrDefault("by", "");
    return new Selection(
        by.isEmpty()
            ? Selection.By.TIER
            : Selection.By.of(by).orElseThrow(() -> unreadable("by", "tier, policy or team")),
        given(query, "tier"),
        given(query, "policy"),
        given(query, "team"),
        instant(query, "since"));
  }

  /** An instant of a query, if it has one. */
  public static Optional<Instant> instant(Map<String, String> query, String name) {
    try {
      Optional<Instant> instant = given(query, name).map(Instant::parse);
      if (instant.isPresent() && instant.get().isAfter(Chronicle.LATEST)) {
        throw new DateTimeException("Too late.");
      }
      return instant;
    } catch (DateTimeException _) {
      throw unreadable(name, "an instant such as 2026-11-26T09:00:00Z");
    }
  }

  private static Optional<String> given(Map<String, String> query, String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
  }

  private static RefusedException unreadable(String name, String wanted) {
    return new RefusedException(
        new Refusal(
            "insights.query",
            400,
            "The parameter " + name + " is not " + wanted + ".",
            List.of(),
            "Change it or leave it out."));
  }

  @Override
  protected boolean round() {
    boolean more = follow();
    if (!more) {
      refresh();
    }
    return more;
  }

  private boolean follow() {
    synchronized (chronicle) {
      List<byte[]> entries =
          chronicle.entries() < audit.size()
              ? audit.entries(chronicle.entries(), AT_ONCE)
              : List.of();
      entries.forEach(entry -> chronicle.apply(Act.parse(entry, words)));
      return !entries.isEmpty();
    }
  }
}
