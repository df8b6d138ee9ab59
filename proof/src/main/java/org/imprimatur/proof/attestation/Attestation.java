// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.attestation.AttestationFacts.Passage;
import org.imprimatur.proof.attestation.AttestationFacts.SignedOff;
import org.imprimatur.proof.log.Checkpoint;
import org.imprimatur.proof.log.LogKey;

/** Issues attestations, and verifies them with public keys and the artifact at hand alone. */
public final class Attestation {
  private static final int MOST_REASONS = 20;

  private Attestation() {}

  /** The bundle's bytes; facts that its verification would refuse are a mistake of the caller. */
  public static byte[] issue(AttestationFacts facts, AttestationKey key) {
    List<Objection> objections = LogCheck.objections(facts, Optional.empty());
    if (!objections.isEmpty()) {
      throw new IllegalArgumentException(objections.getFirst().sentence());
    }
    byte[] statement = Statement.write(facts).canonical();
    return SigstoreBundle.sign(Dsse.IN_TOTO, statement, key).bytes();
  }

  /**
   * Verifies a bundle with the public key in {@code pem}, the log's verifier key where there is
   * one, and the files of the artifact by their paths.
   */
  public static Verification verify(
      byte[] bundle, String pem, Optional<String> vkey, Map<String, Held> held) {
    try {
      TrustedKey key = TrustedKey.parse(pem);
      Optional<LogKey> logKey = vkey.map(Attestation::logKey);
      AttestationFacts facts = open(SigstoreBundle.read(bundle), key);
      List<Objection> objections = new ArrayList<>(LogCheck.objections(facts, logKey));
      objections.addAll(ArtifactCheck.objections(facts.version().manifest(), held));
      return objections.isEmpty()
          ? new Verification.Verified(facts, sentences(facts, logKey.isPresent()))
          : refused(objections);
    } catch (AttestationException e) {
      String sentence = String.valueOf(e.getMessage());
      return new Verification.Refused(e.code(), sentence, List.of(sentence));
    }
  }

  private static AttestationFacts open(SigstoreBundle bundle, TrustedKey key) {
    byte[] statement = bundle.open(key, Dsse.IN_TOTO);
    if (!bundle.envelope().isLow()) {
      throw new AttestationException(
          "dsse.signature-form", "The signature was changed into another form after signing.");
    }
    return Statement.read(statement);
  }

  private static LogKey logKey(String vkey) {
    try {
      return LogKey.parse(vkey);
    } catch (IllegalArgumentException e) {
      throw new AttestationException(
          "key.log", "The verifier key of the log cannot be read: " + e.getMessage());
    }
  }

  private static Verification refused(List<Objection> objections) {
    List<String> reasons =
        new ArrayList<>(objections.stream().limit(MOST_REASONS).map(Objection::sentence).toList());
    if (objections.size() > MOST_REASONS) {
      reasons.add("And " + (objections.size() - MOST_REASONS) + " more.");
    }
    Objection first = objections.getFirst();
    return new Verification.Refused(first.code(), first.sentence(), reasons);
  }

  private static List<String> sentences(AttestationFacts facts, boolean logSigned) {
    List<String> sentences = new ArrayList<>();
    sentences.add(passed(facts));
    int files = facts.version().manifest().files().size();
    sentences.add(
        (files == 1
                ? "The file at hand is the approved one"
                : "The " + files + " files at hand are the approved ones")
            + ", model digest "
            + facts.version().manifest().modelDigest().brief()
            + ".");
    for (SignedOff signOff : facts.signOffs()) {
      sentences.add(
          "%s signed %s as %s: %s."
              .formatted(signOff.person(), signOff.meaning(), signOff.role(), signOff.decision()));
    }
    for (AttestationFacts.Waived waived : facts.waivers()) {
      sentences.add(
          "WAIVED: %s, until %s, asked by %s and granted by %s."
              .formatted(
                  waived.requirement(), waived.until(), waived.askedBy(), waived.grantedBy()));
    }
    sentences.add(logged(facts, logSigned));
    return sentences;
  }

  private static String passed(AttestationFacts facts) {
    Passage passage = facts.passage();
    return "%s version %d (cut-off %s) passed the gate %s with submission %d, tier %s, at %s: %s to %s."
        .formatted(
            facts.version().model(),
            facts.version().number(),
            facts.version().cutoff(),
            passage.gate(),
            passage.submission(),
            passage.tier(),
            facts.at(),
            passage.from(),
            passage.to());
  }

  private static String logged(AttestationFacts facts, boolean signed) {
    Checkpoint checkpoint = Checkpoint.unverified(facts.log().checkpoint());
    if (!signed) {
      return "Whether the log "
          + checkpoint.origin()
          + " really holds the verdict and the promotion was not checked: no key of it was given.";
    }
    return "Verdict and promotion are entries %d and %d of the log %s, under its signed checkpoint of %d entries."
        .formatted(
            facts.log().verdict().index(),
            facts.log().promotion().index(),
            checkpoint.origin(),
            checkpoint.size());
  }
}
