// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.attestation.AttestationFacts.ApprovedVersion;
import org.imprimatur.proof.attestation.AttestationFacts.LogProof;
import org.imprimatur.proof.attestation.AttestationFacts.LoggedAct;
import org.imprimatur.proof.attestation.AttestationFacts.Passage;
import org.imprimatur.proof.attestation.AttestationFacts.Pinned;
import org.imprimatur.proof.attestation.AttestationFacts.PolicyVersion;
import org.imprimatur.proof.attestation.AttestationFacts.SignedOff;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.digest.Manifest;
import org.imprimatur.proof.log.Checkpoint;
import org.imprimatur.proof.log.Hash;
import org.imprimatur.proof.log.Leaves;
import org.imprimatur.proof.log.LogKey;
import org.imprimatur.proof.log.MerkleProofs;

/** A version of three files that was promoted, in a log of 310 entries. */
record TestingPromotion(Map<String, byte[]> files, AttestationFacts facts, String vkey) {
  static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
  private static final Instant AT = Instant.parse("2026-11-25T10:45:00.123Z");
  private static final Stamp STAMP = new Stamp(AT, "p_ada");
  private static final Digest TRACE = digest("trace");
  private static final int VERDICT = 300;

  static TestingPromotion logged() {
    var verdict = new VerdictGiven(STAMP, 12, true, TRACE);
    var promotion = new VersionPromoted(STAMP, "m_2c", 2, 12, "development", "production");
    Map<String, byte[]> files = new TreeMap<>();
    var random = new Random(7);
    for (String path : List.of("config.json", "model.onnx", "sub/naïve file.txt")) {
      byte[] bytes = new byte[500];
      random.nextBytes(bytes);
      files.put(path, bytes);
    }
    try {
      var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      var key = LogKey.of("log.example.test", pair.getPublic());
      List<byte[]> entries = entries(verdict, promotion);
      Hash root = MerkleProofs.root(entries.stream().map(Hash::leaf).toList());
      String note = new Checkpoint(key.name(), entries.size(), root).sign(key, pair.getPrivate());
      return new TestingPromotion(files, facts(files, proof(note, entries)), key.vkey());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  Map<String, Held> held() {
    Map<String, Held> held = new HashMap<>();
    files.forEach((path, bytes) -> held.put(path, Held.of(bytes)));
    return held;
  }

  /** Facts that the log does not bear out, by the code of their refusal. */
  Map<String, AttestationFacts> lies() {
    var v = facts.version();
    var p = facts.pinned();
    var log = facts.log();
    var otherVersion = new ApprovedVersion(v.model(), v.modelId(), 3, v.manifest(), v.cutoff());
    var otherPinned = new Pinned(p.policy(), p.use(), digest("another trace"));
    var early = new LoggedAct(10, log.verdict().act(), log.verdict().path());
    var otherLog = new LogProof(log.checkpoint(), early, log.promotion());
    return Map.of(
        "attestation.promotion",
        new AttestationFacts(AT, otherVersion, facts.passage(), p, facts.signOffs(), log),
        "attestation.verdict",
        new AttestationFacts(AT, v, facts.passage(), otherPinned, facts.signOffs(), log),
        "attestation.inclusion",
        new AttestationFacts(AT, v, facts.passage(), p, facts.signOffs(), otherLog));
  }

  private static List<byte[]> entries(Act verdict, Act promotion) {
    List<byte[]> entries = new ArrayList<>();
    for (int i = 0; i < 310; i++) {
      entries.add(("earlier " + i).getBytes(StandardCharsets.UTF_8));
    }
    entries.set(VERDICT, verdict.bytes());
    entries.set(VERDICT + 1, promotion.bytes());
    return entries;
  }

  private static LogProof proof(String note, List<byte[]> entries) {
    var leaves = Leaves.of(entries.stream().map(Hash::leaf).toList());
    int size = entries.size();
    return new LogProof(
        note,
        LoggedAct.of(VERDICT, entries.get(VERDICT), size, leaves),
        LoggedAct.of(VERDICT + 1, entries.get(VERDICT + 1), size, leaves));
  }

  private static AttestationFacts facts(Map<String, byte[]> files, LogProof log) {
    List<Manifest.File> named = new ArrayList<>();
    files.forEach(
        (path, bytes) -> named.add(new Manifest.File(path, Digest.of(bytes), bytes.length)));
    return new AttestationFacts(
        AT,
        new ApprovedVersion("mortgage-fast-track", "m_2c", 2, new Manifest(named), "0.40"),
        new Passage(12, "production", "high", "development", "production"),
        new Pinned(new PolicyVersion("lending", 1, digest("policy")), digest("use"), TRACE),
        List.of(
            signOff("p_bruno", "validator", "review"),
            signOff("p_lena", "business-owner", "approval")),
        log);
  }

  private static SignedOff signOff(String person, String role, String meaning) {
    return new SignedOff(person, role, meaning, "approve", digest(role), digest(person));
  }

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
