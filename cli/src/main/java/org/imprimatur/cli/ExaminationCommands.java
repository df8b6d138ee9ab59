// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What a custodian sets: on what a model's versions are examined. */
@Command(name = "examination", description = "Register on what versions are examined.")
final class ExaminationCommands {
  private static final String TEST_SET = "test-set";
  private static final String REFERENCE = "reference";

  /** The runner that holds the test set; its file is digested and stays where it is. */
  private static final String HELD_BY = "held-by";

  private final Console console;

  ExaminationCommands(Console console) {
    this.console = console;
  }

  private static LocalFile beside(Path file, String name) {
    return LocalFile.read(file.toAbsolutePath().resolveSibling(name).normalize());
  }

  @Command(name = "register", description = "Register the examination with its data.")
  int register(
      @Parameters(paramLabel = "MODEL") String model,
      @Parameters(paramLabel = "FILE", description = "An examination/v1 file.") Path file) {
    Json.Obj members = YamlFile.read(file, "examination/v1");
    String named = Words.text(members, TEST_SET);
    if (named.isEmpty()) {
      throw CommandException.usage(
          "examination.test-set",
          "The file " + file + " names no test set.",
          "Add test-set: with the path of a CSV file beside it.");
    }
    LocalFile testSet = beside(file, named);
    Optional<LocalFile> reference =
        Optional.of(Words.text(members, REFERENCE))
            .filter(name -> !name.isEmpty())
            .map(name -> beside(file, name));
    Json.Builder body = Json.obj();
    members.members().entrySet().stream()
        .filter(entry -> !entry.getKey().equals(TEST_SET) && !entry.getKey().equals(HELD_BY))
        .forEach(entry -> body.put(entry.getKey(), entry.getValue()));
    body.put("testSet", testSet.digest().toString());
    reference.ifPresent(data -> body.put(REFERENCE, data.digest().toString()));
    Api api = console.api();
    String heldBy = Words.text(members, HELD_BY);
    if (heldBy.isEmpty()) {
      console.printer().progress("Uploading the test set, " + testSet.digest().brief());
      api.upload(testSet);
      reference.ifPresent(
          data -> {
            console.printer().progress("Uploading the reference, " + data.digest().brief());
            api.upload(data);
          });
    } else {
      console.printer().progress("The data stay here, " + testSet.digest().brief());
      body.put("heldBy", heldBy);
    }
    Json.Obj answer = api.post(ModelCommands.path(model) + "/examination", body.build());
    console
        .printer()
        .answer(
            answer,
            "The examination of %s is registered: %s, test set %s."
                .formatted(
                    model,
                    Words.brief(Words.text(answer, "examination")),
                    testSet.digest().brief()));
    return Exit.YES.code();
  }
}
