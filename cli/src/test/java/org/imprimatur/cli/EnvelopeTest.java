// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imprimatur.proof.gate.Envelope;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change envelope is drawn from a version, completed by hand and stated; a retrain uses it. */
class EnvelopeTest {
  private static final String DIGEST = "ab".repeat(32);
  private static final String STATE = "POST /api/v1/models/loans/envelope";
  private static final String SUBMIT = "POST /api/v1/models/loans/versions/3/submissions";

  @TempDir Path home;
  private final PlayedServer server = new PlayedServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_draft_says_what_was_read_and_is_stated_once_the_rest_is_written() throws IOException {
    server
        .answers(
            "GET /api/v1/submissions/2",
            200,
            """
            {"evidence":[{"item":"artifact/1","digest":"sha256:%s"}],
             "requirements":[{"id":"ranking","class":"performance",
               "rule":"0.75 <= metrics.roc_auc && metrics.ece_10 <= 0.1","reasons":[
               {"code":"metric.judged","facts":{"metric":"ece_10","low":0.02,"high":0.04}},
               {"code":"metric.judged",
                "facts":{"metric":"roc_auc","low":0.79129999,"high":0.88}}]}]}\
            """
                .formatted(DIGEST))
        .answers(
            "GET /api/v1/blobs/" + DIGEST,
            200,
            """
            {"details":{"models":[{"model":{"operators":{"LinearClassifier":1,"Scaler":2},
              "inputs":[{"name":"a: b","type":"tensor(float)[N,1]"}]}}]}}\
            """)
        .answers(
            STATE,
            200,
            """
            {"name":"loans","envelope":{"signed":null,"stated":{"most":4,"until":"2027-06-30",
              "data":["loans-2026"],"features":[{"name":"a","type":"tensor(float)[N,1]"}],
              "operators":["Scaler"],"cutoff":"same",
              "bounds":[{"class":"performance","metric":"roc_auc","at-least":"0.78"}]}},
             "promises":{"kpis":[{"name":"overdue","unit":"percent","direction":"at-most",
              "limit":"2.5","owner":"lena","every":"P7D","breach":"suspend"}]}}\
            """);
    Ran draft = Ran.command(server, home, "model", "envelope-draft", "2");
    assertThat(draft.exit()).as(draft.err()).isZero();

    String whole =
        draft
            .out()
            .replace("change: \"\"", "change: Trained again")
            .replace("impact: \"\"", "impact: It follows the market")
            .replace("data: []", "data: [loans-2026]")
            .replace("until: \"\"", "until: 2027-06-30");
    Path file = Files.writeString(home.resolve("envelope.yaml"), whole);
    Ran stated = Ran.command(server, home, "model", "envelope", "loans", file.toString());

    assertThat(stated.exit()).as(stated.err()).isZero();
    assertThat(stated.out())
        .contains("at most 4 retrains until 2027-06-30", "loans-2026", "a tensor(float)[N,1]")
        .contains("bound performance roc_auc at least 0.78")
        .contains("overdue: at-most 2.5 percent, P7D, owner lena, when it breaks: suspend");
    Json.Obj sent = (Json.Obj) Json.parse(server.asked(STATE).getFirst().text());
    Json.Builder document = Json.obj().put("imprimatur", "envelope/v1");
    sent.members().forEach(document::put);
    Envelope envelope = Envelope.read(document.build());
    assertThat(envelope.features()).containsEntry("a: b", "tensor(float)[N,1]");
    assertThat(envelope.operators()).containsExactlyInAnyOrder("LinearClassifier", "Scaler");
    assertThat(envelope.bounds())
        .extracting(bound -> bound.limit().text())
        .containsExactly("metrics[\"ece_10\"] <= 0.04", "metrics[\"roc_auc\"] >= 0.7912");
  }

  @Test
  void a_submission_says_by_which_member_it_is_outside() {
    server.answers(
        SUBMIT,
        201,
        """
        {"number":3,"verdict":{"sentence":"Not ready.","envelope":{"submission":2,"inside":false,
          "members":[{"member":"count","outcome":"within","reasons":[]},
            {"member":"data","outcome":"outside","reasons":[{"sentence":"Trained on scraped."}]}]}}}\
        """);
    Ran submitted = Ran.command(server, home, "submit", "loans", "3", "--under-envelope");

    assertThat(submitted.out())
        .contains("Outside the change envelope of submission 2.", "data: Trained on scraped.")
        .doesNotContain("count:");
    assertThat(server.asked(SUBMIT).getFirst().text()).contains("\"underEnvelope\":true");
  }

  @Test
  void an_artifact_that_nobody_read_has_no_draft() {
    server.answers("GET /api/v1/submissions/2", 200, "{\"evidence\":[],\"requirements\":[]}");

    Ran draft = Ran.command(server, home, "model", "envelope-draft", "2");

    assertThat(draft.exit()).isEqualTo(3);
    assertThat(draft.err()).contains("artifact/1");
  }
}
