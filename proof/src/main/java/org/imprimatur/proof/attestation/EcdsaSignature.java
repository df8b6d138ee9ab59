// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A signature on P-256 in its one DER encoding. */
record EcdsaSignature(BigInteger r, BigInteger s) {
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
  private static final int SHORTEST = 8;
  private static final int LONGEST = 72;

  /** Reads DER; another encoding of the same numbers is refused. */
  static EcdsaSignature read(byte[] der) {
    if (der.length >= SHORTEST && der.length <= LONGEST) {
      var in = ByteBuffer.wrap(der, 2, der.length - 2);
      var signature = new EcdsaSignature(integer(in), integer(in));
      if (Arrays.equals(signature.der(), der) && signature.isInRange()) {
        return signature;
      }
    }
    throw malformed();
  }

  /**
   * Whether the lower of the two values stands that verify equally. We sign and accept only it, so
   * that nobody can turn our signature into another valid one; foreign signers do not care.
   */
  boolean isLow() {
    return s.compareTo(ORDER.shiftRight(1)) <= 0;
  }

  EcdsaSignature low() {
    return isLow() ? this : new EcdsaSignature(r, ORDER.subtract(s));
  }

  byte[] der() {
    byte[] first = r.toByteArray();
    byte[] second = s.toByteArray();
    var out = new ByteArrayOutputStream();
    out.write(0x30);
    out.write(first.length + second.length + 4);
    out.write(2);
    out.write(first.length);
    out.writeBytes(first);
    out.write(2);
    out.write(second.length);
    out.writeBytes(second);
    return out.toByteArray();
  }

  private boolean isInRange() {
    return r.signum() > 0 && s.signum() > 0 && r.compareTo(ORDER) < 0 && s.compareTo(ORDER) < 0;
  }

  private static BigInteger integer(ByteBuffer in) {
    if (in.remaining() < 3) {
      throw malformed();
    }
    in.get();
    int length = in.get();
    if (length < 1 || length > in.remaining()) {
      throw malformed();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new BigInteger(bytes);
  }

  private static AttestationException malformed() {
    return new AttestationException(
        "dsse.signature-form", "The signature is not an ECDSA signature on P-256 in DER.");
  }
}
