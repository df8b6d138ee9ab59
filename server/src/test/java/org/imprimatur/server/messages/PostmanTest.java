// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.TestingKeys;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.messages.Matter.Thing;
import org.imprimatur.server.messages.MessageSettings.Address;
import org.imprimatur.server.messages.MessageSettings.Channel;
import org.imprimatur.server.messages.MessageSettings.Style;
import org.imprimatur.server.messages.Queued.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One message is sent by one node at a time, and what one says of it another does not unsay. */
class PostmanTest {
  private static final Instant START = Instant.parse("2026-11-26T09:00:00Z");

  @TempDir Path folder;

  private final AtomicReference<Instant> time = new AtomicReference<>(START);

  /** What was handed over, by the node that did it. */
  private final Queue<String> handed = new ConcurrentLinkedQueue<>();

  /** What holds up the attempt of a node, and what it comes to then. */
  private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();

  private final Map<String, Delivery> answers = new ConcurrentHashMap<>();
  private Database database;
  private Audit audit;
  private Postman one;
  private Postman other;

  @BeforeEach
  void start() throws Exception {
    database = Database.sqlite(folder.resolve("imprimatur.db"));
    database.migrate();
    var keys = TestingKeys.fresh();
    audit = new Audit(database, keys, List.of(), time::get);
    one = node("one");
    other = node("other");
  }

  @AfterEach
  void stop() throws Exception {
    held.values().forEach(CountDownLatch::countDown);
    one.stop();
    other.stop();
    audit.close();
    database.close();
  }

  private Postman node(String name) {
    List<Channel> channels = Stream.of("slow", "quick").map(PostmanTest::channel).toList();
    var settings =
        new MessageSettings(
            Optional.empty(), channels, Reach.PUBLIC, ZoneOffset.UTC, "https://models.example.org");
    return new Postman(
        audit,
        database,
        settings,
        queued -> Optional.of(new Parcel(List.of(), _ -> attempt(name, queued))),
        new Backoff(new Random(1)),
        time::get);
  }

  private static Channel channel(String name) {
    return new Channel(
        name,
        Style.SLACK,
        new Address(URI.create("https://hooks.example.org/x")),
        Optional.empty(),
        Set.of(Kind.PROMOTED),
        Set.of());
  }

  private Delivery attempt(String node, Queued queued) {
    String what = node + " " + queued.id();
    handed.add(what);
    CountDownLatch latch = held.get(what);
    if (latch != null) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (queued.id().equals("msg_poison")) {
      throw new IllegalStateException("It breaks whoever touches it.");
    }
    return answers.getOrDefault(what, new Delivery.Delivered());
  }

  @Test
  void a_target_that_hangs_keeps_no_other_waiting_not_even_for_the_next_message() {
    held.put("one msg_hangs", new CountDownLatch(1));
    add("msg_hangs", "#slow");
    one.start();
    until(() -> handed.contains("one msg_hangs"));

    add("msg_first", "#quick");
    until(() -> state("msg_first") == State.SENT);
    add("msg_second", "#quick");
    until(() -> state("msg_second") == State.SENT);
    assertThat(state("msg_hangs")).isEqualTo(State.WAITING);
  }

  @Test
  void a_leap_of_the_clock_sends_nothing_a_second_time_from_the_same_node() {
    held.put("one msg_1", new CountDownLatch(1));
    add("msg_1", "#slow");
    one.start();
    until(() -> handed.contains("one msg_1"));

    time.set(START.plus(Duration.ofDays(1)));
    add("msg_2", "#quick");
    until(() -> state("msg_2") == State.SENT);
    pause(600);
    held.get("one msg_1").countDown();
    until(() -> state("msg_1") == State.SENT);
    pause(600);
    assertThat(handed).containsOnlyOnce("one msg_1");
  }

  @Test
  void what_another_node_has_sent_meanwhile_is_not_sent_again_because_an_attempt_failed_late() {
    held.put("one msg_1", new CountDownLatch(1));
    answers.put("one msg_1", Delivery.failed("It answers 500."));
    add("msg_1", "#slow");
    one.start();
    until(() -> handed.contains("one msg_1"));
    time.set(START.plus(Duration.ofMinutes(3)));
    other.start();
    until(() -> state("msg_1") == State.SENT);

    held.get("one msg_1").countDown();
    one.stop();
    assertThat(state("msg_1")).isEqualTo(State.SENT);
    time.set(START.plus(Duration.ofDays(1)));
    pause(600);
    assertThat(handed).containsExactly("one msg_1", "other msg_1");
  }

  @Test
  void what_went_out_late_counts_although_another_node_has_failed_with_it_meanwhile() {
    held.put("one msg_1", new CountDownLatch(1));
    answers.put("other msg_1", Delivery.failed("It answers 500."));
    add("msg_1", "#slow");
    one.start();
    until(() -> handed.contains("one msg_1"));
    time.set(START.plus(Duration.ofMinutes(3)));
    other.start();
    until(() -> find("msg_1").tries().error().equals("It answers 500."));

    held.get("one msg_1").countDown();
    until(() -> state("msg_1") == State.SENT);
    time.set(START.plus(Duration.ofDays(1)));
    pause(600);
    assertThat(handed).containsExactly("one msg_1", "other msg_1");
  }

  @Test
  void a_message_that_breaks_whoever_touches_it_is_dead_after_eight_attempts() {
    add("msg_poison", "#slow");
    add("msg_sound", "#slow");
    one.start();
    until(() -> state("msg_sound") == State.SENT);
    for (int i = 1; i < Backoff.ATTEMPTS; i++) {
      int attempts = i;
      until(() -> find("msg_poison").tries().attempts() == attempts && fault().contains("itself"));
      time.updateAndGet(now -> now.plus(Duration.ofHours(8)));
    }
    until(() -> state("msg_poison") == State.DEAD);
    assertThat(fault()).isEqualTo("The server itself could not send it; its log says why.");
    assertThat(handed.stream().filter("one msg_poison"::equals)).hasSize(Backoff.ATTEMPTS);
  }

  @Test
  void a_message_with_which_the_server_ended_each_time_is_not_taken_a_ninth_time() {
    add("msg_1", "#slow");
    for (int i = 0; i < Backoff.ATTEMPTS; i++) {
      Instant until = time.updateAndGet(now -> now.plus(Duration.ofMinutes(2)));
      assertThat(QueueStore.take(database.reader(), find("msg_1"), until)).isTrue();
    }
    one.start();
    until(() -> state("msg_1") == State.DEAD);
    assertThat(handed).isEmpty();
  }

  private String fault() {
    return find("msg_poison").tries().error();
  }

  private void add(String id, String recipient) {
    var queued =
        new Queued(
            id,
            recipient,
            Optional.empty(),
            Matter.of(Kind.PROMOTED, Thing.of("it"), "/"),
            time.get(),
            time.get(),
            new Queued.Tries(State.WAITING, 0, ""));
    audit.work(
        db -> {
          QueueStore.add(db, queued);
          return true;
        });
  }

  private Queued find(String id) {
    return QueueStore.find(database.reader(), id).orElseThrow();
  }

  private State state(String id) {
    return find(id).tries().state();
  }

  private static void until(BooleanSupplier condition) {
    for (int i = 0; i < 100; i++) {
      if (condition.getAsBoolean()) {
        return;
      }
      pause(50);
    }
    throw new AssertionError("It does not come about.");
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
