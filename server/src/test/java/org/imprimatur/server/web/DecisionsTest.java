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
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions, rejections, holds and requests for changes, over the real pages and the real API. */
class DecisionsTest {
  @TempDir static Path folder;
  private static int count;
  private static RunningServer server;

  private long number;

  @BeforeAll
  static void start() {
    Path setup =
        new TestingSetup()
            .people("roles: [auditor]", "roles: [auditor, risk-manager]")
            .people("person: ada, scopes: [", "person: ada, scopes: [review, ")
            .people("person: sam, scopes: [", "person: sam, scopes: [review, ")
            .token("grace", "read, review")
            .token("bruno", "read, review")
            .people("person: lena, scopes: [", "person: lena, scopes: [review, ")
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
    count++;
    number = server.models().lowTierSubmission("decided-" + count, "sam");
  }

  @Test
  void an_approval_stands_under_its_conditions_and_they_are_in_the_record() {
    Answer signed =
        sign(
            "approve-with-conditions",
            Map.of(
                "condition-1", "Measure again in January",
                "owner-1", "ada",
                "due-1", LocalDate.now(ZoneOffset.UTC).plusDays(30).toString()));
    assertThat(signed.status()).as(signed.text()).isEqualTo(200);

    Json.Obj decisions = decisions();
    Json.Obj condition = (Json.Obj) decisions.array("conditions").values().getFirst();
    assertThat(condition.string("text")).isEqualTo("Measure again in January");
    assertThat(condition.bool("confirmed")).isFalse();

    String met =
        "{\"signoff\":\"%s\",\"condition\":1,\"note\":\"Measured.\"}"
            .formatted(condition.string("signoff"));
    assertThat(post("bruno", "conditions", met).code()).isEqualTo("condition.owner");
    assertThat(post("ada", "conditions", met).status()).isEqualTo(200);
    assertThat(((Json.Obj) decisions().array("conditions").values().getFirst()).bool("said"))
        .isTrue();
    String confirm = "conditions/" + condition.string("signoff") + "/1/confirmation";
    assertThat(form("ada", confirm, Map.of()).status()).as("its owner").isEqualTo(403);
    assertThat(form("grace", confirm, Map.of()).status()).isEqualTo(200);
    assertThat(((Json.Obj) decisions().array("conditions").values().getFirst()).bool("confirmed"))
        .isTrue();
  }

  @Test
  void conditions_without_an_owner_or_a_day_sign_nothing_and_keep_what_was_written() {
    Answer none = sign("approve-with-conditions", Map.of());
    assertThat(none.status()).isEqualTo(422);
    Answer stranger =
        sign(
            "approve-with-conditions",
            Map.of(
                "condition-1", "Measure again", "owner-1", "nobody-here", "due-1", "2026-12-01"));

    assertThat(stranger.status()).isEqualTo(422);
    assertThat(stranger.text()).contains("nobody-here", "Measure again", "Nothing was signed");
    Answer past =
        sign(
            "approve-with-conditions",
            Map.of("condition-1", "Measure again", "owner-1", "ada", "due-1", "2020-01-01"));
    assertThat(past.status()).isEqualTo(422);
    assertThat(signOffs()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"condition-2", "owner-2", "due-2", "when-1"})
  void a_condition_too_long_to_read_is_refused_and_not_left_out(String field) {
    Map<String, String> terms =
        new HashMap<>(
            Map.of("condition-1", "Measure again", "owner-1", "ada", "due-1", "2099-12-01"));
    terms.put(field, "x".repeat(25_001));
    Answer refused = sign("approve-with-conditions", terms);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text())
        .contains("Condition " + field.charAt(field.length() - 1), "25,001", "signoff.terms")
        .contains("Nothing was signed", "Measure again");
    assertThat(signOffs()).isZero();
  }

  @Test
  void fixes_too_long_to_read_are_refused_and_not_left_out() {
    Answer refused = sign("reject", Map.of("category", "evidence", "fixes", "x\n".repeat(13_000)));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("What to fix", "25,999", "signoff.terms");
    assertThat(signOffs()).isZero();
  }

  @Test
  void a_rejection_names_its_category_and_what_to_fix() {
    assertThat(sign("reject", Map.of()).status()).isEqualTo(422);
    assertThat(signOffs()).isZero();

    Answer rejected =
        sign("reject", Map.of("category", "fairness", "fixes", "Drop marital status.\n\nAgain."));
    assertThat(rejected.status()).as(rejected.text()).isEqualTo(200);
    assertThat(post("ada", "promotion", "{}").code()).isEqualTo("gate.refused");
  }

  @Test
  void while_it_is_on_hold_nobody_signs_or_promotes() {
    assertThat(post("grace", "hold", "{\"reason\":\"Wait for legal.\"}").status()).isEqualTo(200);
    assertThat(post("grace", "hold", "{\"reason\":\"Again.\"}").code()).isEqualTo("hold.twice");
    assertThat(server.open("grace", page() + "?role=peer").status()).isEqualTo(409);
    assertThat(post("ada", "promotion", "{}").code()).isEqualTo("gate.refused");
    assertThat(server.open("ada", "/submissions/" + number).text()).contains("On hold by");

    assertThat(post("ada", "resumption", "{\"reason\":\"Go on.\"}").code()).isEqualTo("hold.by");
    assertThat(post("grace", "resumption", "{\"reason\":\"Go on.\"}").status()).isEqualTo(200);
    assertThat(sign("approve", Map.of()).status()).isEqualTo(200);
    assertThat(post("ada", "promotion", "{}").text())
        .contains("second-look")
        .doesNotContain("hold");
  }

  @Test
  void a_rejection_outlives_the_withdrawal_until_its_signer_says_otherwise() {
    assertThat(
            sign("reject", Map.of("category", "fairness", "fixes", "Drop marital status."))
                .status())
        .isEqualTo(200);
    assertThat(server.open("ada", "/submissions/" + number).text())
        .contains(" signs again, or takes the rejection back.");
    again();
    String shown = server.open("ada", "/submissions/" + number).text();
    assertThat(shown).contains("rejected in submission " + (number - 1), " signs again.");
    assertThat(server.get("ada", "/api/v1/submissions/" + number).text())
        .contains("sign-off.rejected");

    again();
    assertThat(server.get("ada", "/api/v1/submissions/" + number).text())
        .as("nor by a second one")
        .contains("rejected in submission " + (number - 2));

    assertThat(sign("approve", Map.of()).status()).isEqualTo(200);
    assertThat(server.get("ada", "/api/v1/submissions/" + number).text())
        .doesNotContain("sign-off.rejected");
  }

  /** Withdraws the submission and opens another one of the same version. */
  private void again() {
    assertThat(post("ada", "withdrawal", "{}").status()).isEqualTo(200);
    String version = "/api/v1/models/decided-" + count + "/versions/1/submissions";
    Answer opened = server.post("ada", version, "{\"gate\":\"production\"}");
    assertThat(opened.status()).as(opened.text()).isLessThan(300);
    number = opened.json().integer("number");
    server.models().await(number);
  }

  @Test
  void nobody_withdraws_a_submission_from_under_a_hold_that_they_cannot_end() {
    assertThat(post("grace", "hold", "{\"reason\":\"Wait for legal.\"}").status()).isEqualTo(200);
    assertThat(post("ada", "withdrawal", "{}").code()).isEqualTo("submission.held");
    assertThat(post("grace", "resumption", "{\"reason\":\"Go on.\"}").status()).isEqualTo(200);
    assertThat(post("ada", "hold", "{\"reason\":\"A moment.\"}").status()).isEqualTo(200);
    assertThat(post("ada", "withdrawal", "{}").status()).as("an own hold").isEqualTo(200);
  }

  @Test
  void only_whoever_opened_a_submission_or_owns_the_model_withdraws_it() {
    assertThat(post("sam", "withdrawal", "{}").code()).isEqualTo("submission.withdrawn-by");
    String page = "/submissions/" + number;
    assertThat(server.open("sam", page).text()).doesNotContain(page + "/withdrawal\"");
    assertThat(server.fill("sam", page, page + "/withdrawal", Map.of()).text())
        .contains("submission.withdrawn-by");
    assertThat(server.open("ada", page).text()).contains(page + "/withdrawal\"");
    assertThat(post("ada", "withdrawal", "{}").status()).isEqualTo(200);
  }

  @Test
  void a_role_that_counts_for_one_model_reviews_there_and_nowhere_else() {
    String model = "decided-" + count;
    String role = "{\"role\":\"peer\",\"model\":\"%s\"}".formatted(model);
    assertThat(tove("lena/roles/withdrawal", "{\"role\":\"business-owner\"}").status())
        .isEqualTo(200);
    Answer asked = tove("lena/roles", role);
    String request = "/api/v1/role-requests/" + asked.json().string("request");
    assertThat(server.post("dmitri", request + "/confirmation", "{}").status()).isEqualTo(200);

    assertThat(post("lena", "hold", "{\"reason\":\"Wait for legal.\"}").status()).isEqualTo(200);
    assertThat(form("lena", "resumption", Map.of("reason", "Go on.")).status()).isEqualTo(200);
    String wish = "{\"role\":\"peer\",\"fixes\":[\"State the population.\"]}";
    assertThat(post("lena", "changes", wish).status()).isEqualTo(200);
    assertThat(form("lena", "waivers", wish()).status()).isEqualTo(200);

    number = server.models().lowTierSubmission(model + "-other", "lena");
    assertThat(post("lena", "hold", "{\"reason\":\"Mine.\"}").code())
        .as("a hand in it does not make a reviewer")
        .isEqualTo("permission.missing");
    assertThat(server.found()).isEmpty();
  }

  private static Answer tove(String route, String body) {
    return server.post("tove", "/api/v1/people/" + route, body);
  }

  @Test
  void a_request_for_changes_comes_back_with_the_answer() {
    String wish = "{\"role\":\"peer\",\"fixes\":[\"State the population.\"]}";
    assertThat(post("sam", "changes", wish).code()).isEqualTo("changes.role");
    assertThat(post("grace", "changes", wish).status()).isEqualTo(200);
    Json.Obj request = (Json.Obj) decisions().array("requests").values().getFirst();
    assertThat(signOffs()).isZero();

    String answer = "changes/" + request.string("id") + "/answer";
    assertThat(post("ada", answer, "{\"answer\":\"Stated.\"}").status()).isEqualTo(200);
    assertThat(decisions().array("requests").values()).isEmpty();
  }

  @Test
  void a_waiver_by_two_people_lets_through_and_stays_waived() {
    assertThat(form("grace", "waivers", wish()).status()).isEqualTo(200);
    String waiver = waiver().string("id");
    assertThat(sign("approve", Map.of()).status()).isEqualTo(200);
    assertThat(post("ada", "promotion", "{}").code()).as("only asked").isEqualTo("gate.refused");

    String grant = "waivers/" + waiver + "/grant";
    assertThat(form("grace", grant, password()).status()).as("who asked").isEqualTo(403);
    assertThat(form("ada", grant, password()).status()).as("the proposer").isEqualTo(403);
    assertThat(form("dmitri", grant, Map.of("password", "wrong")).status()).isNotEqualTo(200);
    assertThat(form("dmitri", grant, password()).status()).isEqualTo(200);
    assertThat(post("ada", "promotion", "{}").code())
        .as("the approval does not answer for the waiver")
        .isEqualTo("gate.refused");

    assertThat(sign("approve", Map.of()).status()).isEqualTo(200);
    assertThat(server.open("ada", "/submissions/" + number).text())
        .contains("Ready with waivers: second-look");
    assertThat(post("ada", "promotion", "{}").status()).isEqualTo(200);
    assertThat(server.open("ada", "/submissions/" + number).text()).contains("with waivers");
    assertThat(server.open("hanna", "/waivers").text()).contains("second-look", "Dmitri Lang");

    assertThat(form("dmitri", "waivers/" + waiver + "/end", Map.of("words", "Over.")).status())
        .isEqualTo(200);
    assertThat(server.open("ada", "/submissions/" + number).text())
        .as("what was promoted with a waiver says so for ever")
        .contains("with waivers", "Waived");
  }

  @Test
  void a_promotion_is_shown_as_it_was_decided_whoever_signed_or_waived_steps_down_later() {
    assertThat(form("grace", "waivers", wish()).status()).isEqualTo(200);
    assertThat(form("hanna", "waivers/" + waiver().string("id") + "/grant", password()).status())
        .isEqualTo(200);
    assertThat(sign("approve", Map.of()).status()).isEqualTo(200);
    assertThat(post("ada", "promotion", "{}").status()).isEqualTo(200);
    String decided = server.get("ada", "/api/v1/submissions/" + number + "/verdict").text();
    assertThat(decided).contains("waiver.in-force");

    String stepsDown = "/api/v1/people/hanna/roles/withdrawal";
    assertThat(server.post("tove", stepsDown, "{\"role\":\"risk-manager\"}").status())
        .isEqualTo(200);
    assertThat(server.get("ada", "/api/v1/submissions/" + number + "/verdict").text())
        .isEqualTo(decided);
    assertThat(server.open("ada", "/submissions/" + number).text()).contains("with waivers");
  }

  @Test
  void no_token_grants_a_waiver() {
    assertThat(form("grace", "waivers", wish()).status()).isEqualTo(200);
    String waiver = "waivers/" + waiver().string("id");
    for (String route : List.of("grant", "grants", "approval")) {
      assertThat(post("dmitri", waiver + "/" + route, "{}").status()).isEqualTo(404);
    }
    String page = "/submissions/" + number + "/";
    Map<String, String> fields =
        new HashMap<>(RunningServer.hidden(server.open("dmitri", page + "decisions")));
    fields.putAll(password());
    String grant = page + waiver + "/grant";
    assertThat(server.submitByToken("dmitri", fields, grant).status())
        .as("sent to sign in, whatever the form")
        .isEqualTo(302);
    assertThat(waiver().string("state")).isEqualTo("asked");
    assertThat(form("dmitri", waiver + "/grant", password()).status())
        .as("the same form in a session")
        .isEqualTo(200);
    assertThat(waiver().string("state")).isEqualTo("in force");
  }

  @Test
  void what_can_never_be_waived_is_not() {
    String wish =
        "{\"requirement\":\"artifact\",\"reason\":\"Late.\",\"protection\":\"By hand.\","
            + "\"until\":\"%s\"}".formatted(LocalDate.now(ZoneOffset.UTC).plusDays(5));
    String tooLong =
        wish.replace("artifact", "second-look").replaceAll("until\":\"[0-9]{4}", "until\":\"2099");
    assertThat(post("grace", "waivers", tooLong).code()).isEqualTo("waiver.until");
    assertThat(post("sam", "waivers", wish.replace("artifact", "second-look")).code())
        .isEqualTo("waiver.asker");
    assertThat(post("grace", "waivers", wish.replace("artifact", "peer")).code())
        .isEqualTo("waiver.unwaivable");

    assertThat(post("grace", "waivers", wish).code()).isEqualTo("waiver.unwaivable");
    assertThat(post("tove", "waivers", wish).code()).isEqualTo("permission.missing");
  }

  private static Map<String, String> wish() {
    return Map.of(
        "requirement",
        "second-look",
        "reason",
        "The promises are being written.",
        "protection",
        "A person looks at every decision.",
        "until",
        LocalDate.now(ZoneOffset.UTC).plusDays(5).toString());
  }

  private static Map<String, String> password() {
    return Map.of("password", RunningServer.PASSWORD);
  }

  private Json.Obj waiver() {
    return (Json.Obj) decisions().array("waivers").values().getFirst();
  }

  private Answer form(String username, String route, Map<String, String> fields) {
    String base = "/submissions/" + number;
    return server.fill(username, base + "/decisions", base + "/" + route, fields);
  }

  private String page() {
    return "/submissions/" + number + "/sign";
  }

  private Answer sign(String decision, Map<String, String> terms) {
    Map<String, String> fields = new HashMap<>(terms);
    fields.putAll(
        Map.of(
            "role",
            "peer",
            "decision",
            decision,
            "opinion",
            "As I see it.",
            "password",
            RunningServer.PASSWORD));
    return server.fill("grace", page() + "?role=peer", page(), fields);
  }

  private Answer post(String username, String route, String body) {
    return server.post(username, "/api/v1/submissions/" + number + "/" + route, body);
  }

  private Json.Obj decisions() {
    return server.get("ada", "/api/v1/submissions/" + number + "/decisions").json();
  }

  private int signOffs() {
    return server
        .get("ada", "/api/v1/submissions/" + number)
        .json()
        .array("signoffs")
        .values()
        .size();
  }
}
