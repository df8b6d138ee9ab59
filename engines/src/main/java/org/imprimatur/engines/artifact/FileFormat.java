// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What a file is, judged by its content first and its name second.
 *
 * @param runsCode whether loading the file in its usual program can run code
 * @param problem why the file cannot be accepted, if it cannot
 */
public record FileFormat(String name, boolean runsCode, Optional<Problem> problem) {
  /** A stable code and a sentence. */
  public record Problem(String code, String sentence) {}

  private static final int HEAD = 512;

  static FileFormat of(String name) {
    return new FileFormat(name, false, Optional.empty());
  }

  static FileFormat runningCode(String name) {
    return new FileFormat(name, true, Optional.empty());
  }

  public static FileFormat broken(String name, boolean runsCode, String code, String sentence) {
    return new FileFormat(name, runsCode, Optional.of(new Problem(code, sentence)));
  }

  /** Recognises a file; ONNX models are told apart by their reader, not here. */
  public static FileFormat of(String path, Path file) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD);
    }
    String lower = path.toLowerCase(Locale.ROOT);
    if (starts(head, 'P', 'K', 3, 4) || starts(head, 'P', 'K', 5, 6)) {
      return Archive.look(path, file);
    }
    if (isPickle(head)) {
      return runningCode("pickle");
    }
    if (starts(head, 0x93, 'N', 'U', 'M', 'P', 'Y')) {
      boolean objects = ascii(head).contains("'|O'") || ascii(head).contains("'O'");
      return objects ? runningCode("npy with objects") : of("npy");
    }
    return known(head).or(() -> Optional.of(byName(lower, head))).orElseThrow();
  }

  private static boolean isPickle(byte[] head) {
    boolean protocol = head.length > 2 && head[0] == (byte) 0x80 && head[1] >= 1 && head[1] <= 5;
    return protocol || ascii(head).matches("(?s)\\(?c[\\w.]+\\n[\\w.]+\\n.*");
  }

  private static Optional<FileFormat> known(byte[] head) {
    if (starts(head, 0x89, 'H', 'D', 'F')) {
      return Optional.of(of("hdf5"));
    }
    if (starts(head, 'G', 'G', 'U', 'F')) {
      return Optional.of(of("gguf"));
    }
    if (starts(head, 'P', 'A', 'R', '1')) {
      return Optional.of(of("parquet"));
    }
    if (head.length > 9 && head[8] == '{' && head[7] == 0 && head[6] == 0) {
      return Optional.of(of("safetensors"));
    }
    if (starts(head, 0x7f, 'E', 'L', 'F') || starts(head, 'M', 'Z')) {
      return Optional.of(runningCode("program"));
    }
    if (starts(head, '#', '!')) {
      return Optional.of(runningCode("script"));
    }
    return Optional.empty();
  }

  private static FileFormat byName(String path, byte[] head) {
    if (path.endsWith(".pkl") || path.endsWith(".pickle") || path.endsWith(".joblib")) {
      return runningCode("pickle, compressed or of protocol 0");
    }
    if (path.endsWith(".py") || path.endsWith(".sh") || path.endsWith(".so")) {
      return runningCode("source or program");
    }
    if (starts(head, 0x1f, 0x8b) || starts(head, 'B', 'Z', 'h') || starts(head, 0xfd, '7', 'z')) {
      return of("compressed");
    }
    return isText(head) ? of(textName(path)) : of("unrecognised");
  }

  private static String textName(String path) {
    if (path.endsWith(".json")) {
      return "json";
    }
    if (path.endsWith(".csv")) {
      return "csv";
    }
    return path.endsWith(".yaml") || path.endsWith(".yml") || path.endsWith("mlmodel")
        ? "yaml"
        : "text";
  }

  private static boolean isText(byte[] head) {
    for (byte b : head) {
      if (b >= 0 && b < 32 && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  private static String ascii(byte[] head) {
    return new String(head, StandardCharsets.ISO_8859_1);
  }

  private static boolean starts(byte[] head, int... magic) {
    if (head.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if (head[i] != (byte) magic[i]) {
        return false;
      }
    }
    return true;
  }
}
