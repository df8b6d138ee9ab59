// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.PeopleAct.RoleWithdrawn;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Invitations;
import org.imprimatur.server.people.Logins;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Person;
import org.imprimatur.server.people.Secret;
import org.imprimatur.server.people.Tokens;
import org.imprimatur.server.people.Tokens.Wish;
import org.imprimatur.server.policies.Policies;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whoever writes rows into the database of a running server by hand gets nothing recorded by it.
 */
class EditedRowsTest {
  @TempDir static Path folder;
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static RunningServer server;
  private static JdbcClient rows;

  private final String model = "edited-" + COUNT.incrementAndGet();

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder.resolve("data"));
    rows = server.bean(Database.class).reader();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String person(String username) {
    return server.get("ada", "/api/v1/people/" + username).json().string("person");
  }

  @Test
  void a_role_that_stands_in_the_rows_alone_records_nothing() {
    rows.sql("INSERT INTO person_roles (person, role) VALUES (?, 'data-scientist')")
        .param(person("grace"))
        .update();
    try {
      var use = new Models.Use("an exercise", "passengers", "");
      assertThatThrownBy(
              () ->
                  server
                      .bean(Models.class)
                      .register(server.caller("grace"), model, use, policy(), person("grace")))
          .isInstanceOfSatisfying(
              RefusedException.class,
              refused -> assertThat(refused.refusal().code()).isEqualTo("permission.missing"));
    } finally {
      rows.sql("DELETE FROM person_roles WHERE person = ? AND role = 'data-scientist'")
          .param(person("grace"))
          .update();
    }
  }

  private static Digest policy() {
    return server.bean(Policies.class).newest("lending").orElseThrow().digest();
  }

  @Test
  void a_policy_that_stands_in_the_rows_alone_is_pinned_by_nothing() throws IOException {
    server.models().lowTierSubmission(model);
    Path text = RunningServer.EXAMPLES.resolve("policies/lending.yaml");
    Path weaker =
        Files.writeString(folder.resolve("weaker.yaml"), Files.readString(text) + "# weaker\n");
    Digest digest = server.upload("ada", weaker);
    rows.sql(
            "INSERT INTO policies (digest, name, number, preset)"
                + " SELECT ?, name, number + 1, preset FROM policies")
        .param(digest.toString())
        .update();
    try {
      long number = server.models().propose(model, server.models().version(model, "0.60"));

      assertThat(opened(number).policy()).isNotEqualTo(digest);
      assertThat(server.found()).isEmpty();
    } finally {
      rows.sql("DELETE FROM policies WHERE digest = ?").param(digest.toString()).update();
    }
  }

  private static SubmissionOpened opened(long number) {
    return server.entries().stream()
        .map(Act::parse)
        .filter(SubmissionOpened.class::isInstance)
        .map(SubmissionOpened.class::cast)
        .filter(one -> one.submission() == number)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void an_entry_that_was_hidden_promotes_nothing() {
    long number = server.models().lowTierSubmission(model);
    var peer = new PeerSubmission(server, model, number);
    assertThat(peer.sign("grace").status()).isEqualTo(200);
    assertThat(taken("lena", "business-owner").status()).isEqualTo(200);
    long position = last(RoleWithdrawn.class);
    rows.sql("DELETE FROM log_mentions WHERE mention = 'act:role.withdrawn' AND position = ?")
        .param(position)
        .update();

    assertThat(peer.promote("ada").code()).isEqualTo("log.damaged");
    assertThat(peer.isPromoted()).isFalse();
    rows.sql("INSERT INTO log_mentions (mention, position) VALUES ('act:role.withdrawn', ?)")
        .param(position)
        .update();
    assertThat(peer.promote("ada").status()).as("all is as it was signed").isEqualTo(200);
  }

  @Test
  void a_password_that_was_copied_into_another_row_signs_nobody_in() {
    server.browser("hanna");
    server.browser("grace");
    String kept = password("hanna");
    rows.sql("UPDATE passwords SET hash = ? WHERE person = ?")
        .params(password("grace"), person("hanna"))
        .update();
    try {
      assertThatThrownBy(() -> signIn("hanna"))
          .isInstanceOfSatisfying(
              RefusedException.class,
              refused -> assertThat(refused.refusal().code()).isEqualTo("credential.damaged"));
    } finally {
      rows.sql("UPDATE passwords SET hash = ? WHERE person = ?")
          .params(kept, person("hanna"))
          .update();
    }
    assertThat(signIn("hanna").text()).isNotEmpty();
  }

  private static Secret signIn(String username) {
    return server.bean(Logins.class).signIn(username, RunningServer.PASSWORD);
  }

  private static String password(String username) {
    return rows.sql("SELECT hash FROM passwords WHERE person = ?")
        .param(person(username))
        .query(String.class)
        .single();
  }

  @Test
  void a_session_that_was_turned_to_somebody_else_or_made_longer_is_nobodys() {
    server.browser("grace");
    var logins = server.bean(Logins.class);
    for (String edit :
        List.of("person = '%s'".formatted(person("hanna")), "expires_at = expires_at + 1")) {
      String secret = signIn("grace").text();
      assertThat(logins.bySession(secret)).isPresent();
      rows.sql("UPDATE sessions SET " + edit + " WHERE hash = ?").param(hash(secret)).update();
      assertThat(logins.bySession(secret)).as(edit).isEmpty();
    }
  }

  @Test
  void a_session_that_its_person_ended_stays_ended_where_its_row_is_put_back() {
    server.browser("grace");
    var logins = server.bean(Logins.class);
    String ended = signIn("grace").text();
    String open = signIn("grace").text();
    rows.sql("CREATE TABLE kept_sessions AS SELECT * FROM sessions WHERE hash = ?")
        .param(hash(ended))
        .update();
    logins.signOut(ended);
    rows.sql("INSERT INTO sessions SELECT * FROM kept_sessions").update();

    assertThat(logins.bySession(ended)).isEmpty();
    assertThat(logins.bySession(open)).as("another of the same person").isPresent();
  }

  private static String hash(String secret) {
    return Digest.of(secret.getBytes(UTF_8)).hex();
  }

  @Test
  void a_one_time_link_that_nobody_gave_or_that_was_used_sets_no_password() {
    server.browser("hanna");
    String invented = "a-link-of-my-own";
    rows.sql("INSERT INTO enrolments (hash, person, expires_at, seal) VALUES (?, ?, ?, '')")
        .params(hash(invented), person("hanna"), Long.MAX_VALUE)
        .update();
    assertThat(server.bean(Logins.class).byLink(invented)).isEmpty();

    var given = server.bean(Invitations.class).link(server.caller("tove"), "bruno");
    rows.sql("CREATE TABLE kept AS SELECT * FROM enrolments WHERE hash = ?")
        .param(hash(given.link().text()))
        .update();
    assertThat(enrol(given.link().text()).username()).hasValue("bruno");
    rows.sql("INSERT INTO enrolments SELECT * FROM kept").update();
    assertThatThrownBy(() -> enrol(given.link().text()))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo("enrol.link"));
  }

  private static Person enrol(String link) {
    return server.bean(Logins.class).enrol(link, RunningServer.PASSWORD, RunningServer.PASSWORD);
  }

  @Test
  void a_token_is_what_was_issued_whatever_stands_in_its_rows() {
    var tokens = server.bean(Tokens.class);
    var logins = server.bean(Logins.class);
    Caller ada = server.caller("ada");
    String today = tokens.lastDay().minusDays(364).toString();
    var made =
        tokens.make(ada, new Wish("an exercise", List.of("read"), today), RunningServer.PASSWORD);
    String id = made.token().id();
    rows.sql("UPDATE tokens SET scopes = 'read propose', expires_at = 0 WHERE token = ?")
        .param(id)
        .update();
    assertThat(logins.byToken(made.secret().text()).orElseThrow().permissions())
        .containsExactly(Permission.READ);

    rows.sql("INSERT INTO token_hashes (hash, token) VALUES (?, ?)")
        .params(hash("imp_of-my-own"), id)
        .update();
    assertThat(logins.byToken("imp_of-my-own")).isEmpty();
    rows.sql("DELETE FROM token_hashes WHERE hash = ?").param(hash("imp_of-my-own")).update();
    rows.sql("UPDATE tokens SET person = ? WHERE token = ?").params(person("tove"), id).update();
    assertThat(logins.byToken(made.secret().text())).as("turned to somebody else").isEmpty();
    rows.sql("UPDATE tokens SET person = ? WHERE token = ?").params(ada.id(), id).update();

    tokens.revoke(ada, id);
    rows.sql("INSERT INTO tokens (token, person, scopes, expires_at) VALUES (?, ?, 'read', 0)")
        .params(id, ada.id())
        .update();
    rows.sql("INSERT INTO token_hashes (hash, token) VALUES (?, ?)")
        .params(hash(made.secret().text()), id)
        .update();
    assertThat(logins.byToken(made.secret().text())).as("revoked").isEmpty();
    rows.sql("DELETE FROM tokens WHERE token = ?").param(id).update();
  }

  private static Answer taken(String username, String role) {
    return server.post(
        "tove", "/api/v1/people/" + username + "/roles/withdrawal", "{\"role\":\"" + role + "\"}");
  }

  private static long last(Class<? extends Act> kind) {
    var entries = server.entries();
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (kind.isInstance(Act.parse(entries.get(i)))) {
        return i;
      }
    }
    throw new AssertionError(kind);
  }
}
