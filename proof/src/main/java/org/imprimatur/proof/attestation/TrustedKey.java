// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import org.imprimatur.proof.digest.Digest;

/** The public key by which a verifier recognises attestations: ECDSA on P-256. */
public record TrustedKey(ECPublicKey key) {
  private static final String LABEL = "PUBLIC KEY";

  /** What precedes the point in the SubjectPublicKeyInfo of every P-256 key (RFC 5480). */
  private static final byte[] P256 =
      HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");

  private static final int POINT = 65;

  public TrustedKey {
    byte[] spki = key.getEncoded();
    if (spki.length != P256.length + POINT
        || !HexFormat.of().formatHex(spki).startsWith(HexFormat.of().formatHex(P256))) {
      throw new AttestationException(
          "key.curve", "The key is not an ECDSA key on P-256, which attestations are signed with.");
    }
  }

  /** Reads a PEM file of a SubjectPublicKeyInfo. */
  public static TrustedKey parse(String pem) {
    byte[] spki = Pem.read(LABEL, pem);
    try {
      var key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(spki));
      return new TrustedKey((ECPublicKey) key);
    } catch (GeneralSecurityException e) {
      throw new AttestationException(
          "key.curve", "The key is not an ECDSA key on P-256, which attestations are signed with.");
    }
  }

  public String pem() {
    return Pem.write(LABEL, key.getEncoded());
  }

  /** How a bundle names the key: the SHA-256 of its PEM in hexadecimal digits. */
  public String hint() {
    return Digest.of(pem().getBytes(StandardCharsets.UTF_8)).hex();
  }

  boolean verifies(byte[] message, byte[] signature) {
    try {
      var verifier = Signature.getInstance("SHA256withECDSA");
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "TrustedKey[" + hint() + "]";
  }
}
