// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Rounds;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.messages.QueueStore.Outcome;
import org.imprimatur.server.messages.Queued.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sends what waits in the queue, each target on a lane of its own, so that one that hangs keeps no
 * other waiting. A message is taken for two minutes before it is sent and noted after: killed in
 * between, it is sent once more under the same id. No attempt lasts half as long as it is taken
 * for, and no lane begins again before it ended, whatever the clock does meanwhile. Whatever a
 * target answers, its next message waits for the next round where one came to nothing.
 */
@Component
final class Postman extends Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
  private static final int AT_ONCE = 50;
  private static final Duration ENDING = Duration.ofSeconds(20);
  private static final Duration TAKEN = Duration.ofMinutes(2);
  private static final Patience PATIENCE = new Patience(Duration.ofSeconds(55));

  private final Audit audit;
  private final Database database;
  private final MessageSettings settings;
  private final Parcel.Packing packing;
  private final Backoff backoff;
  private final InstantSource clock;
  private final Map<String, Thread> lanes = new ConcurrentHashMap<>();

  Postman(
      Audit audit,
      Database database,
      MessageSettings settings,
      Parcel.Packing packing,
      Backoff backoff,
      InstantSource clock) {
    super("postman", 1, Duration.ofMillis(250));
    this.audit = audit;
    this.database = database;
    this.settings = settings;
    this.packing = packing;
    this.backoff = backoff;
    this.clock = clock;
  }

  @Override
  protected boolean round() {
    if (settings.isOn()) {
      QueueStore.targets(database.reader(), now())
          .forEach(target -> lanes.computeIfAbsent(target, this::lane));
    }
    return false;
  }

  private Thread lane(String target) {
    return Thread.ofVirtual().name("post-" + target).start(() -> run(target));
  }

  /** What is being sent is noted before the server ends, so that it is not sent again. */
  @Override
  public void stop() {
    super.stop();
    long end = System.nanoTime() + ENDING.toNanos();
    try {
      for (Thread lane : List.copyOf(lanes.values())) {
        long left = end - System.nanoTime();
        if (left <= 0 || !lane.join(Duration.ofNanos(left))) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(String target) {
    try {
      for (Queued one : QueueStore.due(database.reader(), target, now(), AT_ONCE)) {
        if (!isRunning() || !send(one)) {
          return;
        }
      }
    } catch (RuntimeException e) {
      // What was taken stays so for a while and comes again.
      LOG.error("Messages to {} could not be sent yet.", target, e);
    } finally {
      lanes.remove(target);
    }
  }

  /** Says whether the target can take another one now. */
  private boolean send(Queued one) {
    if (one.tries().attempts() >= Backoff.ATTEMPTS) {
      return unsent(one, one.next(), State.DEAD, "The server ended at the last attempt.");
    }
    // Looked at again: what is over by now is told to nobody.
    Optional<Parcel> parcel = packed(one);
    if (parcel.isEmpty()) {
      return unsent(one, one.next(), State.DROPPED, "");
    }
    Instant until = now().plus(TAKEN);
    if (!audit.work(db -> QueueStore.take(db, one, until))) {
      return true;
    }
    return switch (PATIENCE.with(() -> parcel.get().send(now()))) {
      case Delivery.Delivered() -> sent(one, parcel.get());
      case Delivery.Failed failed -> failed(one, until, failed);
    };
  }

  /** One that cannot even be made ready has its attempts like any other, and is dead after them. */
  private Optional<Parcel> packed(Queued one) {
    try {
      return packing.pack(one);
    } catch (RuntimeException e) {
      LOG.error("The message {} could not be made ready.", one.id(), e);
      var failed = Delivery.failed("The server itself could not make it ready; its log says why.");
      return Optional.of(new Parcel(List.of(), _ -> failed));
    }
  }

  private boolean sent(Queued one, Parcel parcel) {
    return audit.work(
        db -> {
          parcel.within().forEach(id -> QueueStore.sent(db, id, now()));
          QueueStore.sent(db, one.id(), now());
          return true;
        });
  }

  private boolean failed(Queued one, Instant until, Delivery.Failed failed) {
    long attempts = one.tries().attempts() + 1;
    Optional<Duration> pause = failed.forGood() ? Optional.empty() : backoff.after(attempts);
    State state = pause.isPresent() ? State.WAITING : State.DEAD;
    LOG.warn("Attempt {} to send the message {} failed. {}", attempts, one.id(), failed.words());
    Instant next = now().plus(pause.orElse(Duration.ZERO));
    audit.work(
        db -> QueueStore.unsent(db, one.id(), until, new Outcome(state, failed.words(), next)));
    return failed.forGood();
  }

  private boolean unsent(Queued one, Instant held, State state, String error) {
    audit.work(db -> QueueStore.unsent(db, one.id(), held, new Outcome(state, error, now())));
    return true;
  }

  private Instant now() {
    return clock.instant();
  }
}
