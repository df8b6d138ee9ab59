// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.SeedAct.SeedCommitted;
import org.imprimatur.proof.act.SeedAct.SeedRevealed;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.submissions.Seeds;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hanna slips versions in that are bad on purpose; Ada lends her name. */
class SeedsTest {
  private static final TestingClock CLOCK = new TestingClock();
  private static final String DEFECT = "Half of the test set stood in the training data.";

  @TempDir static Path folder;
  private static RunningServer server;
  private static int count;

  private String model = "";
  private long version;

  @BeforeAll
  static void start() {
    Path setup =
        new TestingSetup()
            .people("roles: [auditor]", "roles: [auditor, steward, peer]")
            .policy(
                "from: [development, staging]",
                "from: [development, staging]\n    break-glass: {by: [risk-manager, validator],"
                    + " ratify-within-hours: 24}")
            .in(folder);
    server = RunningServer.start(folder.resolve("data"), setup, CLOCK);
    List.of("ada", "bruno", "dmitri", "grace", "hanna", "sam", "tove").forEach(server::browser);
  }

  @AfterAll
  static void stop() {
    assertThat(server.found()).as("what a replay finds of the whole log").isEmpty();
    server.close();
  }

  @BeforeEach
  void register() {
    server.forgetSessions();
    model = "tried-%02d".formatted(++count);
    server.models().lowTierSubmission(model, "sam");
    version = server.models().version(model, "0.51");
  }

  private Answer prepare() {
    return server.fill(
        "hanna",
        "/seeds",
        "/seeds",
        Map.of("model", model, "version", Long.toString(version), "words", DEFECT));
  }

  private static Answer lend(String word) {
    String form =
        server
            .open("ada", "/seeds")
            .text()
            .lines()
            .filter(line -> line.contains("/name\""))
            .findFirst()
            .orElseThrow();
    String address = form.substring(form.indexOf("/seeds/"), form.indexOf("/name") + 5);
    return server.fill("ada", "/seeds", address, Map.of("lend", word));
  }

  private static Answer commit(int empty) {
    return server.fill(
        "hanna", "/seeds", "/seeds/commitment", Map.of("empty", Integer.toString(empty)));
  }

  /** Prepared, lent a name, committed to and only then opened, with its checks over. */
  private PeerSubmission planted() {
    assertThat(prepare().status()).isEqualTo(200);
    assertThat(lend("yes").status()).isEqualTo(200);
    assertThat(commit(2).status()).isEqualTo(200);
    long number = server.models().propose(model, version);
    server.models().await(number);
    return new PeerSubmission(server, model, number);
  }

  private static List<Act> acts() {
    return server.entries().stream().map(Act::parse).toList();
  }

  private List<SeedRevealed> revealed() {
    String id = server.get("ada", "/api/v1/models/" + model).json().string("id");
    return acts().stream()
        .filter(SeedRevealed.class::isInstance)
        .map(SeedRevealed.class::cast)
        .filter(
            act ->
                act.bad()
                    .filter(bad -> bad.model().equals(id) && bad.version() == version)
                    .isPresent())
        .toList();
  }

  private String stage() {
    return server
        .get("ada", "/api/v1/models/" + model + "/versions/" + version)
        .json()
        .string("stage");
  }

  private static Answer changes(String username, PeerSubmission to) {
    String page = to.page() + "/decisions";
    return server.fill(
        username, page, to.page() + "/changes", Map.of("role", "peer", "fixes", "Split the data."));
  }

  @Test
  void nobody_but_the_two_can_tell_a_case_from_another_submission() {
    PeerSubmission planted = planted();
    String ordinary = server.open("grace", "/no-such-page").text();

    for (String person : List.of("grace", "sam", "tove", "dmitri", "bruno")) {
      Answer hidden = server.open(person, "/seeds");
      assertThat(hidden.status()).as(person).isEqualTo(404);
      assertThat(hidden.text()).contains("page.unknown").doesNotContain("case", DEFECT);
      for (String page : List.of("/", planted.page(), "/audit", "/insights/quality", "/models")) {
        assertThat(server.open(person, page).text())
            .as(person + page)
            .doesNotContain(DEFECT, "comes past no gate", "href=\"/seeds\"");
      }
    }
    assertThat(ordinary).contains("page.unknown");
    assertThat(server.get("ada", planted.api()).json().bool("seeded")).isFalse();
    assertThat(server.get("ada", planted.api()).json().find("defect")).contains(Json.nothing());
    assertThat(acts())
        .filteredOn(SeedCommitted.class::isInstance)
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(
            act -> assertThat(new String(act.bytes(), UTF_8)).doesNotContain("m_", "submission"));
    assertThat(planted.promote("ada").code())
        .as("the gate refuses in its own words")
        .isEqualTo("gate.refused");
    assertThat(planted.sign("hanna").text()).contains("seed.hand");
    assertThat(server.get("ada", planted.api()).json().string("status")).isEqualTo("open");
    changes("grace", planted);
  }

  @Test
  void whoever_asks_for_changes_caught_it_and_it_is_revealed_with_that() {
    PeerSubmission planted = planted();
    long before = server.entries().size();

    assertThat(changes("grace", planted).status()).isEqualTo(200);

    List<Act> since = acts().subList((int) before, server.entries().size());
    assertThat(since).hasSize(3);
    assertThat(since.get(1)).isInstanceOf(SeedRevealed.class);
    assertThat(since.get(2)).isInstanceOf(SubmissionWithdrawn.class);
    assertThat(since).allMatch(act -> act.at().equals(since.getFirst().at()));
    assertThat(since.get(1).by()).isEqualTo(Stamp.SYSTEM);
    assertThat(server.open("grace", planted.page()).text())
        .contains("bad on purpose", DEFECT, "you caught it");
    assertThat(server.open("sam", planted.page()).text())
        .contains("bad on purpose", DEFECT)
        .doesNotContain("caught it");
    assertThat(server.open("sam", "/models/" + model + "/v2").text()).contains("Seeded case");
    assertThat(server.get("ada", planted.api()).json().bool("seeded")).isTrue();
    assertThat(server.get("ada", planted.api()).json().string("defect")).isEqualTo(DEFECT);
    Answer again =
        server.post(
            "ada",
            "/api/v1/models/" + model + "/versions/2/submissions",
            "{\"gate\":\"production\"}");
    assertThat(again.code()).isEqualTo("submission.seeded");
    assertThat(again.text())
        .contains("which is revealed", "to try the review")
        .doesNotContain("Nothing was promoted");
    assertThat(server.open("ada", "/").text()).doesNotContain(planted.page() + "\"");
  }

  @Test
  void what_everybody_signed_is_revealed_by_the_gate_and_never_promoted() {
    PeerSubmission planted = planted();
    assertThat(planted.sign("grace").status()).isEqualTo(200);

    assertThat(planted.promote("ada").code()).isEqualTo("submission.seeded");

    assertThat(stage()).isEqualTo("development");
    assertThat(planted.isPromoted()).isFalse();
    assertThat(revealed()).hasSize(1);
    assertThat(server.open("grace", planted.page()).text()).contains("you did not catch it");
    assertThat(planted.promote("ada").code()).isEqualTo("submission.closed");
    assertThat(server.get("ada", planted.api() + "/attestation").code())
        .isEqualTo("attestation.pending");
  }

  @Test
  void the_files_that_came_with_a_case_come_past_no_gate_under_another_number_either() {
    long copy = version;
    version = 1;
    assertThat(prepare().status()).isEqualTo(200);
    assertThat(lend("yes").status()).isEqualTo(200);
    assertThat(commit(0).status()).isEqualTo(200);
    long number = server.models().propose(model, copy);
    server.models().await(number);
    var copied = new PeerSubmission(server, model, number);
    assertThat(copied.sign("grace").status()).isEqualTo(200);

    assertThat(copied.promote("ada").code()).isEqualTo("submission.seeded");

    assertThat(copied.isPromoted()).isFalse();
    assertThat(revealed()).as("the case itself").hasSize(1);
    assertThat(copied.promote("ada").code()).isEqualTo("submission.seeded");
    long again = server.models().version(model, "0.52");
    String path = "/api/v1/models/" + model + "/versions/" + again + "/submissions";
    assertThat(server.post("ada", path, "{\"gate\":\"production\"}").code())
        .isEqualTo("submission.seeded");
  }

  @Test
  void two_persons_who_break_the_glass_reveal_it_instead() {
    PeerSubmission planted = planted();
    String page = planted.page() + "/break-glass";
    server.fill("bruno", page, page, Map.of("reason", "It burns.", "incident", "INC-1"));

    Answer confirmed =
        server.fill(
            "dmitri", page, page + "/confirmation", Map.of("password", RunningServer.PASSWORD));

    assertThat(confirmed.text()).contains("submission.seeded");
    assertThat(stage()).isEqualTo("development");
    assertThat(acts()).noneMatch(VersionBypassed.class::isInstance);
  }

  @Test
  void without_the_name_of_whoever_registered_it_nothing_is_committed() {
    assertThat(prepare().status()).isEqualTo(200);
    assertThat(prepare().text()).contains("seed.same");
    assertThat(server.fill("grace", "/", "/seeds/commitment", Map.of("empty", "1")).status())
        .isEqualTo(404);
    assertThat(commit(0).text()).contains("seed.none");

    assertThat(lend("no").status()).isEqualTo(200);
    assertThat(server.open("hanna", "/seeds").text()).doesNotContain(model);
  }

  @Test
  void what_was_committed_to_is_taken_back_by_nobody() {
    PeerSubmission planted = planted();
    String id =
        server.bean(Seeds.class).lentBy(server.caller("ada")).stream()
            .filter(one -> one.revealed().isEmpty())
            .findFirst()
            .orElseThrow()
            .id();

    assertThat(server.fill("ada", "/seeds", "/seeds/" + id + "/name", Map.of("lend", "no")).text())
        .contains("seed.committed");
    assertThat(server.fill("hanna", "/seeds", "/seeds/" + id + "/end", Map.of()).text())
        .contains("seed.committed");
    changes("grace", planted);
    assertThat(revealed()).hasSize(1);
  }

  @Test
  void what_was_reviewed_already_is_no_case() {
    version = 1;
    new PeerSubmission(server, model, submissions()).sign("grace");

    assertThat(prepare().text()).contains("seed.late");
  }

  private long submissions() {
    return acts().stream().filter(SubmissionOpened.class::isInstance).count();
  }

  @Test
  void where_the_secret_is_lost_nothing_is_promoted_until_it_is_back() {
    PeerSubmission planted = planted();
    PeerSubmission other = new PeerSubmission(server, model, planted.number() - 1);
    other.sign("grace");
    change("version + 1000");

    assertThat(other.promote("ada").code()).isEqualTo("seed.lost");
    assertThat(planted.promote("ada").code()).isNotEqualTo("submission.closed");

    change("version - 1000");
    assertThat(other.promote("ada").status()).isEqualTo(200);
    changes("grace", planted);
  }

  private static void change(String version) {
    server
        .bean(Audit.class)
        .work(
            db ->
                db.sql("UPDATE seed_secrets SET version = " + version + " WHERE model <> ''")
                    .update());
  }

  @Test
  void what_nobody_decides_is_revealed_after_thirty_days() {
    PeerSubmission planted = planted();
    CLOCK.pass(Duration.ofDays(30));
    server.forgetSessions();

    assertThat(server.bean(Seeds.class).revealOverdue(CLOCK.instant())).isPositive();

    assertThat(server.get("ada", planted.api()).json().string("status")).isEqualTo("withdrawn");
    assertThat(server.open("hanna", "/seeds").text()).doesNotContain(">committed<");
  }
}
