// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.PeopleAct.RoleWithdrawn;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.models.Models;
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
