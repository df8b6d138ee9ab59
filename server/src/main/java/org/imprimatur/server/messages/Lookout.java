// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Rounds;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.messages.MailChoice.How;
import org.imprimatur.server.messages.Matter.Thing;
import org.imprimatur.server.messages.Queued.State;
import org.imprimatur.server.people.Persons;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Looks whose turn it is whenever the log grew and once a minute, and queues what begins. What was
 * told, the queue, and how far the log was are written in one transaction, so that each turn is
 * queued once, whenever the server ends and however many there are.
 */
@Component
final class Lookout extends Rounds {
  private static final LocalTime DIGEST = LocalTime.of(7, 0);
  private static final Duration KEPT = Duration.ofDays(30);

  private final Audit audit;
  private final Database database;
  private final MessageSettings settings;
  private final Faces faces;
  private final InstantSource clock;
  private Seen seen = new Seen(-1, -1);

  Lookout(
      Audit audit, Database database, MessageSettings settings, Faces faces, InstantSource clock) {
    super("lookout", 1, Duration.ofSeconds(1));
    this.audit = audit;
    this.database = database;
    this.settings = settings;
    this.faces = faces;
    this.clock = clock;
  }

  /** What it looks at. */
  @Component("lookoutFaces")
  record Faces(Waits waits, Persons persons) {}

  /** When it looked last. */
  private record Seen(long size, long minute) {}

  /**
   * What waits for one recipient.
   *
   * @param choice what a person chose; empty for a channel
   */
  private record Turns(Optional<MailChoice> choice, Map<String, Matter> matters) {}

  @Override
  protected boolean round() {
    if (!settings.isOn()) {
      return false;
    }
    Instant at = clock.instant();
    List<MailChoice> people = reachable();
    var now = new Seen(audit.size(), at.getEpochSecond() / 60);
    // A new address is looked at without waiting for the log.
    if (now.equals(seen) && isKnown(people)) {
      return false;
    }
    Map<String, Turns> turns = turns(people);
    audit.work(db -> note(db, now.size(), at, turns));
    seen = now;
    return false;
  }

  private List<MailChoice> reachable() {
    return settings.mail().isPresent() ? MailChoices.reachable(database.reader()) : List.of();
  }

  private boolean isKnown(List<MailChoice> people) {
    return QueueStore.known(database.reader(), people.stream().map(MailChoice::person).toList());
  }

  private Map<String, Turns> turns(List<MailChoice> people) {
    Map<String, Turns> turns = new LinkedHashMap<>();
    for (MailChoice choice : people) {
      var person = faces.persons().byId(choice.person());
      turns.put(choice.person(), new Turns(Optional.of(choice), faces.waits().of(person)));
    }
    if (!settings.channels().isEmpty()) {
      Map<String, Matter> all = faces.waits().ofAnybody();
      settings
          .channels()
          .forEach(
              channel -> {
                Map<String, Matter> heard = new LinkedHashMap<>(all);
                heard.values().removeIf(matter -> !channel.hears(matter));
                turns.put("#" + channel.name(), new Turns(Optional.empty(), heard));
              });
    }
    return turns;
  }

  private boolean note(JdbcClient db, long size, Instant at, Map<String, Turns> turns) {
    if (!QueueStore.look(db, size, at)) {
      return false;
    }
    turns.forEach(
        (recipient, now) -> {
          begin(db, recipient, now, size, at);
          now.choice().ifPresent(choice -> digest(db, choice, at));
        });
    QueueStore.clear(db, at.minus(KEPT));
    return true;
  }

  private static void begin(JdbcClient db, String recipient, Turns now, long size, Instant at) {
    boolean known = QueueStore.meet(db, recipient, at);
    var beginnings = Beginnings.between(QueueStore.turns(db, recipient), now.matters());
    beginnings.begun().forEach(turn -> QueueStore.begin(db, recipient, turn));
    beginnings.ended().forEach(turn -> QueueStore.end(db, recipient, turn));
    if (!known) {
      now.choice()
          .ifPresent(
              choice ->
                  add(
                      db,
                      recipient,
                      "first " + choice.since(),
                      Optional.empty(),
                      whole(Kind.WELCOME),
                      at));
      return;
    }
    if (now.choice().map(choice -> choice.how() == How.EACH).orElse(true)) {
      now.matters()
          .forEach(
              (turn, matter) -> {
                if (beginnings.told().contains(turn)) {
                  add(db, recipient, turn + " at " + size, Optional.of(turn), matter, at);
                }
              });
    }
  }

  /** Once a day, for whoever chose it before that day's seven o'clock. */
  private void digest(JdbcClient db, MailChoice choice, Instant at) {
    ZonedDateTime here = at.atZone(settings.zone());
    Instant seven = here.with(DIGEST).toInstant();
    if (choice.how() == How.DIGEST && !at.isBefore(seven) && choice.since().isBefore(seven)) {
      add(
          db,
          choice.person(),
          "digest " + here.toLocalDate(),
          Optional.empty(),
          whole(Kind.WAITING),
          at);
    }
  }

  private static Matter whole(Kind kind) {
    return Matter.of(kind, Thing.of("all that waits"), "/");
  }

  private static void add(
      JdbcClient db,
      String recipient,
      String occasion,
      Optional<String> turn,
      Matter matter,
      Instant at) {
    QueueStore.add(
        db,
        new Queued(
            MessageId.of(recipient, occasion),
            recipient,
            turn,
            matter,
            at,
            at,
            new Queued.Tries(State.WAITING, 0, "")));
  }
}
