// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.gate.Verdict.Result;
import org.imprimatur.proof.gate.Verdict.State;
import org.imprimatur.proof.json.Json;

/**
 * That a requirement is only watched as yet: the first reason of its result, read back.
 *
 * @param until the day from which it is enforced, in UTC
 * @param where what brings it in on that day, such as {@code in the high tier}
 * @param today the state that it would have now, were everything enforced
 * @param outcome how an automated check would have come to that
 */
public record Watched(LocalDate until, String where, State today, Outcome outcome) {
  /** The reason's code. */
  public static final String CODE = "requirement.watched";

  /** What a result tells; empty where its requirement binds or is not asked in the tier. */
  public static Optional<Watched> of(Result result) {
    return result.reasons().stream()
        .filter(reason -> reason.code().equals(CODE))
        .map(Reason::facts)
        .map(
            facts ->
                new Watched(
                    LocalDate.parse(facts.string("until")),
                    facts.string("where"),
                    State.valueOf(facts.string("today")),
                    Outcome.of(facts.string("outcome"))))
        .findFirst();
  }

  /** The state in words, with how it came to that: {@code unsatisfied: outside}. */
  public String words() {
    String state = today.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return today == State.UNSATISFIED && outcome != Outcome.NONE
        ? state + ": " + outcome.word()
        : state;
  }

  Reason reason() {
    return new Reason(
        CODE,
        "Watched until %s, when it is enforced %s; today it would be %s."
            .formatted(until, where, words()),
        Json.obj()
            .put("until", until.toString())
            .put("where", where)
            .put("today", today.name())
            .put("outcome", outcome.word())
            .build());
  }
}
