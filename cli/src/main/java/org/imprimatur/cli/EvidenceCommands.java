// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.nio.file.Path;
import org.imprimatur.proof.evidence.Derivation;
import org.imprimatur.proof.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Evidence: adding to it, and holding it to what it states. */
@Command(name = "evidence", description = "Check evidence, or add to that of a submission.")
final class EvidenceCommands {
  private final Console console;

  EvidenceCommands(Console console) {
    this.console = console;
  }

  @Command(
      name = "supply",
      description = "Supply a file as evidence; it is shown, and satisfies no check.")
  int supply(
      @Parameters(index = "0", paramLabel = "SUBMISSION") String number,
      @Option(names = "--class", required = true, description = "Such as performance.")
          String evidenceClass,
      @Parameters(index = "1", paramLabel = "FILE") Path path) {
    String act = SubmissionCommands.path(number) + "/evidence";
    LocalFile file = LocalFile.read(path);
    Api api = console.api();
    api.upload(file);
    Json.Obj body =
        Json.obj()
            .put("class", evidenceClass)
            .put("name", file.name())
            .put("content", file.digest().toString())
            .build();
    Json.Obj submission = api.post(act, body);
    console.printer().answer(submission, SubmissionText.of(submission));
    return Exit.YES.code();
  }

  @Command(
      name = "check",
      description = "Derive the metrics of a record again from its tables, without the data.")
  int check(@Parameters(paramLabel = "FILE", description = "An evidence/v1 file.") Path path) {
    Json document = LocalFile.document(path);
    Derivation derivation = Derivation.of(document);
    if (derivation instanceof Derivation.Unreadable(var why)) {
      throw CommandException.unknown(
          "evidence.unreadable",
          "The file " + path + " is no evidence that can be derived again. " + why,
          "Check that it is the record of one check, as the server and an export hold it.");
    }
    Json.Obj answer = EvidenceText.checked(path.toString(), (Json.Obj) document, derivation);
    console.printer().answer(answer, EvidenceText.of(answer, derivation));
    return Exit.of(derivation instanceof Derivation.Follows).code();
  }
}
