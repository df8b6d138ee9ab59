// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.act.PeopleAct.PasskeyEnrolled;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.attestation.SignOffsFacts.ByPasskey;
import org.imprimatur.proof.attestation.SignOffsFacts.Signed;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;
import org.jspecify.annotations.Nullable;

/**
 * The in-toto statement of the sign-offs, beside the verification summary and about the same
 * subjects. What a reader asks for stands plainly in each sign-off, and follows from what was
 * signed and logged: whoever changes one without the other is refused.
 */
final class SignOffsStatement {
  static final String PREDICATE = "https://imprimatur.dev/signoffs/v1";
  private static final String CODE = "code";

  private SignOffsStatement() {}

  static Json.Obj write(SignOffsFacts facts) {
    AttestationFacts attested = facts.attested();
    List<Json> signOffs = facts.signOffs().stream().map(one -> (Json) signed(facts, one)).toList();
    return Json.obj()
        .put("_type", Statement.TYPE)
        .put("subject", Json.array(Statement.subjects(attested.version())))
        .put("predicateType", PREDICATE)
        .put(
            "predicate",
            Json.obj()
                .put("promotion", Statement.promotion(attested))
                .put("checkpoint", attested.log().checkpoint())
                .put("evidence", digests(facts.evidence()))
                .put("signOffs", Json.array(signOffs))
                .build())
        .build();
  }

  private static Json.Obj signed(SignOffsFacts facts, Signed signed) {
    SignoffGiven given = signed.given();
    Json.Builder json =
        Json.obj()
            .put("signoff", given.signoff())
            .put(CODE, signed.code())
            .put("person", given.by())
            .put("commitment", signed.commitment().toString())
            .put("role", given.role())
            .put("meaning", given.meaning())
            .put("decision", given.decision())
            .put("at", Statement.INSTANT.format(given.at()))
            .put("method", given.method())
            .put("covers", digests(given.covers()))
            .put("current", facts.current(given))
            .put("statementDigest", given.statement().toString())
            .put("statement", signed.statement())
            .put("logged", Statement.logged(signed.logged()));
    given.delegator().ifPresent(person -> json.put("delegator", person));
    given.terms().ifPresent(digest -> json.put("terms", digest.toString()));
    given.opinion().ifPresent(digest -> json.put("opinion", digest.toString()));
    if (!given.answers().isEmpty()) {
      json.put("answers", digests(given.answers()));
    }
    signed.passkey().ifPresent(passkey -> json.put("passkey", passkey(passkey)));
    return json.build();
  }

  private static Json passkey(ByPasskey passkey) {
    PasskeyEnrolled enrolled = passkey.enrolled();
    return Json.obj()
        .put("passkey", enrolled.passkey())
        .put("key", enrolled.key())
        .put("credential", enrolled.credential().toString())
        .put("rp", enrolled.rp())
        .put("origin", enrolled.origin())
        .put("authenticator", enrolled.authenticator())
        .put("assertion", passkey.assertion())
        .put("logged", Statement.logged(passkey.logged()))
        .build();
  }

  private static Json digests(Map<String, Digest> named) {
    Json.Builder digests = Json.obj();
    named.forEach((name, digest) -> digests.put(name, digest.toString()));
    return digests.build();
  }

  /** Reads exactly what {@link #write} writes of this promotion; anything else is refused. */
  static SignOffsFacts read(byte[] payload, AttestationFacts attested) {
    try {
      if (!(Json.parse(payload) instanceof Json.Obj statement)) {
        throw shape("it is no object.");
      }
      SignOffsFacts facts = read(statement, attested);
      Json.Obj written = write(facts);
      samePromotion(statement, written);
      sameSignOffs(statement, written);
      if (!Arrays.equals(written.canonical(), payload)) {
        throw shape("it says more or less than it can.");
      }
      return facts;
    } catch (JsonException e) {
      throw new AttestationException(
          e.code(), "The statement of the sign-offs cannot be read. " + e.getMessage());
    } catch (IllegalArgumentException | DateTimeException e) {
      throw shape(e.getMessage());
    }
  }

  private static SignOffsFacts read(Json.Obj statement, AttestationFacts attested) {
    if (!statement.string("_type").equals(Statement.TYPE)
        || !statement.string("predicateType").equals(PREDICATE)) {
      throw new AttestationException(
          "signoffs.predicate", "The statement is not one of sign-offs, " + PREDICATE + ".");
    }
    Json.Obj predicate = statement.object("predicate");
    SortedMap<String, Digest> evidence = new TreeMap<>();
    Json.Obj classes = predicate.object("evidence");
    classes
        .members()
        .keySet()
        .forEach(name -> evidence.put(name, Digest.parse(classes.string(name))));
    List<Signed> signOffs = new ArrayList<>();
    for (Json value : predicate.array("signOffs").values()) {
      if (!(value instanceof Json.Obj signed)) {
        throw shape("a sign-off is no object.");
      }
      signOffs.add(
          new Signed(
              Statement.logged(signed.object("logged")),
              signed.object("statement"),
              signed.find("passkey").isPresent()
                  ? Optional.of(passkey(signed.object("passkey")))
                  : Optional.empty()));
    }
    return new SignOffsFacts(attested, evidence, signOffs);
  }

  private static ByPasskey passkey(Json.Obj passkey) {
    return new ByPasskey(Statement.logged(passkey.object("logged")), passkey.object("assertion"));
  }

  private static void samePromotion(Json.Obj read, Json.Obj written) {
    boolean same =
        read.array("subject").equals(written.array("subject"))
            && read.object("predicate")
                .object("promotion")
                .equals(written.object("predicate").object("promotion"))
            && read.object("predicate")
                .string("checkpoint")
                .equals(written.object("predicate").string("checkpoint"));
    if (!same) {
      throw new AttestationException(
          "signoffs.promotion", "The sign-offs are of another promotion than the attestation.");
    }
  }

  /** Names the member by which a sign-off was made to say something else than was signed. */
  private static void sameSignOffs(Json.Obj read, Json.Obj written) {
    List<Json> theirs = read.object("predicate").array("signOffs").values();
    List<Json> ours = written.object("predicate").array("signOffs").values();
    for (int i = 0; i < ours.size(); i++) {
      if (theirs.get(i) instanceof Json.Obj said && ours.get(i) instanceof Json.Obj signed) {
        sameMembers(said, signed);
      }
    }
  }

  private static void sameMembers(Json.Obj said, Json.Obj signed) {
    for (Map.Entry<String, Json> member : signed.members().entrySet()) {
      if (!said.find(member.getKey()).equals(Optional.of(member.getValue()))) {
        boolean code = member.getKey().equals(CODE);
        throw new AttestationException(
            code ? "signoffs.code" : "signoffs.differs",
            "The sign-off %s says something else than what was signed: %s."
                .formatted(signed.string("signoff"), member.getKey()));
      }
    }
  }

  private static AttestationException shape(@Nullable String why) {
    return new AttestationException(
        "signoffs.shape", "The statement is not one of the sign-offs of a promotion: " + why);
  }
}
