// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.imprimatur.proof.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registers a model with its use. */
@Command(name = "register", description = "Register a model for a use.")
final class ModelRegisterCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "NAME", description = "Lower-case letters, digits and hyphens.")
  private String name = "";

  @Option(names = "--use", paramLabel = "FILE", description = "A use/v1 file.")
  private Optional<Path> use = Optional.empty();

  @Option(names = "--purpose", description = "What the model decides or helps to decide.")
  private Optional<String> purpose = Optional.empty();

  @Option(names = "--population", description = "Whom or what it is used on.")
  private String population = "";

  @Option(names = "--restrictions", description = "What it must not be used for.")
  private String restrictions = "";

  @Option(names = "--policy", description = "The policy; without it the server's default.")
  private Optional<String> policy = Optional.empty();

  @Option(names = "--owner", paramLabel = "USERNAME", description = "Who answers for the model.")
  private Optional<String> owner = Optional.empty();

  ModelRegisterCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Json.Builder body = Json.obj().put("name", name).put("use", stated());
    policy.ifPresent(text -> body.put("policy", text));
    owner.ifPresent(text -> body.put("owner", text));
    Json.Obj model = console.api().post("/models", body.build());
    console.printer().answer(model, ModelText.of(model));
    return Exit.YES.code();
  }

  private Json.Obj stated() {
    if (use.isPresent() == purpose.isPresent()) {
      throw CommandException.usage(
          "model.use",
          "A model is registered for one use.",
          "Add either --use FILE, or --purpose with --population and --restrictions.");
    }
    return use.map(file -> YamlFile.read(file, "use/v1"))
        .orElseGet(
            () ->
                Json.obj()
                    .put("purpose", purpose.orElse(""))
                    .put("population", population)
                    .put("restrictions", restrictions)
                    .build());
  }
}
