// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.imprimatur.engines.onnx.OnnxModel;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.FoundingAct.LogOpened;
import org.imprimatur.proof.attestation.Attestation;
import org.imprimatur.proof.attestation.Verification;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * People sign a version together with a change envelope. A retrain inside it passes by that; one
 * outside it, by whichever way, asks them as always.
 */
class ChangeEnvelopeTest {
  private static final Path MODELS = RunningServer.EXAMPLES.resolve("models/mortgage-fast-track");
  private static final Path TITANIC =
      RunningServer.EXAMPLES.resolve("data/titanic/models/lr/model.onnx");

  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    Path setup =
        new TestingSetup()
            .policy(
                "  production:\n",
                "  production:\n    envelope: {tiers: [low, medium], within-days: 365, most: 12}\n")
            .in(folder);
    server = RunningServer.start(folder.resolve("data"), Optional.empty(), setup);
  }

  @AfterAll
  static void stop() {
    assertThat(server.found()).as("what a replay finds of the whole log").isEmpty();
    server.close();
  }

  @Test
  void a_retrain_inside_passes_by_the_signatures_of_before_and_another_family_asks_people()
      throws IOException {
    String model = "retrained";
    server.post(
        "ada",
        "/api/v1/models",
        "{\"name\":\"retrained\",\"use\":{\"purpose\":\"an exercise\",\"population\":\"loans\"}}");
    tier(model, "assists", "medium");
    examination(model);
    long signedVersion = register(model, bytes(MODELS.resolve("v2/model.onnx")), "hmda-train");
    state(model, terms(MODELS.resolve("v2/model.onnx")).put("bounds", bounds()).build());
    long base = open(model, signedVersion, false);
    assertThat(sign("bruno", base, "validator").status()).isEqualTo(200);
    assertThat(sign("lena", base, "business-owner").status()).isEqualTo(200);
    assertThat(promote("ada", base).status()).isEqualTo(200);

    long retrain =
        open(model, register(model, bytes(MODELS.resolve("v3/model.onnx")), "hmda-train"), true);
    Json.Obj envelope = verdict(retrain).object("envelope");
    assertThat(outside(envelope)).as(envelope.text()).isEmpty();
    assertThat(envelope.bool("inside")).isTrue();
    assertThat(envelope.integer("submission")).isEqualTo(base);
    assertThat(promote("ada", retrain).status()).isEqualTo(200);
    assertThat(attested(retrain)).isEqualTo(OptionalLong.of(base));
    assertThat(attested(base)).isEmpty();
    String page = server.open("hanna", "/models/" + model).text();
    assertThat(page).contains("Change envelope", "1 of 3", "The change envelope of submission");
    assertThat(server.open("hanna", "/submissions/" + retrain).text())
        .contains("Inside the change envelope of submission " + base);
    Json signed = get("/api/v1/models/" + model).object("envelope").object("signed");
    assertThat(signed.canonical()).asString(UTF_8).contains("\"used\":1", "\"ended\":null");

    Path other = RunningServer.EXAMPLES.resolve("data/hmda/models/gb/model.onnx");
    long family = open(model, register(model, bytes(other), "hmda-train"), true);
    assertThat(outside(verdict(family).object("envelope"))).contains("features", "algorithm");
    assertThat(promote("ada", family).text())
        .contains("gate.refused", "validation: 0 of 1 sign-offs as validator");
    assertThat(promote("lena", family).code()).isEqualTo("gate.refused");
    assertThat(promote("tove", family).code())
        .as("nor is who administers")
        .isEqualTo("permission.missing");
    inAnotherTierItLendsNothing(model);
  }

  private static void inAnotherTierItLendsNothing(String model) {
    String path = "/api/v1/models/" + model;
    Answer ranked =
        server.post(
            "dmitri",
            path + "/risk/confirmation",
            "{\"assessment\":\"%s\",\"tier\":\"low\",\"reason\":\"It only sorts a list.\"}"
                .formatted(get(path).object("risk").string("assessment")));
    assertThat(ranked.status()).as(ranked.text()).isEqualTo(200);
    assertThat(get(path).object("envelope").object("signed").string("ended"))
        .isEqualTo("Other than signed: tier.");
    assertThat(server.open("hanna", "/models/" + model).text()).contains("Lets nothing through");
  }

  @Test
  void two_retrains_that_race_for_the_last_place_are_not_both_let_through() throws Exception {
    String model = "raced";
    long base = enveloped(model, 1);
    List<Long> racing = new ArrayList<>();
    for (int i = 1; i <= 2; i++) {
      racing.add(open(model, register(model, again(i), "passengers"), true));
    }
    assertThat(racing).allMatch(ChangeEnvelopeTest::status);

    try (var threads = Executors.newFixedThreadPool(2)) {
      List<Callable<Integer>> both =
          racing.stream()
              .<Callable<Integer>>map(number -> () -> promote("ada", number).status())
              .toList();
      List<Integer> statuses = new ArrayList<>();
      for (var answer : threads.invokeAll(both)) {
        statuses.add(answer.get());
      }
      assertThat(statuses).containsExactlyInAnyOrder(200, 409);
    }
    long left = racing.stream().filter(number -> !status(number)).findFirst().orElseThrow();
    assertThat(outside(verdict(left).object("envelope"))).contains("count");
    assertThat(server.open("ada", "/models/" + model).status()).isEqualTo(200);
    assertThat(base).isLessThan(left);
  }

  @Test
  void after_changes_were_asked_for_the_pages_say_whose_new_signature_is_needed()
      throws IOException {
    String model = "doubted";
    enveloped(model, 5);
    long next = register(model, again(2), "passengers");
    String version = "/models/" + model + "/v" + next;
    assertThat(server.open("ada", version).text()).contains("no new signature is needed");
    long doubted = open(model, register(model, again(1), "passengers"), true);
    String page = "/submissions/" + doubted;

    Map<String, String> changes = Map.of("role", "peer", "fixes", "Say which months.");
    assertThat(server.fill("grace", page + "/decisions", page + "/changes", changes).status())
        .isEqualTo(200);

    assertThat(server.open("ada", version).text())
        .contains("a new signature is needed of Grace Lim as peer")
        .doesNotContain("no new signature is needed");
    assertThat(server.open("ada", page).text())
        .contains("whoever asked for changes signs")
        .doesNotContain("no new signature");
  }

  @Test
  void the_ways_round_it_ask_people_again() throws IOException {
    String model = "ways-round";
    enveloped(model, 5);
    long scraped = open(model, register(model, again(1), "scraped"), true);
    assertThat(outside(verdict(scraped).object("envelope"))).containsExactly("data");
    long moved = open(model, version(model, again(2), "passengers", "0.70", List.of()), true);
    assertThat(outside(verdict(moved).object("envelope"))).containsExactly("cut-off");
    long hand = version(model, again(3), "passengers", "0.50", List.of("grace"));
    assertThat(submit(model, hand, true).code())
        .as("its one signer had a hand in it, and nobody else is there")
        .isEqualTo("submission.unsatisfiable");

    long good = open(model, register(model, again(4), "passengers"), true);
    assertThat(status(good)).isTrue();
    state(model, terms(TITANIC).put("most", 12).put("bounds", files("9")).build());
    assertThat(outside(verdict(good).object("envelope")))
        .as("whoever states another one has nothing that anybody signed")
        .containsExactly("ground");
    assertThat(promote("ada", good).code()).isEqualTo("gate.refused");

    String other = "without";
    server.models().lowTierSubmission(other);
    assertThat(submit(other, 1, true).code()).isEqualTo("submission.envelope");
    assertThat(
            server
                .post(
                    "ada",
                    "/api/v1/models/" + model + "/versions/1/submissions",
                    "{\"underEnvelope\":2}")
                .status())
        .as("nobody chooses whose signatures count")
        .isEqualTo(400);
    assertThat(
            server
                .post("ada", "/api/v1/models/" + model + "/envelope", "{\"change\":\"all\"}")
                .code())
        .isEqualTo("model.envelope");
  }

  @Test
  void an_envelope_that_could_let_no_retrain_in_is_refused_with_what_to_do() throws IOException {
    String model = "hopeless";
    server.post(
        "ada",
        "/api/v1/models",
        "{\"name\":\"hopeless\",\"use\":{\"purpose\":\"none\",\"population\":\"loans\"}}");
    tier(model, "assists", "medium");
    Json one = Json.array(List.of(bound("performance", "roc_auc", "at-least", "0.75")));
    Json.Builder whole = terms(TITANIC).put("bounds", bounds());
    assertThat(refused(model, terms(TITANIC).put("bounds", one).build()))
        .contains("It has no bound on ece_10, which the gate judges.", "envelope-draft");
    assertThat(refused(model, terms(TITANIC).put("bounds", bounds()).put("most", 13).build()))
        .contains("The policy allows at most 12 retrains.");
    Json feature = Json.obj().put("name", "age").put("type", "float").build();
    assertThat(refused(model, whole.put("features", Json.array(List.of(feature))).build()))
        .contains("No input of a model has such a type: age (float).", "tensor(float)[N,12]");
    assertThat(refused(model, terms(TITANIC).put("bounds", bounds()).put("tierz", 1).build()))
        .contains("\\\"tierz\\\" is not known here. Did you mean");
    tier(model, "decides", "high");
    assertThat(refused(model, terms(TITANIC).put("bounds", bounds()).build()))
        .contains("The policy allows no change envelope in the tier high.");
  }

  private static String refused(String model, Json.Obj terms) {
    Answer answer = server.post("ada", "/api/v1/models/" + model + "/envelope", terms.text());
    assertThat(answer.code()).as(answer.text()).isEqualTo("model.envelope");
    return answer.text();
  }

  /** A low-tier model whose first version Grace signed with an envelope. */
  private static long enveloped(String model, int most) throws IOException {
    long before = server.models().lowTierSubmission(model);
    state(model, terms(TITANIC).put("most", (long) most).put("bounds", files("1")).build());
    assertThat(status(before)).isFalse();
    assertThat(promote("ada", before).text()).contains("another change envelope");
    server.post("ada", "/api/v1/submissions/" + before + "/withdrawal", "{}");
    long base = open(model, 1, false);
    String page = server.open("grace", "/submissions/" + base + "/sign?role=peer").text();
    assertThat(page)
        .contains("You also sign that such retrains need no new signature", "LinearClassifier");
    assertThat(sign("grace", base, "peer").status()).isEqualTo(200);
    assertThat(promote("ada", base).status()).isEqualTo(200);
    return base;
  }

  private static Json bounds() {
    return Json.array(
        List.of(
            bound("performance", "roc_auc", "at-least", "0.75"),
            bound("performance", "ece_10", "at-most", "0.10")));
  }

  private static Json files(String most) {
    return Json.array(List.of(bound("artifact", "files", "at-most", most)));
  }

  private static Json bound(String kind, String metric, String direction, String limit) {
    return Json.obj().put("class", kind).put("metric", metric).put(direction, limit).build();
  }

  /** What an artifact says of itself, as the check of it reads that. */
  private static Json.Builder terms(Path artifact) throws IOException {
    Json.Obj model;
    try {
      model = (Json.Obj) OnnxModel.parse(bytes(artifact)).toJson();
    } catch (CheckException e) {
      throw new AssertionError(e);
    }
    return Json.obj()
        .put("change", "Trained again by the same pipeline.")
        .put("impact", "It follows the market.")
        .put("data", Json.array(List.of(Json.of("hmda-train"), Json.of("passengers"))))
        .put("features", model.array("inputs"))
        .put(
            "operators",
            Json.array(
                model.object("operators").members().keySet().stream().map(Json::of).toList()))
        .put("cutoff", "same")
        .put("most", 3)
        .put("until", "2090-12-31");
  }

  private static void state(String model, Json.Obj terms) {
    Answer answer = server.post("ada", "/api/v1/models/" + model + "/envelope", terms.text());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private static void tier(String model, String effect, String tier) {
    Answer answered =
        server.post(
            "ada",
            "/api/v1/models/" + model + "/risk",
            "{\"answers\":{\"effect\":\"" + effect + "\",\"exposure\":\"small\"}}");
    server.post(
        "dmitri",
        "/api/v1/models/" + model + "/risk/confirmation",
        "{\"assessment\":\"%s\",\"tier\":\"%s\"}"
            .formatted(answered.json().string("assessment"), tier));
  }

  private static void examination(String model) {
    Path data = RunningServer.EXAMPLES.resolve("data/hmda");
    Answer answer =
        server.post(
            "priya",
            "/api/v1/models/" + model + "/examination",
            """
            {"testSet":"%s","reference":"%s","id":"row_id",
             "label":{"column":"deny","positive":"yes"},"favourable":0,"groups":["afam"],
             "categorical":["chist","mhist"]}\
            """
                .formatted(
                    server.upload("priya", data.resolve("test.csv")),
                    server.upload("priya", data.resolve("train.csv"))));
    assertThat(answer.status()).as(answer.text()).isLessThan(300);
  }

  private static byte[] bytes(Path file) throws IOException {
    return Files.readAllBytes(file);
  }

  /** The same network under other bytes: a comment of the file says which training it was. */
  private static byte[] again(int number) throws IOException {
    byte[] comment = ("training " + number).getBytes(UTF_8);
    var out = new ByteArrayOutputStream();
    out.write(bytes(TITANIC));
    out.write(new byte[] {0x32, (byte) comment.length});
    out.write(comment);
    return out.toByteArray();
  }

  private static long register(String model, byte[] artifact, String data) throws IOException {
    String cutoff = data.equals("hmda-train") ? "0.40" : "0.50";
    return version(model, artifact, data, cutoff, List.of());
  }

  private static long version(
      String model, byte[] artifact, String data, String cutoff, List<String> contributors)
      throws IOException {
    Path file = Files.write(folder.resolve("model.onnx"), artifact);
    Digest digest = server.upload("ada", file);
    Path card = data.equals("hmda-train") ? MODELS.resolve("v2.md") : MODELS.resolve("v1.md");
    Json.Obj body =
        Json.obj()
            .put("manifest", TestingModels.manifest("model.onnx", digest, artifact.length))
            .put("cutoff", cutoff)
            .put(
                "lineage",
                Json.obj()
                    .put("contributors", Json.array(contributors.stream().map(Json::of).toList()))
                    .put("datasets", Json.array(List.of(Json.obj().put("name", data).build())))
                    .build())
            .put("card", server.upload("ada", card).toString())
            .build();
    Answer answer = server.post("ada", "/api/v1/models/" + model + "/versions", body.text());
    assertThat(answer.status()).as(answer.text()).isLessThan(300);
    return answer.json().integer("version");
  }

  private static Answer submit(String model, long version, boolean under) {
    return server.post(
        "ada",
        "/api/v1/models/" + model + "/versions/" + version + "/submissions",
        "{\"underEnvelope\":" + under + "}");
  }

  private static long open(String model, long version, boolean under) {
    Answer answer = submit(model, version, under);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    long number = answer.json().integer("number");
    server.models().await(number);
    return number;
  }

  private static Answer sign(String username, long number, String role) {
    String page = "/submissions/" + number + "/sign?role=" + role;
    return server.fill(
        username,
        page,
        "/submissions/" + number + "/sign",
        Map.of(
            "role",
            role,
            "decision",
            "approve",
            "opinion",
            "It is in order.",
            "password",
            RunningServer.PASSWORD));
  }

  private static Answer promote(String username, long number) {
    return server.post(username, "/api/v1/submissions/" + number + "/promotion", "{}");
  }

  /** Which envelope the attestation names, by a third party's verification of it. */
  private static OptionalLong attested(long number) {
    String path = "/api/v1/submissions/" + number + "/attestation";
    for (int i = 0; server.get("ada", path).status() != 200 && i < 100; i++) {
      LockSupport.parkNanos(100_000_000);
    }
    var log = (LogOpened) Act.parse(server.entries().getFirst());
    var verification =
        Attestation.verifyWithoutArtifact(
            server.get("ada", path).text().getBytes(UTF_8),
            Optional.of(server.get("ada", path + "/signoffs").text().getBytes(UTF_8)),
            log.attestationKey(),
            log.logKey());
    return switch (verification) {
      case Verification.Verified(var facts, var _, var _) -> facts.envelope();
      case Verification.Refused refused -> throw new AssertionError(refused.toString());
    };
  }

  private static Json.Obj get(String path) {
    return server.get("ada", path).json();
  }

  private static Json.Obj verdict(long number) {
    return get("/api/v1/submissions/" + number).object("verdict");
  }

  /** Whether the gate would let it through now. */
  private static boolean status(long number) {
    return verdict(number).bool("passes");
  }

  private static List<String> outside(Json.Obj envelope) {
    return envelope.array("members").values().stream()
        .map(member -> (Json.Obj) member)
        .filter(member -> !member.string("outcome").equals("within"))
        .map(member -> member.string("member"))
        .toList();
  }
}
