// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.imprimatur.proof.hours.WorkingHours;
import org.imprimatur.proof.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** When people work. */
@Command(
    name = "hours",
    description = {
      "Working hours and closed days, which the wait ledger of Insights tells apart.",
      "They hold from when they are stated, and change nothing before."
    })
final class HoursCommands {
  private static final List<String> DAYS =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

  private final Console console;

  HoursCommands(Console console) {
    this.console = console;
  }

  @Command(name = "show", description = "The working hours that hold, and who stated them.")
  int show() {
    Json.Obj all = console.api().get("/hours");
    console.printer().answer(all, text(all));
    return Exit.YES.code();
  }

  @Command(
      name = "state",
      description = {
        "State working hours from now on. A risk manager may.",
        "Those that hold until then stand in the log with all before them."
      })
  int state(@Parameters(paramLabel = "FILE", description = "An hours/v1 file, YAML.") Path file) {
    Json.Obj stated = console.api().post("/hours", YamlFile.read(file, WorkingHours.FORMAT));
    Json.Obj stamp = Words.object(stated, "stated");
    console
        .printer()
        .answer(
            stated,
            "Stated as %s; they hold from %s on."
                .formatted(Words.brief(Words.text(stated, "digest")), Words.text(stamp, "at")));
    return Exit.YES.code();
  }

  private static String text(Json.Obj all) {
    Json.Obj hours = Words.object(all, "hours");
    if (hours.members().isEmpty()) {
      return "No working hours are stated: nights, weekends and holidays count as waiting.";
    }
    var lines = new StringJoiner(System.lineSeparator());
    lines.add("zone        " + Words.text(hours, "zone"));
    for (String day : DAYS) {
      String periods =
          Words.objects(hours, "week").stream()
              .filter(one -> Words.text(one, "day").equals(day))
              .map(one -> Words.text(one, "from") + " to " + Words.text(one, "to"))
              .collect(Collectors.joining(", "));
      lines.add("%-11s %s".formatted(day, periods.isEmpty() ? "closed" : periods));
    }
    for (Json.Obj one : Words.objects(hours, "closed")) {
      lines.add(
          "closed      %s to %s  %s"
              .formatted(
                  Words.text(one, "first"), Words.text(one, "last"), Words.text(one, "name")));
    }
    for (Json.Obj one : Words.objects(all, "statements")) {
      Json.Obj stamp = Words.object(one, "stated");
      lines.add(
          "stated      %s by %s, %s"
              .formatted(
                  Words.text(stamp, "at"),
                  Words.person(Words.object(stamp, "by")),
                  Words.brief(Words.text(one, "digest"))));
    }
    return lines.toString();
  }
}
