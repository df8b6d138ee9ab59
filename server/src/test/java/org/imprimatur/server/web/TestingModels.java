// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.RunningServer.Answer;

/** Models of the example, as ada registers and submits them and others confirm and sign. */
record TestingModels(RunningServer server) {
  private static final String USE = "{\"purpose\":\"an exercise\",\"population\":\"passengers\"}";

  /**
   * Registers a low-tier model with one version by ada and opens a submission; gives its number.
   */
  long lowTierSubmission(String model, String... contributors) {
    register(model, "none", "low");
    long number = submission(model, contributors);
    await(number);
    return number;
  }

  /** The same in another tier, by what it does to people; its checks are over. */
  long inTier(String model, String effect, String tier) {
    register(model, effect, tier);
    long number = submission(model);
    await(number);
    return number;
  }

  /** A version in production of a low-tier model that promises these measures, a JSON list. */
  long promising(String model, String kpis, String... contributors) {
    long number = promised(model, kpis, contributors);
    var peer = new PeerSubmission(server, model, number);
    must(peer.sign("grace"));
    must(peer.promote("ada"));
    return number;
  }

  /** The same before anybody signs. */
  long promised(String model, String kpis, String... contributors) {
    register(model, "none", "low");
    must(server.post("ada", "/api/v1/models/" + model + "/promises", "{\"kpis\":" + kpis + "}"));
    long number = submission(model, contributors);
    await(number);
    return number;
  }

  /** Something that is done in between, and that a test judges itself. */
  interface Step {
    Answer take() throws IOException;
  }

  /** The same in the medium tier, with an examination; the checks may still run. */
  long mediumTierSubmission(String model, Step examination, String... contributors)
      throws IOException {
    register(model, "assists", "medium");
    must(examination.take());
    return submission(model, contributors);
  }

  /** Ada states the same use and the same answers once more, and dmitri confirms the low tier. */
  void stateAnew(String model) {
    must(server.post("ada", "/api/v1/models/" + model + "/use", USE));
    assess(model, "none", "low");
  }

  private void register(String model, String effect, String tier) {
    must(server.post("ada", "/api/v1/models", "{\"name\":\"" + model + "\",\"use\":" + USE + "}"));
    assess(model, effect, tier);
  }

  private void assess(String model, String effect, String tier) {
    Answer answered =
        must(
            server.post(
                "ada",
                "/api/v1/models/" + model + "/risk",
                "{\"answers\":{\"effect\":\"" + effect + "\",\"exposure\":\"small\"}}"));
    String assessment = answered.json().string("assessment");
    must(
        server.post(
            "dmitri",
            "/api/v1/models/" + model + "/risk/confirmation",
            "{\"assessment\":\"" + assessment + "\",\"tier\":\"" + tier + "\"}"));
  }

  private long submission(String model, String... contributors) {
    return propose(model, version(model, "0.50", contributors));
  }

  /** Ada opens a submission of a version; gives its number. */
  long propose(String model, long version) {
    Answer opened =
        must(
            server.post(
                "ada",
                "/api/v1/models/" + model + "/versions/" + version + "/submissions",
                "{\"gate\":\"production\"}"));
    return opened.json().integer("number");
  }

  /** The files have the model's name: who made them for one model made them for every other. */
  long version(String model, String cutoff, String... contributors) {
    Path file = RunningServer.EXAMPLES.resolve("data/titanic/models/lr/model.onnx");
    Digest digest = server.upload("ada", file);
    Digest card = server.upload("ada", RunningServer.EXAMPLES.resolve("models/titanic/v1.md"));
    Json people = Json.array(List.of(contributors).stream().map(Json::of).toList());
    String body =
        Json.obj()
            .put("manifest", manifest(model + ".onnx", digest, file.toFile().length()))
            .put("cutoff", cutoff)
            .put("lineage", Json.obj().put("contributors", people).build())
            .put("card", card.toString())
            .build()
            .text();
    return must(server.post("ada", "/api/v1/models/" + model + "/versions", body))
        .json()
        .integer("version");
  }

  /** A manifest of one file. */
  static Json.Obj manifest(String path, Digest digest, long size) {
    Json.Obj file =
        Json.obj().put("path", path).put("digest", digest.toString()).put("size", size).build();
    return Json.obj().put("files", Json.array(List.of(file))).build();
  }

  /** Waits until every check of a submission is over. */
  void await(long number) {
    for (int i = 0; i < 600; i++) {
      Json.Arr checks = server.get("ada", "/api/v1/submissions/" + number).json().array("checks");
      boolean over =
          !checks.values().isEmpty()
              && checks.values().stream()
                  .map(check -> ((Json.Obj) check).string("state"))
                  .allMatch(state -> state.equals("recorded") || state.equals("error"));
      if (over) {
        return;
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    throw new AssertionError("The checks of submission " + number + " do not end.");
  }

  private static Answer must(Answer answer) {
    if (answer.status() > 201) {
      throw new AssertionError(answer);
    }
    return answer;
  }
}
