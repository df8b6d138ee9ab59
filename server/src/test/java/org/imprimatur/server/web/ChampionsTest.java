// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models of several classes, and models that predict a number, are compared with the version in
 * production, and one policy judges both.
 */
class ChampionsTest {
  private static final Path ENGINES =
      Path.of("..", "engines", "src", "test", "resources").toAbsolutePath().normalize();
  private static final String POLICY =
      """
      imprimatur: policy/v1
      name: champions
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
            - {id: champion, kind: check, check: performance.comparison/1, tiers: [low, high], with: {margin: 0.3, rmse: 2, mae: 40}}
            - {id: peer, kind: signoff, role: peer, meaning: approval, count: 1, tiers: [low, high]}
      """;

  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    Path setup = new TestingSetup().wholePolicy(POLICY).in(folder);
    server = RunningServer.start(folder.resolve("data"), Optional.empty(), setup);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void of_several_classes_the_better_model_replaces_the_other() throws IOException {
    registered("flowers", "multiclass", "iris-test.csv");
    promoted("flowers", ENGINES.resolve("comparison/iris-champion.onnx"), "0.5");

    long number = submitted("flowers", ENGINES.resolve("prediction/iris-tensor.onnx"), "0.6");

    Json.Obj found = comparison(number).object("metrics");
    Json.Obj theirs = expected("iris");
    for (String name : new String[] {"accuracy_difference", "f1_macro_difference", "mcnemar_p"}) {
      assertThat(found.object(name).number("value"))
          .as(name)
          .isCloseTo(theirs.object(name).number("value"), within(1e-5));
    }
    String page = server.open("ada", "/submissions/" + number + "?class=performance").text();
    assertThat(page)
        .contains("v2 against v1, which holds the stage", "Macro F1", "McNemar, exact")
        .contains("What v2 gains and loses of the rows of each class", "By group: kind");
    assertThat(server.found()).isEmpty();
  }

  @Test
  void a_champion_of_before_a_class_was_known_is_compared_as_what_it_knows() throws IOException {
    registered("petals", "multiclass", "iris-test.csv");
    promoted("petals", ENGINES.resolve("comparison/iris-fewer.onnx"), "0.5");

    long number = submitted("petals", ENGINES.resolve("prediction/iris-tensor.onnx"), "0.6");

    Json.Obj found = comparison(number).object("metrics");
    byte[] json = Files.readAllBytes(ENGINES.resolve("comparison/fewer.json"));
    Json.Obj theirs = (Json.Obj) Json.parse(json);
    for (String name : theirs.members().keySet()) {
      assertThat(found.object(name).number("value"))
          .as(name)
          .isCloseTo(theirs.object(name).number("value"), within(1e-5));
    }
    assertThat(server.open("ada", "/submissions/" + number + "?class=performance").text())
        .contains("v2 against v1, which holds the stage");
    done(new PeerSubmission(server, "petals", number).sign("grace"));
    done(new PeerSubmission(server, "petals", number).promote("ada"));
    assertThat(server.found()).isEmpty();
  }

  @Test
  void of_a_number_the_worse_model_is_refused_in_the_unit_of_the_label() throws IOException {
    registered("sugar", "regression", "diabetes-test.csv");
    promoted("sugar", ENGINES.resolve("prediction/diabetes.onnx"), "0.5");

    long number = submitted("sugar", ENGINES.resolve("comparison/diabetes-champion.onnx"), "0.6");

    Json.Obj found = comparison(number).object("metrics");
    Json.Obj theirs = expected("diabetes");
    for (String name : new String[] {"rmse", "mae", "r2"}) {
      assertThat(found.object(name + "_difference").number("value"))
          .as(name)
          .isCloseTo(-theirs.object(name + "_difference").number("value"), within(1e-3));
    }
    Answer refused = new PeerSubmission(server, "sugar", number).promote("ada");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text())
        .contains("RMSE minus the champion's is ", "it may be at most 2 more: ");
    String page = server.open("ada", "/submissions/" + number + "?class=performance").text();
    assertThat(page)
        .contains("v2 against v1, which holds the stage", "In the unit of the label")
        .contains("Whose prediction is nearer to the truth", "sign test, exact");
    assertThat(server.found()).isEmpty();
  }

  private static void registered(String model, String task, String rows) {
    done(
        server.post(
            "ada",
            "/api/v1/models",
            "{\"name\":\"%s\",\"use\":{\"purpose\":\"a\",\"population\":\"b\"}}".formatted(model)));
    String api = "/api/v1/models/" + model;
    Answer answered =
        done(server.post("ada", api + "/risk", "{\"answers\":{\"effect\":\"none\"}}"));
    done(
        server.post(
            "dmitri",
            api + "/risk/confirmation",
            "{\"assessment\":\"%s\",\"tier\":\"low\"}"
                .formatted(answered.json().string("assessment"))));
    Digest testSet = server.upload("priya", ENGINES.resolve("prediction").resolve(rows));
    done(
        server.post(
            "priya",
            api + "/examination",
            """
            {"testSet":"%s","id":"row_id","task":"%s","label":{"column":"label"},
             "groups":["kind"],"intersections":[],"prohibited":[]}\
            """
                .formatted(testSet, task)));
  }

  private static void promoted(String model, Path file, String cutoff) throws IOException {
    long number = submitted(model, file, cutoff);
    var peer = new PeerSubmission(server, model, number);
    done(peer.sign("grace"));
    done(peer.promote("ada"));
  }

  private static long submitted(String model, Path file, String cutoff) throws IOException {
    Digest digest = server.upload("ada", file);
    Answer version =
        done(
            server.post(
                "ada",
                "/api/v1/models/" + model + "/versions",
                """
                {"manifest":{"files":[{"path":"model.onnx","digest":"%s","size":%d}]},
                 "cutoff":"%s","lineage":{"contributors":[]}}\
                """
                    .formatted(digest, Files.size(file), cutoff)));
    long number = server.models().propose(model, version.json().integer("version"));
    if (version.json().integer("version") > 1) {
      server.models().await(number);
    }
    return number;
  }

  private static Json.Obj comparison(long number) {
    return server
        .get("ada", "/api/v1/submissions/" + number)
        .json()
        .array("evidence")
        .values()
        .stream()
        .map(Json.Obj.class::cast)
        .filter(one -> one.string("item").equals("performance.comparison/1"))
        .map(one -> Digest.parse(one.string("digest")).hex())
        .map(hex -> server.get("ada", "/api/v1/blobs/" + hex).json())
        .findFirst()
        .orElseThrow();
  }

  private static Json.Obj expected(String set) throws IOException {
    byte[] json = Files.readAllBytes(ENGINES.resolve("comparison/expected.json"));
    return ((Json.Obj) Json.parse(json)).object(set).object("metrics");
  }

  private static Answer done(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isLessThan(400);
    return answer;
  }
}
