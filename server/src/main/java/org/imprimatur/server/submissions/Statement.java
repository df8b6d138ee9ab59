// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.SignOff.Decision;
import org.imprimatur.proof.gate.Signer;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.proof.signature.Site;

/**
 * What a person signs, statement/v1: for whom, in which role and meaning, over which digests. The
 * name stands there as its commitment alone, so that it can be erased.
 */
record Statement(
    Docket docket, Requirement.SignOff asked, SortedMap<String, Digest> answers, Names names) {
  /** Who signs, and for whom, with the commitment to each name. */
  record Names(Signer signer, Digest commitment, Optional<Digest> delegator) {}

  Signer signer() {
    return names.signer();
  }

  String role() {
    return asked.role();
  }

  String meaning() {
    return asked.meaning();
  }

  long submission() {
    return docket.opened().submission();
  }

  /** The class digests that this role answers for; all of them where the policy says all. */
  SortedMap<String, Digest> covers() {
    SortedMap<String, Digest> all = docket.dossier().digests();
    if (asked.asked().coversAll()) {
      return all;
    }
    SortedMap<String, Digest> covered = new TreeMap<>();
    for (String name : asked.asked().covers()) {
      Digest digest = all.get(name);
      if (digest != null) {
        covered.put(name, digest);
      }
    }
    return covered;
  }

  /** Everything but the decision. Two of the same nonce are equal exactly if nothing moved. */
  Json.Obj ask(String nonce) {
    SubmissionOpened opened = docket.opened();
    Json.Builder covers = Json.obj();
    covers().forEach((name, digest) -> covers.put(name, digest.toString()));
    Json.Builder ask =
        Json.obj()
            .put("imprimatur", "statement/v1")
            .put("person", signer().person())
            .put("commitment", names.commitment().toString())
            .put("role", role())
            .put("meaning", meaning())
            .put("requirement", asked.id())
            .put("submission", opened.submission())
            .put("model", opened.model())
            .put("version", opened.version())
            .put("gate", opened.gate())
            .put("manifest", opened.manifest().toString())
            .put("cutoff", docket.model().cutoff())
            .put("use", opened.use().toString())
            .put("policy", opened.policy().toString())
            .put("covers", covers.build())
            .put("nonce", nonce);
    opened.envelope().ifPresent(envelope -> ask.put("envelope", envelope.toString()));
    if (!answers.isEmpty()) {
      Json.Builder named = Json.obj();
      answers.forEach((id, digest) -> named.put(id, digest.toString()));
      ask.put("answers", named.build());
    }
    signer().delegator().ifPresent(delegator -> ask.put("delegator", delegator));
    names
        .delegator()
        .ifPresent(commitment -> ask.put("delegatorCommitment", commitment.toString()));
    return ask.build();
  }

  /** The whole statement. */
  Json.Obj signed(
      Json.Obj ask,
      Decision decision,
      Instant at,
      Optional<Digest> opinion,
      Optional<Digest> terms) {
    Json.Builder statement = Json.obj();
    ask.members().forEach(statement::put);
    statement
        .put("decision", decision.word())
        .put("at", at.toString())
        .put("sentence", sentence(decision));
    opinion.ifPresent(digest -> statement.put("opinion", digest.toString()));
    terms.ifPresent(digest -> statement.put("terms", digest.toString()));
    return statement.build();
  }

  /** A whole statement as a passkey signs it: also where it was shown. */
  static Json.Obj on(Site site, Json.Obj signed) {
    Json.Builder statement = Json.obj();
    signed.members().forEach(statement::put);
    return statement.put("site", site.toJson()).build();
  }

  /** The statement in the first person. */
  String sentence(Decision decision) {
    String verb =
        switch (decision) {
          case APPROVE -> "I approve";
          case APPROVE_WITH_CONDITIONS -> "I approve, under the conditions that I state,";
          case REJECT -> "I reject";
          case ABSTAIN -> "I abstain from deciding on";
        };
    String answers =
        asked.asked().coversAll()
            ? "I answer for the whole dossier."
            : "I answer for: " + String.join(", ", covers().keySet()) + ".";
    String behalf =
        signer()
            .delegator()
            .map(delegator -> " on behalf of %s, whose role it is".formatted(delegator))
            .orElse("");
    String envelope =
        decision.approves() && docket.opened().envelope().isPresent()
            ? " I also sign its change envelope: a retrain inside it needs no new signature."
            : "";
    return "%s version %d for the gate %s, as %s (%s)%s. %s%s"
        .formatted(
            verb,
            docket.opened().version(),
            docket.opened().gate(),
            role(),
            meaning(),
            behalf,
            answers,
            envelope);
  }

  /** What moved between two asks, in words. */
  static List<String> differences(Json.Obj before, Json.Obj now) {
    List<String> differences = new ArrayList<>();
    compare(before.object("covers"), now.object("covers"), differences);
    compare(answers(before), answers(now), differences);
    for (String member :
        List.of("manifest", "cutoff", "use", "policy", "role", "meaning", "requirement")) {
      if (!before.string(member).equals(now.string(member))) {
        differences.add(member + " changed.");
      }
    }
    if (!before.find("delegator").equals(now.find("delegator"))) {
      differences.add("For whom you sign changed.");
    }
    return differences;
  }

  private static Json.Obj answers(Json.Obj ask) {
    return ask.find("answers").isPresent() ? ask.object("answers") : Json.obj().build();
  }

  private static void compare(Json.Obj was, Json.Obj is, List<String> differences) {
    var names = new TreeSet<String>(was.members().keySet());
    names.addAll(is.members().keySet());
    for (String name : names) {
      String old = brief(was, name);
      String current = brief(is, name);
      if (!old.equals(current)) {
        differences.add("%s changed: %s became %s.".formatted(name, old, current));
      }
    }
  }

  private static String brief(Json.Obj covers, String name) {
    return covers.find(name).isPresent() ? Digest.parse(covers.string(name)).brief() : "nothing";
  }
}
