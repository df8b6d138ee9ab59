// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.imprimatur.proof.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Submissions: take a version to a gate, see what is missing, and through. */
final class SubmissionCommands {
  private SubmissionCommands() {}

  static String path(String number) {
    return "/submissions/" + Numbers.submission(number);
  }

  private static int answered(Console console, Json.Obj submission) {
    console.printer().answer(submission, SubmissionText.of(submission));
    return Exit.of(passes(submission)).code();
  }

  /**
   * What is suspended may not serve, whatever let it through before; what came past its gate by
   * break-glass passed none until it is ratified.
   */
  private static boolean passes(Json.Obj submission) {
    if (owes(submission)) {
      return false;
    }
    boolean open = Words.text(submission, "status").equals("open");
    return (Words.text(submission, "status").equals("promoted")
            && !Words.is(submission, "suspended"))
        || (open && Words.is(Words.object(submission, "verdict"), "passes"));
  }

  private static boolean owes(Json.Obj submission) {
    return List.of("owed", "overdue").contains(bypass(submission));
  }

  private static String bypass(Json.Obj submission) {
    return submission.find("bypass").orElse(Json.nothing()) instanceof Json.Obj bypass
        ? Words.text(bypass, "state")
        : "";
  }

  /** Opens a submission. */
  @Command(
      name = "submit",
      description = {
        "Submit a version to a gate.",
        "With --wait it ends as status --wait does: 0 when the gate passes, 1 when not yet."
      })
  static final class Submit implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "MODEL")
    private String model = "";

    @Parameters(index = "1", paramLabel = "VERSION")
    private String version = "";

    @Option(names = "--gate", defaultValue = "production", description = "Which gate.")
    private String gate = "";

    @Option(
        names = "--under-envelope",
        description =
            "Under the change envelope that people signed last: inside it no new signature is"
                + " needed but of whoever asked for changes, outside it people sign as always.")
    private boolean underEnvelope;

    @Mixin private final Waiting waiting = new Waiting();

    Submit(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      Api api = console.api();
      String path =
          ModelCommands.path(model) + "/versions/" + Numbers.version(version) + "/submissions";
      Json.Builder asked = Json.obj().put("gate", gate);
      if (underEnvelope) {
        asked.put("underEnvelope", true);
      }
      Json.Obj submission = api.post(path, asked.build());
      if (!waiting.asked()) {
        console.printer().answer(submission, SubmissionText.of(submission));
        return Exit.YES.code();
      }
      console.printer().progress("Submission " + Words.text(submission, "number") + " is open.");
      return answered(console, waiting.until(api, console.printer(), submission));
    }
  }

  /** Where a submission stands. */
  @Command(
      name = "status",
      description = {
        "Show a submission: 0 when its gate passes or it is promoted, 1 when not yet",
        "or when its version is suspended."
      })
  static final class Status implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "SUBMISSION")
    private String number = "";

    @Mixin private final Waiting waiting = new Waiting();

    Status(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      Api api = console.api();
      return answered(console, waiting.until(api, console.printer(), api.get(path(number))));
    }
  }

  /** What the gate says now. */
  @Command(
      name = "gate",
      description = {
        "Ask a gate, with every reason: 0 when it passes, 1 when it does not",
        "or when what it let through is suspended.",
        "A version that came past its gate by break-glass is BYPASSED, and the answer is no",
        "until it is ratified, unless --accept-break-glass says otherwise."
      })
  static final class Gate implements Callable<Integer> {
    private static final String SUSPENDED = "The version is suspended.";

    private final Console console;

    @Parameters(index = "0", paramLabel = "SUBMISSION|MODEL")
    private String first = "";

    @Parameters(index = "1", paramLabel = "VERSION", arity = "0..1")
    private Optional<String> version = Optional.empty();

    @Option(
        names = "--accept-break-glass",
        description = {
          "Also answer 0 for a bypassed version that is neither overdue nor suspended,",
          "so that an emergency can be deployed. It is said all the same."
        })
    private boolean accepts;

    Gate(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      Api api = console.api();
      if (version.isEmpty()) {
        return answered(api.get(path(first)), "", false);
      }
      long number = Numbers.version(version.get());
      Json.Obj found = api.get(ModelCommands.path(first) + "/versions/" + number);
      boolean suspended = Words.is(found, "suspended");
      Json.Obj submission = api.get(path(latest(found, number)));
      return answered(submission, suspended ? SUSPENDED : replaced(found), suspended);
    }

    /** A yes to it is meant: several versions can stand in production, and one is watched. */
    private static String replaced(Json.Obj found) {
      String by = Words.text(found, "replacedBy");
      return by.isEmpty()
          ? ""
          : ("Version %s entered production since, and is watched in its place. This one was not"
                  + " taken out.")
              .formatted(by);
    }

    /** What is suspended may not serve, even where a later submission of it would pass. */
    private int answered(Json.Obj submission, String first, boolean suspended) {
      String said = first.isEmpty() ? "" : first + System.lineSeparator();
      console.printer().answer(submission, said + SubmissionText.gate(submission));
      boolean emergency =
          accepts && bypass(submission).equals("owed") && !Words.is(submission, "suspended");
      return Exit.of(!suspended && (passes(submission) || emergency)).code();
    }

    private String latest(Json.Obj found, long number) {
      return Words.array(found, "submissions").stream()
          .map(Words::text)
          .max(Comparator.comparingLong(Numbers::submission))
          .orElseThrow(
              () ->
                  CommandException.no(
                      "gate.no-submission",
                      first + " v" + number + " was never submitted, so no gate passes it.",
                      "Run imprimatur submit " + first + " " + number + ".",
                      List.of()));
    }
  }

  /** Through the gate. */
  @Command(
      name = "promote",
      description = "Promote a submission's version: the gate decides again, at this moment.")
  static final class Promote implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "SUBMISSION")
    private String number = "";

    Promote(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      Json.Obj promotion = console.api().post(path(number) + "/promotion", Json.obj().build());
      boolean promoted = Words.is(promotion, "promoted");
      console.printer().answer(promotion, promoted ? told(promotion) : "Not promoted.");
      return Exit.of(promoted).code();
    }

    private static String told(Json.Obj promotion) {
      String trace = Words.text(Words.object(promotion, "verdict"), "trace");
      return "Promoted from %s to %s. The verdict's trace is %s."
          .formatted(
              Words.text(promotion, "from"), Words.text(promotion, "to"), Words.brief(trace));
    }
  }
}
