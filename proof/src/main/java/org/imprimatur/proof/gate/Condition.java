// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Expression;

/**
 * Under what an approval was given.
 *
 * @param owner the pseudonym of who sees to it
 * @param due the last day on which the approval stands without it, in UTC
 * @param measure what is measured, where it can be
 */
public record Condition(String text, String owner, LocalDate due, Optional<Measure> measure) {
  public static final int LONGEST_TEXT = 1_000;

  /** In place of an evidence class: what is measured of promises after the promotion. */
  public static final String SIGNALS = "signals";

  private static final int MOST_DAYS = 366;

  public Condition {
    if (text.isBlank() || text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException("A condition is a text of 1 to 1,000 characters.");
    }
  }

  /** The expression over signals, where it has one: it breaks when that turns false. */
  public Optional<Expression> onSignals() {
    return measure.filter(one -> one.evidenceClass().equals(SIGNALS)).map(Measure::when);
  }

  /**
   * An expression over the metrics of one evidence class, or over the newest signal of each promise
   * by its name; it alone says whether it is met.
   */
  public record Measure(String evidenceClass, Expression when) {}

  /** Whether the day it was due on is over. */
  public boolean isPast(Instant at) {
    return !at.isBefore(due.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /** Why it cannot be stated at an instant: its day is over or too far away; empty where it can. */
  public Optional<String> undated(Instant at) {
    LocalDate today = LocalDate.ofInstant(at, ZoneOffset.UTC);
    LocalDate last = today.plusDays(MOST_DAYS);
    return due.isBefore(today) || due.isAfter(last)
        ? Optional.of(
            "\"%s\" is due on %s; a day from %s to %s is needed.".formatted(text, due, today, last))
        : Optional.empty();
  }

  /** What an approval that answers for this condition names. */
  public Digest digest() {
    return Digest.of(toJson());
  }

  Json.Obj toJson() {
    Json.Builder json = Json.obj().put("text", text).put("owner", owner).put("due", due.toString());
    measure.ifPresent(
        measured ->
            json.put("class", measured.evidenceClass()).put("when", measured.when().text()));
    return json.build();
  }

  static Condition read(Json.Obj json) {
    Optional<Measure> measure =
        json.find("when").isPresent()
            ? Optional.of(measure(json.string("class"), json.string("when")))
            : Optional.empty();
    return new Condition(
        json.string("text"), json.string("owner"), LocalDate.parse(json.string("due")), measure);
  }

  /** Reads an expression over a class; one that cannot be read is an illegal argument. */
  public static Measure measure(String evidenceClass, String when) {
    return new Measure(
        evidenceClass,
        evidenceClass.equals(SIGNALS)
            ? Expression.overSignals(when)
            : Expression.overMetrics(when, evidenceClass));
  }
}
