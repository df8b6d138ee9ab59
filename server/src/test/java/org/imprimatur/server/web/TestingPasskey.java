// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;
import java.util.Map;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.signature.Base64Url;
import org.imprimatur.proof.signature.Site;

/** A passkey and its browser in memory, as the fields of the forms that they fill in. */
final class TestingPasskey {
  private static final int PRESENT = 0x01;
  private static final int VERIFIED = 0x04;
  private static final int ATTESTED = 0x40;

  private final KeyPair keys;
  private final byte[] credential;
  private String aaguid = "00000000000000000000000000000000";
  private String rp;
  private String origin;
  private int verified = VERIFIED;
  private boolean embedded;
  private long counter;

  TestingPasskey(String credential, Site site) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      this.keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
    this.credential = credential.getBytes(UTF_8);
    this.rp = site.rp();
    this.origin = site.origin();
  }

  /** The software authenticator that is only for trying. */
  TestingPasskey demo() {
    aaguid = HexFormat.of().formatHex("imprimatur demo!".getBytes(UTF_8));
    return this;
  }

  TestingPasskey on(String otherRp, String otherOrigin) {
    rp = otherRp;
    origin = otherOrigin;
    return this;
  }

  /** Touched only: nobody typed a PIN or showed a finger or a face. */
  TestingPasskey touchedOnly() {
    verified = 0;
    return this;
  }

  /** The opposite: the authenticator makes sure who the person is, as it does from the start. */
  TestingPasskey knowing() {
    verified = VERIFIED;
    return this;
  }

  /** Asked within a page of another site. */
  TestingPasskey embedded() {
    embedded = true;
    return this;
  }

  TestingPasskey counting(long count) {
    counter = count;
    return this;
  }

  /** What the form of the account page is filled in with. */
  Map<String, String> enrol(String challenge) {
    var object = new ByteArrayOutputStream();
    object.writeBytes(HexFormat.of().parseHex("a363666d74646e6f6e656761747453746d74a0"));
    object.writeBytes(HexFormat.of().parseHex("686175746844617461"));
    byte[] data = data(ATTESTED, attested());
    object.write(0x58);
    object.write(data.length);
    object.writeBytes(data);
    return Map.of(
        "attestationObject",
        Base64Url.write(object.toByteArray()),
        "clientData",
        Base64Url.write(client("webauthn.create", challenge)));
  }

  /** What the form of a statement is filled in with. */
  Map<String, String> sign(Digest statement) {
    byte[] data = data(0, new byte[0]);
    byte[] challenge = HexFormat.of().parseHex(statement.hex());
    byte[] client = client("webauthn.get", Base64Url.write(challenge));
    try {
      Signature signer = Signature.getInstance("SHA256withECDSA");
      signer.initSign(keys.getPrivate());
      signer.update(data);
      signer.update(HexFormat.of().parseHex(Digest.of(client).hex()));
      return Map.of(
          "credential",
          Base64Url.write(credential),
          "authenticatorData",
          Base64Url.write(data),
          "clientData",
          Base64Url.write(client),
          "signature",
          Base64Url.write(signer.sign()));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] client(String type, String challenge) {
    return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":%s}"
        .formatted(type, challenge, origin, embedded)
        .getBytes(UTF_8);
  }

  private byte[] data(int flags, byte[] attested) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(HexFormat.of().parseHex(Digest.of(rp.getBytes(UTF_8)).hex()));
    out.write(PRESENT | verified | flags);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) counter).array());
    out.writeBytes(attested);
    return out.toByteArray();
  }

  private byte[] attested() {
    var out = new ByteArrayOutputStream();
    out.writeBytes(HexFormat.of().parseHex(aaguid));
    out.writeBytes(ByteBuffer.allocate(2).putShort((short) credential.length).array());
    out.writeBytes(credential);
    ECPublicKey key = (ECPublicKey) keys.getPublic();
    out.writeBytes(HexFormat.of().parseHex("a5010203262001215820"));
    out.writeBytes(unsigned(key.getW().getAffineX()));
    out.writeBytes(HexFormat.of().parseHex("225820"));
    out.writeBytes(unsigned(key.getW().getAffineY()));
    return out.toByteArray();
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] out = new byte[32];
    byte[] bytes = number.toByteArray();
    int from = Math.max(0, bytes.length - 32);
    int length = bytes.length - from;
    System.arraycopy(bytes, from, out, 32 - length, length);
    return out;
  }
}
