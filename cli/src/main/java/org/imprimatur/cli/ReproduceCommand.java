// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.imprimatur.proof.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has evidence computed once more, by the server or here, and says whether the same came out. */
@Command(
    name = "reproduce",
    description = {
      "Compute evidence again from its recorded inputs and compare.",
      "A number or a digest asks the server, which records the outcome; a file is computed here."
    })
final class ReproduceCommand implements Callable<Integer> {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  private final Console console;

  @Parameters(
      paramLabel = "SUBMISSION|DIGEST|FILE",
      description = "A submission's number, the digest of an item, or an evidence/v1 file.")
  private String what = "";

  @Option(names = "--item", description = "Only this item of the submission, such as fairness/1.")
  private String item = "";

  @Option(names = "--data", description = "The test set, for a file.")
  private List<Path> data = List.of();

  @Option(names = "--reference", description = "The training set, for a file.")
  private List<Path> reference = List.of();

  @Option(names = "--model", description = "The model, for a file.")
  private List<Path> model = List.of();

  @Option(names = "--predictions", description = "The predictions, for a file.")
  private List<Path> predictions = List.of();

  @Option(
      names = "--input",
      paramLabel = "ROLE=FILE",
      description = "Any other input, such as card=README.md or artifact/model.onnx=model.onnx.")
  private Map<String, Path> others = Map.of();

  @Option(
      names = "--accept-unconfined",
      description = "Accept workers without confinement, for files of your own.")
  private boolean unconfined;

  ReproduceCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (NUMBER.matcher(what).matches()) {
      return submission();
    }
    if (DIGEST.matcher(what).matches()) {
      return answered(List.of(asked(what, Json.obj().build())));
    }
    Path file = Path.of(what);
    if (!Files.isRegularFile(file)) {
      throw LocalFile.unreadable(file);
    }
    return answered(List.of(new Recomputation(unconfined).of(file, files())));
  }

  private int submission() {
    Json.Obj submission = console.api().get(SubmissionCommands.path(what));
    Json.Obj body = Json.obj().put("submission", Long.parseLong(what)).build();
    List<Json.Obj> answers = new ArrayList<>();
    for (Json.Obj evidence : Words.objects(submission, "evidence")) {
      boolean asked = item.isEmpty() || Words.text(evidence, "item").equals(item);
      boolean computed =
          !Words.text(evidence, "level").equals("supplied")
              && Words.text(evidence, "outcome").equals("computed");
      if (asked && computed) {
        console.printer().progress("computing " + Words.text(evidence, "item") + " again");
        answers.add(asked(Words.text(evidence, "digest"), body));
      }
    }
    if (answers.isEmpty()) {
      throw CommandException.unknown(
          "reproduction.nothing",
          "Submission " + what + " has no computed evidence" + (item.isEmpty() ? "." : " " + item),
          "See imprimatur status " + what + " for what it has.");
    }
    return answered(answers);
  }

  private Json.Obj asked(String digest, Json.Obj body) {
    String hex = digest.substring(digest.indexOf(':') + 1);
    return console.api().compute("/evidence/" + Words.encoded(hex) + "/reproductions", body);
  }

  private int answered(List<Json.Obj> answers) {
    boolean equal = answers.stream().allMatch(answer -> Words.is(answer, "equal"));
    Json.Obj all = Json.obj().put("equal", equal).put("reproductions", Json.array(answers)).build();
    console.printer().answer(all, EvidenceText.reproduced(answers));
    return Exit.of(equal).code();
  }

  /** The given files by the role that an evidence record calls them by. */
  private Map<String, Path> files() {
    Map<String, Path> files = new LinkedHashMap<>(others);
    Map.of(
            "testSet", data,
            "trainSet", reference,
            "model", model,
            "predictions", predictions)
        .forEach((role, given) -> given.forEach(path -> files.put(role, path)));
    return files;
  }
}
