// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The pages over HTTP, as a browser without scripts meets them. */
class PagesTest {
  private static final Pattern CODE = Pattern.compile("[0-9A-F]{4}-[0-9A-F]{4}");

  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder.resolve("data"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String code(Answer page) {
    Matcher matcher = CODE.matcher(page.text());
    assertThat(matcher.find()).isTrue();
    return matcher.group();
  }

  private static Map<String, String> decision(String decision, String opinion) {
    return Map.of("decision", decision, "opinion", opinion, "password", RunningServer.PASSWORD);
  }

  @Test
  void the_chosen_theme_is_drawn_by_the_server() {
    Answer page =
        server.fill("priya", "/", "/appearance", Map.of("theme", "dark", "back", "/models"));
    assertThat(page.text()).contains("data-theme=\"dark\"").contains("<h1>Models</h1>");
  }

  @Test
  void what_does_not_exist_is_a_page_with_a_code_and_a_next_step() {
    Answer page = server.open("ada", "/models/nothing");
    assertThat(page.status()).isEqualTo(404);
    assertThat(page.text()).contains("There is no model nothing.").contains("model.unknown");
    assertThat(server.open("ada", "/nowhere").text()).contains("page.unknown");
    assertThat(server.get("ada", "/api/v1/nowhere").json().string("code")).isNotEmpty();
  }

  @Test
  void what_was_typed_into_a_use_is_shown_as_text() {
    String use = "{\"purpose\":\"<script>alert(1)</script>\",\"population\":\"<b>all</b>\"}";
    server.post("ada", "/api/v1/models", "{\"name\":\"typed\",\"use\":" + use + "}");
    for (String path : new String[] {"/models", "/models/typed"}) {
      assertThat(server.open("ada", path).text())
          .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
          .doesNotContain("<script>alert");
    }
  }

  @Test
  void a_contributor_reads_why_they_cannot_sign_where_the_button_would_be() {
    long number = server.models().lowTierSubmission("of-ada");
    Answer page = server.open("ada", "/submissions/" + number);
    assertThat(page.text())
        .contains("You cannot sign: you contributed to the version")
        .doesNotContain("/sign?role=");
    Answer asked = server.open("ada", "/submissions/" + number + "/sign?role=peer");
    assertThat(asked.status()).isEqualTo(403);
    assertThat(asked.text()).contains("You cannot sign as peer");
  }

  @Test
  void what_rests_on_a_use_of_before_asks_nobody_to_sign_and_the_proposer_to_submit_again() {
    long number = server.models().lowTierSubmission("restated", "sam");
    String page = "/submissions/" + number;
    assertThat(server.open("grace", page).text()).contains("You are asked for");
    server.post(
        "ada",
        "/api/v1/models/restated/use",
        "{\"purpose\":\"something else\",\"population\":\"passengers\"}");

    assertThat(server.open("grace", page).text())
        .contains("Not ready. The submission rests on another use than the model has now.")
        .contains("Nobody is asked to sign", "withdraws it and submits")
        .doesNotContain("You are asked for", "You sign as", "/sign?role=", "yours.");
    assertThat(server.open("ada", page).text()).contains("Withdraw it below, then submit");
    assertThat(server.open("grace", "/").text()).doesNotContain("restated");
    assertThat(server.open("ada", "/").text()).contains("Withdraw and submit again: restated v1");
    server.post("ada", "/api/v1" + page + "/withdrawal", "{}");
  }

  @Test
  void search_finds_each_kind_of_thing_and_offers_only_what_a_person_may_do() {
    long number = server.models().lowTierSubmission("sought-after", "sam");
    String found = server.open("grace", "/search?q=sought-a").text();
    assertThat(found)
        .contains("href=\"/models/sought-after\"", "href=\"/models/sought-after/v1\"")
        .contains("href=\"/submissions/" + number + "\"", "Sign as peer on sought-after v1");
    assertThat(server.open("grace", "/search?q=sought-after+v1").text())
        .contains("href=\"/models/sought-after/v1\"");
    assertThat(server.open("grace", "/search?q=" + number).text())
        .contains("sought-after v1, production gate, open");
    assertThat(server.open("grace", "/search?q=bruno").text()).contains("href=\"/people/bruno\"");
    assertThat(server.open("grace", "/search?q=lending").text())
        .contains("href=\"/policies/lending/1\"");
    String manifest =
        server
            .get("ada", "/api/v1/submissions/" + number)
            .json()
            .object("pinned")
            .string("manifest");
    String digits = manifest.substring("sha256:".length(), "sha256:".length() + 6);
    assertThat(server.open("grace", "/search?q=" + digits).text())
        .contains("Digests", "href=\"/audit/");
    assertThat(server.open("grace", "/search?q=" + digits.substring(1)).text())
        .doesNotContain("Digests");

    assertThat(server.open("grace", "/search?q=propose+a+policy").text())
        .contains("Nothing matches");
    assertThat(server.open("dmitri", "/search?q=propose+a+policy").text())
        .contains("href=\"/policy-proposals/new\"");
    assertThat(server.open("grace", "/search?q=seeded").text()).doesNotContain("href=\"/seeds\"");
    assertThat(server.open("grace", "/search?q=%25").text())
        .as("a sign of patterns is a letter like any other")
        .contains("Nothing matches");
    assertThat(server.open("grace", "/search").text())
        .contains("Your turn", "Sign as peer on sought-after v1");
    server.post("ada", "/api/v1/submissions/" + number + "/withdrawal", "{}");
  }

  @Test
  void a_link_to_todays_evidence_says_what_changed_since() {
    long number = server.models().lowTierSubmission("pinned-link", "sam");
    String page = "/submissions/" + number;
    Matcher link =
        Pattern.compile("<a href=\"([^\"]+)\" data-pin>")
            .matcher(server.open("grace", page + "?class=documentation").text());
    assertThat(link.find()).isTrue();
    String pinned = link.group(1).replace("&amp;", "&");
    assertThat(server.open("bruno", pinned).text())
        .contains("The evidence is the same as when the link was made.")
        .doesNotContain("Only changes");
    server.fill("bruno", page + "?class=documentation", page + "/looks", Map.of());

    server.fill(
        "ada",
        "/models/pinned-link/v1/card",
        "/models/pinned-link/v1/card",
        Map.of("text", "# Another card\n"));
    assertThat(server.open("bruno", pinned).text())
        .containsPattern("Changed since the link was made: documentation (was|is) ");
    assertThat(server.open("bruno", page).text()).contains("Only changes");
    assertThat(server.open("bruno", page + "?only=changed").text())
        .contains("Show everything", "changed since you opened it")
        .doesNotContain("id=\"evidence\"", "Artifact<span");
    assertThat(server.open("bruno", page + "?at=artifact.12").text())
        .contains("The link is not whole");
    server.post("ada", "/api/v1" + page + "/withdrawal", "{}");
  }

  @Test
  void a_peer_signs_what_the_page_showed_and_the_proposer_promotes() {
    long number = server.models().lowTierSubmission("exercise");
    String page = "/submissions/" + number;
    assertThat(server.open("grace", "/").text()).contains("Sign as peer on exercise v1");
    Answer form = server.open("grace", page + "/sign?role=peer");
    Answer receipt =
        server.submit(
            server.browser("grace"),
            RunningServer.hidden(form),
            page + "/sign",
            decision("approve", "Read and found in order."));
    assertThat(receipt.status()).isEqualTo(200);
    assertThat(receipt.text()).contains("Signed: approve").contains(code(form));

    Answer again =
        server.submit(
            server.browser("grace"),
            RunningServer.hidden(form),
            page + "/sign",
            decision("approve", "Once more."));
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.text()).contains("signoff.draft").contains("Once more.");

    assertThat(server.open("ada", page).text()).contains("Ready to promote");
    Answer promoted = server.fill("ada", page, page + "/promotion", Map.of());
    assertThat(promoted.text()).contains("Promoted to production.").contains("Grace Lim");
  }

  @Test
  void whoever_abstained_is_not_waited_for_any_more() {
    long number = server.models().lowTierSubmission("abstained");
    String page = "/submissions/" + number;
    assertThat(server.open("grace", page).text()).contains("Waiting for you");
    Answer receipt =
        server.submit(
            server.browser("grace"),
            RunningServer.hidden(server.open("grace", page + "/sign?role=peer")),
            page + "/sign",
            decision("abstain", "I know too little of it."));
    assertThat(receipt.text()).contains("Signed: abstain");

    assertThat(server.open("grace", page).text())
        .contains("Not ready")
        .doesNotContain("Waiting for you", "is yours");
  }

  @Test
  void a_signature_on_a_page_gone_stale_is_refused_with_what_changed() throws Exception {
    long number = server.models().lowTierSubmission("moving");
    String page = "/submissions/" + number;
    Answer form = server.open("grace", page + "/sign?role=peer");
    Path file = Files.writeString(folder.resolve("notes.csv"), "row_id,score");
    String digest = server.upload("ada", file).toString();
    Answer supplied =
        server.post(
            "ada",
            "/api/v1" + page + "/evidence",
            "{\"class\":\"performance\",\"name\":\"notes.csv\",\"content\":\"" + digest + "\"}");
    assertThat(supplied.status()).isEqualTo(200);

    Answer stale =
        server.submit(
            server.browser("grace"),
            RunningServer.hidden(form),
            page + "/sign",
            decision("approve", "My careful opinion."));
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.text())
        .contains("Not signed: the dossier changed since you read it.")
        .contains("performance changed")
        .contains("My careful opinion.");
    assertThat(server.open("grace", page).text()).contains("Nobody has signed yet.");
  }

  @Test
  void a_wrong_password_signs_nothing_and_keeps_what_was_written() {
    long number = server.models().lowTierSubmission("careful");
    String page = "/submissions/" + number;
    Answer form = server.open("grace", page + "/sign?role=peer");
    Answer wrong =
        server.submit(
            server.browser("grace"),
            RunningServer.hidden(form),
            page + "/sign",
            Map.of(
                "decision", "reject",
                "category", "evidence",
                "fixes", "Show more.",
                "opinion", "Not like this.",
                "password", "wrong"));
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.text()).contains("Nothing was signed.").contains("Not like this.");
    assertThat(server.open("grace", page).text()).contains("Nobody has signed yet.");
  }

  @Test
  void an_entry_of_the_log_stands_with_its_proof() {
    Answer log = server.open("hanna", "/audit?act=policy.published");
    assertThat(log.text()).contains("published").contains("lending@1");
    Answer entry = server.open("hanna", "/audit/0");
    assertThat(entry.text()).contains("log.opened").contains("Inclusion proof");
    assertThat(server.open("hanna", "/audit/999999").status()).isEqualTo(404);
  }

  @Test
  @Timeout(60)
  void a_page_learns_that_the_log_has_grown() throws Exception {
    HttpRequest request = server.request("/events").GET().build();
    HttpResponse<Stream<String>> events =
        server.browser("hanna").send(request, HttpResponse.BodyHandlers.ofLines());
    assertThat(events.headers().firstValue("Content-Type")).contains("text/event-stream");
    Iterator<Long> sizes =
        events
            .body()
            .filter(line -> line.startsWith("data:"))
            .map(line -> Long.parseLong(line.substring("data:".length())))
            .iterator();
    long before = sizes.next();
    String drawn = server.open("hanna", "/models").text();
    assertThat(drawn).contains("data-live=\"/events\"");
    Matcher size = Pattern.compile("data-size=\"(\\d+)\"").matcher(drawn);
    assertThat(size.find()).isTrue();
    // Checks of other submissions may be recorded in between.
    assertThat(Long.parseLong(size.group(1))).isGreaterThanOrEqualTo(before);
    server.post(
        "ada",
        "/api/v1/models",
        "{\"name\":\"grown\",\"use\":{\"purpose\":\"a\",\"population\":\"b\"}}");
    long after = sizes.next();
    // The same size may be said twice; a page does not ask for itself again then.
    while (after == before) {
      after = sizes.next();
    }
    assertThat(after).isGreaterThan(before);
    events.body().close();
  }

  @Test
  void what_a_person_opened_is_said_and_what_changed_since_comes_first() {
    long number = server.models().lowTierSubmission("looked-at");
    String page = "/submissions/" + number + "?class=documentation";
    Answer first = server.open("grace", page);
    assertThat(first.text()).contains("<b>Lately</b>").doesNotContain(", opened by you");

    server.fill("grace", page, "/submissions/" + number + "/looks", Map.of());
    assertThat(server.open("grace", page).text())
        .contains("Documentation<span class=\"hide\">")
        .contains(", opened by you")
        .doesNotContain("<b>Lately</b>");
    assertThat(server.open("ada", page).text()).doesNotContain(", opened by you");

    Digest digest = server.upload("ada", RunningServer.EXAMPLES.resolve("data/hmda/test.csv"));
    server.post(
        "ada",
        "/api/v1/submissions/" + number + "/evidence",
        "{\"class\":\"documentation\",\"name\":\"more.csv\",\"content\":\"" + digest + "\"}");
    assertThat(server.open("grace", page).text())
        .contains("<b>Since you looked</b>")
        .contains(", changed since you opened it");
  }

  @Test
  void only_a_class_with_its_digest_can_be_noted_as_opened() {
    long number = server.models().lowTierSubmission("not-a-class");
    Answer refused =
        server.fill(
            "grace",
            "/submissions/" + number + "?class=documentation",
            "/submissions/" + number + "/looks",
            Map.of("class", "<b>", "digest", "sha256:1"));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("look.class");
  }
}
