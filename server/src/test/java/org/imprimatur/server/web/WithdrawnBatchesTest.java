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
import java.util.Map;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Batches that were sent by mistake are taken back. Lena sends, Ada owns the model, Dmitri is a
 * risk manager, Chiara another one, Grace reviews. One version goes through one story.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WithdrawnBatchesTest {
  private static final String PATH = "/api/v1/models/survival/versions/1";
  private static final String PAGE = "/models/survival/v1/monitoring";
  private static final String AUC = PromisedFigures.AUC;
  private static final String WRONG = "{\"reason\":\"The file of another week.\"}";
  @TempDir static Path folder;
  private static final TestingClock CLOCK = new TestingClock();
  private static RunningServer server;
  private static Instant promoted = Instant.EPOCH;
  private static TestingBatches story;

  @BeforeAll
  static void promote() {
    new TestingSetup()
        .people("roles: [compliance]", "roles: [compliance, risk-manager]")
        .people("person: lena, scopes: [", "person: lena, scopes: [review, ")
        .people("person: dmitri, scopes: [", "person: dmitri, scopes: [signal, ")
        .people("person: sam, scopes: [", "person: sam, scopes: [signal, ")
        .in(folder);
    server = RunningServer.start(folder.resolve("data"), folder.resolve("setup.yaml"), CLOCK);
    promoted = PromisedFigures.promote(server);
    story = new TestingBatches(server, PromisedFigures.MODEL, promoted);
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
  void a_wrong_file_is_taken_back_and_the_right_one_takes_its_window() throws IOException {
    assertThat(sent(TestingRows.read(200, 390).scored(), 0, 1)).isEqualTo(1);
    assertThat(story.read(1).find("withdrawn")).contains(Json.nothing());

    Answer gone = story.withdraw("lena", 1, WRONG);
    assertThat(gone.status()).as(gone.text()).isEqualTo(200);
    assertThat(gone.json().string("state")).isEqualTo("taken back");
    assertThat(gone.json().object("withdrawn").string("role")).isEqualTo("sender");
    assertThat(promise("shift").string("state")).as("as if it had not come").isEqualTo("awaited");
    assertThat(story.label(1, TestingRows.read(200, 390).labels()).code())
        .isEqualTo("labels.untimely");

    assertThat(sent(TestingRows.read(0, 200).scored(), 0, 1)).isEqualTo(2);
    story.label(2, TestingRows.read(0, 200).labels());
    assertThat(story.awaited(2).string("state")).isEqualTo("computed");
    assertThat(promise(AUC).string("state")).isEqualTo("kept");
  }

  @Test
  @Order(2)
  void rows_that_were_sent_for_the_wrong_window_are_sent_for_the_right_one() throws IOException {
    String rows = TestingRows.read(200, 390).scored();
    assertThat(sent(rows, 1, 2)).as("what was taken back stands in no way").isEqualTo(3);
    assertThat(story.withdraw("ada", 3, WRONG).json().object("withdrawn").string("role"))
        .isEqualTo("owner");

    assertThat(sent(rows, 2, 3)).isEqualTo(4);
    assertThat(story.withdraw("dmitri", 4, WRONG).json().object("withdrawn").string("role"))
        .isEqualTo("risk-manager");
    assertThat(sent(rows, 2, 3)).as("the same again is a batch of its own").isEqualTo(5);
  }

  @Test
  @Order(3)
  void only_who_runs_the_monitoring_takes_back_and_says_why_and_once() {
    assertThat(story.withdraw("priya", 2, WRONG).code()).isEqualTo("permission.missing");
    Answer sam = story.withdraw("sam", 2, WRONG);
    assertThat(sam.code()).as("another who may send").isEqualTo("withdrawal.by");
    assertThat(sam.status()).isEqualTo(403);
    assertThat(sam.text())
        .as("by name")
        .contains("Sam ")
        .doesNotContainPattern("\\bp_[a-z2-7]{10}\\b");
    assertThat(story.withdraw("lena", 2, "{\"reason\":\" \"}").code())
        .isEqualTo("withdrawal.reason");
    assertThat(story.withdraw("lena", 2, "{}").status()).isEqualTo(400);
    Answer again = story.withdraw("lena", 3, WRONG);
    assertThat(again.code()).isEqualTo("withdrawal.twice");
    assertThat(again.status()).isEqualTo(409);
    assertThat(story.withdraw("lena", 99, WRONG).code()).isEqualTo("batch.unknown");
    assertThat(withdrawals()).hasSize(3);
  }

  /** Else whoever sends nonsense first could have the figures of the rows after it go with it. */
  @Test
  @Order(4)
  void what_could_not_be_computed_takes_nothing_of_its_window_along() throws IOException {
    long nonsense = sent("a,b\n1,2\n", 1, 2);
    assertThat(story.read(nonsense).string("state")).isEqualTo("not computed");
    TestingRows rows = TestingRows.read(100, 300);
    long right = sent(rows.scored(), 1, 2);
    story.label(right, rows.labels());
    assertThat(story.awaited(right).string("state")).isEqualTo("computed");
    Json.Obj before = promise(AUC);
    assertThat(before.string("state")).isEqualTo("kept");
    assertThat(before.text()).contains(promoted.plus(Duration.ofHours(2)).toString());

    assertThat(story.withdraw("lena", nonsense, WRONG).status()).isEqualTo(200);

    assertThat(promise(AUC)).isEqualTo(before);
  }

  /** Nothing waits for ever: what a worker cannot end, or read, is recorded as not computed. */
  @Test
  @Order(4)
  void a_batch_whose_workers_die_or_whose_rows_are_lost_ends_and_is_taken_back()
      throws IOException {
    TestingRows rows = TestingRows.read(0, 300);
    long dying = story.send(rows.scored(), 4, 5).json().integer("batch");
    TestingWait.until(
        "Batch " + dying + " did not end.",
        () -> {
          ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
          return !story.read(dying).string("state").equals("being computed");
        });
    assertThat(story.read(dying).object("error").string("code")).isEqualTo("worker.crashed");
    assertThat(story.withdraw("lena", dying, WRONG).status()).isEqualTo(200);

    long lost = sent(rows.scored(), 4, 5);
    Files.delete(stored(rows.scored()));
    story.label(lost, rows.labels());
    Json.Obj ended = story.awaited(lost);
    assertThat(ended.string("state")).isEqualTo("labels not usable");
    assertThat(ended.object("error").string("code")).isEqualTo("input.changed");
    assertThat(story.withdraw("lena", lost, WRONG).status()).isEqualTo(200);
  }

  /** Whoever takes back what went wrong ends no suspension, and the breach stays to be seen. */
  @Test
  @Order(5)
  void a_breach_goes_and_stays_to_be_seen_and_no_suspension_ends_by_it() throws IOException {
    long bad = sent(TestingRows.read(0, 390).drifted(), 3, 4);
    suspended();
    assertThat(promise(AUC).string("state")).isEqualTo("broken");

    Answer gone = story.withdraw("lena", bad, WRONG);
    assertThat(gone.status()).as(gone.text()).isEqualTo(200);
    assertThat(promise(AUC).string("state")).isEqualTo("kept");
    Json.Obj promises = server.get("ada", PATH + "/promises").json();
    assertThat(promises.bool("serves")).as("it may serve no more than before").isFalse();
    Json.Obj last = (Json.Obj) promises.array("takenBack").values().getFirst();
    assertThat(last.integer("batch")).isEqualTo(bad);
    assertThat(last.array("broken").values()).extracting(Json::text).contains("\"" + AUC + "\"");

    String page = server.open("hanna", PAGE).text();
    assertThat(page)
        .contains("Production data taken back", "Taken back with its batch")
        .contains("Batch %d was taken back since; that ends no suspension.".formatted(bad))
        .contains("as sender", "The file of another week.");
    assertThat(server.open("hanna", "/models/survival/v1").text())
        .contains("Production data taken back", PAGE + "/batches/" + bad);
    assertThat(server.open("hanna", PAGE + "/batches/" + bad).text())
        .contains("Taken back by", AUC, "Broken")
        .doesNotContain("Take it back");
  }

  @Test
  @Order(6)
  void two_persons_let_it_serve_again_and_what_is_not_measured_is_a_breach() {
    assertThat(fill("ada", "/reinstatement", Map.of("reason", "A wrong file.")).status())
        .isEqualTo(200);
    assertThat(server.open("dmitri", PAGE).text())
        .as("he took batch 4 back")
        .contains("Dmitri Lang took production data of the version back")
        .doesNotContain("reinstatement/confirmation");
    Answer refused = fill("dmitri", "/reinstatement/confirmation", Map.of());
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("reinstatement.took-back");
    assertThat(server.open("dmitri", "/").text()).doesNotContain("serve again");
    assertThat(server.open("chiara", "/").text()).contains("serve again");
    assertThat(fill("chiara", "/reinstatement/confirmation", Map.of()).status()).isEqualTo(200);
    assertThat(server.get("ada", PATH + "/promises").json().bool("serves")).isTrue();

    CLOCK.pass(Duration.ofDays(7).plusHours(1));
    assertThat(promise("shift").bool("overdue")).isTrue();
    suspended();
    server.forgetSessions();
  }

  @Test
  @Order(7)
  void it_is_done_on_the_page_too_where_it_says_what_follows() {
    String page = PAGE + "/batches/5";
    assertThat(server.open("ada", page).text())
        .contains("Take it back", "No suspension ends by it");
    assertThat(server.open("grace", page).text()).doesNotContain("Take it back");

    Answer done =
        server.fill("ada", page, page + "/withdrawal", Map.of("reason", "Rows of a test."));
    assertThat(done.text()).contains("Taken back by", "as owner", "Rows of a test.");
    assertThat(server.fill("ada", page, page + "/withdrawal", Map.of("reason", "Again.")).text())
        .contains("withdrawal.twice", "Again.");
    assertThat(server.get("hanna", "/api/v1/insights").json().object("theatre"))
        .satisfies(
            theatre -> {
              assertThat(theatre.object("takenBack").integer("of")).isEqualTo(10);
              assertThat(theatre.object("takenBack").integer("count")).isEqualTo(8);
              assertThat(theatre.integer("takenBackBroken")).isEqualTo(broken());
            });
  }

  /** How many batches that were taken back had broken a promise, by the page of the promises. */
  private static long broken() {
    return server.get("ada", PATH + "/promises").json().array("takenBack").values().stream()
        .map(Json.Obj.class::cast)
        .filter(one -> !one.array("broken").values().isEmpty())
        .count();
  }

  private static Answer fill(String person, String target, Map<String, String> fields) {
    return server.fill(person, PAGE, PAGE + target, fields);
  }

  private static Path stored(String text) {
    String hex = Digest.of(text.getBytes(UTF_8)).hex();
    return folder.resolve("data/blobs/sha256").resolve(hex.substring(0, 2)).resolve(hex);
  }

  private static void suspended() {
    TestingWait.until(
        "The version was not suspended.",
        () -> !server.get("ada", PATH + "/promises").json().bool("serves"));
    assertThat(story.acts()).anyMatch(VersionSuspended.class::isInstance);
  }

  private static Json.Obj promise(String name) {
    return server.get("ada", PATH + "/promises").json().array("promises").values().stream()
        .map(Json.Obj.class::cast)
        .filter(one -> one.string("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The number of a batch once it is computed; the window is of hours after the promotion. */
  private static long sent(String text, long from, long to) throws IOException {
    Answer answer = story.send(text, from, to);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    long number = answer.json().integer("batch");
    story.awaited(number);
    return number;
  }

  private static List<Act> withdrawals() {
    return story.acts().stream().filter(BatchWithdrawn.class::isInstance).toList();
  }
}
