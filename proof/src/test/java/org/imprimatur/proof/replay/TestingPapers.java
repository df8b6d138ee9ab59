// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.evidence.Confusion;
import org.imprimatur.proof.evidence.Counts;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.evidence.Performance;
import org.imprimatur.proof.evidence.Probabilities;
import org.imprimatur.proof.evidence.Ranking;
import org.imprimatur.proof.evidence.Reliability;
import org.imprimatur.proof.evidence.RowCounts;
import org.imprimatur.proof.evidence.Sums;
import org.imprimatur.proof.json.Json;

/** The documents of the story: its policy, its evidence and what people sign. */
final class TestingPapers {
  static final String MODEL = "m_loan";
  static final String POLICY =
      """
      imprimatur: policy/v1
      name: lending
      tiers: [low, high]
      waivers: {longest: 30d, by: [risk-manager]}
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

  static final Digest TEST_SET = Digest.of("row_id,deny".getBytes(UTF_8));

  private TestingPapers() {}

  static Digest commitment(String person) {
    return Digest.of(("salt" + person).getBytes(UTF_8));
  }

  /** A hundred rows, of which a ranking puts almost every positive above every negative. */
  static Json.Obj performance() {
    var confusion = new Confusion(45, 5, 5, 45);
    var placements = new Sums(big(4_600), big(424_000));
    var ranking =
        new Ranking(
            50,
            50,
            big(4_600),
            new Ranking.Curve(big(2_000), big(40L << 50)),
            placements,
            placements);
    var bins = new Reliability(List.of());
    // One score is no probability: only the counts and the ranking say something.
    var counts = new RowCounts(100, 0, 0, 1);
    var performance =
        new Performance(
            counts,
            confusion,
            ranking,
            new Probabilities(Sums.ZERO, Sums.ZERO, Sums.ZERO, bins, bins, Optional.empty()),
            List.of());
    return evidence("performance/1", "performance", Json.obj().put("threshold", 0.4).build())
        .computed(performance.tables(), performance.metrics(), Json.obj().build());
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }

  static Json.Obj sections() {
    var counts = new Counts(new TreeMap<>(Map.of("sections", 1L)));
    Json.Obj words = Json.obj().put("words", 12).build();
    Json.Obj sections = Json.obj().put("limitations", words).build();
    return evidence("documentation.card/1", "documentation", Json.obj().build())
        .computed(counts.tables(), counts.metrics(), Json.obj().put("sections", sections).build());
  }

  private static Evidence evidence(String check, String evidenceClass, Json spec) {
    Json inputs = Json.obj().put("testSet", TEST_SET.toString()).build();
    return new Evidence(check, evidenceClass, Evidence.Kind.DERIVED, inputs, spec);
  }

  static SignoffGiven signed(SignoffGiven given, Digest statement) {
    return changed(given, "statement", Json.of(statement.toString()));
  }

  /** The sign-off with another value under one member of its entry, as a forger would write it. */
  static SignoffGiven changed(SignoffGiven given, String member, Json value) {
    Json.Builder entry = Json.obj();
    ((Json.Obj) Json.parse(given.bytes())).members().forEach(entry::put);
    return (SignoffGiven) Act.parse(entry.put(member, value).build().canonical());
  }

  /** Digests by name, as {@code covers} and {@code answers} have them. */
  static Json digests(Map<String, Digest> named) {
    Json.Builder digests = Json.obj();
    named.forEach((name, digest) -> digests.put(name, digest.toString()));
    return digests.build();
  }

  static Json.Builder statement(SignoffGiven given, SubmissionOpened opened) {
    Json.Builder covers = Json.obj();
    given.covers().forEach((name, digest) -> covers.put(name, digest.toString()));
    Json.Builder statement = document("statement/v1");
    if (!given.answers().isEmpty()) {
      Json.Builder answers = Json.obj();
      given.answers().forEach((id, digest) -> answers.put(id, digest.toString()));
      statement.put("answers", answers.build());
    }
    opened.envelope().ifPresent(envelope -> statement.put("envelope", envelope.toString()));
    given.terms().ifPresent(terms -> statement.put("terms", terms.toString()));
    return statement
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

  /** What is promised of the model: one suspends it when it breaks, one is told, one computed. */
  static Json.Builder promises() {
    return document("promises/v1")
        .put(
            "kpis",
            Json.array(
                List.of(
                    promise("overdue loans", "at-most", "0.02", "1 day")
                        .put("breach", "suspend")
                        .put("person", "p_lena")
                        .build(),
                    promise("four-fifths ratio", "at-least", "0.80", "month").build(),
                    promise("AUC in production", "at-least", "0.80", "month")
                        .put("metric", "metrics.roc_auc")
                        .put("of", "performance")
                        .build())));
  }

  /** The same, and two figures of groups: one at most, one at least. */
  static Json.Builder promisesOfGroups() {
    List<Json> all = new ArrayList<>(promises().build().array("kpis").values());
    all.add(ofSex("parity by sex", "demographic_parity_difference", "at-most", "0.10"));
    all.add(ofSex("four fifths by sex", "disparate_impact.min_over_max", "at-least", "0.80"));
    return document("promises/v1").put("kpis", Json.array(all));
  }

  private static Json ofSex(String name, String figure, String direction, String limit) {
    return promise(name, direction, limit, "month")
        .put("metric", "metrics[\"fairness.sex.%s\"]".formatted(figure))
        .put("of", "fairness")
        .build();
  }

  private static Json.Builder promise(String name, String direction, String limit, String every) {
    return Json.obj()
        .put("name", name)
        .put("unit", "ratio")
        .put("direction", direction)
        .put("limit", limit)
        .put("owner", "lena")
        .put("every", every);
  }
}
