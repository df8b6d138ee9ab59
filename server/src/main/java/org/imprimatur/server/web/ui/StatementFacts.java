// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Condition;
import org.imprimatur.proof.gate.Terms;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.gates.Gates;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.web.ui.view.Code;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.stereotype.Component;

/**
 * A statement member by member, for whoever is about to sign it: what stands in it as a pseudonym,
 * an id or a digest is shown beside what it means.
 */
@Component
record StatementFacts(Faces faces, Names names, ModelSides sides) {
  /** What the ids and digests of a statement are read from. */
  @Component
  record Faces(Gates gates, Models models, Blobs blobs) {}

  List<Fact> of(Json.Obj statement, Terms terms) {
    List<Fact> facts = new ArrayList<>();
    who(statement, facts);
    what(statement, facts);
    covers(statement, facts);
    answers(statement, facts);
    terms(terms, facts);
    for (String name : List.of("terms", "opinion")) {
      statement
          .find(name)
          .ifPresent(
              _ ->
                  facts.add(
                      Fact.of(
                          name.equals("terms") ? "Terms" : "Reasons",
                          Code.of(statement.string(name)))));
    }
    facts.add(Fact.of("Signed on", statement.object("site").string("origin")));
    facts.add(Fact.of("Statement", Code.of(Digest.of(statement).toString())));
    return facts;
  }

  private void who(Json.Obj statement, List<Fact> facts) {
    String role = statement.string("role");
    facts.add(Fact.of("Signed by", List.of(names.person(statement.string("person"), role))));
    if (statement.find("delegator").isPresent()) {
      String delegator = statement.string("delegator");
      facts.add(Fact.of("Signed for", List.of(names.person(delegator, "whose role it is"))));
    }
    facts.add(Fact.of("Role", role));
    facts.add(Fact.of("Meaning", statement.string("meaning")));
    facts.add(Fact.of("Decision", statement.string("decision")));
    facts.add(Fact.of("At", statement.string("at")));
  }

  private void what(Json.Obj statement, List<Fact> facts) {
    String model = faces.models().name(statement.string("model"));
    facts.add(Fact.of("Model", model + ", version " + statement.integer("version")));
    facts.add(Fact.of("Submission", Long.toString(statement.integer("submission"))));
    facts.add(Fact.of("Gate", statement.string("gate")));
    facts.add(Fact.of("Requirement", statement.string("requirement")));
    Digest use = Digest.parse(statement.string("use"));
    facts.add(named("Use", Text.of(faces.blobs().document(use).string("purpose")), use));
    facts.add(Fact.of("Cut-off", statement.string("cutoff")));
    facts.add(Fact.of("Artifact", Code.of(statement.string("manifest"))));
    Digest policy = Digest.parse(statement.string("policy"));
    facts.add(named("Policy", sides.policy(policy), policy));
  }

  private static Fact named(String term, Text words, Digest digest) {
    return new Fact(term, words, List.of(), Code.of(digest.toString()));
  }

  private static void covers(Json.Obj statement, List<Fact> facts) {
    Json.Obj covers = statement.object("covers");
    for (String name : covers.members().keySet()) {
      facts.add(Fact.of("Covers " + name, Code.of(covers.string(name))));
    }
  }

  /** The opinions, dissent, waivers and conditions that an approval answers for. */
  private void answers(Json.Obj statement, List<Fact> facts) {
    if (statement.find("answers").isEmpty()) {
      return;
    }
    Standing standing = faces.gates().standing(statement.integer("submission"));
    Json.Obj answers = statement.object("answers");
    for (String id : answers.members().keySet()) {
      AnswerWords.Said said = AnswerWords.of(id, standing);
      facts.add(
          named(
              "Answers for",
              Text.of(said.what() + ", " + names.of(said.person())),
              Digest.parse(answers.string(id))));
    }
  }

  /** What the decision is tied to, in full: it is signed under its digest. */
  private void terms(Terms terms, List<Fact> facts) {
    int number = 1;
    for (Condition condition : terms.conditions()) {
      String measure =
          condition
              .measure()
              .map(one -> "; measured in %s: %s".formatted(one.evidenceClass(), one.when().text()))
              .orElse("");
      facts.add(
          Fact.of(
              "Condition " + number++,
              "%s; %s, until %s%s"
                  .formatted(
                      condition.text(), names.of(condition.owner()), condition.due(), measure)));
    }
    terms.category().ifPresent(category -> facts.add(Fact.of("Why", category.sentence())));
    terms.fixes().forEach(fix -> facts.add(Fact.of("To fix", fix)));
  }
}
