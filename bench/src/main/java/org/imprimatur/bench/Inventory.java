// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.FoundingAct.LogOpened;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.log.LogKey;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.KeyFiles;
import org.imprimatur.server.audit.LogKeys;
import org.imprimatur.server.audit.Projection;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.type.filter.AssignableTypeFilter;

/**
 * Fills an empty folder with the log of an inventory: a first model is taken to production by
 * people, and its acts are recorded again for every other one, with its own ids, numbers, instants
 * and signed statements, through the writer, the tree and the projections of the server. A replay
 * of the log finds nothing.
 */
final class Inventory implements AutoCloseable {
  private static final Duration PAST = Duration.ofDays(730);
  private static final int AT_ONCE = 4_000;
  private static final int OWNERS = 200;

  private final Database database;
  private final Audit audit;
  private final Like like;
  private final Map<String, String> persons;
  private final Instant from;
  private final long step;

  private final List<Act> waiting = new ArrayList<>();
  private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);
  private long written;

  private Inventory(Path data, Sample sample, Optional<String> url, Size size)
      throws IOException, GeneralSecurityException {
    database =
        url.map(Database::postgresql)
            .orElseGet(() -> Database.sqlite(data.resolve("imprimatur.db")));
    LogOpened opened = (LogOpened) Act.parse(Entries.bytes(database.reader(), 0).orElseThrow());
    KeyPair pair = KeyFiles.ed25519(data.resolve("keys/log.pem"));
    var keys = new LogKeys(LogKey.of(opened.origin(), pair.getPublic()), pair.getPrivate());
    audit = new Audit(database, keys, projections(), InstantSource.system());
    like = new Like(sample, new Blobs(data));
    persons = persons();
    from = Act.parse(audit.entries(audit.size() - 1, 1).getFirst()).at().plusSeconds(1);
    Instant until = Instant.now().minus(2, ChronoUnit.DAYS);
    step = Math.max(1, Duration.between(from, until).toMillis() / size.entries());
  }

  /** How much there is to be. */
  private record Size(int models, int versions, int submissions) {
    long entries() {
      return 4L * models + versions + 8L * submissions;
    }
  }

  /** Arguments: data folder, examples folder, policy, models, versions, submissions; a database. */
  public static void main(String[] words) throws Exception {
    Path data = Files.createDirectories(Path.of(words[0]));
    var size =
        new Size(
            Integer.parseInt(words[3]), Integer.parseInt(words[4]), Integer.parseInt(words[5]));
    Optional<String> url = words.length > 6 ? Optional.of(words[6]) : Optional.empty();
    Path setup = setup(data, Path.of(words[2]));
    Sample sample = Sample.play(data, setup, Path.of(words[1]), Instant.now().minus(PAST), url);
    long start = System.nanoTime();
    try (var inventory = new Inventory(data, sample, url, size)) {
      inventory.fill(size);
      System.out.printf(
          "%,d models, %,d versions and %,d submissions in %,d entries, recorded in %.0f s%n",
          size.models(),
          size.versions(),
          size.submissions(),
          inventory.audit.size(),
          (double) (System.nanoTime() - start) / 1e9);
    }
  }

  private static Path setup(Path data, Path policy) throws IOException {
    var text = new StringBuilder("imprimatur: setup/v1\norigin: bench.example/log\npersons:\n");
    String line = "  - {username: %s, name: %s, roles: [%s], teams: [%s]}%n";
    text.append(line.formatted("ada", "Ada Okafor", "data-scientist", "credit"))
        .append(line.formatted("sam", "Sam Lindqvist", "data-scientist", "credit"))
        .append(line.formatted("lena", "Lena Maurer", "business-owner", "lending"))
        .append(line.formatted("dmitri", "Dmitri Lang", "risk-manager", "risk"))
        .append(line.formatted("grace", "Grace Lim", "peer", "credit"));
    for (int i = 1; i <= OWNERS; i++) {
      text.append(
          line.formatted(
              "owner-%03d".formatted(i),
              "Owner %d".formatted(i),
              i % 4 == 0 ? "peer" : "data-scientist",
              "team-" + i % 20));
    }
    text.append(
        """
        tokens:
          - {person: ada, scopes: [read, propose, promote, discuss, signal]}
          - {person: dmitri, scopes: [read, assess, publish, discuss]}
        policies:
          - {file: %s, default: true}
        """
            .formatted(policy.toAbsolutePath()));
    Path setup = data.resolve("bench-setup.yaml");
    return Files.writeString(setup, text);
  }

  private static List<Projection> projections() {
    try (var context = new AnnotationConfigApplicationContext()) {
      var scanner = new ClassPathBeanDefinitionScanner(context, false);
      scanner.addIncludeFilter(new AssignableTypeFilter(Projection.class));
      scanner.scan("org.imprimatur.server");
      context.refresh();
      return List.copyOf(context.getBeansOfType(Projection.class).values());
    }
  }

  private Map<String, String> persons() {
    Map<String, String> persons = new HashMap<>();
    database
        .reader()
        .sql("SELECT username, person FROM names")
        .query((row, line) -> persons.put(row.getString(1), row.getString(2)))
        .list();
    return persons;
  }

  private String person(String username) {
    return Optional.ofNullable(persons.get(username)).orElseThrow();
  }

  /**
   * The last hundredth of the submissions is open, at most 500, and as many before were withdrawn;
   * every hundredth model has answered no question yet.
   */
  private void fill(Size size) throws IOException {
    int open = Math.min(500, size.submissions() / 100);
    long number = 2;
    for (int i = 0; i < size.models(); i++) {
      var one = like.next(i, person("owner-%03d".formatted(1 + i % OWNERS)));
      int last = size.versions() / size.models();
      if (i % 100 == 99) {
        add(one.registration(false));
        add(one.versions(1, last));
        continue;
      }
      add(one.registration(true));
      add(one.versions(1, 1));
      int left = size.submissions() - i;
      if (left > 0) {
        add(
            left <= open
                ? one.open(number)
                : left <= 2 * open ? one.withdrawn(number) : one.promoted(number));
        number++;
      }
      add(one.versions(2, last));
    }
    signals(size, open);
    flush();
    writing.join();
    unattested();
  }

  /**
   * The promotions of the others have no attestation. Issuing so many takes a server an hour, which
   * is not what is measured, so that the follower that asks for them begins after them.
   */
  private void unattested() {
    long size = audit.size();
    audit.work(
        db ->
            db.sql(
                    """
                    INSERT INTO follower_cursors (follower, position) VALUES ('attestations', ?)
                    ON CONFLICT (follower) DO UPDATE SET position = excluded.position
                    """)
                .param(size)
                .update());
  }

  /** Each promise was measured in the last days: every 200th is broken, every 100th was not. */
  private void signals(Size size, int open) {
    Instant to = Instant.now().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS);
    Instant at = Instant.now().minus(12, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MILLIS);
    for (int i = 0; i < Math.min(size.models(), size.submissions() - 2 * open); i++) {
      if (i % 100 == 99 || i % 100 == 50) {
        continue;
      }
      waiting.add(
          new SignalRecorded(
              new Stamp(at, person("ada")),
              like.id(i),
              1,
              Sample.PROMISE,
              i % 200 == 7 ? "3.1" : "1.%02d".formatted(i % 100),
              OptionalLong.of(1_000),
              to.minus(20, ChronoUnit.DAYS),
              to,
              Optional.empty(),
              Optional.empty()));
      if (waiting.size() >= AT_ONCE) {
        flush();
      }
    }
  }

  private void add(List<String> entries) {
    for (String entry : entries) {
      // A promotion is of the same instant as the verdict before it.
      if (!entry.contains("\"act\":\"version.promoted\"")) {
        written++;
      }
      String at = from.plusMillis(step * written).toString();
      String whole = at.length() == 20 ? at.replace("Z", ".000Z") : at;
      waiting.add(Act.parse(like.at(entry, whole).getBytes(StandardCharsets.UTF_8)));
    }
    if (waiting.size() >= AT_ONCE) {
      flush();
    }
  }

  private void flush() {
    List<Act> acts = List.copyOf(waiting);
    waiting.clear();
    writing.join();
    writing =
        CompletableFuture.runAsync(() -> audit.record(moment -> new Ruling.Granted<>(acts, true)));
  }

  @Override
  public void close() {
    audit.close();
    database.close();
  }
}
