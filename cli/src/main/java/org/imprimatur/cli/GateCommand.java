// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.imprimatur.proof.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the gate says now, and whether what it let through may still serve. */
@Command(
    name = "gate",
    description = {
      "Ask a gate, with every reason: 0 when it passes, 1 when it does not or when what",
      "it let through may not serve: suspended, replaced and its overlap over, retired,",
      "its approval withdrawn, or out of production.",
      "A version that came past its gate by break-glass is BYPASSED, and the answer is no",
      "until it is ratified, unless --accept-break-glass says otherwise."
    })
final class GateCommand implements Callable<Integer> {
  private static final String PRODUCTION = "production";

  private final Console console;

  @Parameters(index = "0", paramLabel = "SUBMISSION|MODEL")
  private String first = "";

  @Parameters(index = "1", paramLabel = "VERSION", arity = "0..1")
  private Optional<String> version = Optional.empty();

  @Option(
      names = "--gate",
      paramLabel = "NAME",
      description = {
        "Of a version, ask its newest submission to this gate. Otherwise production is asked,",
        "and where it was never submitted there, the gate of its newest submission."
      })
  private Optional<String> gate = Optional.empty();

  @Option(
      names = "--accept-break-glass",
      description = {
        "Also answer 0 for a bypassed version that is neither overdue nor suspended,",
        "so that an emergency can be deployed. It is said all the same."
      })
  private boolean accepts;

  GateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Api api = console.api();
    if (version.isPresent()) {
      return ofVersion(api, Numbers.version(version.get()));
    }
    if (gate.isPresent()) {
      throw CommandException.usage(
          "gate.submission",
          "A submission is to one gate, so that --gate goes with a model and a version.",
          "Leave --gate out, or name the model and the version.");
    }
    Passage passage = Passage.of(api, api.get(SubmissionCommands.path(first)));
    return answered(
        passage.submission(), passage, passage.passes() || (accepts && passage.isEmergency()));
  }

  private int answered(Json.Obj told, Passage passage, boolean yes) {
    console.printer().answer(told, passage.before(SubmissionText.gate(passage.submission())));
    return Exit.of(yes).code();
  }

  /** Of what entered production the server says whether it may serve, whatever came after. */
  private int ofVersion(Api api, long number) {
    Json.Obj found = api.get(ModelCommands.path(first) + "/versions/" + number);
    Json.Obj submission = newest(api, found, number);
    Optional<Serving> serving = isProduction(submission) ? Serving.of(found) : Optional.empty();
    if (serving.isEmpty()) {
      return elsewhere(api, found, submission);
    }
    var passage = new Passage(submission, serving, said(serving.get(), found, submission));
    boolean owed = passage.owes() || Words.is(found, "bypassed");
    boolean yes = serving.get().lets() && (!owed || (accepts && passage.isEmergency()));
    return answered(told(submission, found), passage, yes);
  }

  /** It never entered production, or another gate is asked: the submission says it all. */
  private int elsewhere(Api api, Json.Obj found, Json.Obj submission) {
    boolean suspended = Words.is(found, "suspended");
    Passage asked = Passage.of(api, submission);
    List<String> said = new ArrayList<>();
    if (suspended) {
      said.add("The version is suspended.");
    } else {
      asked.sentence().ifPresent(said::add);
    }
    if (gate.isEmpty() && !isProduction(submission)) {
      said.add(
          "It was never submitted to production. This is what the gate %s says."
              .formatted(Words.text(submission, "gate")));
    }
    var passage =
        new Passage(
            submission,
            asked.serving(),
            said.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(System.lineSeparator(), said)));
    boolean yes = !suspended && (asked.passes() || (accepts && asked.isEmergency()));
    return answered(submission, passage, yes);
  }

  private static boolean isProduction(Json.Obj submission) {
    return Words.text(submission, "gate").equals(PRODUCTION);
  }

  /** A version that serves does so while it is submitted again, too. */
  private static Optional<String> said(Serving serving, Json.Obj found, Json.Obj submission) {
    boolean promoted = Words.text(submission, "status").equals("promoted");
    return promoted || !serving.lets() || Words.is(found, "bypassed")
        ? serving.sentence(found)
        : Optional.of(
            serving
                .sentence(found)
                .orElse("The version is in production, and may serve.")
                .concat(
                    " This is what the gate says of submission %s, which is %s."
                        .formatted(
                            Words.text(submission, "number"), Words.text(submission, "status"))));
  }

  /** The submission with what was decided by. */
  private static Json.Obj told(Json.Obj submission, Json.Obj found) {
    Json.Builder told = Json.obj();
    submission.members().forEach(told::put);
    return told.put("permit", found.find("permit").orElse(Json.nothing()))
        .put("replacedBy", found.find("replacedBy").orElse(Json.nothing()))
        .build();
  }

  private Json.Obj newest(Api api, Json.Obj found, long number) {
    List<Long> newestFirst =
        Words.array(found, "submissions").stream()
            .map(Words::text)
            .map(Numbers::submission)
            .sorted(Comparator.reverseOrder())
            .toList();
    Optional<Json.Obj> newest = Optional.empty();
    for (long one : newestFirst) {
      Json.Obj submission = api.get(SubmissionCommands.path(Long.toString(one)));
      if (Words.text(submission, "gate").equals(gate.orElse(PRODUCTION))) {
        return submission;
      }
      newest = newest.or(() -> Optional.of(submission));
    }
    return newest.filter(_ -> gate.isEmpty()).orElseThrow(() -> never(number));
  }

  private CommandException never(long number) {
    return CommandException.no(
        "gate.no-submission",
        "%s v%d was never submitted%s, so no gate passes it."
            .formatted(first, number, gate.map(name -> " to " + name).orElse("")),
        "Run imprimatur submit %s %d%s."
            .formatted(first, number, gate.map(name -> " --gate " + name).orElse("")),
        List.of());
  }
}
