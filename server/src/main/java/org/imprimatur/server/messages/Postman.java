// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Rounds;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.messages.Queued.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sends what waits in the queue, each target by itself, so that one that hangs keeps no other
 * waiting. A message is taken for two minutes before it is sent and noted after: killed in between,
 * it is sent once more under the same id. Whatever a target answers, its next message waits for the
 * next round where one came to nothing.
 */
@Component
final class Postman extends Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
  private static final int AT_ONCE = 50;
  private static final Duration ENDING = Duration.ofSeconds(20);
  private static final Duration TAKEN = Duration.ofMinutes(2);

  private final Audit audit;
  private final Database database;
  private final MessageSettings settings;
  private final Parcels parcels;
  private final Backoff backoff;
  private final InstantSource clock;
  private final ReentrantLock underWay = new ReentrantLock();

  Postman(
      Audit audit,
      Database database,
      MessageSettings settings,
      Parcels parcels,
      Backoff backoff,
      InstantSource clock) {
    super("postman", 1, Duration.ofMillis(250));
    this.audit = audit;
    this.database = database;
    this.settings = settings;
    this.parcels = parcels;
    this.backoff = backoff;
    this.clock = clock;
  }

  @Override
  protected boolean round() {
    if (!settings.isOn()) {
      return false;
    }
    underWay.lock();
    try {
      return sent();
    } finally {
      underWay.unlock();
    }
  }

  /** What is being sent is noted before the server ends, so that it is not sent again. */
  @Override
  public void stop() {
    super.stop();
    try {
      if (underWay.tryLock(ENDING.toSeconds(), TimeUnit.SECONDS)) {
        underWay.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean sent() {
    List<Queued> due = QueueStore.due(database.reader(), clock.instant(), AT_ONCE);
    Map<String, List<Queued>> targets = new LinkedHashMap<>();
    for (Queued one : due) {
      String target = Queued.isChannel(one.recipient()) ? one.recipient() : "mail";
      targets.computeIfAbsent(target, _ -> new ArrayList<>()).add(one);
    }
    List<Thread> threads = new ArrayList<>();
    targets.forEach(
        (target, messages) ->
            threads.add(Thread.ofVirtual().name("post-" + target).start(() -> send(messages))));
    threads.forEach(Postman::await);
    return due.size() == AT_ONCE;
  }

  private static void await(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(List<Queued> messages) {
    for (Queued one : messages) {
      if (!isRunning() || !send(one)) {
        return;
      }
    }
  }

  /** Says whether the target can take another one now. */
  private boolean send(Queued one) {
    try {
      Instant until = clock.instant().plus(TAKEN);
      if (!audit.work(db -> QueueStore.take(db, one, until))) {
        return true;
      }
      // Looked at again: what is over by now is told to nobody.
      Optional<Parcel> parcel = parcels.pack(one);
      if (parcel.isEmpty()) {
        return audit.work(db -> QueueStore.end(db, one.id(), State.DROPPED, "", now())) > 0;
      }
      return note(one, parcel.get(), parcel.get().send(now()));
    } catch (RuntimeException e) {
      // It stays taken for a while and comes again.
      LOG.error("The message {} could not be sent yet.", one.id(), e);
      return false;
    }
  }

  private boolean note(Queued one, Parcel parcel, Delivery delivery) {
    return switch (delivery) {
      case Delivery.Delivered() ->
          audit.work(
              db -> {
                parcel.within().forEach(id -> QueueStore.end(db, id, State.SENT, "", now()));
                QueueStore.end(db, one.id(), State.SENT, "", now());
                return true;
              });
      case Delivery.Failed(var words, var forGood) -> {
        long attempts = one.tries().attempts() + 1;
        Optional<Duration> pause = forGood ? Optional.empty() : backoff.after(attempts);
        State state = pause.isPresent() ? State.WAITING : State.DEAD;
        LOG.warn("Attempt {} to send the message {} failed. {}", attempts, one.id(), words);
        Instant next = now().plus(pause.orElse(Duration.ZERO));
        audit.work(db -> QueueStore.end(db, one.id(), state, words, next));
        yield forGood;
      }
    };
  }

  private Instant now() {
    return clock.instant();
  }
}
