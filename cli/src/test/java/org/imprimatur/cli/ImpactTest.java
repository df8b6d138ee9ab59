// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rests on a thing that turned out bad, and opening it again, as answers of a server. */
class ImpactTest {
  private static final String TRACE =
      "GET /api/v1/impact?limit=200&kind=person&thing=grace&from=&until=&cursor=";
  private static final String CONDEMN = "POST /api/v1/impact/condemnations";

  @TempDir Path home;
  private final PlayedServer server = new PlayedServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private Ran run(String... words) {
    return Ran.command(server, home, words);
  }

  private static String part(String model, String next) {
    return """
    {"imprimatur":"impact/v1","cause":{"kind":"person","thing":"p_grace234567","words":"p_grace234567"},
     "condemned":[],"named":2,"unnamed":{"items":3,"submissions":2},"next":%s,
     "models":[{"model":"%s","submissions":[{"submission":7,"version":2,"gate":"production",
       "state":"in production","live":true,"carries":true,"reopened":["i_one"],"due":"2026-12-24",
       "links":[{"kind":"signoff","id":"s_1","sentence":"The sign-off of p_grace234567.","carries":true}]}]}],
     "people":[{"person":"p_grace234567","username":"grace","name":"Grace Lim"}]}\
    """
        .formatted(next, model);
  }

  @Test
  void a_trace_is_told_whole_with_names_and_each_link() {
    server.answers(TRACE, 200, part("loans", "\"m_loans\""));
    server.answers(TRACE + "m_loans", 200, part("cards", "null"));

    Ran ran = run("impact", "trace", "person", "grace");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out() + ran.err())
        .contains("What rests on Grace Lim")
        .contains("loans", "cards", "submission 7, v2 to production: in production, opened again")
        .contains("to be decided anew by 2026-12-24")
        .contains("Named no engines", "3 of computed evidence, in 2 submissions")
        .contains("The sign-off of Grace Lim");
    Json.Obj json = run("impact", "trace", "person", "grace", "--format", "json").json();
    assertThat(json.array("models").values()).hasSize(2);
    assertThat(json.array("people").values()).hasSize(1);
  }

  @Test
  void it_is_condemned_with_what_is_chosen() {
    server.answers(
        CONDEMN,
        201,
        "{\"condemnation\":\"i_one\",\"reopened\":[7],\"suspended\":[7],\"more\":true}");

    Ran ran =
        run(
            "impact",
            "condemn",
            "person",
            "grace",
            "--only",
            "7",
            "--suspend",
            "--by",
            "2026-12-24",
            "--reason",
            "Shared.");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out() + ran.err()).contains("i_one", "imprimatur impact reopen i_one");
    assertThat(server.asked(CONDEMN).getFirst().text())
        .isEqualTo(
            "{\"due\":\"2026-12-24\",\"kind\":\"person\",\"reason\":\"Shared.\",\"reopen\":[7],\"suspendAll\":true,\"thing\":\"grace\"}");
  }

  @Test
  void a_refusal_ends_with_1_and_a_choice_that_is_none_with_2() {
    server.answers(
        CONDEMN,
        403,
        "{\"code\":\"condemnation.cause\",\"detail\":\"You are it.\",\"reasons\":[]}");

    assertThat(run("impact", "condemn", "person", "dmitri", "--reason", "x").exit()).isEqualTo(1);
    assertThat(
            run("impact", "condemn", "person", "x", "--none", "--suspend", "--reason", "x").exit())
        .isEqualTo(2);
  }

  @Test
  void what_stands_condemned_is_listed() {
    server.answers("GET /api/v1/impact/condemnations", 200, "{\"condemnations\":[]}");
    Ran ran = run("impact", "list");
    assertThat(ran.out() + ran.err()).contains("Nothing stands condemned.");
  }
}
