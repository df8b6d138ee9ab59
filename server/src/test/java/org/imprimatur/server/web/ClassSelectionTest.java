// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of a model of several classes too, who is predicted what in which group is told with the rows of
 * production, and what is promised of it is measured and broken before any label comes.
 */
class ClassSelectionTest {
  private static final Path IRIS =
      Path.of("..", "engines", "src", "test", "resources", "prediction")
          .toAbsolutePath()
          .normalize();
  private static final String POLICY =
      """
      imprimatur: policy/v1
      name: flowers
      tiers: [low, high]
      risk:
        questions:
          effect: {ask: "What does it do to people?", answers: [none, decides]}
        rules:
          - {id: R1, tier: low, when: "effect == 'none'"}
          - {id: R2, tier: high, when: "effect == 'decides'"}
      examination: {level: computed-here, test-sets: registered, groups: registered}
      gates:
        production:
          from: [development]
          requirements:
            - {id: peer, kind: signoff, role: peer, meaning: approval, count: 1, tiers: [low, high]}
      """;
  private static final String KPIS =
      """
      [{"name":"class 2 by kind","unit":"difference","of":"fairness",
        "metric":"metrics[\\"fairness.kind.class.2.selection_rate_difference\\"]",
        "direction":"at-most","limit":"0.0001","owner":"lena","every":"P7D"},
       {"name":"parity","unit":"difference","of":"fairness",
        "metric":"metrics[\\"fairness.kind.demographic_parity_difference\\"]",
        "direction":"at-most","limit":"1","owner":"lena","every":"P7D"},
       {"name":"hits","unit":"share","of":"performance","metric":"metrics.accuracy",
        "direction":"at-least","limit":"0.1","owner":"lena","every":"P7D"}]\
      """;

  @TempDir private Path folder;

  @Test
  void who_is_predicted_which_class_is_told_without_labels_and_the_same_with_them()
      throws IOException {
    Path setup = new TestingSetup().wholePolicy(POLICY).in(folder);
    var clock = new TestingClock();
    try (RunningServer server = RunningServer.start(folder.resolve("data"), setup, clock)) {
      var story = new TestingBatches(server, "flowers", promoted(server));
      clock.pass(Duration.ofHours(6));
      List<Map<String, String>> rows = rows();

      Answer sent =
          story.send(new TestingRows(rows).csv("row_id,score_0,score_1,score_2,kind"), 0, 1);
      assertThat(sent.status()).as(sent.text()).isEqualTo(201);
      Json.Obj scored = story.awaited(1);
      assertThat(scored.string("state")).as(scored.text()).isEqualTo("waits for labels");
      assertThat(TestingBatches.promises(scored))
          .as(scored.text())
          .containsExactly("class 2 by kind", "parity");
      Json.Obj broken = (Json.Obj) scored.array("figures").values().getFirst();
      assertThat(broken.bool("keeps")).isFalse();
      assertThat(broken.integer("n")).isEqualTo(rows.size());
      assertThat(broken.string("value")).isEqualTo(Double.toString(difference(rows)));
      assertThat(story.page(1))
          .contains("fairness.selection/1", "fairness.kind.class.2.selection_rate_difference");

      assertThat(story.label(1, new TestingRows(rows).csv("row_id,label")).status()).isEqualTo(201);
      Json.Obj complete = story.awaited(1);
      assertThat(complete.string("state")).isEqualTo("computed");
      assertThat(TestingBatches.promises(complete))
          .containsExactly("class 2 by kind", "parity", "hits");
      String name = "fairness.kind.class.2.selection_rate_difference";
      assertThat(story.evidence(complete, "fairness.selection/1").object("metrics").object(name))
          .as("to the last bit")
          .isEqualTo(
              story.evidence(complete, "fairness.multiclass/1").object("metrics").object(name));
      assertThat(story.signals()).hasSize(3);
      assertThat(server.found()).isEmpty();
    }
  }

  /** The share of each kind whose highest score is that of class 2, the largest less the least. */
  private static double difference(List<Map<String, String>> rows) {
    Map<String, long[]> kinds = new HashMap<>();
    for (Map<String, String> row : rows) {
      long[] counts = kinds.computeIfAbsent(row.getOrDefault("kind", ""), _ -> new long[2]);
      double third = score(row, 2);
      counts[0] += third > score(row, 0) && third > score(row, 1) ? 1 : 0;
      counts[1]++;
    }
    List<Double> rates =
        kinds.values().stream().map(counts -> (double) counts[0] / counts[1]).sorted().toList();
    return rates.getLast() - rates.getFirst();
  }

  private static double score(Map<String, String> row, int place) {
    return Double.parseDouble(row.getOrDefault("score_" + place, ""));
  }

  /** The rows of the test set with the scores of the model. */
  private static List<Map<String, String>> rows() throws IOException {
    List<Map<String, String>> tests = TestingRows.table(IRIS.resolve("iris-test.csv"));
    Map<String, Map<String, String>> scores = new HashMap<>();
    for (Map<String, String> row : TestingRows.table(IRIS.resolve("iris-predictions.csv"))) {
      scores.put(row.getOrDefault("row_id", ""), row);
    }
    tests.forEach(row -> row.putAll(scores.getOrDefault(row.getOrDefault("row_id", ""), Map.of())));
    return tests;
  }

  private static Instant promoted(RunningServer server) throws IOException {
    String api = "/api/v1/models/flowers";
    done(
        server.post(
            "ada",
            "/api/v1/models",
            "{\"name\":\"flowers\",\"use\":{\"purpose\":\"a\",\"population\":\"b\"}}"));
    done(server.post("ada", api + "/promises", "{\"kpis\":" + KPIS + "}"));
    Answer answered =
        done(server.post("ada", api + "/risk", "{\"answers\":{\"effect\":\"none\"}}"));
    done(
        server.post(
            "dmitri",
            api + "/risk/confirmation",
            "{\"assessment\":\"%s\",\"tier\":\"low\"}"
                .formatted(answered.json().string("assessment"))));
    assertThat(
            server
                .post(
                    "priya",
                    api + "/examination",
                    exam(server, "\"classes\":[\"0\",\"0\"],\"favourable\":\"2\","))
                .text())
        .contains("classes names each of 2 to 1,000 classes once");
    done(
        server.post(
            "priya", api + "/examination", exam(server, "\"classes\":[\"0\",\"1\",\"2\"],")));
    Path file = IRIS.resolve("iris-tensor.onnx");
    Digest digest = server.upload("ada", file);
    done(
        server.post(
            "ada",
            api + "/versions",
            """
            {"manifest":{"files":[{"path":"model.onnx","digest":"%s","size":%d}]},
             "cutoff":"0.5","lineage":{"contributors":[]}}\
            """
                .formatted(digest, Files.size(file))));
    long number = server.models().propose("flowers", 1);
    var peer = new PeerSubmission(server, "flowers", number);
    done(peer.sign("grace"));
    done(peer.promote("ada"));
    return Instant.parse(
        server.get("ada", "/api/v1/submissions/" + number).json().object("promotion").string("at"));
  }

  private static String exam(RunningServer server, String classes) {
    return """
    {"testSet":"%s","id":"row_id","task":"multiclass","label":{"column":"label"},
     %s"groups":["kind"],"intersections":[],"prohibited":[]}\
    """
        .formatted(server.upload("priya", IRIS.resolve("iris-test.csv")), classes);
  }

  private static Answer done(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isLessThan(300);
    return answer;
  }
}
