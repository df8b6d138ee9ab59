// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Set;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;

/** The documents of the story: its policy, its evidence and what people sign. */
final class TestingPapers {
  static final String MODEL = "m_loan";
  static final String POLICY =
      """
      imprimatur: policy/v1
      name: lending
      tiers: [low, high]
      risk:
        questions: {effect: {ask: "Effect?", answers: [none, decides]}}
        rules: [{id: R1, tier: high, when: "effect == 'decides'"}, {id: R2, tier: low, when: "effect == 'none'"}]
      gates:
        production:
          from: [development]
          requirements:
            - {id: ranking, kind: expression, class: performance, tiers: [high], when: "metrics.roc_auc >= 0.75"}
            - {id: card, kind: document, class: documentation, tiers: [high], sections: [limitations]}
            - {id: validation, kind: signoff, role: validator, meaning: review, tiers: [high], covers: [performance, documentation]}
            - {id: decision, kind: signoff, role: business-owner, meaning: approval, tiers: [low, high], covers: all, after: [validation]}
      """;

  static final Map<String, Set<String>> ROLES =
      Map.of(
          "p_ada", Set.of("data-scientist"),
          "p_sam", Set.of("data-scientist", "validator"),
          "p_priya", Set.of("custodian"),
          "p_bruno", Set.of("validator"),
          "p_lena", Set.of("business-owner"),
          "p_dmitri", Set.of("risk-manager"));

  private TestingPapers() {}

  static Digest commitment(String person) {
    return Digest.of(("salt" + person).getBytes(UTF_8));
  }

  static Json.Builder performance() {
    Json.Obj auc = Json.obj().put("value", 0.83).put("low", 0.80).put("high", 0.86).build();
    return document("evidence/v1")
        .put("outcome", "computed")
        .put("spec", Json.obj().put("threshold", 0.4).build())
        .put("metrics", Json.obj().put("roc_auc", auc).build());
  }

  static Json.Builder sections() {
    Json.Obj words = Json.obj().put("words", 12).build();
    Json.Obj sections = Json.obj().put("limitations", words).build();
    return document("evidence/v1")
        .put("outcome", "computed")
        .put("details", Json.obj().put("sections", sections).build());
  }

  static SignoffGiven signed(SignoffGiven given, Digest statement) {
    return new SignoffGiven(
        given.stamp(),
        given.signoff(),
        given.submission(),
        given.role(),
        given.meaning(),
        given.decision(),
        given.method(),
        given.covers(),
        statement,
        given.opinion());
  }

  static Json.Builder statement(SignoffGiven given, SubmissionOpened opened) {
    Json.Builder covers = Json.obj();
    given.covers().forEach((name, digest) -> covers.put(name, digest.toString()));
    return document("statement/v1")
        .put("person", given.by())
        .put("commitment", commitment(given.by()).toString())
        .put("role", given.role())
        .put("meaning", given.meaning())
        .put("decision", given.decision())
        .put("sentence", "I approve.")
        .put("at", given.at().toString())
        .put("model", MODEL)
        .put("version", 1)
        .put("cutoff", "0.4")
        .put("use", opened.use().toString())
        .put("gate", opened.gate())
        .put("policy", opened.policy().toString())
        .put("submission", 1)
        .put("manifest", opened.manifest().toString())
        .put("covers", covers.build())
        .put("nonce", "6e6f6e6365" + given.signoff());
  }

  static Json.Builder document(String kind) {
    return Json.obj().put("imprimatur", kind);
  }
}
