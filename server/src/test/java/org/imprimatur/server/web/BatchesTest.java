// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct;
import org.imprimatur.proof.act.ModelAct.UseStated;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.ServerOptions;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.models.Versions;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rows of production are pushed and computed by the real engines; what comes of them is the only
 * measurement of a promise that names a figure. One version goes through one story.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BatchesTest {
  private static final String MODEL = "survival";
  private static final String PATH = "/api/v1/models/" + MODEL + "/versions/1";
  private static final Path TITANIC = RunningServer.EXAMPLES.resolve("data/titanic");
  private static final String AUC = "AUC in production";
  private static final String KPIS =
      """
      [{"name":"AUC in production","unit":"AUC","metric":"metrics.roc_auc","of":"performance",
        "direction":"at-least","limit":"0.7","owner":"lena","every":"P7D","breach":"suspend"},
       {"name":"parity","unit":"difference","of":"fairness",
        "metric":"metrics[\\"fairness.sex.demographic_parity_difference\\"]",
        "direction":"at-most","limit":"0.9","owner":"lena","every":"P7D"},
       {"name":"shift","unit":"PSI","metric":"metrics.max_psi","of":"data",
        "direction":"at-most","limit":"9","owner":"lena","every":"P7D"},
       {"name":"complaints","unit":"a week","direction":"at-most","limit":"9",
        "owner":"lena","every":"P7D"}]\
      """;

  @TempDir static Path folder;
  private static final TestingClock CLOCK = new TestingClock();
  private static RunningServer server;
  private static Instant promoted = Instant.EPOCH;

  @BeforeAll
  static void promote() {
    Path setup =
        new TestingSetup()
            .people("person: lena, scopes: [", "person: lena, scopes: [review, ")
            .in(folder);
    server =
        RunningServer.start(
            new ServerOptions(
                "127.0.0.1",
                0,
                folder.resolve("data"),
                Optional.empty(),
                Optional.of(setup),
                ServerOptions.Passkeys.DEMO),
            CLOCK);
    done(
        "ada",
        "/api/v1/models",
        "{\"name\":\"survival\",\"use\":{\"purpose\":\"an"
            + " exercise\",\"population\":\"passengers\"}}");
    done("ada", "/api/v1/models/survival/promises", "{\"kpis\":" + KPIS + "}");
    Answer risk =
        done(
            "ada",
            "/api/v1/models/survival/risk",
            "{\"answers\":{\"effect\":\"none\",\"exposure\":\"small\"}}");
    done(
        "dmitri",
        "/api/v1/models/survival/risk/confirmation",
        "{\"assessment\":\"%s\",\"tier\":\"low\"}".formatted(risk.json().string("assessment")));
    done(
        "priya",
        "/api/v1/models/survival/examination",
        """
        {"testSet":"%s","id":"row_id","label":{"column":"survived","positive":"survived"},
         "favourable":1,"groups":["sex"],"intersections":[],"prohibited":[]}\
        """
            .formatted(server.upload("priya", TITANIC.resolve("test.csv"))));
    long number = server.propose(MODEL, server.version(MODEL, "0.50"));
    server.await(number);
    var peer = new PeerSubmission(server, MODEL, number);
    assertThat(peer.sign("grace").status()).isEqualTo(200);
    Answer answer = peer.promote("ada");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    Json.Obj whole = server.get("ada", "/api/v1/submissions/" + number).json();
    promoted = Instant.parse(whole.object("promotion").string("at"));
    CLOCK.pass(Duration.ofHours(6));
  }

  @AfterAll
  static void stop() {
    try {
      assertThat(server.found()).as("what a replay finds of the whole log").isEmpty();
    } finally {
      server.close();
    }
  }

  @Test
  @Order(1)
  void scores_say_how_the_rows_shifted_and_labels_say_later_how_good_they_were()
      throws IOException {
    Rows rows = Rows.read(0, 200);
    Answer sent = batch(rows.scored(), 0, 1);
    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    Json.Obj scored = awaited(1);

    assertThat(scored.string("state")).isEqualTo("waits for labels");
    assertThat(scored.integer("rows")).isEqualTo(200);
    assertThat(promises(scored)).containsExactly("shift");

    Answer labels = label(1, rows.labels());
    assertThat(labels.status()).as(labels.text()).isEqualTo(201);
    Json.Obj complete = awaited(1);
    assertThat(complete.string("state")).isEqualTo("computed");
    assertThat(complete.integer("labelled")).isEqualTo(200);
    assertThat(promises(complete)).containsExactly("shift", AUC, "parity");
    Json.Obj auc = (Json.Obj) complete.array("figures").values().get(1);
    assertThat(auc.number("low")).isLessThan(Double.parseDouble(auc.string("value")));
    assertThat(auc.bool("keeps")).isTrue();

    SignalRecorded recorded = signals().get(1);
    assertThat(recorded.by()).isEqualTo(Stamp.SYSTEM);
    assertThat(recorded.n()).hasValue(200);
    assertThat(recorded.value()).isEqualTo(auc.string("value"));
    assertThat(recorded.evidence().map(Digest::toString)).contains(auc.string("evidence"));
    assertThat(recorded.from()).isEqualTo(promoted);
  }

  @Test
  @Order(2)
  void nobody_types_what_is_computed() {
    Answer typed =
        server.post(
            "lena", PATH + "/signals", "{\"promise\":\"AUC in production\",\"value\":\"0.99\"}");

    assertThat(typed.status()).isEqualTo(422);
    assertThat(typed.code()).isEqualTo("signal.computed");
    assertThat(
            server
                .post("lena", PATH + "/signals", "{\"promise\":\"complaints\",\"value\":\"2\"}")
                .status())
        .as("what is counted elsewhere is sent as before")
        .isEqualTo(200);
  }

  @Test
  @Order(3)
  void the_same_again_is_the_first_and_nothing_is_sent_twice() throws IOException {
    Rows rows = Rows.read(0, 200);
    Answer again = batch(rows.scored(), 0, 1);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().integer("batch")).isEqualTo(1);
    assertThat(label(1, rows.labels()).status()).isEqualTo(200);
    assertThat(batch(rows.scored(), 1, 2).code()).isEqualTo("batch.same");
    assertThat(batch(Rows.read(0, 100).scored(), 0, 1).code()).isEqualTo("batch.taken");
    assertThat(label(1, Rows.read(0, 100).labels()).code()).isEqualTo("labels.untimely");
    assertThat(label(7, rows.labels()).code()).isEqualTo("batch.unknown");
    assertThat(batches()).hasSize(4);
  }

  @ParameterizedTest
  @Order(4)
  @CsvSource({
    "batch.future, 1, 900",
    "batch.early, -9, -1",
    "batch.window, 3, 2",
    "batch.window, -99999999, 2",
  })
  void a_window_that_cannot_be_is_refused(String code, long from, long to) throws IOException {
    Answer refused = batch(Rows.read(0, 90).scored(), from, to);

    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(batches()).hasSize(4);
  }

  @Test
  @Order(5)
  void neither_the_test_set_nor_a_file_of_the_log_nor_nothing_is_production() throws IOException {
    assertThat(batch(Files.readString(TITANIC.resolve("test.csv")), 1, 2).code())
        .isEqualTo("batch.test-set");
    assertThat(
            batch(Files.readString(RunningServer.EXAMPLES.resolve("models/titanic/v1.md")), 1, 2)
                .code())
        .isEqualTo("batch.known");
    assertThat(batch("", 1, 2).code()).isEqualTo("batch.empty");
    String absent = "{\"data\":\"%s\"}".formatted(Digest.of(new byte[] {7}));
    assertThat(server.post("lena", PATH + "/batches", absent).code()).isEqualTo("batch.missing");
    long other = server.version(MODEL, "0.40");
    String data = "{\"data\":\"%s\"}".formatted(upload(Rows.read(0, 80).scored()));
    String never = "/api/v1/models/" + MODEL + "/versions/" + other + "/batches";
    assertThat(server.post("lena", never, data).code()).isEqualTo("batch.version");
    assertThat(server.post("dmitri", PATH + "/batches", data).code())
        .isEqualTo("permission.missing");
    assertThat(batches()).hasSize(4);
  }

  @Test
  @Order(6)
  void files_that_cannot_be_read_measure_nothing_and_leave_their_window_free() throws IOException {
    batch("PAR1\0\0hardly a table\0PAR1", 2, 3);
    Json.Obj failed = awaited(2);
    assertThat(failed.string("state")).isEqualTo("not computed");
    assertThat(failed.object("error").string("message")).isNotEmpty();

    Answer instead = batch(Rows.read(200, 390).scored(), 2, 3);
    assertThat(instead.status()).as(instead.text()).isEqualTo(201);
    assertThat(awaited(3).string("state")).isEqualTo("waits for labels");
    label(3, "row_id,survived\n2,survived\n999999,died\n");
    Json.Obj strangers = awaited(3);
    assertThat(strangers.string("state")).isEqualTo("labels not usable");
    assertThat(strangers.object("error").string("code")).isEqualTo("data.ids-missing");
    label(3, Rows.read(200, 390).labels() + "700,died\n700,died\n");
    assertThat(awaited(3).object("error").string("code")).startsWith("data.ids");
    assertThat(signals()).filteredOn(one -> one.promise().equals(AUC)).hasSize(1);
  }

  @Test
  @Order(7)
  void rows_of_production_are_read_back_by_nobody() throws IOException {
    for (String file : List.of(Rows.read(0, 200).scored(), Rows.read(0, 200).labels())) {
      String path = "/api/v1/blobs/" + Digest.of(file.getBytes(UTF_8)).hex();
      for (String reader : List.of("lena", "priya", "ada")) {
        assertThat(server.get(reader, path).code()).as(reader).isEqualTo("blob.closed");
      }
    }
    String evidence = signals().getFirst().evidence().orElseThrow().hex();
    assertThat(server.get("ada", "/api/v1/blobs/" + evidence).status()).isEqualTo(200);
  }

  @Test
  @Order(8)
  void a_follower_that_reads_the_log_again_computes_and_measures_nothing_twice() {
    int before = server.entries().size();
    server
        .bean(Audit.class)
        .work(
            db ->
                db.sql("UPDATE follower_cursors SET position = 0 WHERE follower = 'batches'")
                    .update());
    idle();

    assertThat(server.entries()).hasSize(before);
  }

  @Test
  @Order(9)
  void rows_that_went_wrong_with_their_labels_break_the_promise_and_suspend() throws IOException {
    Answer sent = batch(Rows.read(0, 390).drifted(), 3, 4);
    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    Json.Obj drifted = awaited(4);

    assertThat(drifted.string("state")).isEqualTo("computed");
    await(
        "The version was not suspended.",
        () -> acts().stream().anyMatch(VersionSuspended.class::isInstance));
    assertThat(server.get("ada", PATH + "/promises").json().bool("serves")).isFalse();
    assertThat(signals()).filteredOn(one -> one.promise().equals(AUC)).hasSize(2);
  }

  @Test
  @Order(10)
  void nobody_opens_rows_by_calling_them_a_model_card() throws IOException {
    Digest card = server.bean(Versions.class).get(MODEL, 1).card().orElseThrow();
    List<Digest> closed =
        List.of(
            Digest.of(Rows.read(0, 200).scored().getBytes(UTF_8)),
            Digest.of(Files.readAllBytes(TITANIC.resolve("test.csv"))));
    for (Digest file : closed) {
      String body = "{\"card\":\"%s\",\"over\":\"%s\"}".formatted(file, card);
      assertThat(server.put("ada", PATH + "/card", body).code()).isEqualTo("card.closed");
    }
    assertThat(server.open("ada", "/models/survival/v1/card").text()).doesNotContain("row_id,");
  }

  @Test
  @Order(10)
  void nobody_takes_words_out_of_the_export_by_sending_them_as_rows() throws IOException {
    String said = "{\"purpose\":\"%s\",\"population\":\"passengers\"}";
    done("ada", "/api/v1/models/survival/use", said.formatted("one exercise"));
    String words = server.get("ada", "/api/v1/blobs/" + use().hex()).text();
    Answer sent = batch(words.replace("one exercise", "two exercises"), 4, 5);
    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    Digest file = Digest.parse(sent.json().string("data"));
    assertThat(server.get("ada", "/api/v1/blobs/" + file.hex()).code()).isEqualTo("blob.closed");
    done("ada", "/api/v1/models/survival/use", said.formatted("two exercises"));

    assertThat(use()).isEqualTo(file);
    assertThat(server.get("ada", "/api/v1/blobs/" + file.hex()).status()).isEqualTo(200);
    idle();
  }

  private static Digest use() {
    return acts().stream()
        .filter(UseStated.class::isInstance)
        .map(one -> ((UseStated) one).use())
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  /** Rows of the example that no model was fitted to. */
  private record Rows(List<Map<String, String>> rows) {
    static Rows read(int from, int to) throws IOException {
      List<Map<String, String>> tests = table(TITANIC.resolve("test.csv"));
      List<Map<String, String>> scores = table(TITANIC.resolve("predictions-lr.csv"));
      for (int i = 0; i < tests.size(); i++) {
        tests.get(i).put("score", scores.get(i).getOrDefault("score", ""));
        assertThat(tests.get(i).get("row_id")).isEqualTo(scores.get(i).get("row_id"));
      }
      return new Rows(tests.subList(from, to));
    }

    private static List<Map<String, String>> table(Path file) throws IOException {
      List<String> lines = Files.readAllLines(file);
      List<String> head = List.of(lines.getFirst().split(",", -1));
      List<Map<String, String>> rows = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        List<String> cells = List.of(line.split(",", -1));
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < head.size(); i++) {
          row.put(head.get(i), cells.get(i));
        }
        rows.add(row);
      }
      return rows;
    }

    String scored() {
      return csv("row_id,score,sex,pclass,age");
    }

    String labels() {
      return csv("row_id,survived");
    }

    /** The scores are turned round, as after a change of the columns' order. */
    String drifted() {
      List<Map<String, String>> turned = new ArrayList<>();
      for (Map<String, String> row : rows) {
        Map<String, String> other = new HashMap<>(row);
        other.put("score", Double.toString(1 - Double.parseDouble(row.getOrDefault("score", ""))));
        turned.add(other);
      }
      return new Rows(turned).csv("row_id,score,sex,pclass,age,survived");
    }

    private String csv(String head) {
      StringBuilder csv = new StringBuilder(head).append('\n');
      for (Map<String, String> row : rows) {
        List<String> cells = new ArrayList<>();
        for (String name : head.split(",", -1)) {
          cells.add(row.getOrDefault(name, ""));
        }
        csv.append(String.join(",", cells)).append('\n');
      }
      return csv.toString();
    }
  }

  private static Answer done(String username, String path, String body) {
    Answer answer = server.post(username, path, body);
    assertThat(answer.status()).as(answer.text()).isLessThanOrEqualTo(201);
    return answer;
  }

  private static Digest upload(String text) throws IOException {
    Path file = Files.writeString(Files.createTempFile(folder, "rows", ".csv"), text);
    return server.upload("lena", file);
  }

  /** Hours after the promotion. */
  private static Answer batch(String text, long from, long to) throws IOException {
    String body =
        Json.obj()
            .put("data", upload(text).toString())
            .put("from", promoted.plus(Duration.ofHours(from)).toString())
            .put("to", promoted.plus(Duration.ofHours(to)).toString())
            .build()
            .text();
    return server.post("lena", PATH + "/batches", body);
  }

  private static Answer label(long batch, String text) throws IOException {
    String body = "{\"labels\":\"%s\"}".formatted(upload(text));
    return server.post("lena", PATH + "/batches/" + batch + "/labels", body);
  }

  private static Json.Obj awaited(long batch) {
    String path = PATH + "/batches/" + batch;
    await(
        "Batch " + batch + " was not computed.",
        () -> !server.get("ada", path).json().string("state").equals("being computed"));
    return server.get("ada", path).json();
  }

  private static List<String> promises(Json.Obj batch) {
    return batch.array("figures").values().stream()
        .map(one -> ((Json.Obj) one).string("promise"))
        .toList();
  }

  private static List<Act> acts() {
    return server.entries().stream().map(Act::parse).toList();
  }

  private static List<BatchAct> batches() {
    return acts().stream().filter(BatchAct.class::isInstance).map(BatchAct.class::cast).toList();
  }

  private static List<SignalRecorded> signals() {
    return acts().stream()
        .filter(SignalRecorded.class::isInstance)
        .map(SignalRecorded.class::cast)
        .filter(one -> one.evidence().isPresent())
        .toList();
  }

  /** Until the log was followed, and every batch that was to be computed is. */
  private static void idle() {
    await(
        "Not every batch was computed.",
        () -> {
          var db = server.bean(Database.class).reader();
          return db.sql("SELECT position FROM follower_cursors WHERE follower = 'batches'")
                      .query(Long.class)
                      .single()
                  >= server.bean(Audit.class).size()
              && db.sql("SELECT COUNT(*) FROM batch_jobs").query(Long.class).single() == 0;
        });
  }

  private static void await(String otherwise, BooleanSupplier done) {
    for (int i = 0; i < 1_200; i++) {
      if (done.getAsBoolean()) {
        return;
      }
      try {
        Thread.sleep(25);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    throw new AssertionError(otherwise);
  }
}
