// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.imprimatur.proof.act.BatchAct;
import org.imprimatur.proof.act.BatchAct.BatchEvaluated;
import org.imprimatur.proof.act.ModelAct.UseStated;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
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
  private static final String AUC = PromisedFigures.AUC;
  @TempDir static Path folder;
  private static final TestingClock CLOCK = new TestingClock();
  private static RunningServer server;
  private static Instant promoted = Instant.EPOCH;
  private static TestingBatches story;

  @BeforeAll
  static void promote() {
    new TestingSetup()
        .policy("  production:", "  production:\n    revalidate: {tiers: {low: 3650}}")
        .people("person: lena, scopes: [", "person: lena, scopes: [review, ")
        .in(folder);
    server = start();
    promoted = PromisedFigures.promote(server);
    story = new TestingBatches(server, MODEL, promoted);
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
    TestingRows rows = TestingRows.read(0, 200);
    Answer sent = story.send(rows.scored(), 0, 1);
    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    Json.Obj scored = story.awaited(1);

    assertThat(scored.string("state")).isEqualTo("waits for labels");
    assertThat(scored.integer("rows")).isEqualTo(200);
    assertThat(TestingBatches.promises(scored))
        .as("who is selected needs no label")
        .containsExactly("parity", "shift");

    Answer labels = story.label(1, rows.labels());
    assertThat(labels.status()).as(labels.text()).isEqualTo(201);
    Json.Obj complete = story.awaited(1);
    assertThat(complete.string("state")).isEqualTo("computed");
    assertThat(complete.integer("labelled")).isEqualTo(200);
    assertThat(TestingBatches.promises(complete)).containsExactly("parity", "shift", AUC);
    Json.Obj auc = (Json.Obj) complete.array("figures").values().get(2);
    assertThat(auc.number("low")).isLessThan(Double.parseDouble(auc.string("value")));
    assertThat(auc.bool("keeps")).isTrue();

    SignalRecorded recorded = story.signals().get(2);
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
    TestingRows rows = TestingRows.read(0, 200);
    Answer again = story.send(rows.scored(), 0, 1);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().integer("batch")).isEqualTo(1);
    assertThat(story.label(1, rows.labels()).status()).isEqualTo(200);
    assertThat(story.send(rows.scored(), 1, 2).code()).isEqualTo("batch.same");
    Answer taken = story.send(TestingRows.read(0, 100).scored(), 0, 1);
    assertThat(taken.code()).isEqualTo("batch.taken");
    assertThat(taken.text()).containsOnlyOnce("batch 1 was recorded, with other bytes");
    assertThat(story.label(1, TestingRows.read(0, 100).labels()).code())
        .isEqualTo("labels.untimely");
    Answer unknown = story.label(7, rows.labels());
    assertThat(unknown.code()).isEqualTo("batch.unknown");
    assertThat(unknown.text()).contains("imprimatur signal survival 1 --batches");
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
    Answer refused = story.send(TestingRows.read(0, 90).scored(), from, to);

    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(batches()).hasSize(4);
  }

  @Test
  @Order(4)
  void a_time_beyond_every_calendar_is_refused_as_no_time() throws IOException {
    Json body =
        Json.obj()
            .put("data", story.upload(TestingRows.read(0, 90).scored()).toString())
            .put("to", "+999999999-12-31T23:59:59Z")
            .build();
    Answer refused = server.post("lena", PATH + "/batches", body.text());

    assertThat(refused.code()).isEqualTo("request.member");
    assertThat(refused.text()).contains("to must be a time such as");
    assertThat(batches()).hasSize(4);
  }

  @Test
  @Order(5)
  void neither_the_test_set_nor_a_file_of_the_log_nor_nothing_is_production() throws IOException {
    assertThat(story.send(Files.readString(TestingRows.TITANIC.resolve("test.csv")), 1, 2).code())
        .isEqualTo("batch.test-set");
    assertThat(
            story
                .send(
                    Files.readString(RunningServer.EXAMPLES.resolve("models/titanic/v1.md")), 1, 2)
                .code())
        .isEqualTo("batch.known");
    assertThat(story.send("", 1, 2).code()).isEqualTo("batch.empty");
    String absent = "{\"data\":\"%s\"}".formatted(Digest.of(new byte[] {7}));
    assertThat(server.post("lena", PATH + "/batches", absent).code()).isEqualTo("batch.missing");
    long other = server.models().version(MODEL, "0.40");
    String data = "{\"data\":\"%s\"}".formatted(story.upload(TestingRows.read(0, 80).scored()));
    String never = "/api/v1/models/" + MODEL + "/versions/" + other + "/batches";
    assertThat(server.post("lena", never, data).code()).isEqualTo("batch.version");
    assertThat(server.post("dmitri", PATH + "/batches", data).code())
        .isEqualTo("permission.missing");
    assertThat(batches()).hasSize(4);
  }

  @Test
  @Order(6)
  void files_that_cannot_be_read_measure_nothing_and_leave_their_window_free() throws IOException {
    story.send("PAR1\0\0hardly a table\0PAR1", 2, 3);
    Json.Obj failed = story.awaited(2);
    assertThat(failed.string("state")).isEqualTo("not computed");
    assertThat(failed.object("error").string("message")).isNotEmpty();

    Answer instead = story.send(TestingRows.read(200, 390).scored(), 2, 3);
    assertThat(instead.status()).as(instead.text()).isEqualTo(201);
    assertThat(story.awaited(3).string("state")).isEqualTo("waits for labels");
    story.label(3, "row_id,survived\n2,survived\n999999,died\n");
    Json.Obj strangers = story.awaited(3);
    assertThat(strangers.string("state")).isEqualTo("labels not usable");
    assertThat(strangers.object("error").string("code")).isEqualTo("data.ids-missing");
    story.label(3, TestingRows.read(200, 390).labels() + "700,died\n700,died\n");
    assertThat(story.awaited(3).object("error").string("code")).startsWith("data.ids");
    assertThat(story.signals()).filteredOn(one -> one.promise().equals(AUC)).hasSize(1);
  }

  @ParameterizedTest
  @Order(11)
  @CsvSource({
    "'id,score~1,0.5~', data.column-missing, 'The batch has no id column row_id. It has: id,"
        + " score.'",
    "'row_id,score~', data.empty, 'The batch has no rows.'",
    "'row_id,score~1,high~2,0.4~', data.score-missing, 'is no column of numbers'",
  })
  void rows_that_no_label_could_score_are_told_at_once_and_leave_their_window_free(
      String rows, String code, String told) throws IOException {
    Answer sent = story.send(rows.replace('~', '\n'), 5, 6);
    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    Json.Obj failed = story.awaited(sent.json().integer("batch"));

    assertThat(failed.string("state")).isEqualTo("not computed");
    assertThat(failed.object("error").string("code")).isEqualTo(code);
    assertThat(failed.object("error").string("message")).contains(told);
    assertThat(story.page(failed.integer("batch"))).contains(told, "which is free");
  }

  @Test
  @Order(11)
  void labels_that_went_to_the_wrong_batch_go_to_the_right_one() throws IOException {
    TestingRows rows = TestingRows.read(10, 60);
    String unscored = rows.scored().replace(",sex,", ",gender,") + "99999,,male,3,30\n";
    Answer right = story.send(unscored, 1, 3);
    Json.Obj waiting = story.awaited(right.json().integer("batch"));
    assertThat(waiting.array("notes").text())
        .contains("no group column sex", "a further column", "without a score: 1.");

    Answer wrong = story.label(3, rows.labels());
    assertThat(wrong.status()).as(wrong.text()).isEqualTo(201);
    Json.Obj burnt = story.awaited(3);
    assertThat(burnt.string("state")).isEqualTo("labels not usable");
    assertThat(burnt.object("error").string("message"))
        .startsWith("The batch has no row for 50 of the labels")
        .doesNotContain("test set", "predictions");
    assertThat(story.send(rows.labels(), 1, 4).status()).as("labels for rows").isEqualTo(201);

    Answer again = story.label(waiting.integer("batch"), rows.labels());
    assertThat(again.status()).as(again.text()).isEqualTo(201);
    assertThat(story.awaited(waiting.integer("batch")).string("state")).isEqualTo("computed");
    idle();
  }

  @Test
  @Order(7)
  void rows_of_production_are_read_back_by_nobody() throws IOException {
    for (String file :
        List.of(TestingRows.read(0, 200).scored(), TestingRows.read(0, 200).labels())) {
      String path = "/api/v1/blobs/" + Digest.of(file.getBytes(UTF_8)).hex();
      for (String reader : List.of("lena", "priya", "ada")) {
        assertThat(server.get(reader, path).code()).as(reader).isEqualTo("blob.closed");
      }
    }
    String evidence = story.signals().getFirst().evidence().orElseThrow().hex();
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
    Answer sent = story.send(TestingRows.read(0, 390).drifted(), 3, 4);
    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    Json.Obj drifted = story.awaited(4);

    assertThat(drifted.string("state")).isEqualTo("computed");
    TestingWait.until(
        "The version was not suspended.",
        () -> story.acts().stream().anyMatch(VersionSuspended.class::isInstance));
    assertThat(server.get("ada", PATH + "/promises").json().bool("serves")).isFalse();
    assertThat(story.signals()).filteredOn(one -> one.promise().equals(AUC)).hasSize(2);
  }

  @Test
  @Order(10)
  void nobody_opens_rows_by_calling_them_a_model_card() throws IOException {
    Digest card = server.bean(Versions.class).get(MODEL, 1).card().orElseThrow();
    List<Digest> closed =
        List.of(
            Digest.of(TestingRows.read(0, 200).scored().getBytes(UTF_8)),
            Digest.of(Files.readAllBytes(TestingRows.TITANIC.resolve("test.csv"))));
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
    PromisedFigures.done(
        server, "ada", "/api/v1/models/survival/use", said.formatted("one exercise"));
    String words = server.get("ada", "/api/v1/blobs/" + use().hex()).text();
    Answer sent = story.send(words.replace("one exercise", "two exercises"), 4, 5);
    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    Digest file = Digest.parse(sent.json().string("data"));
    assertThat(server.get("ada", "/api/v1/blobs/" + file.hex()).code()).isEqualTo("blob.closed");
    PromisedFigures.done(
        server, "ada", "/api/v1/models/survival/use", said.formatted("two exercises"));

    assertThat(use()).isEqualTo(file);
    assertThat(server.get("ada", "/api/v1/blobs/" + file.hex()).status()).isEqualTo(200);
    idle();
  }

  private static Digest use() {
    return story.acts().stream()
        .filter(UseStated.class::isInstance)
        .map(one -> ((UseStated) one).use())
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  @Test
  @Order(12)
  void the_pages_show_each_figure_with_its_interval_and_each_batch_with_what_to_do()
      throws IOException {
    String page = "/models/" + MODEL + "/v1/monitoring";
    String promises = server.open("hanna", page).text();
    assertThat(promises)
        .contains("Production data", "Not computed", "Labels not usable", "Computed")
        .contains("95 % interval", "at least 0.7 AUC", page + "/batches/1");
    new TestingWatch(server, CLOCK).awaitLooks();
    assertThat(server.open("hanna", "/monitoring").text())
        .as("the newest figure of each promise does not stand bare")
        .containsPattern("0\\.\\d+, 95 % interval \\[0\\.\\d+, 0\\.\\d+\\], n = \\d+");
    Json.Obj last =
        server.get("ada", PATH + "/promises").json().array("promises").values().stream()
            .map(Json.Obj.class::cast)
            .filter(one -> one.string("name").equals(AUC))
            .map(one -> one.object("last"))
            .findFirst()
            .orElseThrow();
    assertThat(Double.parseDouble(last.string("value")))
        .isBetween(last.number("low"), last.number("high"));
    assertThat(last.bool("toldApart"))
        .isEqualTo(last.number("low") > 0.7 || last.number("high") < 0.7);
    String first = server.open("hanna", page + "/batches/1").text();
    assertThat(first).contains(AUC, "performance/1", "fairness/1", "data.drift/1", "Computed");
    assertThat(server.open("hanna", page + "/batches/2").text())
        .contains("Mend the file and send it for the same window");
    assertThat(server.open("hanna", page + "/batches/3").text())
        .contains("--labels FILE --batch-of 3", "data.quality/1")
        .contains("Test set (left bars) and rows of production (right bars)");
    assertThat(server.open("hanna", page + "/batches/99").status()).isEqualTo(404);
  }

  @Test
  @Order(13)
  void a_server_that_ends_while_it_computes_goes_on_where_it_left_and_records_it_once()
      throws IOException {
    Answer sent = story.send(TestingRows.read(0, 300).drifted(), 5, 6);
    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    long number = sent.json().integer("batch");
    TestingWait.until("Nobody took the batch.", BatchesTest::isTaken);
    server.close();
    server = start();
    story = new TestingBatches(server, MODEL, promoted);

    assertThat(story.awaited(number).string("state")).isEqualTo("computed");
    idle();
    assertThat(batches())
        .filteredOn(one -> one instanceof BatchEvaluated && one.batch() == number)
        .hasSize(1);
    assertThat(story.signals()).filteredOn(one -> one.promise().equals(AUC)).hasSize(4);
  }

  @Test
  @Order(14)
  void the_page_of_a_batch_says_which_promise_it_says_nothing_of() throws IOException {
    Answer sent = story.send(TestingRows.read(100, 250).ungrouped(), 0, 6);
    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    Json.Obj batch = story.awaited(sent.json().integer("batch"));

    assertThat(batch.string("state")).isEqualTo("computed");
    assertThat(TestingBatches.promises(batch)).contains(AUC).doesNotContain("parity");
    assertThat(story.page(batch.integer("batch")))
        .contains("It says nothing of", "parity")
        .doesNotContain("Everything that the promises ask of it was computed.");
    assertThat(story.page(1)).contains("Everything that the promises ask of it was computed.");
  }

  @Test
  @Order(15)
  void what_a_batch_said_stands_on_its_page_after_the_next_approval() {
    long number = server.models().propose(MODEL, 1);
    server.models().await(number);
    var peer = new PeerSubmission(server, MODEL, number);
    assertThat(peer.sign("grace").status()).isEqualTo(200);
    Answer promoted = peer.promote("ada");
    assertThat(promoted.status()).as(promoted.text()).isEqualTo(200);

    assertThat(TestingBatches.promises(server.get("ada", PATH + "/batches/1").json()))
        .containsExactly("parity", "shift", AUC);
    assertThat(story.page(1)).contains(AUC);
  }

  /** Who knows a digest, which the log shows, does not learn thereby what its rows come to. */
  @Test
  @Order(16)
  void rows_and_labels_of_one_model_are_taken_for_no_other() throws IOException {
    String other = "survival-elsewhere";
    Instant since = PromisedFigures.promote(server, other);
    CLOCK.pass(Duration.ofHours(3));
    String batches = "/api/v1/models/" + other + "/versions/1/batches";
    String scored = TestingRows.read(0, 200).scored();
    String labels = TestingRows.read(0, 200).labels();
    int recorded = batches().size();

    Answer rows = server.post("lena", batches, "{\"data\":\"%s\"}".formatted(story.upload(scored)));
    assertThat(rows.status()).as(rows.text()).isEqualTo(422);
    assertThat(rows.code()).isEqualTo("batch.known");
    assertThat(batches()).hasSize(recorded);

    String own = TestingRows.read(0, 190).scored();
    String body =
        Json.obj()
            .put("data", story.upload(own).toString())
            .put("from", since.plus(Duration.ofHours(1)).toString())
            .put("to", since.plus(Duration.ofHours(2)).toString())
            .build()
            .text();
    Answer sent = server.post("lena", batches, body);
    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    idle();
    String path = batches + "/" + sent.json().integer("batch");
    Answer labelled =
        server.post(
            "lena", path + "/labels", "{\"labels\":\"%s\"}".formatted(story.upload(labels)));
    assertThat(labelled.status()).as(labelled.text()).isEqualTo(422);
    assertThat(labelled.code()).isEqualTo("labels.known");
  }

  private static boolean isTaken() {
    return server
            .bean(Database.class)
            .reader()
            .sql("SELECT COUNT(*) FROM batch_jobs WHERE at > 0")
            .query(Long.class)
            .single()
        > 0;
  }

  private static RunningServer start() {
    return RunningServer.start(folder.resolve("data"), folder.resolve("setup.yaml"), CLOCK);
  }

  private static List<BatchAct> batches() {
    return story.acts().stream()
        .filter(BatchAct.class::isInstance)
        .map(BatchAct.class::cast)
        .toList();
  }

  /** Until the log was followed, and every batch that was to be computed is. */
  private static void idle() {
    TestingWait.until(
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
}
