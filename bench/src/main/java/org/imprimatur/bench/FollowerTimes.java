// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.bench;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.imprimatur.proof.insights.Selection;
import org.imprimatur.server.ImprimaturServer;
import org.imprimatur.server.Outside;
import org.imprimatur.server.ServerOptions;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Followers;
import org.imprimatur.server.audit.Rounds;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.insights.Measures;
import org.imprimatur.server.people.PasswordCost;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Has all followers read a log from entry 0, again and again: those that keep rows, and the
 * measures that each node keeps in memory. Whatever else a server does by itself is stopped.
 */
final class FollowerTimes {
  private final Audit audit;
  private final Database database;
  private final Followers followers;

  private FollowerTimes(ConfigurableApplicationContext context) {
    audit = context.getBean(Audit.class);
    database = context.getBean(Database.class);
    followers = context.getBean(Followers.class);
  }

  /** Arguments: data folder with a log, rounds; a database. */
  public static void main(String[] words) throws Exception {
    Optional<String> url = words.length > 2 ? Optional.of(words[2]) : Optional.empty();
    var options = new ServerOptions("127.0.0.1", 0, Path.of(words[0]), url, Optional.empty());
    try (var context =
        ImprimaturServer.start(options, Outside.of(InstantSource.system(), PasswordCost.OWASP))) {
      context.getBeansOfType(Rounds.class).values().forEach(Rounds::stop);
      Thread.sleep(5_000);
      var times = new FollowerTimes(context);
      measured("measures", times.audit.size(), () -> measure(context.getBean(Measures.class)));
      for (int i = 0; i < Integer.parseInt(words[1]); i++) {
        times.rebuild();
      }
    }
  }

  private static void measure(Measures measures) {
    measures.of(Selection.ALL, Optional.empty());
  }

  private interface Part {
    void run() throws InterruptedException;
  }

  private static void measured(String what, long entries, Part part) throws InterruptedException {
    long start = System.nanoTime();
    part.run();
    double seconds = (double) (System.nanoTime() - start) / 1e9;
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        "%s: %,d entries in %.1f s, %,.0f a second; then %,d MB of heap%n",
        what,
        entries,
        seconds,
        (double) entries / seconds,
        (runtime.totalMemory() - runtime.freeMemory()) >> 20);
  }

  private void rebuild() throws InterruptedException {
    audit.work(db -> db.sql("DELETE FROM follower_cursors").update());
    long size = audit.size();
    measured("followers", size, () -> follow(size));
    followers.stop();
    // The promotions of an inventory have no attestation, and none is to be issued for them later.
    audit.work(db -> db.sql("DELETE FROM attestation_jobs").update());
    Thread.sleep(500);
  }

  private void follow(long size) throws InterruptedException {
    followers.start();
    while (behind(size)) {
      Thread.sleep(20);
    }
  }

  private boolean behind(long size) {
    return database
            .reader()
            .sql("SELECT COUNT(*) FROM follower_cursors WHERE position >= ?")
            .param(size)
            .query(Long.class)
            .single()
        < 5;
  }
}
