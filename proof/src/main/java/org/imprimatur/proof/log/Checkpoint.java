// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.log;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** The size and root of a log, as C2SP tlog-checkpoint v1.0.0 signs them in a note. */
public record Checkpoint(String origin, long size, Hash root) {
  private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,18}");
  private static final int MOST_BYTES = 16 * 1024;
  private static final int KEY_ID = 4;

  /** The signed note; Ed25519 is deterministic, so the same checkpoint has the same bytes. */
  public String sign(LogKey key, PrivateKey secret) {
    try {
      var signer = Signature.getInstance("Ed25519");
      signer.initSign(secret);
      signer.update(text().getBytes(StandardCharsets.UTF_8));
      byte[] id = HexFormat.of().parseHex(key.id());
      byte[] signature = signer.sign();
      byte[] line = new byte[id.length + signature.length];
      System.arraycopy(id, 0, line, 0, id.length);
      System.arraycopy(signature, 0, line, id.length, signature.length);
      String encoded = Base64.getEncoder().encodeToString(line);
      return text() + "\n— " + key.name() + " " + encoded + "\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The log's key cannot sign.", e);
    }
  }

  /**
   * Verifies the note and reads what was verified. Signatures of unknown keys are ignored; one of
   * the log's own key that fails, or none, is refused with IllegalArgumentException.
   */
  public static Checkpoint verify(String note, LogKey key) {
    int end = note.lastIndexOf("\n\n");
    if (end < 0 || note.length() > MOST_BYTES || !note.endsWith("\n")) {
      throw new IllegalArgumentException("This is not a signed checkpoint.");
    }
    String text = note.substring(0, end + 1);
    boolean signed = false;
    for (String line : note.substring(end + 2).split("\n", -1)) {
      byte[] signature = signatureOf(line, key);
      if (signature.length == 0) {
        continue;
      }
      if (!key.verifies(text.getBytes(StandardCharsets.UTF_8), signature)) {
        throw new IllegalArgumentException("The checkpoint's signature of the log is wrong.");
      }
      signed = true;
    }
    if (!signed) {
      throw new IllegalArgumentException("The checkpoint is not signed by " + key.name() + ".");
    }
    Checkpoint checkpoint = read(text);
    if (!checkpoint.origin().equals(key.name())) {
      throw new IllegalArgumentException(
          "The checkpoint is of another log: " + checkpoint.origin() + ".");
    }
    return checkpoint;
  }

  /** Reads what a note says, for a reader who has no key of the log: nothing is verified. */
  public static Checkpoint unverified(String note) {
    int end = note.lastIndexOf("\n\n");
    if (end < 0 || note.length() > MOST_BYTES) {
      throw new IllegalArgumentException("This is not a signed checkpoint.");
    }
    return read(note.substring(0, end + 1));
  }

  private static byte[] signatureOf(String line, LogKey key) {
    String prefix = "— " + key.name() + " ";
    if (!line.startsWith(prefix)) {
      return new byte[0];
    }
    byte[] bytes = Base64.getDecoder().decode(line.substring(prefix.length()));
    if (bytes.length <= KEY_ID || !HexFormat.of().formatHex(bytes, 0, KEY_ID).equals(key.id())) {
      return new byte[0];
    }
    return Arrays.copyOfRange(bytes, KEY_ID, bytes.length);
  }

  private static Checkpoint read(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() < 3 || !SIZE.matcher(lines.get(1)).matches()) {
      throw new IllegalArgumentException("A checkpoint has an origin, a size and a root.");
    }
    Hash root = Hash.of(Base64.getDecoder().decode(lines.get(2)));
    return new Checkpoint(lines.get(0), Long.parseLong(lines.get(1)), root);
  }

  private String text() {
    return origin + "\n" + size + "\n" + root.base64() + "\n";
  }
}
