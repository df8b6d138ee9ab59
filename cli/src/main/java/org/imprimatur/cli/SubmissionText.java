// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.imprimatur.proof.json.Json;

/** Submissions as people read them in a terminal: the verdict first, then what is open. */
final class SubmissionText {
  private SubmissionText() {}

  static String of(Json.Obj submission) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Submission %s: %s v%s to %s, tier %s, %s, revision %s"
            .formatted(
                Words.text(submission, "number"),
                Words.text(submission, "model"),
                Words.text(submission, "version"),
                Words.text(submission, "gate"),
                Words.text(submission, "tier"),
                Words.text(submission, "status"),
                Words.text(submission, "revision")));
    lines.addAll(verdict(submission));
    for (Json.Obj signOff : Words.objects(submission, "signoffs")) {
      lines.add(signOff(signOff));
    }
    lines.addAll(failures(submission));
    return Words.named(submission, String.join(System.lineSeparator(), lines));
  }

  /** Each check failure with its age: against the submission before it, else the holder's. */
  private static List<String> failures(Json.Obj submission) {
    List<String> lines = new ArrayList<>();
    if (submission.find("failures").orElse(Json.nothing()) instanceof Json.Obj failures) {
      for (Json.Obj failure : Words.objects(failures, "all")) {
        lines.add("  %-14s %s".formatted(age(failure), Words.text(failure, "sentence")));
      }
    }
    return lines;
  }

  private static String age(Json.Obj failure) {
    String earlier = Words.text(failure, "sinceEarlier");
    String age = earlier.isEmpty() ? Words.text(failure, "sinceHolder") : earlier;
    return age.isEmpty() ? "failing" : age;
  }

  static String gate(Json.Obj submission) {
    return Words.named(submission, String.join(System.lineSeparator(), verdict(submission)));
  }

  private static List<String> verdict(Json.Obj submission) {
    List<String> lines = new ArrayList<>();
    bypass(submission).ifPresent(lines::add);
    seeded(submission).ifPresent(lines::add);
    lines.add(Words.text(Words.object(submission, "verdict"), "sentence"));
    for (Json.Obj obstacle : Words.objects(Words.object(submission, "verdict"), "obstacles")) {
      lines.add(
          "  %-14s %s [%s]"
              .formatted(
                  "obstacle", Words.text(obstacle, "sentence"), Words.text(obstacle, "code")));
    }
    lines.addAll(envelope(Words.object(submission, "verdict")));
    for (Json.Obj requirement : Words.objects(submission, "requirements")) {
      boolean asked = !Words.text(requirement, "state").equalsIgnoreCase("not_applicable");
      if (asked || watched(requirement)) {
        lines.addAll(requirement(requirement));
      }
    }
    return lines;
  }

  /** How a retrain stands to the change envelope that it was submitted under. */
  private static List<String> envelope(Json.Obj verdict) {
    List<String> lines = new ArrayList<>();
    if (verdict.find("envelope").orElse(Json.nothing()) instanceof Json.Obj envelope) {
      boolean inside = Words.is(envelope, "inside");
      lines.add(
          "%s the change envelope of submission %s."
              .formatted(inside ? "Inside" : "Outside", Words.text(envelope, "submission")));
      for (Json.Obj member : Words.objects(envelope, "members")) {
        String outcome = Words.text(member, "outcome");
        if (!outcome.equals("within")) {
          lines.add(
              "  %-14s %s: %s"
                  .formatted(
                      outcome.isEmpty() ? "waiting" : outcome,
                      Words.text(member, "member"),
                      Words.objects(member, "reasons").stream()
                          .map(reason -> Words.text(reason, "sentence"))
                          .collect(Collectors.joining(" "))));
        }
      }
    }
    return lines;
  }

  /** What was planted to try the review says so as soon as it is revealed, and not before. */
  private static Optional<String> seeded(Json.Obj submission) {
    return Words.is(submission, "seeded")
        ? Optional.of(
            "A seeded case, which is revealed: a steward planted this version, which is bad on"
                + " purpose, to try the review. It comes past no gate. What is wrong with it: "
                + Words.text(submission, "defect"))
        : Optional.empty();
  }

  /** What came past its gate says so first, and for ever. */
  private static Optional<String> bypass(Json.Obj submission) {
    if (!(submission.find("bypass").orElse(Json.nothing()) instanceof Json.Obj bypass)) {
      return Optional.empty();
    }
    String state = Words.text(bypass, "state");
    return Optional.of(
        switch (state) {
          case "owed", "overdue" ->
              "BYPASSED by break-glass, %s. To be ratified by %s."
                  .formatted(state, Words.text(bypass, "due"));
          default -> "Came past the gate by break-glass, and was %s.".formatted(state);
        });
  }

  /** Not enforced yet: the first reason says until when, and what it would be today. */
  private static boolean watched(Json.Obj requirement) {
    return requirement.find("watched").orElse(Json.nothing()) instanceof Json.Obj;
  }

  private static List<String> requirement(Json.Obj requirement) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "  %-14s %-20s %s"
            .formatted(
                watched(requirement) ? "watched" : state(Words.text(requirement, "state")),
                Words.text(requirement, "id"),
                state(Words.text(requirement, "outcome"))));
    for (Json.Obj reason : Words.objects(requirement, "reasons")) {
      lines.add("      " + Words.text(reason, "sentence"));
    }
    Json.Obj turn = Words.object(requirement, "turn");
    if (!Words.text(turn, "act").isEmpty() || !Words.text(turn, "role").isEmpty()) {
      lines.add("      next: " + turn(turn));
    }
    return lines;
  }

  private static String turn(Json.Obj turn) {
    String people =
        Words.array(turn, "people").stream().map(Words::text).collect(Collectors.joining(", "));
    String words =
        List.of(Words.text(turn, "role"), Words.text(turn, "act")).stream()
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
    return people.isEmpty() ? words : words + " (" + people + ")";
  }

  private static String signOff(Json.Obj signOff) {
    String lapsed =
        Words.array(signOff, "lapsed").stream().map(Words::text).collect(Collectors.joining(", "));
    return "  signed         %s as %s, %s: %s%s"
        .formatted(
            Words.text(signOff, "person"),
            Words.text(signOff, "role"),
            Words.text(signOff, "meaning"),
            Words.text(signOff, "decision"),
            lapsed.isEmpty() ? "" : " (lapsed: " + lapsed + ")");
  }

  /** {@code CANNOT_BE_TOLD} as it is said. */
  static String state(String word) {
    return word.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
