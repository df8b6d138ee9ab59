// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.signature;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;

/** Holds what a person signed to the act that recorded it and to what the submission pins. */
public final class SignedStatement {
  /** The member that says which evidence is answered for. */
  public static final String COVERS = "covers";

  private final Json.Obj statement;
  private final List<String> differing = new ArrayList<>();

  private SignedStatement(Json.Obj statement) {
    this.statement = statement;
  }

  /** What a submission pins, which every statement of it names. */
  public record Subject(
      String model,
      long version,
      String gate,
      Digest manifest,
      String cutoff,
      Digest use,
      Digest policy) {}

  /**
   * The members that say something else than the act and the subject, empty if all agree. When a
   * statement signed by passkey was shown is held to its ceremony, not here; names are held to
   * their commitments by whoever knows those.
   */
  public static List<String> differing(Json.Obj statement, SignoffGiven act, Subject subject) {
    var check = new SignedStatement(statement);
    check.act(act);
    check.subject(subject);
    check.instant(act);
    check.backing(act);
    return List.copyOf(check.differing);
  }

  private void act(SignoffGiven act) {
    says("imprimatur", Json.of("statement/v1"));
    says("person", Json.of(act.by()));
    says("role", Json.of(act.role()));
    says("meaning", Json.of(act.meaning()));
    says("decision", Json.of(act.decision()));
    says("submission", Json.of(act.submission()));
    // Acts that were recorded before a gate could ask a role twice name no requirement.
    act.requirement().ifPresent(id -> says("requirement", Json.of(id)));
  }

  private void subject(Subject subject) {
    says("model", Json.of(subject.model()));
    says("version", Json.of(subject.version()));
    says("gate", Json.of(subject.gate()));
    says("manifest", json(subject.manifest()));
    says("cutoff", Json.of(subject.cutoff()));
    says("use", json(subject.use()));
    says("policy", json(subject.policy()));
  }

  /** A site stands exactly where a passkey signs; a password signs at the act's own instant. */
  private void instant(SignoffGiven act) {
    unless("site", statement.find("site").isPresent() == act.asserted().isPresent());
    if (act.asserted().isEmpty()) {
      unless("at", at().equals(Optional.of(act.at())));
    }
  }

  private Optional<Instant> at() {
    try {
      return text("at").map(Instant::parse).map(at -> at.truncatedTo(ChronoUnit.MILLIS));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private void backing(SignoffGiven act) {
    says("opinion", act.opinion().map(SignedStatement::json));
    says("terms", act.terms().map(SignedStatement::json));
    says("delegator", act.delegator().map(Json::of));
    says(
        "answers",
        act.answers().isEmpty() ? Optional.empty() : Optional.of(digests(act.answers())));
    says(COVERS, digests(act.covers()));
    unless("nonce", text("nonce").filter(nonce -> !nonce.isBlank()).isPresent());
    unless("sentence", text("sentence").filter(sentence -> !sentence.isBlank()).isPresent());
  }

  private Optional<String> text(String member) {
    return statement.find(member).orElse(Json.nothing()) instanceof Json.Str(var text)
        ? Optional.of(text)
        : Optional.empty();
  }

  private static Json json(Digest digest) {
    return Json.of(digest.toString());
  }

  private static Json digests(Map<String, Digest> named) {
    Json.Builder digests = Json.obj();
    named.forEach((name, digest) -> digests.put(name, digest.toString()));
    return digests.build();
  }

  private void says(String member, Json expected) {
    says(member, Optional.of(expected));
  }

  private void says(String member, Optional<Json> expected) {
    unless(member, statement.find(member).equals(expected));
  }

  private void unless(String member, boolean right) {
    if (!right) {
      differing.add(member);
    }
  }
}
