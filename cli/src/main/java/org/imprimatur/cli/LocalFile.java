// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.imprimatur.proof.digest.Digest;

/** A file on this machine, its digest computed here before anything is sent. */
record LocalFile(Path path, Digest digest, long size) {
  private static final long LARGEST_TEXT = 1024L * 1024;

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
    try {
      if (Files.isRegularFile(path) && Files.size(path) > LARGEST_TEXT) {
        throw CommandException.unknown(
            "file.too-large",
            "The file " + path + " is larger than 1 MB, which no such file is.",
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
