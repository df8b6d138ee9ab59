// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.List;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.FoundingAct.LogOpened;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.attestation.Attestation;
import org.imprimatur.proof.attestation.AttestationFacts;
import org.imprimatur.proof.attestation.AttestationFacts.ApprovedVersion;
import org.imprimatur.proof.attestation.AttestationFacts.LogProof;
import org.imprimatur.proof.attestation.AttestationFacts.LoggedAct;
import org.imprimatur.proof.attestation.AttestationFacts.Passage;
import org.imprimatur.proof.attestation.AttestationFacts.Pinned;
import org.imprimatur.proof.attestation.AttestationFacts.PolicyVersion;
import org.imprimatur.proof.attestation.AttestationFacts.SignedOff;
import org.imprimatur.proof.attestation.AttestationKey;
import org.imprimatur.proof.attestation.StatusList;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.log.Checkpoint;
import org.imprimatur.proof.log.Hash;
import org.imprimatur.proof.log.Leaves;
import org.imprimatur.proof.log.LogKey;
import org.imprimatur.proof.log.MerkleProofs;
import org.imprimatur.proof.log.TilePath;
import org.imprimatur.proof.log.Tiles;

/** Files as they lie after a promotion: artifact, attestation, keys, and a log just opened. */
record Promotion(Path artifact, Path bundle, Path key, String logKey, Path export) {
  private static final Instant AT = Instant.parse("2026-11-25T10:45:00.123Z");
  private static final Digest TRACE = digest("trace");

  static Promotion of(Path folder) throws IOException {
    Path artifact = Files.createDirectories(folder.resolve("artifact"));
    Files.writeString(artifact.resolve("model.onnx"), "model");
    AttestationKey key = AttestationKey.generate();
    KeyPair logKeys = ed25519();
    LogKey logKey = LogKey.of("log.example.test", logKeys.getPublic());
    Path bundle = folder.resolve("attestation.json");
    Files.write(bundle, Attestation.issue(facts(artifact, logKey, logKeys), key));
    Path pem = Files.writeString(folder.resolve("attestation.pem"), key.publicPem());
    Path export = export(folder.resolve("export"), logKey, logKeys, key.publicPem());
    for (String status :
        List.of(
            StatusList.VALID,
            StatusList.SUSPENDED,
            "replaced",
            "retired",
            "withdrawn",
            "left",
            "paused")) {
      var entry = new StatusList.Entry(1, Digest.of(Files.readAllBytes(bundle)), status);
      Instant now = Instant.now();
      Files.write(
          folder.resolve("elsewhere-" + status + ".json"),
          StatusList.at("staging.example.test", now, List.of(entry)).sign(key));
      Files.write(
          folder.resolve(status + ".json"),
          StatusList.at("log.example.test", now, List.of(entry)).sign(key));
      Files.write(
          folder.resolve("old-" + status + ".json"),
          StatusList.at("log.example.test", now.minus(StatusList.LIFE), List.of(entry)).sign(key));
    }
    Files.write(
        folder.resolve("empty.json"),
        StatusList.at("log.example.test", Instant.now(), List.of()).sign(key));
    return new Promotion(artifact, bundle, pem, logKey.vkey(), export);
  }

  private static Path export(Path folder, LogKey key, KeyPair keys, String pem) throws IOException {
    Act opened = new LogOpened(new Stamp(AT, Stamp.SYSTEM), key.name(), key.vkey(), pem);
    List<byte[]> entries = List.of(opened.bytes());
    List<Hash> leaves = List.of(Hash.leaf(opened.bytes()));
    Files.createDirectories(folder.resolve("tile/entries/000.p"));
    Files.createDirectories(folder.resolve("tile/0/000.p"));
    Files.write(folder.resolve("tile/entries/000.p/1"), Tiles.bundle(entries));
    Files.write(
        folder.resolve("tile/0/000.p/1"), Tiles.tile(new TilePath(0, 0, 1), Leaves.of(leaves)));
    Files.writeString(folder.resolve("checkpoint"), note(leaves, key, keys));
    return folder;
  }

  private static AttestationFacts facts(Path artifact, LogKey key, KeyPair keys) {
    var stamp = new Stamp(AT, "p_ada");
    byte[] verdict = new VerdictGiven(stamp, 12, true, TRACE).bytes();
    byte[] promotion =
        new VersionPromoted(stamp, "m_2c", 2, 12, "development", "production").bytes();
    List<Hash> leaves = List.of(Hash.leaf(verdict), Hash.leaf(promotion));
    var proof =
        new LogProof(
            note(leaves, key, keys),
            LoggedAct.of(0, verdict, 2, Leaves.of(leaves)),
            LoggedAct.of(1, promotion, 2, Leaves.of(leaves)));
    return new AttestationFacts(
        AT,
        new ApprovedVersion(
            "mortgage", "m_2c", 2, Artifact.read(List.of(artifact)).manifest(), "0.40"),
        new Passage(12, "production", "high", "development", "production"),
        new Pinned(new PolicyVersion("lending", 1, digest("policy")), digest("use"), TRACE),
        List.of(
            new SignedOff(
                "p_lena", "business-owner", "approval", "approve", digest("s"), digest("p"))),
        proof);
  }

  private static String note(List<Hash> leaves, LogKey key, KeyPair keys) {
    return new Checkpoint(key.name(), leaves.size(), MerkleProofs.root(leaves))
        .sign(key, keys.getPrivate());
  }

  private static KeyPair ed25519() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(UTF_8));
  }
}
