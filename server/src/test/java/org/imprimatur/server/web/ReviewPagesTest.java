// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One review over real pages, as a browser without scripts meets them: a story in five parts. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReviewPagesTest {
  private static final String CARD = "card";

  @TempDir static Path folder;
  private static RunningServer server;
  private static long number;

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder.resolve("data"));
    number = server.models().lowTierSubmission("reviewed");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  @Order(1)
  void a_validator_challenges_and_only_whom_it_asks_can_answer() {
    Answer page = say("bruno", "challenge", "Where are the limitations?");
    assertThat(page.text())
        .contains("Challenge 1")
        .contains("open question")
        .contains("Where are the limitations?");

    Answer own = answer("bruno", 1, "I know it myself.");
    assertThat(own.status()).isEqualTo(403);
    assertThat(own.text()).contains("challenge.answered-by-challenger");

    // What could not be upheld leaves no finding behind.
    Answer early = post("bruno", "/challenges/1/resolution", upheld("1"));
    assertThat(early.text()).contains("challenge.unanswered");
    assertThat(server.open("hanna", "/findings").text()).contains("Nothing was found yet");
    Answer stranger = answer("lena", 1, "I guess.");
    assertThat(stranger.text()).contains("challenge.answered-unasked");

    assertThat(answer("ada", 1, "In the last section.").text())
        .contains("answered")
        .contains("In the last section.");
  }

  @Test
  @Order(2)
  void whoever_answers_over_an_older_page_is_told_what_happened_and_keeps_the_words() {
    Answer late = answer("ada", 1, "Words that took an hour.");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text()).contains("review.moved").contains("challenge.answered at");
    assertThat(open("ada").text()).contains(">Words that took an hour.</textarea>");
  }

  @Test
  @Order(3)
  void what_could_not_be_said_of_a_class_is_kept_in_the_form_of_that_class_alone() {
    Answer unsaid = say("lena", "shout", "Of the documentation.");
    assertThat(unsaid.text()).contains("review.kind");

    assertThat(open("lena").text()).contains(">Of the documentation.</textarea>");
    assertThat(server.open("lena", "/submissions/%d?class=risk".formatted(number)).text())
        .contains("Say something of risk")
        .doesNotContain("Of the documentation.");
  }

  @Test
  @Order(3)
  void only_the_challenger_resolves_and_an_upheld_challenge_becomes_a_finding() {
    Map<String, String> upheld = upheld("2");
    Answer other = post("chiara", "/challenges/1/resolution", upheld);
    assertThat(other.status()).isEqualTo(403);
    assertThat(other.text()).contains("challenge.resolved-by-other");
    assertThat(server.open("hanna", "/findings").text()).contains("Nothing was found yet");

    Answer page = post("bruno", "/challenges/1/resolution", upheld);
    assertThat(page.text()).contains("resolved: upheld").contains("finding 1 carries it on");
    assertThat(server.open("hanna", "/findings?state=open&severity=high").text())
        .contains("Finding 1")
        .contains("Ada Okafor");
    assertThat(server.open("hanna", "/findings?severity=low").text())
        .contains("No finding matches");
  }

  @Test
  @Order(4)
  void the_owner_says_it_is_fixed_and_never_closes_it() {
    Answer other = server.post("lena", "/api/v1/findings/1/fixes", "{\"text\":\"Done.\"}");
    assertThat(other.code()).isEqualTo("finding.fixed-by-other");
    Answer fixed =
        server.post("ada", "/api/v1/findings/1/fixes", "{\"text\":\"Written now.\",\"seen\":1}");
    assertThat(fixed.json().string("state")).isEqualTo("fixed, to be checked");

    Answer own = post("ada", "/findings/1/retests", retest("2"));
    assertThat(own.status()).isEqualTo(403);
    assertThat(own.text()).contains("finding.retested-by-owner");
    assertThat(server.open("ada", "/findings/1").text())
        .contains("Written now.")
        .doesNotContain("Record the retest");
  }

  @Test
  @Order(5)
  void a_retest_on_the_same_day_needs_newer_evidence_and_a_risk_can_be_accepted_meanwhile() {
    Answer soon = post("bruno", "/findings/1/retests", retest("2"));
    assertThat(soon.status()).isEqualTo(409);
    assertThat(soon.text()).contains("finding.retested-too-soon");
    assertThat(server.open("bruno", "/findings/1").text())
        .as("in the form in which they were written, and in no other")
        .containsOnlyOnce(">Looks right.</textarea>");

    Map<String, String> acceptance =
        Map.of(
            "seen", "2",
            "role", "risk-manager",
            "until", today().plusDays(30).toString(),
            "text", "Small exposure.");
    assertThat(post("bruno", "/findings/1/acceptance", acceptance).text()).contains("review.role");
    assertThat(post("dmitri", "/findings/1/acceptance", acceptance).text())
        .contains("risk accepted")
        .contains("Small exposure.");

    // The accepted risk does not keep anybody from looking whether it is gone.
    assertThat(server.open("bruno", "/findings/1").text()).contains("Record the retest");
    Map<String, String> failed = new TreeMap<>(retest("3"));
    failed.put("passes", "no");
    assertThat(post("bruno", "/findings/1/retests", failed).text())
        .contains("finding.retested-too-soon");
  }

  @Test
  @Order(6)
  void a_token_asks_and_comments_but_decides_nothing() {
    String place = "\"class\":\"risk\",\"text\":\"Noted.\"";
    Answer commented = server.post("dmitri", path("comments"), "{" + place + "}");
    assertThat(commented.status()).isEqualTo(201);
    assertThat(commented.json().array("comments").values()).hasSize(1);
    assertThat(server.post("hanna", path("comments"), "{" + place + "}").code())
        .isEqualTo("permission.missing");
    for (String route : List.of("challenges/1/resolution", "findings/1/retests")) {
      assertThat(server.post("dmitri", "/api/v1/" + route, "{}").status()).isEqualTo(404);
    }
  }

  @Test
  @Order(7)
  void what_was_said_of_evidence_that_was_replaced_is_refused_with_both_digests() {
    Answer stale =
        server.post(
            "dmitri",
            path("comments"),
            "{\"class\":\"documentation\",\"item\":\"%s\",\"said\":\"sha256:%s\",\"text\":\"So.\"}"
                .formatted(CARD, "ab".repeat(32)));
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.code()).isEqualTo("review.moved");
  }

  @Test
  @Order(7)
  void what_was_challenged_once_is_made_a_check_by_whoever_proposes_policies() {
    String artifact = "/submissions/%d?class=artifact".formatted(number);
    Answer raised =
        server.post(
            "dmitri",
            path("challenges"),
            """
            {"class":"artifact","item":"artifact/1","path":"metrics.bytes","role":"risk-manager",
             "asked":"ada","text":"May it be larger?"}\
            """);
    assertThat(raised.status()).as(raised.text()).isEqualTo(201);
    Matcher link =
        Pattern.compile("href=\"(/policy-proposals/new[^\"]*)\">Make this a check")
            .matcher(server.open("dmitri", artifact).text());
    assertThat(link.find()).isTrue();
    assertThat(server.open("bruno", artifact).text())
        .contains("May it be larger?")
        .doesNotContain("Make this a check");

    String form = link.group(1).replace("&amp;", "&");
    String page = server.open("dmitri", form).text();
    assertThat(page)
        .contains("The last requirement of the production gate is new, from challenge 2")
        .containsPattern(
            "- \\{id: check-bytes, kind: expression, class: artifact, tiers: \\[low], when:"
                + " 'metrics.bytes &lt;= [0-9]+'}");
    assertThat(server.open("bruno", form).status()).isEqualTo(403);
    assertThat(server.open("dmitri", form.replace("challenge=2", "challenge=1")).text())
        .as("a challenge of no metric adds nothing")
        .doesNotContain("check-");
    assertThat(server.open("dmitri", "/policy-proposals/new?submission=99&challenge=2").status())
        .isEqualTo(404);
  }

  @Test
  @Order(8)
  void the_report_prints_the_whole_review() {
    assertThat(plan("bruno", 0, "Read the card.").text()).contains("Read the card.");
    assertThat(plan("ada", 1, "x").status()).isEqualTo(403);
    Answer over = plan("bruno", 0, "Read the code.");
    assertThat(over.status()).isEqualTo(409);
    assertThat(over.text()).contains("review.moved").contains("validation.planned at");
    assertThat(open("bruno").text())
        .contains(">Read the card.</p>")
        .contains(">Read the code.</textarea>");
    signBeforeTheDossierMoves();
    post("grace", "/submissions/%d/hold".formatted(number), Map.of("reason", "Wait."));

    String report = server.open("hanna", "/submissions/%d/report".formatted(number)).text();
    assertThat(report)
        .contains("Validation report")
        .contains("Read the card.")
        .contains("Where are the limitations?")
        .contains("In the last section.")
        .contains("upheld, finding 1 carries it on: The section is empty.")
        .contains("On hold by Grace Lim since")
        .contains("no: Lapsed: documentation was")
        .contains("Checkpoint")
        .containsPattern("sha256:[0-9a-f]{64}");
    assertThat(server.open("hanna", "/submissions/%d/manifest".formatted(number)).text())
        .contains("On hold by Grace Lim since");
  }

  private static Answer plan(String username, long seen, String text) {
    return post(
        username,
        "/submissions/%d/plan".formatted(number),
        Map.of("seen", Long.toString(seen), "text", text));
  }

  private static void signBeforeTheDossierMoves() {
    String sign = "/submissions/%d/sign".formatted(number);
    Answer signed =
        server.fill(
            "grace",
            sign + "?role=peer",
            sign,
            Map.of(
                "decision", "reject",
                "opinion", "No.",
                "category", "documentation",
                "fixes", "Write it.",
                "password", RunningServer.PASSWORD));
    assertThat(signed.text()).contains("Signed: reject");
    var card = server.upload("ada", RunningServer.EXAMPLES.resolve("models/titanic/v1.md"));
    String more =
        "{\"class\":\"documentation\",\"name\":\"more\",\"content\":\"%s\"}".formatted(card);
    assertThat(server.post("ada", path("evidence"), more).status()).isEqualTo(200);
  }

  @Test
  @Order(9)
  void a_replay_finds_nothing_wrong_with_any_of_it() {
    assertThat(server.found()).isEmpty();
    Json.Obj failures =
        server.get("ada", "/api/v1/submissions/" + number).json().object("failures");
    assertThat(failures.find("all")).isPresent();
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  private static String path(String what) {
    return "/api/v1/submissions/%d/%s".formatted(number, what);
  }

  private static Map<String, String> upheld(String seen) {
    return Map.of(
        "seen", seen,
        "outcome", "upheld",
        "severity", "high",
        "due", today().plusDays(3).toString(),
        "text", "The section is empty.");
  }

  private static Map<String, String> retest(String seen) {
    return Map.of(
        "seen", seen,
        "submission", Long.toString(number),
        "evidence", "",
        "passes", "yes",
        "text", "Looks right.");
  }

  private static Answer open(String username) {
    return server.open(username, "/submissions/%d?class=documentation".formatted(number));
  }

  private static Answer answer(String username, long challenge, String text) {
    return post(
        username, "/challenges/%d/answers".formatted(challenge), Map.of("seen", "1", "text", text));
  }

  private static Answer post(String username, String target, Map<String, String> fields) {
    return server.submit(
        server.browser(username), RunningServer.hidden(open(username)), target, fields);
  }

  /** Fills the form under the evidence as it stands on the page. */
  private static Answer say(String username, String kind, String text) {
    Matcher place =
        Pattern.compile("<option value=\"(sha256:[0-9a-f]{64}\\|" + CARD + ")\"")
            .matcher(open(username).text());
    assertThat(place.find()).isTrue();
    Map<String, String> fields = new TreeMap<>();
    fields.put("kind", kind);
    fields.put("class", "documentation");
    fields.put("place", place.group(1));
    fields.put("path", "line:3");
    fields.put("role", "validator");
    fields.put("asked", "");
    fields.put("text", text);
    return post(username, "/submissions/%d/discussion".formatted(number), fields);
  }
}
