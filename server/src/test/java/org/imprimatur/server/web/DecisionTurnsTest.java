// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Waivers that wait for a second person, and conditions, are in the turn of exactly those who can
 * act, also after a promotion.
 */
class DecisionTurnsTest {
  private static final List<String> EVERYBODY =
      List.of("ada", "sam", "priya", "bruno", "chiara", "lena", "dmitri", "grace", "tove", "hanna");

  @TempDir static Path folder;
  private static RunningServer server;
  private static int count;
  private String model = "";
  private long number;

  @BeforeAll
  static void start() {
    Path setup =
        new TestingSetup()
            .people("roles: [auditor]", "roles: [auditor, risk-manager]")
            .people("roles: [compliance]", "roles: [compliance, peer]")
            .token("bruno", "read, review")
            .waivable()
            .in(folder);
    server = RunningServer.start(folder.resolve("data"), Optional.empty(), setup);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void submit() {
    model = "turned-" + ++count;
    number = server.models().lowTierSubmission(model, "sam");
  }

  @Test
  void a_waiver_waits_for_those_who_can_grant_it_and_for_nobody_else() {
    waive("hanna");
    String title = "Grant or refuse to waive second-look on " + model + " v1";

    assertThat(holders(title)).as("hanna asked").containsExactly("dmitri");
    assertThat(server.open("hanna", "/").text()).contains("You wait for", "Dmitri Lang");
    assertThat(server.open("dmitri", "/").text()).contains("Hanna Vogel asked for it.");

    grant("dmitri");
    assertThat(holders(title)).isEmpty();
  }

  @Test
  void a_waiver_that_was_refused_or_is_asked_for_on_hold_waits_for_nobody() {
    waive("grace");
    String title = "Grant or refuse to waive second-look on " + model + " v1";
    assertThat(holders(title)).containsExactly("dmitri", "hanna");

    form("grace", "hold", Map.of("reason", "Wait."));
    assertThat(holders(title)).isEmpty();
    form("grace", "resumption", Map.of("reason", "Go on."));
    assertThat(holders(title)).containsExactly("dmitri", "hanna");

    form("dmitri", "waivers/" + waiver() + "/end", Map.of("words", "No."));
    assertThat(holders(title)).isEmpty();
  }

  @Test
  void a_condition_goes_from_its_owner_to_who_confirms_it_also_after_a_promotion() {
    waive("grace");
    grant("dmitri");
    String due = LocalDate.now(ZoneOffset.UTC).plusDays(2).toString();
    approve(Map.of("condition-1", "Measure again.", "owner-1", "bruno", "due-1", due));
    String meet = "Meet condition 1 on " + model + " v1";
    String confirm = "Confirm condition 1 on " + model + " v1";
    assertThat(holders(meet)).containsExactly("bruno");
    assertThat(server.open("bruno", "/").text())
        .contains("<h2>Due</h2>", "Measure again. You own it.");

    Answer promoted = server.post("ada", "/api/v1/submissions/" + number + "/promotion", "{}");
    assertThat(promoted.status()).as(promoted.text()).isEqualTo(200);
    assertThat(holders(meet)).as("conditions go on").containsExactly("bruno");

    form("bruno", "conditions/" + signOff() + "/1/met", Map.of("words", "Measured."));
    assertThat(holders(meet)).isEmpty();
    assertThat(holders(confirm))
        .as("who asked, and who else holds the role")
        .containsExactly("chiara", "grace");
    assertThat(server.open("bruno", "/").text()).contains("You wait for");

    form("chiara", "conditions/" + signOff() + "/1/confirmation", Map.of());
    assertThat(holders(confirm)).isEmpty();
    assertThat(server.found()).isEmpty();
  }

  @Test
  void what_nobody_owns_any_more_waits_for_the_owner_of_the_model_who_hands_it_over() {
    String due = LocalDate.now(ZoneOffset.UTC).plusDays(2).toString();
    approve(Map.of("condition-1", "Measure again.", "owner-1", "priya", "due-1", due));
    Answer raised =
        server.post(
            "dmitri",
            "/api/v1/submissions/" + number + "/findings",
            """
            {"class":"risk","severity":"low","owner":"priya","due":"%s","text":"Thin."}\
            """
                .formatted(due));
    assertThat(raised.status()).as(raised.text()).isEqualTo(201);
    long finding = raised.json().integer("number");
    Answer left =
        server.post("tove", "/api/v1/people/priya/roles/withdrawal", "{\"role\":\"custodian\"}");
    assertThat(left.status()).as(left.text()).isLessThan(300);

    String condition = "Find an owner for condition 1 on " + model + " v1";
    String found = "Find an owner for finding " + finding + " on " + model;
    assertThat(holders(condition)).containsExactly("ada");
    assertThat(holders(found)).containsExactly("ada");
    assertThat(server.open("sam", "/submissions/" + number + "/decisions").text())
        .doesNotContain("Hand it over");
    Answer others =
        server.submit(
            server.browser("sam"),
            RunningServer.hidden(server.open("sam", "/people")),
            "/submissions/%d/conditions/%s/1/owner".formatted(number, signOff()),
            Map.of("owner", person("ada", "Sam Lindqvist")));
    assertThat(others.text()).contains("handing.by");

    form(
        "ada",
        "conditions/" + signOff() + "/1/owner",
        Map.of("owner", person("ada", "Sam Lindqvist")));
    Answer handed =
        server.fill(
            "ada",
            "/findings/" + finding,
            "/findings/" + finding + "/owner",
            Map.of("owner", person("ada", "Sam Lindqvist"), "text", "Please."));
    assertThat(handed.status()).as(handed.text()).isEqualTo(200);
    assertThat(holders(condition)).isEmpty();
    assertThat(holders(found)).isEmpty();
    assertThat(holders("Meet condition 1 on " + model + " v1")).containsExactly("sam");
    assertThat(holders("Put right finding " + finding + " on " + model)).containsExactly("sam");

    form("sam", "conditions/" + signOff() + "/1/met", Map.of("words", "Measured."));
    assertThat(holders("Confirm condition 1 on " + model + " v1"))
        .containsExactly("chiara", "grace");
    assertThat(server.found()).isEmpty();
  }

  @Test
  void a_program_of_the_models_owner_hands_over_what_nobody_owns() {
    String due = LocalDate.now(ZoneOffset.UTC).plusDays(2).toString();
    approve(Map.of("condition-1", "Measure again", "owner-1", "lena", "due-1", due));
    String found =
        "{\"class\":\"risk\",\"severity\":\"low\",\"owner\":\"lena\",\"due\":\"%s\",\"text\":\"Thin.\"}"
            .formatted(due);
    String submission = "/api/v1/submissions/" + number;
    Answer raised = server.post("dmitri", submission + "/findings", found);
    assertThat(raised.status()).as(raised.text()).isEqualTo(201);
    long finding = raised.json().integer("number");
    String toSam = "{\"signoff\":\"%s\",\"condition\":1,\"owner\":\"sam\"}".formatted(signOff());
    String findingToSam = "{\"owner\":\"sam\",\"text\":\"Please.\"}";
    String condition = submission + "/conditions/owner";
    String ofFinding = "/api/v1/findings/" + finding + "/owner";
    assertThat(server.post("ada", condition, toSam).code()).isEqualTo("handing.from");
    assertThat(server.post("ada", ofFinding, findingToSam).code()).isEqualTo("handing.from");

    String gone = "{\"role\":\"business-owner\"}";
    server.post("tove", "/api/v1/people/lena/roles/withdrawal", gone);
    assertThat(server.post("sam", condition, toSam).code()).isEqualTo("handing.by");
    assertThat(server.post("sam", ofFinding, findingToSam).code()).isEqualTo("handing.by");
    assertThat(server.post("hanna", condition, toSam).code()).isEqualTo("permission.missing");
    assertThat(server.post("ada", condition, toSam.replace("sam", "nobody")).code())
        .isEqualTo("person.unknown");
    assertThat(server.post("ada", condition, toSam.replace("sam", "tove")).status())
        .as("an administrator holds a role as well")
        .isEqualTo(200);
    assertThat(server.post("ada", ofFinding, findingToSam).status()).isEqualTo(201);
    assertThat(holders("Put right finding " + finding + " on " + model)).containsExactly("sam");
    assertThat(holders("Meet condition 1 on " + model + " v1")).containsExactly("tove");
    assertThat(server.open("tove", "/").text())
        .as("a full stop that its writer left out")
        .contains("Measure again. You own it.");
    assertThat(server.found()).isEmpty();
  }

  /** The pseudonym under which a person stands in a form of this submission. */
  private String person(String reader, String name) {
    var option =
        Pattern.compile("<option value=\"(p_[^\"]+)\">" + name)
            .matcher(server.open(reader, "/submissions/" + number + "?class=risk").text());
    assertThat(option.find()).isTrue();
    return option.group(1);
  }

  @Test
  void what_is_measured_is_said_by_nobody_and_in_nobodys_turn() {
    String due = LocalDate.now(ZoneOffset.UTC).plusDays(2).toString();
    approve(
        Map.of(
            "condition-1", "No more rows.",
            "owner-1", "bruno",
            "due-1", due,
            "class-1", "performance",
            "when-1", "metrics.roc_auc >= 0.1"));

    assertThat(holders("Meet condition 1 on " + model + " v1")).isEmpty();
  }

  private void waive(String person) {
    form(
        person,
        "waivers",
        Map.of(
            "requirement", "second-look",
            "reason", "Nobody is there yet.",
            "protection", "A person looks at every decision.",
            "until", LocalDate.now(ZoneOffset.UTC).plusDays(5).toString()));
  }

  private void grant(String person) {
    form(person, "waivers/" + waiver() + "/grant", Map.of("password", RunningServer.PASSWORD));
  }

  private void approve(Map<String, String> terms) {
    Map<String, String> fields = new HashMap<>(terms);
    fields.putAll(
        Map.of(
            "decision", "approve-with-conditions",
            "opinion", "As I see it.",
            "password", RunningServer.PASSWORD));
    String sign = "/submissions/" + number + "/sign";
    Answer signed = server.fill("grace", sign + "?role=peer", sign, fields);
    assertThat(signed.status()).as(signed.text()).isEqualTo(200);
  }

  private void form(String username, String route, Map<String, String> fields) {
    String base = "/submissions/" + number;
    Answer done = server.fill(username, base + "/decisions", base + "/" + route, fields);
    assertThat(done.status()).as(done.text()).isEqualTo(200);
  }

  private Json.Obj decisions() {
    return server.get("ada", "/api/v1/submissions/" + number + "/decisions").json();
  }

  private String waiver() {
    return ((Json.Obj) decisions().array("waivers").values().getFirst()).string("id");
  }

  private String signOff() {
    return ((Json.Obj) decisions().array("conditions").values().getFirst()).string("signoff");
  }

  /** Everybody in whose turn something of this title is. */
  private static List<String> holders(String title) {
    Pattern item = Pattern.compile("<h3><a href=\"[^\"]+\">" + Pattern.quote(title) + "</a></h3>");
    return EVERYBODY.stream()
        .filter(username -> item.matcher(server.open(username, "/").text()).find())
        .toList();
  }
}
