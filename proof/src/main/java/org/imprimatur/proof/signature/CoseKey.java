// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.signature;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** The public half of a passkey, read from a COSE_Key (RFC 9052): ES256, RS256 or Ed25519. */
public final class CoseKey {
  /** The largest key that is read: RSA with 8192 bits. */
  static final int MOST_BYTES = 1100;

  private static final int KEY_TYPE = 1;
  private static final int ALGORITHM = 3;
  private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private final byte[] cose;
  private final Algorithm algorithm;
  private final PublicKey key;

  private CoseKey(byte[] cose, Algorithm algorithm, PublicKey key) {
    this.cose = cose;
    this.algorithm = algorithm;
    this.key = key;
  }

  /** What a passkey may sign with. */
  public enum Algorithm {
    ES256(-7, "SHA256withECDSA"),
    ED25519(-8, "Ed25519"),
    RS256(-257, "SHA256withRSA");

    private final long number;
    private final String jca;

    Algorithm(long number, String jca) {
      this.number = number;
      this.jca = jca;
    }

    static Algorithm of(long number) {
      for (Algorithm algorithm : values()) {
        if (algorithm.number == number) {
          return algorithm;
        }
      }
      throw new PasskeyException(
          "passkey.algorithm",
          "The key is for the algorithm " + number + "; known are ES256, Ed25519 and RS256.");
    }
  }

  public static CoseKey read(byte[] bytes) {
    if (bytes.length > MOST_BYTES || !(CborReader.read(bytes) instanceof Cbor.Obj map)) {
      throw new PasskeyException("passkey.key", "The public key is no COSE_Key.");
    }
    Algorithm algorithm = Algorithm.of(map.integer(ALGORITHM));
    try {
      PublicKey key =
          switch (algorithm) {
            case ES256 -> p256(map);
            case ED25519 -> ed25519(map);
            case RS256 -> rsa(map);
          };
      return new CoseKey(bytes.clone(), algorithm, key);
    } catch (GeneralSecurityException e) {
      throw wrong(e.getClass().getSimpleName());
    }
  }

  /** Reads a key as acts hold it, in base64url. */
  public static CoseKey parse(String base64Url) {
    return read(Base64Url.read("public key", base64Url, MOST_BYTES));
  }

  public byte[] bytes() {
    return cose.clone();
  }

  public String base64Url() {
    return Base64Url.write(cose);
  }

  public Algorithm algorithm() {
    return algorithm;
  }

  /** Whether the signature is this key's over exactly these bytes. */
  public boolean verifies(byte[] signed, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(algorithm.jca);
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static PublicKey p256(Cbor.Obj map) throws GeneralSecurityException {
    expect(map, KEY_TYPE, 2);
    expect(map, -1, 1);
    var point = new ECPoint(coordinate(map, -2), coordinate(map, -3));
    var parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
    if (!isOn(curve, point)) {
      throw wrong("the point is not on P-256");
    }
    return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve));
  }

  private static BigInteger coordinate(Cbor.Obj map, long label) {
    byte[] bytes = map.bytes(label);
    if (bytes.length != 32) {
      throw wrong("a coordinate has " + bytes.length + " bytes, not 32");
    }
    return new BigInteger(1, bytes);
  }

  private static boolean isOn(ECParameterSpec curve, ECPoint point) {
    BigInteger prime = ((ECFieldFp) curve.getCurve().getField()).getP();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    BigInteger right =
        x.modPow(BigInteger.valueOf(3), prime)
            .add(curve.getCurve().getA().multiply(x))
            .add(curve.getCurve().getB())
            .mod(prime);
    boolean reduced = x.compareTo(prime) < 0 && y.compareTo(prime) < 0;
    return reduced && y.modPow(BigInteger.TWO, prime).equals(right);
  }

  private static PublicKey ed25519(Cbor.Obj map) throws GeneralSecurityException {
    expect(map, KEY_TYPE, 1);
    expect(map, -1, 6);
    byte[] raw = map.bytes(-2);
    if (raw.length != 32) {
      throw wrong("an Ed25519 key has 32 bytes");
    }
    byte[] encoded = new byte[ED25519_PREFIX.length + raw.length];
    System.arraycopy(ED25519_PREFIX, 0, encoded, 0, ED25519_PREFIX.length);
    System.arraycopy(raw, 0, encoded, ED25519_PREFIX.length, raw.length);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }

  private static PublicKey rsa(Cbor.Obj map) throws GeneralSecurityException {
    expect(map, KEY_TYPE, 3);
    var modulus = new BigInteger(1, map.bytes(-1));
    var exponent = new BigInteger(1, map.bytes(-2));
    if (modulus.bitLength() < 2048 || exponent.compareTo(BigInteger.valueOf(65_537)) < 0) {
      throw wrong("an RSA key needs 2048 bits and an exponent of at least 65537");
    }
    return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
  }

  private static void expect(Cbor.Obj map, long label, long value) {
    if (map.integer(label) != value) {
      throw wrong("its kind does not fit its algorithm");
    }
  }

  private static PasskeyException wrong(String why) {
    return new PasskeyException("passkey.key", "The public key cannot be used: " + why + ".");
  }
}
