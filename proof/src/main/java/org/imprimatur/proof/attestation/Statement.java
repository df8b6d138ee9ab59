// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.imprimatur.proof.attestation.AttestationFacts.ApprovedVersion;
import org.imprimatur.proof.attestation.AttestationFacts.LogProof;
import org.imprimatur.proof.attestation.AttestationFacts.LoggedAct;
import org.imprimatur.proof.attestation.AttestationFacts.Passage;
import org.imprimatur.proof.attestation.AttestationFacts.Pinned;
import org.imprimatur.proof.attestation.AttestationFacts.PolicyVersion;
import org.imprimatur.proof.attestation.AttestationFacts.SignedOff;
import org.imprimatur.proof.attestation.AttestationFacts.Waived;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.digest.Manifest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;
import org.imprimatur.proof.log.Hash;
import org.jspecify.annotations.Nullable;

/**
 * The in-toto statement of an attestation: a SLSA verification summary that admission controllers
 * understand, with our own facts under a name of our own.
 */
final class Statement {
  static final String TYPE = "https://in-toto.io/Statement/v1";
  static final String PREDICATE = "https://slsa.dev/verification_summary/v1";
  static final String FACTS = "https://imprimatur.dev/attestation/v1";
  private static final String RESULT = "verificationResult";
  static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Statement() {}

  static Json.Obj write(AttestationFacts facts) {
    return Json.obj()
        .put("_type", TYPE)
        .put("subject", Json.array(subjects(facts.version())))
        .put("predicateType", PREDICATE)
        .put("predicate", summary(facts))
        .build();
  }

  /** Reads exactly what {@link #write} writes; anything more, less or other is refused. */
  static AttestationFacts read(byte[] payload) {
    try {
      if (!(Json.parse(payload) instanceof Json.Obj statement)) {
        throw shape("it is no object.");
      }
      AttestationFacts facts = read(statement);
      if (!Arrays.equals(write(facts).canonical(), payload)) {
        throw shape("its parts do not agree with each other.");
      }
      return facts;
    } catch (JsonException e) {
      throw new AttestationException(e.code(), "The statement cannot be read. " + e.getMessage());
    } catch (IllegalArgumentException | DateTimeException e) {
      throw shape(e.getMessage());
    }
  }

  private static AttestationFacts read(Json.Obj statement) {
    if (!statement.string("_type").equals(TYPE)
        || !statement.string("predicateType").equals(PREDICATE)) {
      throw new AttestationException(
          "attestation.predicate",
          "The statement is not a verification summary, " + PREDICATE + ".");
    }
    Json.Obj summary = statement.object("predicate");
    if (!summary.string(RESULT).equals("PASSED")) {
      throw new AttestationException(
          "attestation.not-passed",
          "The statement says " + summary.string(RESULT) + ", not PASSED.");
    }
    Json.Obj facts = summary.object(FACTS);
    return new AttestationFacts(
        INSTANT.parse(summary.string("timeVerified"), Instant::from),
        new ApprovedVersion(
            facts.string("model"),
            facts.string("modelId"),
            facts.integer("version"),
            Manifest.fromJson(facts.object("manifest")),
            facts.string("cutoff")),
        new Passage(
            facts.integer("submission"),
            facts.string("gate"),
            facts.string("tier"),
            facts.string("from"),
            facts.string("to")),
        new Pinned(
            policy(facts.object("policy")),
            Digest.parse(facts.string("use")),
            Digest.parse(facts.string("trace"))),
        signOffs(facts.array("signOffs")),
        facts.find("waivers").isPresent() ? waivers(facts.array("waivers")) : List.of(),
        facts.find("envelope").isPresent()
            ? OptionalLong.of(facts.object("envelope").integer("submission"))
            : OptionalLong.empty(),
        log(facts.object("log")));
  }

  static List<Json> subjects(ApprovedVersion version) {
    String name = version.model() + "@v" + version.number();
    List<Json> subjects = new ArrayList<>();
    subjects.add(subject(name, version.manifest().modelDigest()));
    for (Manifest.File file : version.manifest().files()) {
      subjects.add(subject(name + "/" + file.path(), file.digest()));
    }
    return subjects;
  }

  private static Json subject(String name, Digest digest) {
    return Json.obj().put("name", name).put("digest", sha256(digest)).build();
  }

  private static Json sha256(Digest digest) {
    return Json.obj().put("sha256", digest.hex()).build();
  }

  private static Json.Obj summary(AttestationFacts facts) {
    String server = "https://" + facts.log().origin();
    PolicyVersion policy = facts.pinned().policy();
    return Json.obj()
        .put("verifier", Json.obj().put("id", server).build())
        .put("timeVerified", INSTANT.format(facts.at()))
        .put("resourceUri", "models:/" + facts.version().model() + "/" + facts.version().number())
        .put(
            "policy",
            Json.obj()
                .put("uri", server + "/policies/" + policy.name() + "/" + policy.number())
                .put("digest", sha256(policy.digest()))
                .build())
        .put(RESULT, "PASSED")
        .put("verifiedLevels", levels(facts))
        .put(FACTS, own(facts))
        .build();
  }

  /** What was waived is another level, so that whoever asks for the whole one is not given less. */
  private static Json levels(AttestationFacts facts) {
    Passage passage = facts.passage();
    String waived = facts.waivers().isEmpty() ? "" : "_WITH_WAIVERS";
    return Json.array(
        List.of(
            Json.of("MODEL_APPROVED_" + word(passage.gate()) + waived),
            Json.of("RISK_TIER_" + word(passage.tier()))));
  }

  private static String word(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  private static Json own(AttestationFacts facts) {
    Json.Builder own = about(facts);
    if (!facts.waivers().isEmpty()) {
      own.put("waivers", Json.array(facts.waivers().stream().map(Statement::waived).toList()));
    }
    facts
        .envelope()
        .ifPresent(
            submission -> own.put("envelope", Json.obj().put("submission", submission).build()));
    return own.put("manifest", facts.version().manifest().toJson())
        .put("signOffs", Json.array(facts.signOffs().stream().map(Statement::signOff).toList()))
        .put("log", log(facts.log()))
        .build();
  }

  /** The promotion as the statement of its sign-offs names it. */
  static Json.Obj promotion(AttestationFacts facts) {
    return about(facts)
        .put("log", facts.log().origin())
        .put("at", INSTANT.format(facts.at()))
        .build();
  }

  private static Json.Builder about(AttestationFacts facts) {
    ApprovedVersion version = facts.version();
    Passage passage = facts.passage();
    PolicyVersion policy = facts.pinned().policy();
    return Json.obj()
        .put("model", version.model())
        .put("modelId", version.modelId())
        .put("version", version.number())
        .put("manifestDigest", version.manifest().digest().toString())
        .put("cutoff", version.cutoff())
        .put("submission", passage.submission())
        .put("gate", passage.gate())
        .put("tier", passage.tier())
        .put("from", passage.from())
        .put("to", passage.to())
        .put(
            "policy",
            Json.obj()
                .put("name", policy.name())
                .put("number", policy.number())
                .put("digest", policy.digest().toString())
                .build())
        .put("use", facts.pinned().use().toString())
        .put("trace", facts.pinned().trace().toString());
  }

  private static Json signOff(SignedOff signOff) {
    return Json.obj()
        .put("person", signOff.person())
        .put("role", signOff.role())
        .put("meaning", signOff.meaning())
        .put("decision", signOff.decision())
        .put("statement", signOff.statement().toString())
        .put("commitment", signOff.commitment().toString())
        .build();
  }

  private static Json waived(Waived waived) {
    return Json.obj()
        .put("requirement", waived.requirement())
        .put("state", "WAIVED")
        .put("waiver", waived.waiver())
        .put("until", waived.until())
        .put("askedBy", waived.askedBy())
        .put("grantedBy", waived.grantedBy())
        .build();
  }

  private static List<Waived> waivers(Json.Arr array) {
    List<Waived> waivers = new ArrayList<>();
    for (Json value : array.values()) {
      if (!(value instanceof Json.Obj waived)) {
        throw shape("a waiver is no object.");
      }
      waivers.add(
          new Waived(
              waived.string("requirement"),
              waived.string("waiver"),
              waived.string("until"),
              waived.string("askedBy"),
              waived.string("grantedBy")));
    }
    return waivers;
  }

  private static Json log(LogProof log) {
    return Json.obj()
        .put("origin", log.origin())
        .put("checkpoint", log.checkpoint())
        .put("verdict", logged(log.verdict()))
        .put("promotion", logged(log.promotion()))
        .build();
  }

  static Json logged(LoggedAct act) {
    return Json.obj()
        .put("index", act.index())
        .put("act", act.act())
        .put("proof", Json.array(act.path().stream().map(h -> Json.of(h.base64())).toList()))
        .build();
  }

  private static PolicyVersion policy(Json.Obj policy) {
    return new PolicyVersion(
        policy.string("name"), policy.integer("number"), Digest.parse(policy.string("digest")));
  }

  private static List<SignedOff> signOffs(Json.Arr array) {
    List<SignedOff> signOffs = new ArrayList<>();
    for (Json value : array.values()) {
      if (!(value instanceof Json.Obj signOff)) {
        throw shape("a sign-off is no object.");
      }
      signOffs.add(
          new SignedOff(
              signOff.string("person"),
              signOff.string("role"),
              signOff.string("meaning"),
              signOff.string("decision"),
              Digest.parse(signOff.string("statement")),
              Digest.parse(signOff.string("commitment"))));
    }
    return signOffs;
  }

  private static LogProof log(Json.Obj log) {
    return new LogProof(
        log.string("checkpoint"), logged(log.object("verdict")), logged(log.object("promotion")));
  }

  static LoggedAct logged(Json.Obj act) {
    List<Hash> path = new ArrayList<>();
    Json.Arr proof = act.array("proof");
    for (int i = 0; i < proof.values().size(); i++) {
      path.add(Hash.of(Base64.getDecoder().decode(proof.string(i))));
    }
    return new LoggedAct(act.integer("index"), act.string("act"), path);
  }

  private static AttestationException shape(@Nullable String why) {
    return new AttestationException(
        "attestation.shape", "The statement is not an attestation of a promotion: " + why);
  }
}
