// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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

  /** The bundle of the sign-offs; what its verification would refuse is a mistake of the caller. */
  public static byte[] issueSignOffs(SignOffsFacts facts, AttestationKey key) {
    List<Objection> objections = SignOffsCheck.objections(facts);
    if (!objections.isEmpty()) {
      throw new IllegalArgumentException(objections.getFirst().sentence());
    }
    byte[] statement = SignOffsStatement.write(facts).canonical();
    return SigstoreBundle.sign(Dsse.IN_TOTO, statement, key).bytes();
  }

  /** Verifies an attestation without the file of its sign-offs. */
  public static Verification verify(
      byte[] bundle, String pem, Optional<String> vkey, Map<String, Held> held) {
    return verify(bundle, Optional.empty(), pem, vkey, held);
  }

  /**
   * Verifies a bundle, with that of the sign-offs where it is at hand, with the public key in
   * {@code pem}, the log's verifier key where there is one, and the files of the artifact by their
   * paths.
   */
  public static Verification verify(
      byte[] bundle,
      Optional<byte[]> signOffs,
      String pem,
      Optional<String> vkey,
      Map<String, Held> held) {
    return check(
        bundle,
        signOffs,
        pem,
        vkey,
        facts -> ArtifactCheck.objections(facts.version().manifest(), held));
  }

  /** Verifies all that needs no artifact, for whoever has the log alone. */
  public static Verification verifyWithoutArtifact(
      byte[] bundle, Optional<byte[]> signOffs, String pem, String vkey) {
    return check(bundle, signOffs, pem, Optional.of(vkey), _ -> List.of());
  }

  private static Verification check(
      byte[] bundle,
      Optional<byte[]> given,
      String pem,
      Optional<String> vkey,
      Function<AttestationFacts, List<Objection>> artifact) {
    try {
      TrustedKey key = TrustedKey.parse(pem);
      Optional<LogKey> logKey = vkey.map(Attestation::logKey);
      AttestationFacts facts = Statement.read(open(bundle, key));
      List<Objection> objections = new ArrayList<>(LogCheck.objections(facts, logKey));
      objections.addAll(artifact.apply(facts));
      Optional<SignOffsFacts> signOffs =
          given.map(bytes -> SignOffsStatement.read(open(bytes, key), facts));
      signOffs.ifPresent(signed -> objections.addAll(SignOffsCheck.objections(signed)));
      return objections.isEmpty()
          ? new Verification.Verified(
              facts, signOffs, AttestationSentences.of(facts, signOffs, logKey.isPresent()))
          : refused(objections);
    } catch (AttestationException e) {
      String sentence = String.valueOf(e.getMessage());
      return new Verification.Refused(e.code(), sentence, List.of(sentence));
    }
  }

  private static byte[] open(byte[] bytes, TrustedKey key) {
    SigstoreBundle bundle = SigstoreBundle.read(bytes);
    byte[] statement = bundle.open(key, Dsse.IN_TOTO);
    if (!bundle.envelope().isLow()) {
      throw new AttestationException(
          "dsse.signature-form", "The signature was changed into another form after signing.");
    }
    return statement;
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
}
