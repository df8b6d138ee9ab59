// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that predicts a number goes through a gate that asks for its errors. */
class NumberModelsTest {
  private static final Path PRICES = Path.of("src/test/resources/prices").toAbsolutePath();
  private static final String POLICY =
      """
      imprimatur: policy/v1
      name: prices
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
            - {id: errors, kind: expression, class: performance, tiers: [low, high], when: "metrics.rmse <= 12.0"}
            - {id: narrow, kind: expression, class: performance, tiers: [low, high], when: "metrics.mae <= 7.0"}
            - {id: districts, kind: expression, class: fairness, tiers: [low, high], when: "metrics['fairness.district.mae_difference'] <= 6.0"}
            - {id: sound, kind: check, check: data.quality/1, tiers: [low, high]}
            - {id: four-fifths, kind: check, check: fairness.four-fifths/1, tiers: [low, high]}
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

  private static Answer done(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isLessThan(300);
    return answer;
  }

  private static Answer examine(String target) {
    return examine(PRICES.resolve("test.csv"), target);
  }

  private static Answer examine(Path testSet, String target) {
    Digest rows = server.upload("priya", testSet);
    return server.post(
        "priya",
        "/api/v1/models/prices/examination",
        """
        {"testSet":"%s","id":"row_id",%s,"groups":["district"],"intersections":[],"prohibited":[]}\
        """
            .formatted(rows, target));
  }

  @Test
  void its_errors_are_computed_judged_and_shown() throws IOException {
    done(
        server.post(
            "ada",
            "/api/v1/models",
            "{\"name\":\"prices\",\"use\":{\"purpose\":\"a\",\"population\":\"flats\"}}"));
    String model = "/api/v1/models/prices";
    Answer answered =
        done(server.post("ada", model + "/risk", "{\"answers\":{\"effect\":\"none\"}}"));
    done(
        server.post(
            "dmitri",
            model + "/risk/confirmation",
            "{\"assessment\":\"%s\",\"tier\":\"low\"}"
                .formatted(answered.json().string("assessment"))));
    assertThat(examine("\"task\":\"ranking\",\"label\":{\"column\":\"price\"}").text())
        .contains("task is binary, multiclass or regression.");
    assertThat(
            examine("\"task\":\"regression\",\"label\":{\"column\":\"price\",\"positive\":\"1\"}")
                .text())
        .contains("Only a label of two classes has a positive value.");
    done(examine("\"task\":\"regression\",\"label\":{\"column\":\"price\"}"));

    long number = submit("0.5");
    server.models().await(number);

    Json.Obj evidence = performance(number);
    Json.Obj metrics = evidence.object("metrics");
    assertThat(value(metrics, "rmse")).isCloseTo(9.947768782495904, within(1e-5));
    assertThat(value(metrics, "mae")).isCloseTo(7.619124999999997, within(1e-5));

    String page = server.open("ada", "/submissions/" + number + "?class=performance").text();
    assertThat(page).contains("rmse", "9.9", "95 % interval").doesNotContain("Champion");
    assertThat(server.open("ada", "/submissions/" + number + "?class=fairness").text())
        .as("a gap with the limit that the policy sets it")
        .contains("Gap in MAE, district", "≤ 6.0: within");
    Answer refused = server.post("ada", "/api/v1/submissions/" + number + "/promotion", "{}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text())
        .contains("narrow: ", "Four fifths are judged where there are two classes")
        .doesNotContain("errors: ", "sound: ", "districts: ");
    assertThat(server.get("ada", "/api/v1/models/prices").text()).contains("\"looks\":1");
    saysWhatWasGuessedOfItsTestSet();
    assertThat(server.found()).isEmpty();
  }

  /** The same exam on a file that does not say in which letters it is written. */
  private static void saysWhatWasGuessedOfItsTestSet() throws IOException {
    String rows = Files.readString(PRICES.resolve("test.csv")).replaceFirst("south", "Sörenberg");
    Path latin = folder.resolve("latin.csv");
    Files.write(latin, rows.getBytes(Charset.forName("windows-1252")));
    done(examine(latin, "\"task\":\"regression\",\"label\":{\"column\":\"price\"}"));
    long number = submit("0.6");
    server.models().await(number);

    String guess = "The test set is not UTF-8; it was read as Windows-1252.";
    for (String evidenceClass : List.of("data", "performance", "fairness")) {
      assertThat(server.open("ada", "/submissions/" + number + "?class=" + evidenceClass).text())
          .as(evidenceClass)
          .contains("Read by a guess", guess);
    }
    assertThat(server.open("ada", "/submissions/" + number + "/report").text()).contains(guess);
  }

  private static double value(Json.Obj metrics, String name) {
    return ((Json.Num) metrics.object(name).find("value").orElseThrow()).value();
  }

  private static Json.Obj performance(long number) {
    return server
        .get("ada", "/api/v1/submissions/" + number)
        .json()
        .array("evidence")
        .values()
        .stream()
        .map(Json.Obj.class::cast)
        .filter(one -> one.string("item").equals("performance.regression/1"))
        .map(one -> Digest.parse(one.string("digest")).hex())
        .map(hex -> server.get("ada", "/api/v1/blobs/" + hex).json())
        .findFirst()
        .orElseThrow();
  }

  private static long submit(String cutoff) throws IOException {
    Path file = PRICES.resolve("model.onnx");
    Digest digest = server.upload("ada", file);
    Answer version =
        done(
            server.post(
                "ada",
                "/api/v1/models/prices/versions",
                """
                {"manifest":{"files":[{"path":"model.onnx","digest":"%s","size":%d}]},
                 "cutoff":"%s","lineage":{"contributors":[]}}\
                """
                    .formatted(digest, Files.size(file), cutoff)));
    return done(server.post(
            "ada",
            "/api/v1/models/prices/versions/%d/submissions"
                .formatted(version.json().integer("version")),
            "{\"gate\":\"production\"}"))
        .json()
        .integer("number");
  }
}
