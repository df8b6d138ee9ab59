// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.submissions.SignOffs;
import org.imprimatur.server.web.RunningServer.Answer;

/** Models that are raced: one sign-off takes them through, and nothing is to be computed. */
final class TestingRaces {
  static final String POLICY =
      """
      imprimatur: policy/v1
      name: races
      tiers: [low]
      risk:
        questions:
          effect: {ask: "What does it do to people?", answers: [none]}
        rules:
          - {id: R1, tier: low, when: "effect == 'none'"}
      examination: {level: computed-here, test-sets: registered, groups: registered}
      gates:
        production:
          from: [development]
          break-glass: {by: [risk-manager, validator], ratify-within-hours: 24}
          requirements:
            - {id: peer, kind: signoff, role: peer, meaning: approval, count: 1, tiers: [low]}
      """;

  private TestingRaces() {}

  /** Registers a model of the low tier. */
  static void register(RunningServer server, String model) {
    String models = "/api/v1/models";
    done(
        server.post(
            "ada",
            models,
            "{\"name\":\"%s\",\"use\":{\"purpose\":\"a\",\"population\":\"b\"}}".formatted(model)));
    String risk = models + "/" + model + "/risk";
    String assessment =
        done(server.post("ada", risk, "{\"answers\":{\"effect\":\"none\"}}")).string("assessment");
    done(
        server.post(
            "dmitri",
            risk + "/confirmation",
            "{\"assessment\":\"%s\",\"tier\":\"low\"}".formatted(assessment)));
  }

  /** A new version of it, submitted. */
  static long submitted(RunningServer one, Path folder, String model) throws IOException {
    // The log never has this length again, so that these bytes are no other version's.
    String seed = "seed " + one.entries().size();
    Path file = Files.writeString(folder.resolve("model.txt"), seed);
    Json manifest = TestingModels.manifest("model.txt", one.upload("ada", file), Files.size(file));
    String versions = "/api/v1/models/" + model + "/versions";
    String body =
        "{\"manifest\":%s,\"cutoff\":\"0.5\",\"lineage\":{\"contributors\":[\"sam\"]}}"
            .formatted(manifest.text());
    long version = done(one.post("ada", versions, body)).integer("version");
    String submissions = versions + "/" + version + "/submissions";
    return done(one.post("ada", submissions, "{\"gate\":\"production\"}")).integer("number");
  }

  /** The peer signs. */
  static SignoffGiven sign(RunningServer one, Caller peer, long number) {
    SignOffs signOffs = one.bean(SignOffs.class);
    Digest draft = signOffs.draft(peer, number, "peer").digest();
    var signature = new SignOffs.Signature(draft, "approve", "It is in order.");
    return signOffs.sign(peer, number, signature, RunningServer.PASSWORD);
  }

  static Json.Obj done(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isLessThan(300);
    return answer.json();
  }
}
