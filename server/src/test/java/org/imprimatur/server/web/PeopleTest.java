// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.ServerOptions;
import org.imprimatur.server.TestingDatabases;
import org.imprimatur.server.database.Dialect;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** People come, sign for each other, step back and leave; and the ways round that they try. */
class PeopleTest {
  @TempDir static Path folder;
  private static TestingDatabases databases;
  private static int started;
  private static final List<RunningServer> OPEN = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    databases = new TestingDatabases(folder);
  }

  /** A server on each kind of database; a test leaves nothing to the next one. */
  private RunningServer server(Dialect dialect) throws Exception {
    Optional<String> address =
        switch (dialect) {
          case SQLITE -> Optional.empty();
          case POSTGRESQL -> Optional.of(databases.fresh(dialect));
        };
    RunningServer server =
        RunningServer.start(
            folder.resolve("data" + started++),
            address,
            RunningServer.EXAMPLES.resolve("setup.yaml"));
    OPEN.add(server);
    return server;
  }

  @AfterEach
  void stop() throws Exception {
    for (RunningServer one : OPEN) {
      one.close();
    }
    OPEN.clear();
  }

  @AfterAll
  static void stopped() throws Exception {
    databases.close();
    assertThat(OPEN).isEmpty();
  }

  @Test
  void one_time_links_lead_to_the_name_that_the_operator_gave() throws Exception {
    String origin = "https://models.example.org";
    Path data = folder.resolve("behind-a-proxy");
    var setup = Optional.of(RunningServer.EXAMPLES.resolve("setup.yaml"));
    var passkeys = new ServerOptions.Passkeys(Optional.of(origin), false);
    var options = new ServerOptions("127.0.0.1", 0, data, Optional.empty(), setup, passkeys);
    try (RunningServer server = RunningServer.start(options)) {
      assertThat(Files.readAllLines(data.resolve("first-start-links.txt")))
          .allMatch(line -> line.contains("\t" + origin + "/enrol/"));

      Map<String, String> form = Map.of("username", "eve", "name", "Eve Stone");
      Answer invited = server.fill("tove", "/people", "/people", form);

      assertThat(invited.text()).contains(origin + "/enrol/");
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_signing_role_takes_two_persons_and_neither_is_the_holder(Dialect dialect)
      throws Exception {
    RunningServer server = server(dialect);
    String link = invite(server, "eve");

    Answer asked = server.post("tove", "/api/v1/people/eve/roles", "{\"role\":\"peer\"}");
    assertThat(asked.json().bool("given")).isFalse();
    String request = asked.json().string("request");
    String confirm = "/api/v1/role-requests/" + request + "/confirmation";

    assertThat(server.post("tove", confirm, "{}").code())
        .as("who asked cannot confirm")
        .isEqualTo("role.second-person");
    assertThat(server.post("tove", "/api/v1/people/tove/roles", "{\"role\":\"peer\"}").code())
        .isEqualTo("role.self");
    assertThat(server.post("ada", confirm, "{}").code()).isEqualTo("permission.missing");
    assertThat(server.post("dmitri", confirm, "{}").code())
        .as("tove could still use the link")
        .isEqualTo("role.link");
    HttpClient eve = enrolled(server, "eve", link);
    assertThat(server.post("dmitri", confirm, "{}").status()).isEqualTo(200);
    assertThat(server.post("dmitri", confirm, "{}").code()).isEqualTo("role.request");

    long number = server.models().lowTierSubmission("exercise");
    String sign = "/submissions/" + number + "/sign";
    assertThat(server.send(eve, server.request(sign + "?role=peer").GET()).status()).isEqualTo(200);
    assertThat(server.found()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void an_administrator_who_made_a_confirmer_alone_has_no_second_person(Dialect dialect)
      throws Exception {
    RunningServer server = server(dialect);
    HttpClient eve = invited(server, "eve");
    String risk =
        server
            .post("tove", "/api/v1/people/eve/roles", "{\"role\":\"risk-manager\"}")
            .json()
            .string("request");
    assertThat(
            server.post("dmitri", "/api/v1/role-requests/" + risk + "/confirmation", "{}").status())
        .isEqualTo(200);
    // With a new link tove could sign in as eve: the two are one again.
    server.post("tove", "/api/v1/people/eve/link", "{}");
    server.post("tove", "/api/v1/people/sam/roles", "{\"role\":\"peer\"}");

    Answer page = server.send(eve, server.request("/people").GET());

    assertThat(page.text()).contains("You asked for this role, or count as the person who did.");
    assertThat(server.found()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_delegate_signs_for_another_with_both_names_and_neither_of_two_contributors_does(
      Dialect dialect) throws Exception {
    RunningServer server = server(dialect);
    delegate(server, "grace", "bruno");
    long number = server.models().lowTierSubmission("exercise");
    assertThat(sign(server, "bruno", number).status()).isEqualTo(200);
    Json.Obj given =
        (Json.Obj)
            server
                .get("ada", "/api/v1/submissions/" + number)
                .json()
                .array("signoffs")
                .values()
                .getFirst();
    assertThat(given.text()).contains("bruno").contains("grace");
    assertThat(promote(server, number).status()).isEqualTo(200);

    // Somebody else could sign, or no submission would open.
    String request =
        server
            .post("tove", "/api/v1/people/hanna/roles", "{\"role\":\"peer\"}")
            .json()
            .string("request");
    server.post("dmitri", "/api/v1/role-requests/" + request + "/confirmation", "{}");
    long own = server.models().lowTierSubmission("delegator", "grace");
    assertThat(sign(server, "bruno", own).status()).as("the delegator contributed").isEqualTo(403);
    long other = server.models().lowTierSubmission("delegate", "bruno");
    assertThat(sign(server, "bruno", other).status()).as("the delegate contributed").isEqualTo(403);
    assertThat(server.found()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_delegation_ended_and_a_role_taken_before_the_promotion_take_the_signature_along(
      Dialect dialect) throws Exception {
    RunningServer server = server(dialect);
    delegate(server, "grace", "bruno");
    long number = server.models().lowTierSubmission("exercise");
    sign(server, "bruno", number);
    String id =
        ((Json.Obj)
                server
                    .get("ada", "/api/v1/people/grace")
                    .json()
                    .array("delegations")
                    .values()
                    .getFirst())
            .string("id");
    server.fill("grace", "/people/grace", "/people/grace/ended", Map.of("id", id));
    assertThat(promote(server, number).code()).isEqualTo("gate.refused");

    assertThat(sign(server, "grace", number).status()).isEqualTo(200);
    server.post("tove", "/api/v1/people/grace/roles/withdrawal", "{\"role\":\"peer\"}");
    assertThat(promote(server, number).code())
        .as("granted, used, revoked")
        .isEqualTo("gate.refused");
    assertThat(server.found()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void who_steps_back_signs_no_more_and_the_row_says_why(Dialect dialect) throws Exception {
    RunningServer server = server(dialect);
    long number = server.models().lowTierSubmission("exercise");
    String page = "/submissions/" + number + "/recusal";
    assertThat(server.fill("grace", page, page, Map.of("reason", " ")).status()).isEqualTo(422);
    assertThat(server.fill("grace", page, page, Map.of("reason", "I trained its team")).status())
        .isEqualTo(200);

    assertThat(sign(server, "grace", number).status()).isEqualTo(403);
    Answer shown = server.open("lena", "/submissions/" + number);
    assertThat(shown.text()).contains("Grace Lim is recused from this submission");
    assertThat(shown.text()).doesNotContain("I trained its team");
    assertThat(server.get("ada", "/api/v1/submissions/" + number).text())
        .contains("\"code\":\"recused\"");
    assertThat(server.found()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void who_leaves_is_out_at_once_and_nothing_stays_without_an_owner(Dialect dialect)
      throws Exception {
    RunningServer server = server(dialect);
    server.models().lowTierSubmission("exercise");
    server.open("ada", "/models");

    Answer refused = server.post("tove", "/api/v1/people/ada/departure", "{}");
    assertThat(refused.code()).isEqualTo("person.owns");
    assertThat(refused.text()).contains("exercise");
    assertThat(server.post("tove", "/api/v1/people/tove/departure", "{}").code())
        .isEqualTo("person.self");
    assertThat(
            server.post("tove", "/api/v1/people/ada/departure", "{\"successor\":\"sam\"}").status())
        .isEqualTo(200);

    assertThat(server.get("ada", "/api/v1/me").status()).as("the token").isEqualTo(401);
    assertThat(server.open("ada", "/models").text()).as("the session").contains("Sign in");
    assertThat(
            server.get("sam", "/api/v1/models/exercise").json().object("owner").string("username"))
        .isEqualTo("sam");
    assertThat(server.post("tove", "/api/v1/people/ada/roles", "{\"role\":\"auditor\"}").code())
        .isEqualTo("person.gone");
    assertThat(server.found()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_qualification_is_another_persons_word(Dialect dialect) throws Exception {
    RunningServer server = server(dialect);
    String body = "{\"name\":\"credit-models\",\"from\":\"2026-01-01\",\"until\":\"2027-01-01\"}";
    assertThat(server.post("dmitri", "/api/v1/people/dmitri/qualifications", body).code())
        .isEqualTo("qualification.self");
    assertThat(server.post("dmitri", "/api/v1/people/bruno/qualifications", body).status())
        .isEqualTo(200);
    assertThat(server.open("bruno", "/people").text()).contains("credit-models until");
    assertThat(server.open("bruno", "/search?q=KELL").text()).contains("href=\"/people/bruno\"");
    String setup = new String(server.entries().get(1), StandardCharsets.UTF_8);
    String digest = setup.replaceFirst("(?s).*sha256:([0-9a-f]{8}).*", "$1");
    assertThat(server.open("bruno", "/search?q=" + digest).text()).contains("href=\"/audit/1\"");
    assertThat(server.found()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void nobody_but_an_administrator_changes_people_on_the_pages_either(Dialect dialect)
      throws Exception {
    RunningServer server = server(dialect);
    for (String target :
        List.of(
            "/people",
            "/people/sam/link",
            "/people/sam/roles",
            "/people/sam/teams",
            "/people/sam/departure")) {
      Map<String, String> form =
          Map.of("username", "eve", "name", "Eve", "role", "peer", "team", "credit");
      assertThat(server.fill("bruno", "/people", target, form).status()).as(target).isEqualTo(403);
    }
    Answer delegated =
        server.fill(
            "hanna",
            "/people/hanna",
            "/people/hanna/delegations",
            Map.of("to", "sam", "role", "peer", "from", day(0), "until", day(1)));
    assertThat(delegated.status()).as("hanna does not hold the role").isEqualTo(403);
    assertThat(server.found()).isEmpty();
  }

  private static void delegate(RunningServer server, String from, String to) {
    Answer given =
        server.fill(
            from,
            "/people/" + from,
            "/people/" + from + "/delegations",
            Map.of("to", to, "role", "peer", "model", "", "from", day(-1), "until", day(7)));
    assertThat(given.status()).isEqualTo(200);
  }

  private static String day(long later) {
    return LocalDate.now(ZoneOffset.UTC).plusDays(later).toString();
  }

  private static Answer sign(RunningServer server, String username, long number) {
    String sign = "/submissions/" + number + "/sign";
    Answer page = server.open(username, sign + "?role=peer");
    return page.status() == 200
        ? server.fill(
            username,
            sign + "?role=peer",
            sign,
            Map.of(
                "role", "peer",
                "decision", "approve",
                "opinion", "",
                "password", RunningServer.PASSWORD))
        : page;
  }

  private static Answer promote(RunningServer server, long number) {
    return server.post("ada", "/api/v1/submissions/" + number + "/promotion", "{}");
  }

  /** Invites a person by the API and signs in by the link. */
  private static HttpClient invited(RunningServer server, String username) {
    return enrolled(server, username, invite(server, username));
  }

  private static String invite(RunningServer server, String username) {
    return server
        .post(
            "tove",
            "/api/v1/people",
            "{\"username\":\"" + username + "\",\"name\":\"Eve Example\"}")
        .json()
        .string("link");
  }

  private static HttpClient enrolled(RunningServer server, String username, String link) {
    HttpClient browser =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    Map<String, String> password =
        Map.of("password", RunningServer.PASSWORD, "repeat", RunningServer.PASSWORD);
    Answer enrol = server.send(browser, server.request(link).GET());
    server.submit(browser, RunningServer.hidden(enrol), link, password);
    Answer login = server.send(browser, server.request("/login").GET());
    server.submit(
        browser,
        RunningServer.hidden(login),
        "/login",
        Map.of("username", username, "password", RunningServer.PASSWORD));
    return browser;
  }
}
