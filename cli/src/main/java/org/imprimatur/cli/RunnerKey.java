// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imprimatur.proof.attestation.AttestationException;
import org.imprimatur.proof.attestation.AttestationKey;
import org.imprimatur.proof.attestation.RunnerStatement;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;

/** A runner's key pair in one file that only its owner can read: private part, then public part. */
record RunnerKey(AttestationKey key) {
  private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rw-------");
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z]+) KEY-----[^-]+-----END \\1 KEY-----");

  /** A new pair in a new file; an existing one is never overwritten. */
  static RunnerKey create(Path file) {
    AttestationKey key = AttestationKey.generate();
    try {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWN));
      Files.writeString(file, key.secretPem() + key.publicPem(), US_ASCII, StandardOpenOption.SYNC);
      return new RunnerKey(key);
    } catch (IOException _) {
      throw CommandException.unknown(
          "runner.key-file",
          Files.exists(file)
              ? "There is a file " + file + " already."
              : "The key file " + file + " cannot be written.",
          "Name a new file in a folder that may be written.");
    }
  }

  /** Reads both halves; a file that others can read is refused. */
  static RunnerKey read(Path file) {
    String text = new String(LocalFile.small(file), US_ASCII);
    try {
      if (!OWN.containsAll(Files.getPosixFilePermissions(file))) {
        throw CommandException.usage(
            "runner.key-open",
            "Others can read the key file " + file + ".",
            "Make a new key, or if nobody has read it: chmod 600 " + file);
      }
      return new RunnerKey(AttestationKey.read(part(file, text, "PRIVATE"), publicPart(file)));
    } catch (IOException _) {
      throw LocalFile.unreadable(file);
    } catch (AttestationException e) {
      throw wrong(file, String.valueOf(e.getMessage()));
    }
  }

  static String publicPart(Path file) {
    return part(file, new String(LocalFile.small(file), US_ASCII), "PUBLIC");
  }

  /** The log and the runner for which is signed. */
  record Signing(String log, String runner) {}

  /** The envelope over what was computed for a job, and with which engines. */
  Json.Obj sign(Signing signing, Json.Obj job, Digest evidence, List<String> engines) {
    return new RunnerStatement(
            signing.log(),
            signing.runner(),
            job.integer("submission"),
            Digest.parse(job.string("manifest")),
            evidence,
            engines)
        .sign(key);
  }

  private static String part(Path file, String text, String kind) {
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      if (block.group(1).equals(kind)) {
        return block.group();
      }
    }
    throw wrong(file, "It has no " + kind + " KEY.");
  }

  private static CommandException wrong(Path file, String why) {
    return CommandException.usage(
        "runner.key-file",
        "The file " + file + " is no runner's key. " + why,
        "Make one with imprimatur runner key FILE.");
  }
}
