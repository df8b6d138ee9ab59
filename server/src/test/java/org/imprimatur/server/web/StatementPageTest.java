// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.Test;

/** What stands before a person when they sign by passkey, and what is kept where they do not. */
class StatementPageTest extends SubmissionToSign {
  @Test
  void everything_that_a_stand_in_signs_under_a_condition_is_on_the_page() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    server.fill(
        "grace",
        "/people/grace",
        "/people/grace/delegations",
        Map.of("to", "bruno", "role", "peer", "from", "" + today, "until", "" + today.plusDays(7)));
    server.browser("bruno");
    TestingPasskey own = passkey("bruno-" + count);
    bruno().enrol("key " + count, own);
    Answer page =
        bruno()
            .shown(
                number,
                Map.of(
                    "decision",
                    "approve-with-conditions",
                    "condition-1",
                    "Measure again",
                    "owner-1",
                    "ada",
                    "due-1",
                    "" + today.plusDays(30)));
    Json.Obj statement = (Json.Obj) Json.parse(asSigned(page));

    assertThat(Digest.of(statement)).isEqualTo(TestingSigner.statement(RunningServer.hidden(page)));
    assertThat(statement.string("delegator")).startsWith("p_");
    assertThat(facts(page))
        .contains("Signed for GL Grace Lim", "Model signed-" + count + ", version 1")
        .contains("Role peer", "Meaning approval", "Decision approve-with-conditions")
        .contains("Gate production", "Requirement peer", "an exercise", "lending@")
        .contains("Measure again; Ada Okafor, until " + today.plusDays(30))
        .contains("It does what it says.", "Signed on " + server.address());
    assertThat(digests(statement)).allSatisfy(digest -> assertThat(page.text()).contains(digest));

    Map<String, String> hidden = RunningServer.hidden(page);
    bruno().send(number, hidden, own.sign(TestingSigner.statement(hidden)));
    assertThat(signOffs(server, number)).isEqualTo(1);
    bruno().end();
  }

  /** The canonical statement as it stands on the page. */
  private static String asSigned(Answer page) {
    var found = Pattern.compile("canonical JSON\">([^<]+)</pre>").matcher(page.text());
    assertThat(found.find()).isTrue();
    return found.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  /** The words of the page without its marks. */
  private static String facts(Answer page) {
    return page.text().replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
  }

  private static List<String> digests(Json.Obj statement) {
    return Pattern.compile("sha256:[0-9a-f]{64}")
        .matcher(statement.text())
        .results()
        .map(found -> "data-copy=\"" + found.group() + "\"")
        .filter(copy -> !copy.contains(statement.string("commitment")))
        .filter(copy -> !copy.contains(statement.string("delegatorCommitment")))
        .toList();
  }

  @Test
  void what_was_written_is_in_the_form_again_where_the_dossier_changed_meanwhile() {
    Map<String, String> written =
        Map.of(
            "decision", "approve-with-conditions",
            "opinion", "It does\nwhat it says.",
            "condition-2", "Measure again",
            "owner-2", "ada",
            "due-2", due(),
            "fixes", "Nothing.");
    String page = "/submissions/" + number + "/sign";
    Map<String, String> form = RunningServer.hidden(server.open("grace", page + "?role=peer"));
    Map<String, String> hidden = RunningServer.hidden(grace().shown(number, written));
    supply();
    Answer byPasskey = grace().send(number, hidden, passkey.sign(TestingSigner.statement(hidden)));
    refused(byPasskey, 409, "signoff.stale");
    keeps(byPasskey, "performance changed");

    Map<String, String> filled = new HashMap<>(written);
    filled.put("password", RunningServer.PASSWORD);
    Answer byPassword = server.submit(server.browser("grace"), form, page, filled);
    refused(byPassword, 409, "signoff.stale");
    keeps(byPassword, "performance changed");

    // The form that came with the refusal is of now, and signs.
    server.submit(server.browser("grace"), RunningServer.hidden(byPassword), page, filled);
    assertThat(signOffs(server, number)).isEqualTo(1);
  }

  @Test
  void what_was_written_is_not_lost_where_nothing_can_be_signed_any_more() {
    Map<String, String> hidden =
        RunningServer.hidden(
            grace()
                .shown(
                    number,
                    Map.of("decision", "reject", "category", "evidence", "fixes", "Show more.")));
    String withdrawal = "/api/v1/submissions/" + number + "/withdrawal";
    assertThat(server.post("ada", withdrawal, "{}").status()).isEqualTo(200);
    Answer answer = grace().send(number, hidden, passkey.sign(TestingSigner.statement(hidden)));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text()).contains("What you had written", "It does what it says.");
    assertThat(answer.text()).contains("Show more.");
    assertThat(signOffs(server, number)).isZero();
  }

  private static void keeps(Answer answer, String why) {
    assertThat(answer.text())
        .contains(why, ">It does\nwhat it says.</textarea>", ">Measure again</textarea>")
        .contains("name=\"owner-2\" value=\"ada\"", "name=\"due-2\" value=\"" + due() + "\"")
        .contains(">Nothing.</textarea>");
  }

  private void supply() {
    Digest rows =
        server.upload("ada", RunningServer.EXAMPLES.resolve("models/mortgage-fast-track/v1.md"));
    String more = "{\"class\":\"performance\",\"name\":\"more.md\",\"content\":\"" + rows + "\"}";
    assertThat(server.post("ada", "/api/v1/submissions/" + number + "/evidence", more).status())
        .isEqualTo(200);
  }

  private static String due() {
    return LocalDate.now(ZoneOffset.UTC).plusDays(30).toString();
  }
}
