// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import org.imprimatur.proof.log.ExportedLog;
import org.imprimatur.proof.log.LogException;
import org.imprimatur.proof.log.LogKey;
import picocli.CommandLine.Option;

/** An exported log, or that of a server, which is exported first; it is held to its checkpoint. */
final class HeldLog {
  @Option(
      names = "--key",
      paramLabel = "FILE|KEY",
      description = "The log's verifier key, from a source that you trust.")
  private Optional<String> key = Optional.empty();

  /**
   * What is made of the log.
   *
   * @param place a folder, a zip or the address of a server
   * @return the exit code
   */
  int read(Console console, String place, BiFunction<ExportedLog, Export, Integer> reader) {
    if (!place.startsWith("http://") && !place.startsWith("https://")) {
      try (Export export = Export.open(Path.of(place))) {
        return held(console, export, reader);
      }
    }
    Path zip = temporary();
    try {
      console.apiAt(place).download("/export", zip);
      try (Export export = Export.open(zip)) {
        return held(console, export, reader);
      }
    } finally {
      zip.toFile().delete();
    }
  }

  private int held(
      Console console, Export export, BiFunction<ExportedLog, Export, Integer> reader) {
    try {
      LogKey known =
          key.map(LocalFile::textOrItself).map(AuditCommands::key).orElseGet(export::ownKey);
      ExportedLog log = ExportedLog.open(export::find, known);
      console.printer().progress("The log's " + log.size() + " entries are what it signs.");
      if (known.isSimulated()) {
        console
            .printer()
            .progress("It is simulated: the people, times and decisions in it are made up.");
      }
      return reader.apply(log, export);
    } catch (LogException e) {
      return AuditCommands.refused(console, e, "sound");
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
