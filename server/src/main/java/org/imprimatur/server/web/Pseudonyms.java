// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.people.Runners;
import org.springframework.stereotype.Component;

/** Who it is that the log knows by a pseudonym; rules speak of people as the log does. */
@Component
public record Pseudonyms(Persons persons, Runners runners) {
  private static final Pattern PSEUDONYM = Pattern.compile("\\b[pr]_[a-z2-7]{10}\\b");

  /** How a person, or a runner, is called; the pseudonym where nobody is known by it. */
  public String name(String id) {
    if (id.startsWith("r_")) {
      return runners.byId(id).map(runner -> "Runner " + runner.name()).orElse(id);
    }
    return id.equals(Stamp.SYSTEM) ? "Imprimatur" : persons.shown(List.of(id)).getOrDefault(id, id);
  }

  /** A sentence with names where it has pseudonyms. */
  public String in(String sentence) {
    return PSEUDONYM
        .matcher(sentence)
        .replaceAll(found -> Matcher.quoteReplacement(name(found.group())));
  }

  /** A refusal with names where it has pseudonyms: whoever is refused reads it. */
  public Refusal in(Refusal refusal) {
    return with(refusal, this::in);
  }

  /** A refusal whose sentence and reasons are told otherwise. */
  public static Refusal with(Refusal refusal, UnaryOperator<String> told) {
    return new Refusal(
        refusal.code(),
        refusal.status(),
        told.apply(refusal.sentence()),
        refusal.reasons().stream().map(told).toList(),
        refusal.help());
  }
}
