// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import org.imprimatur.proof.monitoring.Standing;
import org.imprimatur.server.messages.Ask;
import org.imprimatur.server.monitoring.Watches.Watched;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Text;
import org.imprimatur.server.web.ui.view.Turns;
import org.springframework.stereotype.Component;

/** States of promises in word and icon, and what a breach asks of somebody. */
@Component
record MonitoringWords(Names names, Times times, MonitoringActWords acts) {
  static final Mark SUSPENDED = new Mark("Suspended", "shield-off", "bad");

  static Mark mark(Standing.State state) {
    return switch (state) {
      case KEPT -> new Mark("Kept", "circle-check", "ok");
      case BROKEN -> new Mark("Broken", "circle-x", "bad");
      case MISSING -> new Mark("Not measured", "calendar-off", "warn");
      case AWAITED -> new Mark("Awaited", "hourglass", "wait");
    };
  }

  static String thing(Watched of) {
    return of.model().name() + " v" + of.watch().version();
  }

  static String page(Watched of) {
    return page(of.model().name(), of.watch().version());
  }

  static String page(String model, long version) {
    return "/models/%s/v%d/monitoring".formatted(model, version);
  }

  Turns.Item item(Ask.Keep keep) {
    return item(
        keep,
        keep.of(),
        new Mark("Breach", "circle-x", "bad"),
        "Measure or explain %s of %s".formatted(keep.promise().name(), thing(keep.of())),
        Text.of(keep.promise().bound() + ", every " + keep.promise().every()),
        acts.words(keep.breach()) + ". Measure it again, or say why and until when it is borne.");
  }

  Turns.Item item(Ask.Revalidate again) {
    return item(
        again,
        again.of(),
        new Mark("Revalidate", "refresh", "warn"),
        "Revalidate " + thing(again.of()),
        Text.of(again.promise().name() + ", " + again.promise().bound()),
        acts.words(again.breach())
            + ". It was promised to take a version through the gate again when this breaks.");
  }

  Turns.Item item(Ask.BringBack back) {
    return item(
        back,
        back.of(),
        SUSPENDED,
        "Replace or bring back " + thing(back.of()),
        Text.of("Suspended: it may not serve"),
        Words.sentence(acts.why(back.suspended()))
            + " Take another version through the gate, or ask two persons to let it serve.");
  }

  Turns.Item item(Ask.Reinstate reinstate) {
    return item(
        reinstate,
        reinstate.of(),
        new Mark("Decide", "refresh", "act"),
        "Let %s serve again, or leave it suspended".formatted(thing(reinstate.of())),
        Text.of("Suspended: it may not serve"),
        names.of(reinstate.asked().by())
            + " asked for it. It takes a second person, without a hand in the model.");
  }

  private Turns.Item item(Ask ask, Watched of, Mark mark, String title, Text about, String why) {
    return new Turns.Item(
        mark,
        new Link(title, page(of)),
        about,
        null,
        Text.of(why),
        new Turns.Since(times.at(ask.since()), times.since(ask.since())),
        new Link("Open", page(of)));
  }
}
