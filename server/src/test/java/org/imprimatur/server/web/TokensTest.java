// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.proof.act.PeopleAct.TokenIssued;
import org.imprimatur.proof.act.PeopleAct.TokenRevoked;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.people.Logins;
import org.imprimatur.server.people.Tokens;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A token from its making to its end, over the real pages and API. Ada is a data scientist, Lena
 * owns models, Tove is the administrator, Dmitri a risk manager, Hanna an auditor.
 */
class TokensTest {
  private static final String PAGE = "/account/tokens";
  private static final Pattern SECRET = Pattern.compile("imp_[A-Za-z0-9_-]{43}");

  @TempDir static Path folder;
  private static final TestingClock CLOCK = new TestingClock();
  private static RunningServer server;

  @BeforeAll
  static void start() {
    Path setup = new TestingSetup().in(folder);
    server = RunningServer.start(folder.resolve("data"), setup, CLOCK);
  }

  @AfterAll
  static void stop() {
    assertThat(server.found()).as("what a replay finds of the whole log").isEmpty();
    server.close();
  }

  @Test
  void a_person_makes_one_uses_it_and_revokes_it() {
    Answer made = make("ada", "nightly training", "read,propose", day(30));
    assertThat(made.status()).as(made.text()).isEqualTo(200);
    String secret = secret(made);
    TokenIssued issued = last(TokenIssued.class);
    assertThat(made.text()).contains("nightly training", "read, propose", issued.token());
    assertThat(issued.by()).isEqualTo(issued.person());
    assertThat(issued.with()).isEmpty();

    assertThat(with(secret, "/api/v1/me").json().array("scopes").text())
        .isEqualTo("[\"read\",\"propose\"]");
    String model =
        "{\"name\":\"by-token\",\"use\":{\"purpose\":\"a\",\"population\":\"b\",\"restrictions\":\"c\"}}";
    Answer registered = post(secret, "/api/v1/models", model);
    assertThat(registered.status()).as(registered.text()).isEqualTo(201);
    assertThat(last(ModelRegistered.class).with()).contains(issued.token());
    assertThat(post(secret, "/api/v1/people", "{}").code()).isEqualTo("permission.missing");

    String page = server.open("ada", PAGE).text();
    assertThat(page).contains(issued.token(), "Acts").doesNotContain(secret);
    Answer revoked =
        server.fill("ada", PAGE, "/tokens/" + issued.token() + "/revocation", Map.of());
    assertThat(revoked.text()).contains("Acts no more", "Ada").doesNotContain("Revoke it");
    assertThat(with(secret, "/api/v1/me").status()).isEqualTo(401);
    assertThat(with(secret, "/api/v1/me").code()).isEqualTo("caller.unknown");
    assertThat(server.open("ada", PAGE).text()).doesNotContain(issued.token());
    assertThat(
            server
                .fill("ada", PAGE, "/tokens/" + issued.token() + "/revocation", Map.of())
                .status())
        .isEqualTo(409);
  }

  @Test
  void its_secret_stands_nowhere_but_on_the_page_that_made_it() {
    String secret = secret(make("ada", "seen once", "read", day(1)));
    for (byte[] entry : server.entries()) {
      assertThat(new String(entry, UTF_8)).doesNotContain(secret, "seen once");
    }
    String id = last(TokenIssued.class).token();
    for (String page : List.of(PAGE, "/tokens/" + id, "/people/ada", "/audit?with=" + id)) {
      assertThat(server.open("ada", page).text()).as(page).doesNotContain(secret);
    }
    assertThat(server.get("ada", "/api/v1/tokens").text()).contains(id).doesNotContain(secret);
  }

  @Test
  void it_ends_by_itself_on_the_day_that_was_said() {
    String secret = secret(make("lena", "for today", "read", day(0)));
    String id = last(TokenIssued.class).token();
    assertThat(with(secret, "/api/v1/me").status()).isEqualTo(200);
    var logins = server.bean(Logins.class);
    var early = logins.byToken(secret).orElseThrow();

    CLOCK.pass(Duration.ofDays(1));
    server.forgetSessions();
    assertThat(with(secret, "/api/v1/me").status()).isEqualTo(401);
    assertThatThrownBy(() -> server.bean(Tokens.class).revoke(early, id))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo("caller.gone"));
    assertThat(server.open("lena", PAGE).text()).contains("Has ended");
    Json.Obj listed = server.get("lena", "/api/v1/tokens").json();
    assertThat(listed.array("tokens").text()).contains("\"acts\":false", "\"name\":\"for today\"");
  }

  @ParameterizedTest
  @CsvSource({
    "'',read,10,token.name",
    "'a\u200bb',read,10,token.name",
    "fine,'',10,token.scope",
    "fine,everything,10,token.scope",
    "fine,administer,10,token.scope",
    "fine,read,-1,token.expiry",
    "fine,read,365,token.expiry",
    "fine,read,4000,token.expiry",
  })
  void what_no_token_can_be_is_refused_and_the_form_stays_filled_in(
      String name, String scopes, int days, String code) {
    long before = count();
    Answer refused = make("ada", name, scopes, day(days));
    assertThat(refused.status()).as(code).isIn(403, 422);
    assertThat(refused.text()).contains("Nothing was made", "value=\"" + day(days) + "\"");
    assertThat(SECRET.matcher(refused.text()).find()).isFalse();
    assertThat(count()).isEqualTo(before);
  }

  @Test
  void the_longest_is_a_year_and_no_page_asks_for_more() {
    assertThat(make("ada", "a whole year", "read", day(364)).status()).isEqualTo(200);
    assertThat(server.open("ada", PAGE).text()).contains("max=\"" + day(364) + "\"");
  }

  @Test
  void no_token_makes_a_token_and_a_wrong_password_neither() {
    long before = count();
    Answer page = server.open("ada", PAGE);
    Map<String, String> form =
        Map.of("name", "x", "scope", "read", "until", day(9), "password", RunningServer.PASSWORD);
    Answer byToken = server.submitByToken("ada", form, PAGE);
    assertThat(byToken.text()).doesNotContain("Programs that act for you");
    assertThat(post(server.token("ada"), "/api/v1/tokens", "{}").status()).isIn(404, 405);
    var caller = server.bean(Logins.class).byToken(server.token("ada")).orElseThrow();
    var wish = new Tokens.Wish("x", List.of("read"), day(9));
    assertThatThrownBy(() -> server.bean(Tokens.class).make(caller, wish, RunningServer.PASSWORD))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo("token.session"));

    Answer wrong =
        server.submit(
            server.browser("ada"),
            RunningServer.hidden(page),
            PAGE,
            Map.of("name", "x", "scope", "read", "until", day(9), "password", "not it at all"));
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(count()).isEqualTo(before);
  }

  @Test
  void nobody_ends_or_lists_those_of_others_but_an_administrator() {
    String secret = secret(make("ada", "of ada", "read", day(9)));
    String id = last(TokenIssued.class).token();
    String revocation = "/api/v1/tokens/" + id + "/revocation";

    assertThat(server.post("lena", revocation, "{}").code()).isEqualTo("token.unknown");
    assertThat(server.get("lena", "/api/v1/tokens?person=ada").code())
        .isEqualTo("permission.missing");
    assertThat(server.open("lena", "/people/ada").text()).doesNotContain(id);
    assertThat(server.open("lena", "/tokens/" + id).text())
        .contains("Acts for")
        .doesNotContain("of ada", "Revoke it");
    assertThat(server.fill("lena", PAGE, "/tokens/" + id + "/revocation", Map.of()).status())
        .isEqualTo(404);
    assertThat(with(secret, "/api/v1/me").status()).isEqualTo(200);

    assertThat(server.get("tove", "/api/v1/tokens?person=ada").text()).contains(id);
    assertThat(server.open("tove", "/people/ada").text()).contains(id, "Revoke");
    Answer done = server.post("tove", revocation, "{}");
    assertThat(done.status()).as(done.text()).isEqualTo(200);
    assertThat(with(secret, "/api/v1/me").status()).isEqualTo(401);
    assertThat(server.post("tove", revocation, "{}").code()).isEqualTo("token.revoked");
    TokenRevoked act = last(TokenRevoked.class);
    assertThat(act.by()).isEqualTo(server.caller("tove").id());
    assertThat(act.with()).as("it came with Tove's token").isPresent();
    assertThat(server.open("ada", "/tokens/" + id).text()).contains("Tove");
  }

  @Test
  void a_token_for_less_ends_none_that_may_do_more() {
    String less = secret(make("ada", "for less", "read", day(9)));
    String own = "/api/v1/tokens/" + last(TokenIssued.class).token() + "/revocation";
    String more = secret(make("ada", "for more", "propose", day(9)));
    String id = last(TokenIssued.class).token();

    Answer refused = post(less, "/api/v1/tokens/" + id + "/revocation", "{}");
    assertThat(refused.code()).isEqualTo("token.wider");
    assertThat(with(more, "/api/v1/me").status()).isIn(200, 403);
    assertThat(post(server.token("ada"), own, "{}").status()).isEqualTo(200);
    assertThat(server.found()).isEmpty();
  }

  @Test
  void a_token_ends_itself() {
    String secret = secret(make("ada", "ends itself", "read", day(9)));
    String id = last(TokenIssued.class).token();
    assertThat(post(secret, "/api/v1/tokens/" + id + "/revocation", "{}").status()).isEqualTo(200);
    assertThat(with(secret, "/api/v1/me").status()).isEqualTo(401);
    assertThat(last(TokenRevoked.class).with()).contains(id);
  }

  @Test
  void a_condemned_one_is_said_to_act_until_it_is_revoked() {
    make("ada", "leaked", "read", day(9));
    String id = last(TokenIssued.class).token();
    String trace = "/impact?kind=credential&thing=" + id;
    String body =
        "{\"kind\":\"credential\",\"thing\":\"%s\",\"reason\":\"It leaked.\"}".formatted(id);
    assertThat(server.post("dmitri", "/api/v1/impact/condemnations", body).status()).isEqualTo(201);
    assertThat(server.open("hanna", trace).text())
        .contains("The token still acts. Revoke it", "href=\"/tokens/" + id);
    server.fill("ada", PAGE, "/tokens/" + id + "/revocation", Map.of());
    assertThat(server.open("hanna", trace).text())
        .contains("The token acts no more")
        .doesNotContain("still acts");
  }

  private static Answer make(String username, String name, String scopes, String until) {
    return server.fill(
        username,
        PAGE,
        PAGE,
        Map.of("name", name, "scope", scopes, "until", until, "password", RunningServer.PASSWORD));
  }

  private static String day(int ahead) {
    return LocalDate.ofInstant(CLOCK.instant(), ZoneOffset.UTC).plusDays(ahead).toString();
  }

  private static String secret(Answer made) {
    return SECRET.matcher(made.text()).results().findFirst().orElseThrow().group();
  }

  private static Answer with(String secret, String path) {
    return server.send(bearer(secret, path).GET());
  }

  private static Answer post(String secret, String path, String body) {
    return server.send(
        bearer(secret, path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static HttpRequest.Builder bearer(String secret, String path) {
    return server.request(path).header("Authorization", "Bearer " + secret);
  }

  private static <T extends Act> T last(Class<T> type) {
    return server.entries().stream()
        .map(Act::parse)
        .filter(type::isInstance)
        .map(type::cast)
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  private static long count() {
    return server.entries().stream().map(Act::parse).filter(TokenIssued.class::isInstance).count();
  }
}
