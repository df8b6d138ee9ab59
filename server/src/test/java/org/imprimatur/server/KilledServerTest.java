// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.digest.Manifest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.log.Checkpoint;
import org.imprimatur.proof.log.Hash;
import org.imprimatur.proof.log.MerkleProofs;
import org.imprimatur.proof.log.TilePath;
import org.imprimatur.proof.log.Tiles;
import org.imprimatur.server.database.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole server killed while checks are computed and acts are recorded, and started again on
 * what it left. How often is said with {@code -Dimprimatur.server.kills=20}.
 */
class KilledServerTest {
  private static final int KILLS = Integer.getInteger("imprimatur.server.kills", 3);
  private static final int LONGEST_MILLIS = 1_500;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Path EXAMPLES = Path.of("../examples").toAbsolutePath().normalize();
  private static final List<String> FILES =
      List.of(
          "data/hmda/models/lr/model.onnx",
          "models/mortgage-fast-track/v2/model.onnx",
          "models/mortgage-fast-track/v3/model.onnx");

  @TempDir Path folder;
  private final Set<String> models = new ConcurrentSkipListSet<>();
  private final Set<String> blobs = new ConcurrentSkipListSet<>();
  private final AtomicInteger asked = new AtomicInteger();
  private Path data;
  private TestingProcess server;
  private TestingApi api;

  @BeforeEach
  void start() throws Exception {
    data = folder.resolve("data");
    startAgain();
    prepare();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void what_was_answered_stands_and_checks_end_after_every_kill() throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int kill = 1; kill <= KILLS; kill++) {
      String when = "kill %d of seed %d".formatted(kill, seed);
      long submission = submit(kill);
      String older = killWhileBusy(submission, random.nextInt(LONGEST_MILLIS));
      startAgain();
      assertKept(when);
      assertContinues(when, older);
      assertChecksEnd(when, submission);
    }
    server.kill();
    assertRebuilt();
  }

  private void startAgain() throws Exception {
    int port = free();
    server =
        TestingProcess.start(
            folder.resolve("errors.txt"),
            ImprimaturServer.class,
            "--data",
            data.toString(),
            "--setup",
            EXAMPLES.resolve("setup.yaml").toString(),
            "--port",
            Integer.toString(port));
    api = TestingApi.of(port, data);
    Instant until = Instant.now().plus(PATIENCE);
    while (!answers()) {
      assertThat(server.isAlive()).as("the server starts: %s", server.errors()).isTrue();
      assertThat(Instant.now()).as("the server starts").isBefore(until);
      Thread.sleep(100);
    }
  }

  private boolean answers() {
    try {
      return api.get("ada", "/api/v1/me").status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static int free() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** A model with its promises, its risk and its examination: everything before a submission. */
  private void prepare() throws IOException {
    register("mortgage");
    String model = "/api/v1/models/mortgage";
    api.post(
            "ada",
            model + "/promises",
            """
            {"kpis":[{"name":"defaults","unit":"share","direction":"at-most","limit":"0.02",
              "owner":"lena","every":"quarter"}]}\
            """)
        .expect(200);
    Json.Obj risk =
        api.post(
                "ada",
                model + "/risk",
                """
                {"answers":{"effect":"decides","exposure":"medium"}}\
                """)
            .expect(200)
            .json();
    api.post(
            "dmitri",
            model + "/risk/confirmation",
            """
            {"assessment":"%s","tier":"high"}\
            """
                .formatted(risk.string("assessment")))
        .expect(200);
    Digest testSet = api.put("priya", Files.readAllBytes(EXAMPLES.resolve("data/hmda/test.csv")));
    Digest reference =
        api.put("priya", Files.readAllBytes(EXAMPLES.resolve("data/hmda/train.csv")));
    api.post(
            "priya",
            model + "/examination",
            """
            {"testSet":"%s","reference":"%s","id":"row_id","label":{"column":"deny","positive":"yes"},
             "favourable":0,"groups":["afam","single"],"intersections":[],
             "prohibited":["afam","single"],"categorical":["chist","mhist"]}\
            """
                .formatted(testSet, reference))
        .expect(200);
  }

  private void register(String name) throws IOException {
    api.post(
            "ada",
            "/api/v1/models",
            """
            {"name":"%s","use":{"purpose":"fast track","population":"applicants",
             "restrictions":"refuses nobody"},"owner":"lena"}\
            """
                .formatted(name))
        .expect(201);
    models.add(name);
  }

  /** Another version, submitted: six checks are to be computed. */
  private long submit(int kill) throws IOException {
    byte[] bytes = Files.readAllBytes(EXAMPLES.resolve(FILES.get(kill % FILES.size())));
    Digest artifact = api.put("ada", bytes);
    Digest card =
        api.put("ada", Files.readAllBytes(EXAMPLES.resolve("models/mortgage-fast-track/v2.md")));
    var manifest = new Manifest(List.of(new Manifest.File("model.onnx", artifact, bytes.length)));
    Json.Obj version =
        api.post(
                "ada",
                "/api/v1/models/mortgage/versions",
                """
                {"manifest":%s,"cutoff":"0.%d","card":"%s","lineage":{"datasets":[],"commits":[],
                 "parents":[],"contributors":["sam"],"unnamed":0}}\
                """
                    .formatted(manifest.toJson().text(), 200 + kill, card))
            .expect(201)
            .json();
    return api.post(
            "ada",
            "/api/v1/models/mortgage/versions/" + version.integer("version") + "/submissions",
            """
            {"gate":"production"}\
            """)
        .expect(201)
        .json()
        .integer("number");
  }

  /** Kills while a check runs and four callers are at work; gives the newest checkpoint seen. */
  private String killWhileBusy(long submission, int millis) throws Exception {
    List<Thread> callers =
        IntStream.range(0, 4)
            .mapToObj(_ -> Thread.ofPlatform().start(this::callUntilGone))
            .toList();
    Instant until = Instant.now().plus(PATIENCE);
    while (states(submission).stream().noneMatch("running"::equals)) {
      assertThat(Instant.now()).as("a check runs").isBefore(until);
      Thread.sleep(20);
    }
    Thread.sleep(millis);
    String checkpoint = api.get("ada", "/log/checkpoint").expect(200).text();
    server.kill();
    for (Thread caller : callers) {
      caller.join();
    }
    return checkpoint;
  }

  private void callUntilGone() {
    try {
      while (true) {
        int number = asked.incrementAndGet();
        register("model-" + number);
        byte[] bytes = ("bytes " + number).repeat(10_000).getBytes(StandardCharsets.UTF_8);
        blobs.add(api.put("ada", bytes).hex());
      }
    } catch (IOException e) {
      // The server is gone; what it did not answer is nobody's.
    }
  }

  private List<String> states(long submission) throws IOException {
    Json.Obj shown = api.get("ada", "/api/v1/submissions/" + submission).expect(200).json();
    List<String> states = new ArrayList<>();
    for (Json check : shown.array("checks").values()) {
      states.add(((Json.Obj) check).string("state"));
    }
    return states;
  }

  private void assertKept(String when) throws IOException {
    for (String model : models) {
      assertThat(api.get("ada", "/api/v1/models/" + model).status()).as(when).isEqualTo(200);
    }
    for (String blob : blobs) {
      Path file = data.resolve("blobs/sha256").resolve(blob.substring(0, 2)).resolve(blob);
      assertThat(Digest.of(Files.readAllBytes(file)).hex()).as(when).isEqualTo(blob);
    }
  }

  /** The newest checkpoint is signed, and its log begins with the log of the older one. */
  private void assertContinues(String when, String older) throws IOException {
    Checkpoint before = Checkpoint.unverified(older);
    Checkpoint now = Checkpoint.unverified(api.get("hanna", "/log/checkpoint").expect(200).text());
    List<Hash> leaves = new ArrayList<>();
    for (TilePath tile : TilePath.of(now.size())) {
      if (tile.isBundle()) {
        byte[] bundle = api.get("hanna", "/log/" + tile.path()).expect(200).body();
        Tiles.entries(bundle, tile.width()).forEach(entry -> leaves.add(Hash.leaf(entry)));
      }
    }
    assertThat(leaves).as(when).hasSize((int) now.size());
    assertThat(MerkleProofs.root(leaves)).as(when).isEqualTo(now.root());
    assertThat(now.size()).as(when).isGreaterThanOrEqualTo(before.size());
    assertThat(MerkleProofs.root(leaves.subList(0, (int) before.size())))
        .as(when)
        .isEqualTo(before.root());
  }

  private void assertChecksEnd(String when, long submission) throws Exception {
    Instant until = Instant.now().plus(PATIENCE);
    List<String> states = states(submission);
    while (states.size() < 6 || !Set.of("recorded").containsAll(states)) {
      assertThat(states).as(when).doesNotContain("error");
      assertThat(Instant.now()).as("%s: the checks end: %s", when, states).isBefore(until);
      Thread.sleep(100);
      states = states(submission);
    }
    Json.Obj shown = api.get("ada", "/api/v1/submissions/" + submission).expect(200).json();
    assertThat(shown.array("evidence").values()).as(when).hasSizeGreaterThanOrEqualTo(6);
  }

  private void assertRebuilt() throws Exception {
    try (Database database = Database.sqlite(data.resolve("imprimatur.db"));
        Database empty = Database.sqlite(folder.resolve("empty.db"));
        var audit = RecordingUntilKilled.audit(database, folder.resolve("other.pem"))) {
      assertThat(TestingTables.rebuilt(audit, empty)).isEqualTo(TestingTables.rows(database));
    }
  }
}
