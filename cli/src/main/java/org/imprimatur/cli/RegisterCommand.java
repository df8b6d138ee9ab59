// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registers a version: the artifact's files, the cut-off and where both come from. */
@Command(name = "register", description = "Register a version of a model with its files.")
final class RegisterCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "MODEL")
  private String model = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FOLDER|FILE",
      description = "One folder with all files of the model, or the files themselves.")
  private List<Path> places = new ArrayList<>();

  @Option(
      names = "--cutoff",
      required = true,
      description = "From which score on the positive decision is taken, such as 0.15.")
  private String cutoff = "";

  @Option(names = "--card", paramLabel = "FILE", description = "The model card (Markdown).")
  private Optional<Path> card = Optional.empty();

  @Option(
      names = "--dataset",
      paramLabel = "NAME[=FILE|DIGEST]",
      description = "Data it was trained on; a file is digested here and not uploaded.")
  private List<String> datasets = new ArrayList<>();

  @Option(
      names = "--commit",
      paramLabel = "REPOSITORY@SHA",
      description = "The code it comes from.")
  private List<String> commits = new ArrayList<>();

  @Option(
      names = "--contributor",
      paramLabel = "USERNAME",
      description = "Who else contributed; they cannot sign it off.")
  private List<String> contributors = new ArrayList<>();

  @Option(names = "--unnamed", description = "How many contributors have no account here.")
  private int unnamed;

  @Option(names = "--parent", paramLabel = "VERSION", description = "A version it was made from.")
  private List<String> parents = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "NAME[:INDEX|KEY]",
      description = "Which output of the ONNX model is the score, where it is not plain.")
  private Optional<String> output = Optional.empty();

  RegisterCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Json.Obj lineage = lineage();
    Artifact artifact = Artifact.read(places);
    Json.Builder body =
        Json.obj()
            .put("manifest", artifact.manifest().toJson())
            .put("cutoff", cutoff)
            .put("lineage", lineage);
    Optional<LocalFile> cardFile = card.map(LocalFile::read);
    cardFile.ifPresent(file -> body.put("card", file.digest().toString()));
    Api api = console.api();
    artifact.files().forEach((path, file) -> upload(api, path, file));
    cardFile.ifPresent(file -> upload(api, "the model card", file));
    Json.Obj version = api.post(ModelCommands.path(model) + "/versions", body.build());
    console.printer().answer(version, model + " " + ModelText.version(version));
    return Exit.YES.code();
  }

  private void upload(Api api, String name, LocalFile file) {
    console
        .printer()
        .progress("Uploading " + name + ", " + file.size() + " bytes, " + file.digest().brief());
    api.upload(file);
  }

  private Json.Obj lineage() {
    Json.Builder lineage =
        Json.obj()
            .put("datasets", Json.array(datasets.stream().map(RegisterCommand::dataset).toList()))
            .put("commits", Json.array(commits.stream().map(RegisterCommand::commit).toList()))
            .put(
                "parents",
                Json.array(
                    parents.stream().map(Numbers::version).map(number -> Json.of(number)).toList()))
            .put("contributors", Words.strings(contributors))
            .put("unnamed", (long) unnamed);
    output.ifPresent(text -> lineage.put("output", output(text)));
    return lineage.build();
  }

  private static Json dataset(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      return Json.obj().put("name", text).build();
    }
    String source = text.substring(equals + 1);
    Json.Builder dataset = Json.obj().put("name", text.substring(0, equals));
    Digest digest =
        source.matches("sha256:[0-9a-f]{64}")
            ? Digest.parse(source)
            : LocalFile.read(Path.of(source)).digest();
    return dataset.put("digest", digest.toString()).build();
  }

  private static Json commit(String text) {
    int at = text.lastIndexOf('@');
    if (at < 1 || at == text.length() - 1) {
      throw CommandException.usage(
          "register.commit",
          "\"" + text + "\" is no commit.",
          "Write REPOSITORY@SHA, such as https://git.example.org/credit@4f2a91c.");
    }
    return Json.obj()
        .put("repository", text.substring(0, at))
        .put("commit", text.substring(at + 1))
        .build();
  }

  static Json.Obj output(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      return Json.obj().put("name", text).build();
    }
    String place = text.substring(colon + 1);
    Json.Builder output = Json.obj().put("name", text.substring(0, colon));
    return place.matches("\\d{1,6}")
        ? output.put("index", Long.parseLong(place)).build()
        : output.put("key", place).build();
  }
}
