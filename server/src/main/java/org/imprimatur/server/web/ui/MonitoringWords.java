// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.time.Instant;
import java.util.Optional;
import org.imprimatur.proof.act.ImpactAct.CauseCondemned;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.monitoring.Exposure;
import org.imprimatur.proof.monitoring.Promise;
import org.imprimatur.proof.monitoring.Proviso;
import org.imprimatur.proof.monitoring.Renewal;
import org.imprimatur.proof.monitoring.Reopening;
import org.imprimatur.proof.monitoring.Standing;
import org.imprimatur.server.messages.Ask;
import org.imprimatur.server.monitoring.Impacts;
import org.imprimatur.server.monitoring.Watches.Watched;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Text;
import org.imprimatur.server.web.ui.view.Turns;
import org.springframework.stereotype.Component;

/** States of promises in word and icon, and what a breach asks of somebody. */
@Component
record MonitoringWords(Names names, Times times, MonitoringActWords acts, Impacts impacts) {
  static final Mark SUSPENDED = new Mark("Suspended", "shield-off", "bad");

  static Mark mark(Standing.State state) {
    return switch (state) {
      case KEPT -> new Mark("Kept", "circle-check", "ok");
      case BROKEN -> new Mark("Broken", "circle-x", "bad");
      case MISSING -> new Mark("Not measured", "calendar-off", "warn");
      case AWAITED -> new Mark("Awaited", "hourglass", "wait");
    };
  }

  /** Of a version that may serve no more nothing is awaited. */
  static Mark mark(Standing standing) {
    boolean never = standing.due().isEmpty() && standing.promise().period().isPresent();
    return standing.state() == Standing.State.AWAITED && never
        ? Mark.NOT_APPLICABLE.saying("Nothing due")
        : mark(standing.state());
  }

  static Mark mark(Proviso.State state) {
    return switch (state) {
      case MET -> new Mark("Met", "circle-check", "ok");
      case OPEN -> new Mark("Open", "hourglass", "wait");
      case BROKEN -> new Mark("Broken", "circle-x", "bad");
      case LAPSED -> new Mark("Lapsed", "calendar-off", "bad");
    };
  }

  /** What a breach brings about. */
  static String consequence(Promise.Consequence consequence) {
    return switch (consequence) {
      case TELL -> "a breach is told to its owner";
      case REVALIDATE -> "a breach asks for a revalidation";
      case SUSPEND -> "a breach suspends the version";
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
        Text.of(keep.promise().bound() + ", every " + Lengths.every(keep.promise().every())),
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

  Turns.Item item(Ask.Reopened again) {
    CauseCondemned condemned = again.condemned();
    return new Turns.Item(
        again
            .by()
            .map(by -> mark(by, again.of().footing().now()))
            .orElse(new Mark("Revalidate", "refresh", "bad")),
        new Link(
            "Revalidate "
                + thing(again.of())
                + again.due().map(day -> ", due " + Times.day(day)).orElse(""),
            version(again.of())),
        Text.of("Its approval rests on what is condemned"),
        null,
        Text.of(
            "Condemned: %s. %s"
                    .formatted(
                        names.in(ImpactWords.words(condemned)), impacts.words(condemned.reason()))
                + again.by().map(by -> " " + due(by, again.of().footing().now())).orElse("")),
        new Turns.Since(times.at(again.since()), times.since(again.since())),
        new Link("Revalidate", version(again.of())));
  }

  Turns.Item item(Ask.Renew renew) {
    Watched of = renew.of();
    return new Turns.Item(
        mark(renew.renewal(), of.footing().now()),
        new Link(
            "Revalidate %s, due %s".formatted(thing(of), times.day(renew.renewal().due())),
            version(of)),
        Text.of("Its approval is of " + times.day(of.watch().signed())),
        null,
        Text.of(Words.sentence(then(renew.renewal(), of.footing().now()))),
        new Turns.Since(times.at(renew.since()), times.since(renew.since())),
        new Link("Revalidate", version(of)));
  }

  /** How the day to decide anew stands. */
  static Mark mark(Reopening reopening, Instant now) {
    return reopening.isOverdue(now)
        ? new Mark("Overdue", "calendar-off", "bad")
        : new Mark("Revalidate", "refresh", "bad");
  }

  /** Why an approval is open again, until when it holds all the same, and what then. */
  String then(Reopening reopening, Instant now) {
    String condemned =
        Optional.ofNullable(impacts.condemned().get(reopening.condemnation()))
            .map(one -> names.in(ImpactWords.words(one)))
            .orElse(reopening.condemnation());
    return "Opened again: it rests on what is condemned, %s. %s"
        .formatted(condemned, due(reopening, now));
  }

  private static String due(Reopening reopening, Instant now) {
    String day = Times.day(reopening.day());
    return reopening.isOverdue(now)
        ? "It was to be decided anew by %s, and only the gate does.".formatted(day)
        : "It is to be decided anew by the end of %s (UTC); then the version is suspended."
            .formatted(day);
  }

  /** How the time of an approval stands. */
  static Mark mark(Renewal renewal, Instant now) {
    if (renewal.isOverdue(now)) {
      return new Mark("Expired", "calendar-off", "bad");
    }
    return renewal.isNear(now)
        ? new Mark("Revalidate", "refresh", "warn")
        : new Mark("Approved", "circle-check", "ok");
  }

  /** Until when the approval holds, and what then. */
  String then(Renewal renewal, Instant now) {
    String due = times.at(renewal.due());
    if (renewal.isOverdue(now) && renewal.isSpent()) {
      return "The approval ended on %s with the %s that it was for%s"
          .formatted(
              due,
              renewal.exposure().map(MonitoringWords::budget).orElse("rows"),
              renewal.suspends() ? ", and only the gate renews it" : "; the policy only tells it");
    }
    if (renewal.isOverdue(now)) {
      return renewal.suspends()
          ? "The approval expired on %s, and only the gate renews it".formatted(due)
          : "The approval expired on %s; the policy only tells it".formatted(due);
    }
    return "The approval holds until %s%s; then %s"
        .formatted(
            due,
            renewal.exposure().map(MonitoringWords::used).orElse(""),
            renewal.suspends() ? "the version is suspended" : "it is overdue, and told");
  }

  private static String budget(Exposure exposure) {
    return Words.counted(exposure.budget(), "row");
  }

  private static String used(Exposure exposure) {
    return " or for %s, of which %s"
        .formatted(
            budget(exposure),
            exposure.rows() == 1 ? "1 was scored" : "%,d were scored".formatted(exposure.rows()));
  }

  static String version(Watched of) {
    return "/models/%s/v%d".formatted(of.model().name(), of.watch().version());
  }

  Turns.Item item(Ask.BringBack back) {
    return item(
        back,
        back.of(),
        SUSPENDED,
        "Replace or bring back " + thing(back.of()),
        Text.of("Suspended: it may not serve"),
        Words.sentence(acts.why(back.suspended())) + wayBack(back.suspended().cause()));
  }

  private static String wayBack(Cause cause) {
    return switch (cause) {
      case Cause.Expired _ -> " A submission is on its way, and only the gate renews it.";
      case Cause.Unmet _ ->
          " Once the condition holds, two persons let it serve; or the gate, anew.";
      case Cause.Undecided _ -> " Its gate lets it serve again, or two persons once it is lifted.";
      case Cause.Unratified _ -> " Only its gate lets it serve again, or it is rolled back.";
      case Cause.Broken _, Cause.Ordered _ ->
          " Take another version through the gate, or ask two persons to let it serve.";
    };
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
