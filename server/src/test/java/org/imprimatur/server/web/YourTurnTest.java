// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.imprimatur.proof.act.Scope;
import org.imprimatur.proof.gate.SignOff.Decision;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Delegations;
import org.imprimatur.server.people.Roles;
import org.imprimatur.server.people.Span;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every open thing is in exactly one person's or team's turn, and only an act moves it. The policy
 * asks for one challenge before a peer approves.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class YourTurnTest {
  private static final List<String> EVERYBODY =
      List.of("ada", "sam", "priya", "bruno", "chiara", "lena", "dmitri", "grace", "tove", "hanna");
  private static final Pattern ITEM = Pattern.compile("<h3><a href=\"([^\"]+)\">([^<]+)</a></h3>");
  private static final String MISSING =
      "0 of 1 challenges answered and resolved, raised in another role than peer.";

  @TempDir static Path folder;
  private static RunningServer server;
  private static long number;

  @BeforeAll
  static void start() {
    String peer = "meaning: approval, count: 1, tiers: [low]";
    Path setup = new TestingSetup().policy(peer, peer + ", challenges: 1").in(folder);
    server = RunningServer.start(folder.resolve("data"), Optional.empty(), setup);
    number = server.models().lowTierSubmission("turns");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  @Order(1)
  void a_signer_reads_in_the_gates_own_words_that_a_challenge_is_missing_and_what_to_do() {
    assertThat(holders("Sign as peer on turns v1")).containsExactly("grace");
    assertThat(turn("grace")).contains("Approve is not offered: " + MISSING);

    Answer page = sign("grace");
    assertThat(page.text())
        .contains(MISSING)
        .contains("raises a challenge on the submission")
        .containsPattern("value=\"approve\" disabled");
    Answer forced = decide("grace", page, Decision.APPROVE);
    assertThat(forced.status()).isEqualTo(409);
    assertThat(forced.text()).contains("signoff.challenges").contains(MISSING);
    assertThat(server.post("lena", "/api/v1/submissions/" + number + "/promotion", "{}").text())
        .contains(MISSING);
  }

  @Test
  @Order(2)
  void a_challenge_waits_for_the_person_who_is_asked_and_for_nobody_else() {
    say("bruno", "challenge", "Where are the limitations?");

    assertThat(holders("Answer challenge 1 on turns v1")).containsExactly("ada");
    assertThat(holders("Sign as peer on turns v1")).isEmpty();
    assertThat(turn("bruno")).contains("You wait for 1").contains("Ada Okafor");
    assertThat(sign("grace").text())
        .contains("Challenge 1 does not count: nobody has answered it.");
  }

  @Test
  @Order(3)
  void an_answer_hands_it_back_to_the_challenger() {
    open("ada", link("ada", "Answer challenge 1 on turns v1"));
    post("ada", "/challenges/1/answers", Map.of("seen", "1", "text", "In the last section."));

    assertThat(holders("Answer challenge 1 on turns v1")).isEmpty();
    assertThat(holders("Resolve challenge 1 on turns v1")).containsExactly("bruno");
    assertThat(turn("ada")).contains("Resolve, ").contains("Bruno Keller");
    assertThat(open("grace", "/submissions/" + number).text())
        .contains(MISSING)
        .contains("Challenge 1 does not count: Bruno Keller has not said what comes of the answer")
        .doesNotContain("does not count: p_");
  }

  @Test
  @Order(4)
  void an_upheld_challenge_becomes_a_finding_in_its_owners_turn_with_the_day_it_is_due() {
    LocalDate due = LocalDate.now(ZoneOffset.UTC).plusDays(3);
    post(
        "bruno",
        "/challenges/1/resolution",
        Map.of(
            "seen", "2",
            "outcome", "upheld",
            "severity", "high",
            "due", due.toString(),
            "text", "The section is empty."));

    assertThat(holders("Resolve challenge 1 on turns v1")).isEmpty();
    assertThat(holders("Put right finding 1 on turns")).containsExactly("ada");
    assertThat(turn("ada"))
        .contains("<h2>Due</h2>")
        .contains("Due %d ".formatted(due.getDayOfMonth()));
    assertThat(holders("Sign as peer on turns v1")).containsExactly("grace");
  }

  @Test
  @Order(5)
  void what_is_due_on_a_day_comes_before_what_is_not() {
    register("older");
    String page = turn("ada");
    assertThat(page.indexOf("Put right finding 1")).isPositive();
    assertThat(page.indexOf("Put right finding 1"))
        .isLessThan(page.indexOf("Answer the risk questions of older"));
  }

  @Test
  @Order(6)
  void whoever_fixed_a_finding_does_not_retest_it() {
    Answer fixed =
        server.post("ada", "/api/v1/findings/1/fixes", "{\"text\":\"Written now.\",\"seen\":1}");
    assertThat(fixed.status()).isLessThan(300);

    assertThat(holders("Put right finding 1 on turns")).isEmpty();
    assertThat(holders("Retest finding 1 on turns")).containsExactly("bruno");
    assertThat(turn("ada")).contains("You wait for");
  }

  @Test
  @Order(7)
  void whoever_signs_for_another_is_asked_by_that_name() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    server
        .bean(Delegations.class)
        .give(
            caller("grace"),
            new Delegations.Mandate(
                "chiara", "peer", Optional.empty(), new Span(now, now.plus(2, ChronoUnit.DAYS))));

    assertThat(holders("Sign as peer on turns v1 for Grace Lim")).containsExactly("chiara");
    assertThat(turn("chiara")).contains("Grace Lim delegated the role peer to you");
  }

  @Test
  @Order(8)
  void a_settled_challenge_lets_the_signer_approve_and_the_turn_moves_on_to_promotion() {
    Answer page = sign("grace");
    assertThat(page.text()).doesNotContain(MISSING);
    assertThat(decide("grace", page, Decision.APPROVE).text()).contains("Signed: approve");

    assertThat(holders("Sign as peer on turns v1")).isEmpty();
    assertThat(holders("Promote turns v1")).containsExactly("ada");
    assertThat(server.found()).isEmpty();
  }

  @Test
  @Order(9)
  void a_role_that_takes_two_waits_for_everybody_who_can_be_the_second() {
    server
        .bean(Roles.class)
        .ask(caller("tove"), new Roles.Wish("sam", "validator", Scope.EVERYWHERE));
    String title = "Confirm the role validator for Sam Lindqvist";

    assertThat(holders(title)).containsExactly("dmitri");
    assertThat(turn("tove")).contains("You wait for 1");
    Answer people = open("dmitri", link("dmitri", title));
    var request = Pattern.compile("action=\"(/people/requests/[^\"]+)\"").matcher(people.text());
    assertThat(request.find()).isTrue();
    server.submit(
        server.browser("dmitri"),
        RunningServer.hidden(people),
        request.group(1),
        Map.of("answer", "confirm"));
    assertThat(holders(title)).isEmpty();
  }

  @Test
  @Order(10)
  void of_a_long_discussion_the_last_is_shown_and_findings_come_in_pages_that_keep_the_filter() {
    for (int i = 1; i <= 52; i++) {
      String said = "{\"class\":\"risk\",\"text\":\"Remark %d.\"}".formatted(i);
      server.post("dmitri", "/api/v1/submissions/" + number + "/comments", said);
      raise("ada", i);
    }
    String page = open("hanna", "/submissions/" + number + "?class=risk").text();
    assertThat(page).contains("Remark 33.").doesNotContain("Remark 32.");
    var all = Pattern.compile("href=\"([^\"#]+)#discussion\">32 earlier<").matcher(page);
    assertThat(all.find()).isTrue();
    assertThat(open("hanna", all.group(1).replace("&amp;", "&")).text())
        .contains("Remark 1.", "Remark 52.")
        .doesNotContain("earlier<");

    String first = open("hanna", "/findings?severity=low").text();
    assertThat(first).contains("1 to 50 of 52");
    var next = Pattern.compile("href=\"(/findings\\?[^\"]*after=[0-9]+)\"").matcher(first);
    assertThat(next.find()).isTrue();
    assertThat(open("hanna", next.group(1).replace("&amp;", "&")).text())
        .contains("51 to 52 of 52")
        .doesNotContain("Next findings");
  }

  @Test
  @Order(11)
  void whoever_is_asked_by_a_role_that_counts_for_one_model_can_act_there_and_not_elsewhere() {
    Caller tove = caller("tove");
    Roles roles = server.bean(Roles.class);
    String model = server.bean(Models.class).get("turns").id();
    var there = new Scope(Optional.of(model), Optional.empty(), Optional.empty());
    roles.withdraw(tove, new Roles.Wish("hanna", "auditor", Scope.EVERYWHERE));
    roles.ask(tove, new Roles.Wish("hanna", "auditor", there));
    raise("hanna", 53);

    String title = "Put right finding 54 on turns";
    assertThat(holders(title)).containsExactly("hanna");
    assertThat(open("hanna", link("hanna", title)).text()).contains("Say that it is fixed");
    post("hanna", "/findings/54/fixes", Map.of("seen", "1", "text", "Done."));
    assertThat(holders(title)).isEmpty();

    long other = server.models().lowTierSubmission("other-turns");
    Answer page = open("hanna", "/submissions/" + other + "?class=risk");
    assertThat(page.text()).doesNotContain("/submissions/" + other + "/discussion");
    Answer refused =
        server.submit(
            server.browser("hanna"),
            RunningServer.hidden(page),
            "/submissions/" + other + "/discussion",
            Map.of("kind", "comment", "class", "risk", "place", "|", "path", "", "text", "So."));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("permission.missing");
    assertThat(server.found()).isEmpty();
  }

  private static Caller caller(String username) {
    return server.caller(username);
  }

  private static void raise(String owner, int i) {
    String found =
        "{\"class\":\"risk\",\"severity\":\"low\",\"owner\":\"%s\",\"due\":\"%s\",\"text\":\"%d.\"}"
            .formatted(owner, LocalDate.now(ZoneOffset.UTC).plusDays(30), i);
    Answer raised = server.post("dmitri", "/api/v1/submissions/" + number + "/findings", found);
    assertThat(raised.status()).as(raised.text()).isEqualTo(201);
  }

  /** Everybody in whose turn something of this title is. */
  private static List<String> holders(String title) {
    return EVERYBODY.stream().filter(username -> items(username).containsKey(title)).toList();
  }

  private static String link(String username, String title) {
    return Optional.ofNullable(items(username).get(title)).orElseThrow();
  }

  private static Map<String, String> items(String username) {
    Map<String, String> items = new TreeMap<>();
    var matcher = ITEM.matcher(turn(username));
    while (matcher.find()) {
      items.put(matcher.group(2), matcher.group(1).replace("&amp;", "&"));
    }
    return items;
  }

  private static String turn(String username) {
    return server.open(username, "/").text();
  }

  private static Answer open(String username, String path) {
    Answer page = server.open(username, path);
    assertThat(page.status()).isEqualTo(200);
    return page;
  }

  private static Answer sign(String username) {
    return open(username, "/submissions/" + number + "/sign?role=peer");
  }

  private static Answer decide(String username, Answer page, Decision decision) {
    return server.submit(
        server.browser(username),
        RunningServer.hidden(page),
        "/submissions/" + number + "/sign",
        Map.of(
            "decision",
            decision.word(),
            "opinion",
            "It does what it says.",
            "password",
            RunningServer.PASSWORD));
  }

  private static void register(String model) {
    String use = "{\"purpose\":\"an exercise\",\"population\":\"passengers\"}";
    server.post("ada", "/api/v1/models", "{\"name\":\"" + model + "\",\"use\":" + use + "}");
  }

  private static Answer dossier(String username) {
    return open(username, "/submissions/%d?class=documentation".formatted(number));
  }

  private static Answer post(String username, String target, Map<String, String> fields) {
    Answer answer =
        server.submit(
            server.browser(username), RunningServer.hidden(dossier(username)), target, fields);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer;
  }

  private static void say(String username, String kind, String text) {
    var place =
        Pattern.compile("<option value=\"(sha256:[0-9a-f]{64}\\|card)\"")
            .matcher(dossier(username).text());
    assertThat(place.find()).isTrue();
    Map<String, String> fields = new TreeMap<>();
    fields.put("kind", kind);
    fields.put("class", "documentation");
    fields.put("place", place.group(1));
    fields.put("path", "line:3");
    fields.put("role", "validator");
    fields.put("asked", "");
    fields.put("text", text);
    post(username, "/submissions/%d/discussion".formatted(number), fields);
  }
}
