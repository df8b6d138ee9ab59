// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.log.ExportedLog;
import org.imprimatur.proof.log.LogException;
import org.imprimatur.proof.log.LogKey;
import org.imprimatur.proof.replay.SignOffProof;
import org.imprimatur.proof.replay.SignOffProofs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What people signed, verified from an exported log alone. */
@Command(name = "signoff", description = "Verify what people signed.")
final class SignoffCommands {
  private static final Pattern ID = Pattern.compile("s_[A-Za-z0-9_-]{1,60}");
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  private final Console console;

  SignoffCommands(Console console) {
    this.console = console;
  }

  @Command(
      name = "verify",
      description = {
        "Verify one sign-off, or all of a submission, from an exported log; no server is asked.",
        "Exit 0 says that the signature holds, whatever its decision was."
      })
  int verify(
      @Parameters(index = "0", paramLabel = "FOLDER|ZIP") Path place,
      @Parameters(
              index = "1",
              paramLabel = "SIGN-OFF|SUBMISSION",
              description = "A sign-off such as s_1f, or a submission's number.")
          String which,
      @Option(
              names = "--key",
              paramLabel = "FILE|KEY",
              description = "The log's verifier key, from a source that you trust.")
          Optional<String> key,
      @Option(
              names = "--name",
              paramLabel = "NAME",
              description = "The signer's name, to be held to its commitment; needs --salt.")
          Optional<String> name,
      @Option(names = "--salt", paramLabel = "HEX", description = "The salt of the name.")
          Optional<String> salt) {
    Predicate<SignoffGiven> asked = asked(which);
    Optional<SignerName> signer = SignerName.of(name, salt);
    try (Export export = Export.open(place)) {
      LogKey trusted =
          key.map(LocalFile::textOrItself).map(AuditCommands::key).orElseGet(export::ownKey);
      ExportedLog log = ExportedLog.open(export::find, trusted);
      List<SignOffProof> proofs = SignOffProofs.of(log, export::blob, asked);
      if (proofs.isEmpty()) {
        throw CommandException.unknown(
            "signoff.unknown",
            "The log's %d entries hold no sign-off of %s.".formatted(log.size(), which),
            "Check the id; if it was signed after the export, export the log again.");
      }
      return tell(new SignoffText(log, trusted, key.isPresent(), proofs, signer));
    } catch (LogException e) {
      return AuditCommands.refused(console, e, "verified");
    }
  }

  private int tell(SignoffText text) {
    console.printer().answer(text.json(), text.text());
    return switch (text.state()) {
      case VERIFIED -> Exit.YES.code();
      case REFUSED -> Exit.NO.code();
      case UNKNOWN -> Exit.UNKNOWN.code();
    };
  }

  private static Predicate<SignoffGiven> asked(String which) {
    if (ID.matcher(which).matches()) {
      return given -> given.signoff().equals(which);
    }
    if (NUMBER.matcher(which).matches()) {
      long number = Long.parseLong(which);
      return given -> given.submission() == number;
    }
    throw CommandException.usage(
        "signoff.which",
        "\"" + which + "\" is neither a sign-off nor the number of a submission.",
        "Give an id such as s_1f from the receipt, or a number such as 12.");
  }
}
