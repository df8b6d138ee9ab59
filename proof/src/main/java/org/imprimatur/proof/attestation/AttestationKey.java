// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;

/** The key pair that signs attestations: ECDSA on P-256, the private half never shown. */
public record AttestationKey(PrivateKey secret, TrustedKey verifier) {
  private static final String LABEL = "PRIVATE KEY";

  public static AttestationKey generate() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return of(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has P-256.", e);
    }
  }

  /** A pair on P-256; one on another curve is refused. */
  public static AttestationKey of(KeyPair pair) {
    if (pair.getPublic() instanceof ECPublicKey key) {
      return new AttestationKey(pair.getPrivate(), new TrustedKey(key));
    }
    throw new AttestationException("key.curve", "The key is not an ECDSA key on P-256.");
  }

  /** Reads both halves (PKCS#8 and SubjectPublicKeyInfo) and refuses halves of different keys. */
  public static AttestationKey read(String secretPem, String publicPem) {
    TrustedKey verifier = TrustedKey.parse(publicPem);
    byte[] pkcs8 = Pem.read(LABEL, secretPem);
    try {
      var secret = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      var key = new AttestationKey(secret, verifier);
      byte[] trial = "trial".getBytes(StandardCharsets.UTF_8);
      if (verifier.verifies(trial, key.sign(trial))) {
        return key;
      }
      throw new AttestationException(
          "key.pair", "The private and the public attestation key do not belong together.");
    } catch (GeneralSecurityException | IllegalStateException e) {
      throw new AttestationException(
          "key.curve", "The private attestation key is not an ECDSA key on P-256.");
    }
  }

  public String secretPem() {
    return Pem.write(LABEL, secret.getEncoded());
  }

  public String publicPem() {
    return verifier.pem();
  }

  /** A DER signature over the SHA-256 of the message, the lower of its two forms. */
  byte[] sign(byte[] message) {
    try {
      var signer = Signature.getInstance("SHA256withECDSA");
      signer.initSign(secret);
      signer.update(message);
      return EcdsaSignature.read(signer.sign()).low().der();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The attestation key cannot sign.", e);
    }
  }

  @Override
  public String toString() {
    return "AttestationKey[" + verifier.hint() + "]";
  }
}
