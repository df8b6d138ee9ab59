// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Key pairs in files that only their owner can read: private (PKCS #8) and public (SPKI) parts,
 * PEM, one after the other. A file that others can read is refused, not mended.
 */
public final class KeyFiles {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN (PRIVATE|PUBLIC) KEY-----([^-]+)-----END \\1 KEY-----");

  private KeyFiles() {}

  /** The Ed25519 pair that signs checkpoints. */
  public static KeyPair ed25519(Path file) throws IOException, GeneralSecurityException {
    return load(file, "Ed25519", KeyPairGenerator.getInstance("Ed25519"));
  }

  /** The P-256 pair that signs attestations. */
  public static KeyPair p256(Path file) throws IOException, GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return load(file, "EC", generator);
  }

  private static KeyPair load(Path file, String algorithm, KeyPairGenerator generator)
      throws IOException, GeneralSecurityException {
    if (!Files.exists(file)) {
      create(file, generator.generateKeyPair());
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!PosixFilePermissions.fromString("rw-------").containsAll(permissions)) {
      throw new IOException(
          "Others can read the key file "
              + file
              + ". Make a new key, or if nobody has read it: chmod 600 "
              + file);
    }
    return read(file, KeyFactory.getInstance(algorithm));
  }

  private static void create(Path file, KeyPair pair) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    String text = pem("PRIVATE", pair.getPrivate().getEncoded()) + publicPem(pair.getPublic());
    Files.writeString(file, text, StandardOpenOption.SYNC);
  }

  /** The public key as PEM. */
  public static String publicPem(PublicKey key) {
    return pem("PUBLIC", key.getEncoded());
  }

  private static String pem(String kind, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s KEY-----%n%s%n-----END %s KEY-----%n"
        .formatted(kind, body, kind)
        .replace(System.lineSeparator(), "\n");
  }

  private static KeyPair read(Path file, KeyFactory factory) throws IOException {
    try {
      KeyPair pair = pair(file, factory);
      proves(file, pair);
      return pair;
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new IOException("The key file " + file + " is damaged: " + e.getMessage(), e);
    }
  }

  /** What one of them signs would be refused by the other for ever. */
  private static void proves(Path file, KeyPair pair) throws IOException, GeneralSecurityException {
    String algorithm =
        pair.getPrivate().getAlgorithm().equals("EC") ? "SHA256withECDSA" : "Ed25519";
    byte[] said = {1};
    var signing = Signature.getInstance(algorithm);
    signing.initSign(pair.getPrivate());
    signing.update(said);
    var verifying = Signature.getInstance(algorithm);
    verifying.initVerify(pair.getPublic());
    verifying.update(said);
    if (!verifying.verify(signing.sign())) {
      throw new IOException("The two keys in the key file " + file + " are of different pairs.");
    }
  }

  private static KeyPair pair(Path file, KeyFactory factory)
      throws IOException, GeneralSecurityException {
    Matcher matcher = BLOCK.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    PrivateKey signer = null;
    PublicKey verifier = null;
    while (matcher.find()) {
      byte[] der = Base64.getMimeDecoder().decode(matcher.group(2));
      if (matcher.group(1).equals("PRIVATE")) {
        signer = factory.generatePrivate(new PKCS8EncodedKeySpec(der));
      } else {
        verifier = factory.generatePublic(new X509EncodedKeySpec(der));
      }
    }
    if (signer == null || verifier == null) {
      throw new IOException("The key file " + file + " does not hold a private and a public key.");
    }
    return new KeyPair(verifier, signer);
  }
}
