// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.imprimatur.proof.json.Json;
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

  static Json.Obj done(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isLessThan(300);
    return answer.json();
  }
}
