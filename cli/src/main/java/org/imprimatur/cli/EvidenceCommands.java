// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.nio.file.Path;
import org.imprimatur.proof.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Evidence that comes from outside. */
@Command(name = "evidence", description = "Add evidence to a submission.")
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
}
