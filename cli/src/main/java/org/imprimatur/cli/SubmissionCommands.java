// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

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

  private static int answered(Console console, Api api, Json.Obj submission) {
    Passage passage = Passage.of(api, submission);
    console.printer().answer(submission, passage.before(SubmissionText.of(submission)));
    return Exit.of(passage.passes()).code();
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
      return answered(console, api, waiting.until(api, console.printer(), submission));
    }
  }

  /** Where a submission stands. */
  @Command(
      name = "status",
      description = {
        "Show a submission: 0 when its gate passes or it is promoted, 1 when not yet",
        "or when the version that it promoted may not serve."
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
      return answered(console, api, waiting.until(api, console.printer(), api.get(path(number))));
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
