// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.imprimatur.proof.act.PeopleAct.TeamJoined;
import org.imprimatur.proof.log.Checkpoint;
import org.imprimatur.proof.log.LogKey;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.LogKeys;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;

/**
 * Durable log entries per second with 1 and with 64 callers: through the one writer, and beside it
 * the same rows with one commit a request, in turns in the same run.
 */
final class DurableEntries {
  private static final List<Integer> CALLERS = List.of(1, 64);
  private static final int ROUNDS = 3;

  private DurableEntries() {}

  /** Arguments: a folder for SQLite, or jdbc:postgresql://…; then the seconds of a round. */
  public static void main(String[] words) throws Exception {
    if (words.length != 2) {
      System.err.println("Usage: bench/durable FOLDER|jdbc:postgresql://… SECONDS");
      System.exit(2);
    }
    String place = words[0];
    int seconds = Integer.parseInt(words[1]);
    var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    var keys = new LogKeys(LogKey.of("bench.example/log", pair.getPublic()), pair.getPrivate());
    try (Database database = open(place)) {
      database.migrate();
      System.out.println(durability(database));
      System.out.printf("%d rounds of %d s each, the middle one told%n", ROUNDS, seconds);
      for (int callers : CALLERS) {
        compare(database, url(place), keys, new Load(callers, seconds));
      }
    }
  }

  private static void compare(Database database, String url, LogKeys keys, Load load)
      throws Exception {
    double[] grouped = new double[ROUNDS];
    double[] plain = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      plain[round] = plain(url, keys, load);
      grouped[round] = grouped(database, keys, load);
    }
    Arrays.sort(grouped);
    Arrays.sort(plain);
    double middle = grouped[ROUNDS / 2];
    double peer = plain[ROUNDS / 2];
    System.out.printf(
        "%2d callers: %8.0f entries/s by the writer, %8.0f one commit a request, ratio %.1f%n",
        load.callers(), middle, peer, middle / peer);
  }

  private static double grouped(Database database, LogKeys keys, Load load) throws Exception {
    try (var audit = new Audit(database, keys, List.of(), InstantSource.system())) {
      double rate =
          load.perSecond(
              () ->
                  audit.record(
                      moment ->
                          Ruling.granted(
                              new TeamJoined(moment.by("p_admin"), "p_member", "validation"),
                              true)));
      long signed = Checkpoint.verify(audit.checkpoint(), keys.verifier()).size();
      if (signed != audit.size()) {
        throw new IllegalStateException("The checkpoint is not that of the log.");
      }
      return rate;
    }
  }

  private static double plain(String url, LogKeys keys, Load load) throws Exception {
    try (var commits = new PlainCommits(url, keys)) {
      return load.perSecond(commits::record);
    }
  }

  /** How the database makes a commit durable, in its own words. */
  private static String durability(Database database) {
    return switch (database.dialect()) {
      case SQLITE -> "SQLite, journal_mode WAL, synchronous FULL";
      case POSTGRESQL ->
          "PostgreSQL "
              + said(database, "SHOW server_version")
              + (", fsync " + said(database, "SHOW fsync"))
              + (", synchronous_commit " + said(database, "SHOW synchronous_commit"));
    };
  }

  private static String said(Database database, String question) {
    return database.reader().sql(question).query(String.class).single();
  }

  private static Database open(String place) throws IOException {
    if (place.startsWith("jdbc:")) {
      return Database.postgresql(place);
    }
    Path folder = Files.createDirectories(Path.of(place));
    return Database.sqlite(folder.resolve("imprimatur.db"));
  }

  private static String url(String place) {
    return place.startsWith("jdbc:")
        ? place
        : "jdbc:sqlite:" + Path.of(place).toAbsolutePath().resolve("imprimatur.db");
  }
}
