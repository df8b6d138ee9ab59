// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.SignOff.Decision;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Policy;

/** A gate with people before it, whose requirements and clock a test chooses. */
final class TestingGate {
  private static final String DECISION =
      """

      - {id: decision, kind: signoff, role: owner, meaning: approval, tiers: [high], covers: all}
      """;

  static final Digest SOME = Digest.of("some".getBytes(UTF_8));

  final Map<String, Set<String>> roles = new HashMap<>();
  final Map<String, String> contributors = new HashMap<>(Map.of("ada", "registered it"));
  final Map<String, Set<String>> creators = new HashMap<>();
  final Set<String> recused = new HashSet<>();
  final Set<String> lines = new HashSet<>();
  final List<SignOff> signOffs = new ArrayList<>();
  final Map<String, String> contents = new HashMap<>(Map.of("documentation", "card"));
  private final Policy policy;
  private Decisions decisions = Decisions.NONE;
  Instant now = Instant.parse("2026-11-25T09:00:00Z");

  private TestingGate(Policy policy) {
    this.policy = policy;
    roles.put("ada", Set.of("data-scientist", "validator"));
    roles.put("bruno", Set.of("validator"));
    roles.put("chiara", Set.of("compliance"));
    roles.put("lena", Set.of("owner"));
    roles.put("dmitri", Set.of("risk-manager"));
    roles.put("hanna", Set.of("risk-manager", "validator"));
  }

  /** With these requirements before the final approval, and waivers of 30 days by risk managers. */
  static TestingGate asking(String requirements) {
    return asking(requirements, "waivers: {longest: 30d, by: [risk-manager]}");
  }

  static TestingGate asking(String requirements, String waivers) {
    return new TestingGate(TestingPolicy.asking(requirements + DECISION, waivers));
  }

  Stamp by(String person) {
    return new Stamp(now, person);
  }

  void act(Act act) {
    decisions = decisions.after(act);
  }

  Decisions decisions() {
    return decisions;
  }

  SignOff sign(String person, String role, Decision decision) {
    return sign(person, role, decision, Terms.NONE);
  }

  /** Over what the dossier holds and, for an approval, all that others said. */
  SignOff sign(String person, String role, Decision decision, Terms terms) {
    String meaning = role.equals("owner") ? "approval" : "review";
    SortedMap<String, Digest> answers =
        meaning.equals("approval") ? Answers.of(input()).of(person) : Collections.emptySortedMap();
    String id = "s_%s_%s_%d".formatted(person, role, signOffs.size());
    signOffs.removeIf(one -> one.person().equals(person) && one.role().equals(role));
    var signOff =
        new SignOff(
            id,
            person,
            role,
            meaning,
            decision,
            "password",
            dossier().digests(),
            new SignOff.Backing(Digest.of(id.getBytes(UTF_8)), terms, answers));
    signOffs.add(signOff);
    return signOff;
  }

  Verdict.State state(String requirement) {
    return result(requirement).state();
  }

  Verdict.Result result(String requirement) {
    return verdict().results().stream()
        .filter(result -> result.requirement().equals(requirement))
        .findFirst()
        .orElseThrow();
  }

  List<String> codes(String requirement) {
    return result(requirement).reasons().stream().map(Verdict.Reason::code).toList();
  }

  Verdict verdict() {
    return Gate.evaluate(input());
  }

  People people() {
    return new People(
        roles,
        contributors,
        0,
        creators,
        new Circumstances(
            Map.of(), Map.of(), List.of(), List.of(), recused, List.of(), lines, Instant.EPOCH));
  }

  Policy policy() {
    return policy;
  }

  GateInput input() {
    var subject =
        new GateInput.Subject(
            SOME,
            "production",
            "high",
            GateInput.Standing.at("development"),
            new GateInput.Bytes(SOME, "0.5"),
            Optional.empty());
    return new GateInput(policy, subject, dossier(), signOffs, people(), decisions, now);
  }

  private Dossier dossier() {
    SortedMap<String, SortedMap<String, Dossier.Item>> classes = new TreeMap<>();
    contents.forEach(
        (name, text) -> {
          Json.Obj content = Json.obj().put("text", text).build();
          var item =
              new Dossier.Item(
                  Digest.of(content), Policy.Level.COMPUTED_HERE, List.of(SOME), content);
          classes.put(name, new TreeMap<>(Map.of("item", item)));
        });
    return new Dossier(classes);
  }
}
