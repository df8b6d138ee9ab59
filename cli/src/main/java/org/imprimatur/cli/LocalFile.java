// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;

/** A file on this machine, its digest computed here before anything is sent. */
record LocalFile(Path path, Digest digest, long size) {
  private static final long LARGEST_TEXT = 1L << 20;
  private static final long LARGEST_DOCUMENT = 16L << 20;

  static LocalFile read(Path path) {
    if (!Files.isRegularFile(path)) {
      throw unreadable(path);
    }
    try (InputStream in = Files.newInputStream(path)) {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      long size = new DigestInputStream(in, sha256).transferTo(OutputStream.nullOutputStream());
      return new LocalFile(path, new Digest(HexFormat.of().formatHex(sha256.digest())), size);
    } catch (IOException _) {
      throw unreadable(path);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /** The file's own name, without its folders. */
  String name() {
    return String.valueOf(path.toAbsolutePath().normalize().getFileName());
  }

  /** The bytes of a small file such as a policy, a key or a bundle. */
  static byte[] small(Path path) {
    return bytes(path, LARGEST_TEXT);
  }

  /** A JSON document of at most 16 MB, such as an evidence record. */
  static Json document(Path path) {
    try {
      return Json.parse(bytes(path, LARGEST_DOCUMENT));
    } catch (JsonException e) {
      throw CommandException.unknown(
          "file.no-json",
          "The file " + path + " is no JSON: " + e.getMessage(),
          "Check that it is the file you mean.");
    }
  }

  /** A text of at most 16 MB in UTF-8, without the mark that some programs put before it. */
  static String text(Path path) {
    try {
      String text =
          UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(path, LARGEST_DOCUMENT))).toString();
      if (text.indexOf('\0') >= 0) {
        throw encoding(path, " holds bytes of zero, as UTF-16 without its mark does.");
      }
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException _) {
      throw encoding(path, " is not UTF-8.");
    }
  }

  private static CommandException encoding(Path path, String why) {
    return CommandException.usage("file.encoding", "The file " + path + why, "Save it as UTF-8.");
  }

  private static byte[] bytes(Path path, long most) {
    try {
      if (Files.isRegularFile(path) && Files.size(path) > most) {
        throw CommandException.unknown(
            "file.too-large",
            "The file " + path + " is larger than " + (most >> 20) + " MB, which no such file is.",
            "Check that it is the file you mean.");
      }
      return Files.readAllBytes(path);
    } catch (IOException _) {
      throw unreadable(path);
    }
  }

  /** What an argument names: the text of the file at that path, or else the argument itself. */
  static String textOrItself(String argument) {
    try {
      Path path = Path.of(argument);
      return Files.isRegularFile(path) ? new String(small(path), UTF_8).strip() : argument;
    } catch (InvalidPathException _) {
      return argument;
    }
  }

  static CommandException unreadable(Path path) {
    return CommandException.unknown(
        "file.unreadable",
        Files.exists(path)
            ? "The file " + path + " cannot be read."
            : "There is no file " + path + ".",
        "Check the path and its permissions.");
  }
}
