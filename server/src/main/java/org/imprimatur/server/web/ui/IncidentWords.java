// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.imprimatur.proof.monitoring.Harm;
import org.imprimatur.server.messages.Ask;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Text;
import org.imprimatur.server.web.ui.view.Turns;
import org.springframework.stereotype.Component;

/** Incidents in word and icon, and what an open one asks of somebody. */
@Component
record IncidentWords(Times times) {
  static Mark state(boolean open) {
    return open
        ? new Mark("open", "circle-dashed", "bad")
        : new Mark("closed", "circle-check", "ok");
  }

  static String page(long number) {
    return "/incidents/" + number;
  }

  static String harm(Harm harm) {
    return switch (harm) {
      case NONE -> "none that is known";
      case SERIOUS -> "serious: health, property, the environment or fundamental rights";
      case WIDESPREAD -> "widespread infringement, or critical infrastructure disrupted";
      case DEATH -> "death of a person";
    };
  }

  static String harm(String word) {
    return Harm.of(word).map(IncidentWords::harm).orElse(word);
  }

  static String foundBy(String word) {
    return switch (word) {
      case "monitoring" -> "monitoring";
      case "review" -> "a review";
      case "user" -> "somebody who uses it or is affected";
      case "audit" -> "an audit";
      default -> "another way";
    };
  }

  /** Until when a report is due, and whether that day is past. */
  Optional<Mark> report(Optional<LocalDate> due) {
    return due.map(
        day -> {
          boolean past = today().isAfter(day);
          return new Mark(
              "A report to the authority %s due by %s (AI Act, article 73)."
                  .formatted(past ? "was" : "is", Times.day(day)),
              "calendar-due",
              past ? "bad" : "warn");
        });
  }

  private LocalDate today() {
    return times.clock().instant().atZone(ZoneOffset.UTC).toLocalDate();
  }

  Turns.Item item(Ask.Learn learn) {
    String thing = "%s v%d".formatted(learn.model(), learn.of().version());
    String page = page(learn.of().number());
    return new Turns.Item(
        ReviewWords.severity(learn.of().severity()),
        new Link("Close incident %d of %s".formatted(learn.of().number(), thing), page),
        Text.of("Harm: " + harm(learn.of().harm())),
        null,
        Text.of(
            report(learn.due()).map(mark -> mark.word() + " ").orElse("")
                + "Say what caused it and what the next reviewer is to know."),
        new Turns.Since(times.at(learn.since()), times.since(learn.since())),
        new Link("Open", page));
  }
}
