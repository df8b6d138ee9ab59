// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
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
 * Who is selected in which group is told with the rows of production, and what is promised of it is
 * measured and broken then, months before the labels come. One version goes through one story.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BatchSelectionTest {
  private static final String MODEL = PromisedFigures.MODEL;
  private static final String PATH = "/api/v1/models/" + MODEL + "/versions/1";
  private static final String RATIO = "four fifths";
  private static final String PARITY = "parity";
  private static final String KPIS =
      """
      [{"name":"four fifths","unit":"ratio","of":"fairness",
        "metric":"metrics[\\"fairness.sex.disparate_impact.min_over_max\\"]",
        "direction":"at-least","limit":"0.8","owner":"lena","every":"P7D","breach":"suspend"},
       {"name":"parity","unit":"difference","of":"fairness",
        "metric":"metrics[\\"fairness.sex.demographic_parity_difference\\"]",
        "direction":"at-most","limit":"0.9","owner":"lena","every":"P7D"},
       {"name":"chances","unit":"difference","of":"fairness",
        "metric":"metrics[\\"fairness.sex.equal_opportunity_difference\\"]",
        "direction":"at-most","limit":"0.9","owner":"lena","every":"P7D"}]\
      """;

  @TempDir static Path folder;
  private static final TestingClock CLOCK = new TestingClock();
  private static RunningServer server;
  private static TestingBatches story;

  @BeforeAll
  static void promote() {
    new TestingSetup()
        .policy("  production:", "  production:\n    revalidate: {tiers: {low: 3650}}")
        .people("person: lena, scopes: [", "person: lena, scopes: [review, ")
        .in(folder);
    server = RunningServer.start(folder.resolve("data"), folder.resolve("setup.yaml"), CLOCK);
    story = new TestingBatches(server, MODEL, PromisedFigures.promote(server, MODEL, KPIS));
    CLOCK.pass(Duration.ofHours(12));
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
  void a_promise_of_who_is_selected_breaks_with_the_rows_and_suspends_before_any_label()
      throws IOException {
    Json.Obj scored = batch(1, TestingRows.read(0, 200).scored(), 0, 1);

    assertThat(scored.string("state")).isEqualTo("waits for labels");
    assertThat(TestingBatches.promises(scored)).containsExactly(RATIO, PARITY);
    Json.Obj ratio = (Json.Obj) scored.array("figures").values().getFirst();
    assertThat(ratio.bool("keeps")).isFalse();
    assertThat(ratio.integer("n")).isEqualTo(200);
    assertThat(ratio.number("high")).isLessThan(0.8);
    TestingWait.until(
        "The version was not suspended.",
        () -> story.acts().stream().anyMatch(VersionSuspended.class::isInstance));
    assertThat(server.get("ada", PATH + "/promises").json().bool("serves")).isFalse();
    assertThat(story.page(1))
        .contains("Who is selected", "No label is needed for this", "all 200 rows of the batch")
        .contains("sex: female", "sex: male", "At least 0.80", "fairness.selection/1");
    assertThat(server.open("hanna", "/models/" + MODEL + "/v1/monitoring").text())
        .contains(RATIO, "at least 0.8 ratio");
  }

  @Test
  @Order(2)
  void labels_of_some_rows_measure_it_no_second_time() throws IOException {
    List<SignalRecorded> before = story.signals();
    Json.Obj complete = label(1, TestingRows.read(0, 120).labels());

    assertThat(complete.string("state")).isEqualTo("computed");
    assertThat(complete.integer("labelled")).isEqualTo(120);
    assertThat(TestingBatches.promises(complete)).containsExactly(RATIO, PARITY, "chances");
    Json.Obj ratio = (Json.Obj) complete.array("figures").values().getFirst();
    assertThat(ratio.integer("n")).as("the rows that it rests on").isEqualTo(200);
    assertThat(story.signals()).hasSize(before.size() + 1);
    SignalRecorded chances = story.signals().getLast();
    assertThat(chances.promise()).isEqualTo("chances");
    assertThat(chances.n()).hasValue(120);
    assertThat(story.page(1))
        .contains("all 200 rows of the batch", "the 120 rows with labels alone", "fairness/1");
  }

  @Test
  @Order(3)
  void labels_of_all_rows_give_the_same_number_to_the_last_bit() throws IOException {
    TestingRows rows = TestingRows.read(200, 300);
    batch(2, rows.scored(), 1, 2);
    Json.Obj complete = label(2, rows.labels());

    String name = "fairness.sex.disparate_impact.min_over_max";
    assertThat(story.evidence(complete, "fairness.selection/1").object("metrics").object(name))
        .isEqualTo(story.evidence(complete, "fairness/1").object("metrics").object(name));
    assertThat(TestingBatches.promises(complete)).containsExactly(RATIO, PARITY, "chances");
  }

  @Test
  @Order(4)
  void rows_that_bring_their_labels_are_measured_once_by_fairness() throws IOException {
    int before = story.signals().size();
    Json.Obj drifted = batch(3, TestingRows.read(0, 150).drifted(), 2, 3);

    assertThat(drifted.string("state")).isEqualTo("computed");
    assertThat(checks(drifted)).contains("fairness/1").doesNotContain("fairness.selection/1");
    assertThat(TestingBatches.promises(drifted)).containsExactly(RATIO, PARITY, "chances");
    assertThat(story.signals()).hasSize(before + 3);
    assertThat(story.page(3)).contains("all 150 rows of the batch, which brought their labels");
  }

  @Test
  @Order(5)
  void without_the_column_of_a_group_labels_that_bring_it_measure_first() throws IOException {
    TestingRows rows = TestingRows.read(300, 350);
    Json.Obj waiting = batch(4, rows.scored().replace(",sex,", ",gender,"), 3, 4);

    assertThat(waiting.string("state")).isEqualTo("waits for labels");
    assertThat(waiting.array("notes").text()).contains("no group column sex");
    assertThat(TestingBatches.promises(waiting)).isEmpty();
    assertThat(story.page(4)).contains("The batch has no group column sex");

    Json.Obj complete = label(4, rows.labelsWithSex());
    assertThat(TestingBatches.promises(complete)).containsExactly(RATIO, PARITY, "chances");
  }

  @Test
  @Order(6)
  void a_row_without_a_score_leaves_it_open_and_says_so() throws IOException {
    TestingRows rows = TestingRows.read(10, 60);
    Json.Obj waiting = batch(5, rows.scored() + "99999,,male,3,30\n", 4, 5);

    assertThat(waiting.array("notes").text())
        .contains("Who is selected cannot be told of it", "1 of 51 rows have no finite score");
    assertThat(TestingBatches.promises(waiting)).isEmpty();
    assertThat(TestingBatches.promises(label(5, rows.labels())))
        .containsExactly(RATIO, PARITY, "chances");
  }

  @Test
  @Order(7)
  void a_label_that_some_rows_of_the_file_lack_measures_nothing_and_leaves_the_window_free()
      throws IOException {
    String some =
        TestingRows.read(60, 100).drifted().replaceFirst("(\n[^\n]*,)(survived|died)\n", "$1\n");
    int before = story.signals().size();
    Json.Obj failed = batch(6, some, 5, 6);

    assertThat(failed.string("state")).isEqualTo("not computed");
    assertThat(failed.object("error").string("code")).isEqualTo("data.label-missing");
    assertThat(story.signals()).hasSize(before);
    Json.Obj again = batch(7, TestingRows.read(60, 100).scored(), 5, 6);
    assertThat(TestingBatches.promises(again)).containsExactly(RATIO, PARITY);
  }

  @Test
  @Order(8)
  void where_nobody_is_selected_there_is_no_ratio_and_the_page_says_why() throws IOException {
    String nobody =
        TestingRows.read(100, 140).scored().replaceAll("(?m)^(\\d+),[0-9.eE-]+,", "$1,0.01,");
    Json.Obj batch = batch(8, nobody, 6, 7);

    assertThat(TestingBatches.promises(batch)).containsExactly(PARITY);
    assertThat(story.page(8))
        .contains("Not every ratio can be told", "sex: The rate is 0 in every group.");
  }

  @Test
  @Order(9)
  void one_group_alone_has_nobody_to_be_compared_with() throws IOException {
    String men = TestingRows.read(140, 200).scored().replace(",female,", ",male,");
    Json.Obj batch = batch(9, men, 7, 8);

    assertThat(TestingBatches.promises(batch)).containsExactly(RATIO, PARITY);
    assertThat(((Json.Obj) batch.array("figures").values().getFirst()).string("value"))
        .isEqualTo("1");
    assertThat(story.page(9)).contains("sex: male").doesNotContain("sex: female");
  }

  private static Json.Obj batch(long number, String text, long from, long to) throws IOException {
    Answer sent = story.send(text, from, to);
    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    assertThat(sent.json().integer("batch")).isEqualTo(number);
    return story.awaited(number);
  }

  private static Json.Obj label(long batch, String text) throws IOException {
    Answer sent = story.label(batch, text);
    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    return story.awaited(batch);
  }

  private static List<String> checks(Json.Obj batch) {
    return batch.array("checks").values().stream()
        .map(one -> ((Json.Obj) one).string("check"))
        .toList();
  }
}
