// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.imprimatur.proof.json.Json;
import picocli.CommandLine.Option;

/** The option to wait for a submission's checks; while it waits it tells each change once. */
final class Waiting {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PLANNING = Duration.ofSeconds(10);

  @Option(names = "--wait", description = "Wait until all checks have ended.")
  private boolean asked;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long --wait waits at most.")
  private int seconds;

  private final Map<String, String> told = new HashMap<>();

  boolean asked() {
    return asked;
  }

  /** The submission once no check is waiting or running; at once where nobody asked to wait. */
  Json.Obj until(Api api, Printer printer, Json.Obj start) {
    if (!asked) {
      return start;
    }
    String number = Words.text(start, "number");
    Json.Obj submission = start;
    long deadline = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    tell(printer, submission);
    long planned = System.nanoTime() + PLANNING.toNanos();
    while (unfinished(submission) || (unplanned(submission) && System.nanoTime() < planned)) {
      if (System.nanoTime() > deadline) {
        throw CommandException.unknown(
            "wait.timeout",
            "Checks of submission " + number + " have not ended within " + seconds + " seconds.",
            "Wait longer with --timeout, or look at the submission's page.");
      }
      Wire.pause(POLL);
      submission = api.get(SubmissionCommands.path(number));
      tell(printer, submission);
    }
    return submission;
  }

  private static boolean unfinished(Json.Obj submission) {
    return Words.objects(submission, "checks").stream()
        .map(check -> Words.text(check, "state"))
        .anyMatch(state -> state.equals("waiting") || state.equals("running"));
  }

  /** The server plans checks a moment after it opened the submission; until then it shows none. */
  private static boolean unplanned(Json.Obj submission) {
    return Words.objects(submission, "checks").isEmpty()
        && Words.objects(submission, "requirements").stream()
            .filter(requirement -> Words.text(requirement, "state").equals("WAITING"))
            .map(requirement -> Words.text(Words.object(requirement, "turn"), "role"))
            .anyMatch("imprimatur"::equals);
  }

  private void tell(Printer printer, Json.Obj submission) {
    for (Json.Obj check : Words.objects(submission, "checks")) {
      String name = Words.text(check, "check");
      String message = Words.text(check, "message");
      String now =
          Words.text(check, "state")
              + (Words.is(check, "reused") ? " (computed earlier)" : "")
              + (message.isEmpty() ? "" : ": " + message);
      if (!now.equals(told.put(name, now))) {
        printer.progress("%-32s %s".formatted(name, now));
      }
    }
  }
}
