// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.insights;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
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

  private final Audit audit;
  private final InstantSource clock;
  private final Chronicle chronicle;

  Measures(Audit audit, Blobs blobs, InstantSource clock) {
    super("insights", 1, Duration.ofSeconds(5));
    this.audit = audit;
    this.clock = clock;
    this.chronicle = new Chronicle(blobs::find);
  }

  /**
   * What the whole log measures to.
   *
   * @param at for an open submission until when it is timed; not before the log's last entry, and
   *     now if not said
   */
  public Insights of(Selection selection, Optional<Instant> at) {
    while (round()) {
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
    synchronized (chronicle) {
      List<byte[]> entries =
          chronicle.entries() < audit.size()
              ? audit.entries(chronicle.entries(), AT_ONCE)
              : List.of();
      entries.forEach(entry -> chronicle.apply(Act.parse(entry)));
      return !entries.isEmpty();
    }
  }
}
