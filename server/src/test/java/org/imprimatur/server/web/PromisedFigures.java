// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.RunningServer.Answer;

/** A model of the example in production, which promised figures that are computed. */
final class PromisedFigures {
  static final String MODEL = "survival";
  static final String AUC = "AUC in production";

  private static final String KPIS =
      """
      [{"name":"AUC in production","unit":"AUC","metric":"metrics.roc_auc","of":"performance",
        "direction":"at-least","limit":"0.7","owner":"lena","every":"P7D","breach":"suspend"},
       {"name":"parity","unit":"difference","of":"fairness",
        "metric":"metrics[\\"fairness.sex.demographic_parity_difference\\"]",
        "direction":"at-most","limit":"0.9","owner":"lena","every":"P7D"},
       {"name":"shift","unit":"PSI","metric":"metrics.max_psi","of":"data",
        "direction":"at-most","limit":"9","owner":"lena","every":"P7D"},
       {"name":"complaints","unit":"a week","direction":"at-most","limit":"9",
        "owner":"lena","every":"P7D"}]\
      """;

  private PromisedFigures() {}

  /** Promotes its first version; answers when that was. */
  static Instant promote(RunningServer server) {
    return promote(server, MODEL);
  }

  /** The same of a model of another name. */
  static Instant promote(RunningServer server, String model) {
    return promote(server, model, KPIS);
  }

  /** The same with other promises. */
  static Instant promote(RunningServer server, String model, String kpis) {
    String path = "/api/v1/models/" + model;
    done(
        server,
        "ada",
        "/api/v1/models",
        """
        {"name":"%s","use":{"purpose":"an exercise","population":"passengers"}}\
        """
            .formatted(model));
    done(server, "ada", path + "/promises", "{\"kpis\":" + kpis + "}");
    Answer risk =
        done(
            server,
            "ada",
            path + "/risk",
            "{\"answers\":{\"effect\":\"none\",\"exposure\":\"small\"}}");
    done(
        server,
        "dmitri",
        path + "/risk/confirmation",
        "{\"assessment\":\"%s\",\"tier\":\"low\"}".formatted(risk.json().string("assessment")));
    done(
        server,
        "priya",
        path + "/examination",
        """
        {"testSet":"%s","id":"row_id","label":{"column":"survived","positive":"survived"},
         "favourable":1,"groups":["sex"],"intersections":[],"prohibited":[]}\
        """
            .formatted(server.upload("priya", TestingRows.TITANIC.resolve("test.csv"))));
    long number = server.models().propose(model, server.models().version(model, "0.50"));
    server.models().await(number);
    var peer = new PeerSubmission(server, model, number);
    assertThat(peer.sign("grace").status()).isEqualTo(200);
    Answer answer = peer.promote("ada");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    Json.Obj whole = server.get("ada", "/api/v1/submissions/" + number).json();
    return Instant.parse(whole.object("promotion").string("at"));
  }

  static Answer done(RunningServer server, String username, String path, String body) {
    Answer answer = server.post(username, path, body);
    assertThat(answer.status()).as(answer.text()).isLessThanOrEqualTo(201);
    return answer;
  }
}
