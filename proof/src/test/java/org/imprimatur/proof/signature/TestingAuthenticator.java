// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;
import org.imprimatur.proof.digest.Digest;

/** An authenticator in memory that does as it is told, also what an honest one never would. */
public final class TestingAuthenticator {
  public static final Site SITE = new Site("localhost", "http://localhost:8080");
  static final int VERIFIED = 0x05;

  private final CoseKey.Algorithm algorithm;
  private final KeyPair keys;
  private final byte[] credential;
  private String rp = SITE.rp();
  private String origin = SITE.origin();
  private String extra = "";
  private String type = "webauthn.get";
  private String aaguid = "00000000000000000000000000000000";
  private boolean embedded;
  private int flags = VERIFIED;
  private long counter;

  private TestingAuthenticator(CoseKey.Algorithm algorithm, KeyPair keys, byte[] credential) {
    this.algorithm = algorithm;
    this.keys = keys;
    this.credential = credential;
  }

  public static TestingAuthenticator of(CoseKey.Algorithm algorithm, String credential) {
    try {
      KeyPairGenerator generator =
          KeyPairGenerator.getInstance(
              switch (algorithm) {
                case ES256 -> "EC";
                case ED25519 -> "Ed25519";
                case RS256 -> "RSA";
              });
      switch (algorithm) {
        case ES256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
        case RS256 -> generator.initialize(2048);
        case ED25519 -> {}
      }
      return new TestingAuthenticator(
          algorithm, generator.generateKeyPair(), credential.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public TestingAuthenticator on(String otherRp, String otherOrigin) {
    rp = otherRp;
    origin = otherOrigin;
    return this;
  }

  /** What the browser adds to its data, beginning with a comma. */
  public TestingAuthenticator adding(String members) {
    extra = members;
    return this;
  }

  /** Asked within a page of another site. */
  TestingAuthenticator embedded() {
    embedded = true;
    return this;
  }

  TestingAuthenticator saying(String otherType) {
    type = otherType;
    return this;
  }

  TestingAuthenticator called(String make) {
    aaguid = make;
    return this;
  }

  public TestingAuthenticator flagged(int otherFlags) {
    flags = otherFlags;
    return this;
  }

  public TestingAuthenticator counting(long count) {
    counter = count;
    return this;
  }

  public Enrolment enrol(byte[] challenge) {
    var object = new ByteArrayOutputStream();
    object.writeBytes(HexFormat.of().parseHex("a363666d74646e6f6e656761747453746d74a0"));
    object.writeBytes(text("authData"));
    object.writeBytes(bytes(data(flags | 0x40, attested())));
    byte[] client = client("webauthn.create", challenge);
    return Enrolment.of(Base64Url.write(object.toByteArray()), Base64Url.write(client));
  }

  public Assertion sign(Digest statement) {
    byte[] data = data(flags, new byte[0]);
    byte[] client = client(type, HexFormat.of().parseHex(statement.hex()));
    try {
      Signature signer =
          Signature.getInstance(
              switch (algorithm) {
                case ES256 -> "SHA256withECDSA";
                case ED25519 -> "Ed25519";
                case RS256 -> "SHA256withRSA";
              });
      signer.initSign(keys.getPrivate());
      signer.update(data);
      signer.update(HexFormat.of().parseHex(Digest.of(client).hex()));
      return Assertion.of(
          Base64Url.write(credential),
          Base64Url.write(data),
          Base64Url.write(client),
          Base64Url.write(signer.sign()));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] client(String about, byte[] challenge) {
    return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":%s%s}"
        .formatted(about, Base64Url.write(challenge), origin, embedded, extra)
        .getBytes(UTF_8);
  }

  private byte[] data(int flagged, byte[] attested) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(HexFormat.of().parseHex(Digest.of(rp.getBytes(UTF_8)).hex()));
    out.write(flagged);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) counter).array());
    out.writeBytes(attested);
    return out.toByteArray();
  }

  private byte[] attested() {
    var out = new ByteArrayOutputStream();
    out.writeBytes(HexFormat.of().parseHex(aaguid));
    out.writeBytes(ByteBuffer.allocate(2).putShort((short) credential.length).array());
    out.writeBytes(credential);
    out.writeBytes(cose());
    return out.toByteArray();
  }

  /** The public key as COSE. */
  byte[] cose() {
    var out = new ByteArrayOutputStream();
    switch (keys.getPublic()) {
      case ECPublicKey key -> {
        out.writeBytes(HexFormat.of().parseHex("a5010203262001215820"));
        out.writeBytes(unsigned(key.getW().getAffineX(), 32));
        out.writeBytes(HexFormat.of().parseHex("225820"));
        out.writeBytes(unsigned(key.getW().getAffineY(), 32));
      }
      case EdECPublicKey key -> {
        byte[] encoded = key.getEncoded();
        out.writeBytes(HexFormat.of().parseHex("a4010103272006215820"));
        out.write(encoded, encoded.length - 32, 32);
      }
      case RSAPublicKey key -> {
        out.writeBytes(HexFormat.of().parseHex("a401030339010020"));
        out.writeBytes(bytes(unsigned(key.getModulus(), 256)));
        out.writeBytes(HexFormat.of().parseHex("2143010001"));
      }
      default -> throw new AssertionError(keys.getPublic());
    }
    return out.toByteArray();
  }

  private static byte[] unsigned(BigInteger number, int width) {
    byte[] out = new byte[width];
    byte[] bytes = number.toByteArray();
    int from = bytes.length > width ? bytes.length - width : 0;
    int length = bytes.length - from;
    System.arraycopy(bytes, from, out, width - length, length);
    return out;
  }

  private static byte[] bytes(byte[] value) {
    if (value.length < 256) {
      return ByteBuffer.allocate(value.length + 2)
          .put((byte) 0x58)
          .put((byte) value.length)
          .put(value)
          .array();
    }
    return ByteBuffer.allocate(value.length + 3)
        .put((byte) 0x59)
        .putShort((short) value.length)
        .put(value)
        .array();
  }

  private static byte[] text(String value) {
    byte[] bytes = value.getBytes(UTF_8);
    return ByteBuffer.allocate(bytes.length + 1)
        .put((byte) (0x60 + bytes.length))
        .put(bytes)
        .array();
  }
}
