// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SignoffWithdrawn;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Logins;
import org.imprimatur.server.submissions.SignOffs;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A15: the last sign-off is taken back, the dossier is changed and the version is promoted, all at
 * the same moment and on two servers. Whatever comes first, no version passes without a sign-off
 * that covers exactly what it passes with.
 */
class RacesTest {
  private static final int ROUNDS = Integer.getInteger("imprimatur.races", 100);

  private static final int LATEST_MILLIS = 25;

  /** How often one submission is raced, and how many a model has: no story grows without end. */
  private static final int RACES_OF_ONE = 5;

  private static final int VERSIONS_OF_ONE = 10;

  @TempDir Path folder;
  private int versions;

  @Test
  void whatever_comes_first_nothing_passes_without_its_sign_off() throws Exception {
    long seed = System.nanoTime();
    System.out.println("Races with seed " + seed);
    var random = new Random(seed);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        RunningServer one = server(postgres);
        RunningServer other = server(postgres);
        ExecutorService pool = Executors.newFixedThreadPool(3)) {
      Caller grace = grace(one);
      Map<String, Integer> outcomes = new TreeMap<>();
      long number = 0;
      int races = 0;
      for (int round = 0; round < ROUNDS; round++) {
        if (number == 0) {
          number = submit(one, round);
          races = 0;
        }
        races++;
        long raced = number;
        Path note = Files.writeString(folder.resolve("note.md"), "A note of round " + round);
        Digest changed = one.upload("ada", note);
        String signOff = sign(one, grace, raced);
        List<Callable<String>> acts =
            List.of(
                late(random, () -> takeBack(either(random, one, other), grace, raced, signOff)),
                late(random, () -> supply(either(random, one, other), raced, changed)),
                late(random, () -> promote(either(random, one, other), raced)));
        List<String> outcome = together(pool, acts);
        outcomes.merge(String.join(", ", outcome), 1, Integer::sum);
        number = outcome.contains("promoted") || races == RACES_OF_ONE ? 0 : raced;
      }
      System.out.println(outcomes);
      assertThat(outcomes.keySet()).as("promotions, and refusals").hasSizeGreaterThan(1);
      assertSound(one);
    }
  }

  private static RunningServer either(Random random, RunningServer one, RunningServer other) {
    return random.nextBoolean() ? one : other;
  }

  /** So that now the one and now the other comes first. */
  private static Callable<String> late(Random random, Callable<String> act) {
    int millis = random.nextInt(LATEST_MILLIS);
    return () -> {
      Thread.sleep(millis);
      return act.call();
    };
  }

  private RunningServer server(EmbeddedPostgres postgres) throws Exception {
    Path setup = new TestingSetup().wholePolicy(TestingRaces.POLICY).in(folder);
    return RunningServer.start(
        folder.resolve("data"), Optional.of(postgres.getJdbcUrl("postgres", "postgres")), setup);
  }

  private static Caller grace(RunningServer server) {
    server.browser("grace");
    Logins logins = server.bean(Logins.class);
    return logins.bySession(logins.signIn("grace", RunningServer.PASSWORD).text()).orElseThrow();
  }

  private long submit(RunningServer server, int round) throws Exception {
    String model = "raced-" + versions / VERSIONS_OF_ONE;
    if (versions++ % VERSIONS_OF_ONE == 0) {
      TestingRaces.register(server, model);
    }
    Path file = Files.writeString(folder.resolve("model.txt"), "round " + round);
    Digest digest = server.upload("ada", file);
    long version =
        TestingRaces.done(
                server.post(
                    "ada",
                    "/api/v1/models/" + model + "/versions",
                    """
                    {"manifest":{"files":[{"path":"model.txt","digest":"%s","size":%d}]},
                     "cutoff":"0.5","lineage":{"contributors":["sam"]}}\
                    """
                        .formatted(digest, Files.size(file))))
            .integer("version");
    return TestingRaces.done(
            server.post(
                "ada",
                "/api/v1/models/" + model + "/versions/" + version + "/submissions",
                "{\"gate\":\"production\"}"))
        .integer("number");
  }

  private static String sign(RunningServer server, Caller grace, long number) {
    SignOffs signOffs = server.bean(SignOffs.class);
    Digest draft = signOffs.draft(grace, number, "peer").digest();
    return signOffs
        .sign(
            grace,
            number,
            new SignOffs.Signature(draft, "approve", "It is in order."),
            RunningServer.PASSWORD)
        .signoff();
  }

  private static String takeBack(RunningServer server, Caller grace, long number, String id) {
    try {
      server.bean(SignOffs.class).withdraw(grace, number, id);
      return "taken back";
    } catch (RefusedException e) {
      return e.refusal().code();
    }
  }

  private static String supply(RunningServer server, long number, Digest note) {
    Answer answer =
        server.post(
            "ada",
            "/api/v1/submissions/" + number + "/evidence",
            "{\"class\":\"documentation\",\"name\":\"note.md\",\"content\":\"" + note + "\"}");
    return answer.status() == 200 ? "changed" : answer.code();
  }

  private static String promote(RunningServer server, long number) {
    Answer answer = server.post("ada", "/api/v1/submissions/" + number + "/promotion", "{}");
    return answer.status() == 200 ? "promoted" : answer.code();
  }

  private static List<String> together(ExecutorService pool, List<Callable<String>> acts)
      throws Exception {
    List<String> outcomes = new ArrayList<>();
    for (Future<String> outcome : pool.invokeAll(acts)) {
      outcomes.add(outcome.get());
    }
    return outcomes;
  }

  /** Every promotion is derived again from the log, and follows a sign-off that stood then. */
  private static void assertSound(RunningServer server) throws Exception {
    assertThat(server.found()).isEmpty();
    Map<Long, String> standing = new TreeMap<>();
    for (byte[] entry : server.entries()) {
      switch (Act.parse(entry)) {
        case SignoffGiven given -> standing.put(given.submission(), given.signoff());
        case SignoffWithdrawn back -> standing.remove(back.submission());
        case VersionPromoted promoted ->
            assertThat(standing).as("sign-offs that stood").containsKey(promoted.submission());
        case Act _ -> {}
      }
    }
  }
}
