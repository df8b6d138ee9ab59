// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.StringJoiner;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.log.ExportedLog;
import org.imprimatur.proof.log.LogException;
import org.imprimatur.proof.log.LogKey;
import org.imprimatur.proof.replay.Finding;
import org.imprimatur.proof.replay.Replay;
import org.imprimatur.proof.replay.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The whole log: taken out of the server, and derived again without it. */
@Command(name = "audit", description = "Export the log and derive every decision again.")
final class AuditCommands {
  private static final int MOST_SHOWN = 50;

  private final Console console;

  AuditCommands(Console console) {
    this.console = console;
  }

  @Command(name = "export", description = "Write the log and all blobs that it names.")
  int export(
      @Parameters(paramLabel = "FOLDER|FILE.zip", description = "A new or empty folder, or a zip.")
          Path target) {
    if (String.valueOf(target.getFileName()).endsWith(".zip")) {
      console.api().download("/export", target);
    } else {
      unpack(target);
    }
    console
        .printer()
        .answer(
            Json.obj().put("export", target.toString()).build(),
            "The log and its blobs are in " + target + ". Run: imprimatur audit verify " + target);
    return Exit.YES.code();
  }

  @Command(
      name = "verify",
      description = {
        "Derive every verdict and promotion again, from the acts and blobs alone.",
        "A folder or zip is read without any server; a server's address is exported first."
      })
  int verify(
      @Parameters(paramLabel = "FOLDER|ZIP|URL") String place,
      @Option(
              names = "--key",
              paramLabel = "FILE|KEY",
              description = "The log's verifier key, from a source that you trust.")
          Optional<String> key) {
    if (!place.startsWith("http://") && !place.startsWith("https://")) {
      try (Export export = Export.open(Path.of(place))) {
        return verify(export, key);
      }
    }
    Path zip = temporary();
    try {
      console.apiAt(place).download("/export", zip);
      try (Export export = Export.open(zip)) {
        return verify(export, key);
      }
    } finally {
      zip.toFile().delete();
    }
  }

  private int verify(Export export, Optional<String> given) {
    try {
      LogKey key =
          given.map(LocalFile::textOrItself).map(AuditCommands::key).orElseGet(export::ownKey);
      ExportedLog log = ExportedLog.open(export::find, key);
      console.printer().progress("The log's " + log.size() + " entries are what it signs.");
      Report report = Replay.verify(log, export::blob);
      console
          .printer()
          .answer(
              answer(log, report, key, given.isPresent()),
              text(log, report, key, given.isPresent()));
      return Exit.of(report.sound()).code();
    } catch (LogException e) {
      return refused(console, e, "sound");
    }
  }

  /** Says under {@code member} that the log is not what its checkpoint signs, or lacks a part. */
  static int refused(Console console, LogException e, String member) {
    String sentence = String.valueOf(e.getMessage());
    if (e.code().endsWith("-missing")) {
      throw CommandException.unknown(e.code(), sentence, "");
    }
    Json.Obj answer =
        Json.obj().put(member, false).put("code", e.code()).put("message", sentence).build();
    console.printer().answer(answer, "Not " + member + ": " + sentence + " [" + e.code() + "]");
    return Exit.NO.code();
  }

  static LogKey key(String vkey) {
    try {
      return LogKey.parse(vkey);
    } catch (IllegalArgumentException e) {
      throw CommandException.unknown(
          "key.log",
          "The verifier key of the log cannot be read: " + e.getMessage(),
          "Give the file log.vkey, or the one line that is in it.");
    }
  }

  private static Json.Obj answer(ExportedLog log, Report report, LogKey key, boolean given) {
    Json.Builder answer = Json.obj();
    report.toJson().members().forEach(answer::put);
    return answer
        .put("origin", log.checkpoint().origin())
        .put("logKey", key.vkey())
        .put("keyGiven", given)
        .build();
  }

  private static String text(ExportedLog log, Report report, LogKey key, boolean given) {
    Report.Counts counts = report.counts();
    var lines = new StringJoiner(System.lineSeparator());
    lines.add(
        report.sound()
            ? "Sound: everything could be derived again, and nothing differs."
            : "Not sound: " + report.findings().size() + " findings.");
    lines.add(
        "%s: %d entries, %d verdicts, %d promotions, %d sign-offs, %d blobs"
            .formatted(
                log.checkpoint().origin(),
                counts.entries(),
                counts.verdicts(),
                counts.promotions(),
                counts.signOffs(),
                counts.blobs()));
    report.findings().stream().limit(MOST_SHOWN).map(Finding::toString).forEach(lines::add);
    if (report.findings().size() > MOST_SHOWN) {
      lines.add("And " + (report.findings().size() - MOST_SHOWN) + " more: see --format json.");
    }
    if (!given) {
      lines.add("The key is the log's own word: " + key.vkey());
      lines.add("Compare it with one that you have from elsewhere, or give that with --key.");
    }
    return lines.toString();
  }

  private void unpack(Path folder) {
    Export.requireEmpty(folder);
    Path zip = temporary();
    try {
      console.api().download("/export", zip);
      Export.unpack(zip, folder);
    } finally {
      zip.toFile().delete();
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempFile("imprimatur-export-", ".zip");
    } catch (IOException _) {
      throw CommandException.unknown(
          "file.not-written",
          "No temporary file can be written.",
          "Check the space left in the folder for temporary files.");
    }
  }
}
