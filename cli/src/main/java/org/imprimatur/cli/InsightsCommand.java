// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ActException;
import org.imprimatur.proof.insights.Chronicle;
import org.imprimatur.proof.insights.Insights;
import org.imprimatur.proof.insights.InsightsTable;
import org.imprimatur.proof.insights.Selection;
import org.imprimatur.proof.log.ExportedLog;
import org.imprimatur.proof.policy.Nearest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The measures of the process itself, from an exported log alone. */
@Command(
    name = "insights",
    description = {
      "How long submissions take, who has them and what becomes of them, from an exported log.",
      "A folder or zip is read without any server; a server's address is exported first.",
      "The log is held to its checkpoint; imprimatur audit verify derives what it decides."
    })
final class InsightsCommand implements Callable<Integer>, Tabular {
  private final Console console;

  @Parameters(paramLabel = "FOLDER|ZIP|URL", description = "The export, or a server.")
  private String place = "";

  @Option(
      names = "--by",
      paramLabel = "tier|policy|team",
      defaultValue = "tier",
      description = "What tells groups apart.")
  private String by = "tier";

  @Option(names = "--tier", paramLabel = "TIER", description = "Only this tier.")
  private Optional<String> tier = Optional.empty();

  @Option(names = "--policy", paramLabel = "NAME", description = "Only under this policy.")
  private Optional<String> policy = Optional.empty();

  @Option(names = "--team", paramLabel = "TEAM", description = "Only of owners in this team.")
  private Optional<String> team = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "INSTANT",
      description = "Only what was opened then or later, such as 2026-09-01T00:00:00Z.")
  private Optional<String> since = Optional.empty();

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      description = "As it stood then; without it, at the log's last entry.")
  private Optional<String> at = Optional.empty();

  @Mixin private final HeldLog held = new HeldLog();

  InsightsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var selection =
        new Selection(
            Selection.By.of(by)
                .orElseThrow(
                    () ->
                        CommandException.usage(
                            "insights.by",
                            "\"" + by + "\" tells no groups apart.",
                            "Give tier, policy or team.")),
            tier,
            policy,
            team,
            since.map(text -> instant("--since", text)));
    Optional<Instant> until = at.map(text -> instant("--at", text));
    return held.read(console, place, (log, export) -> measure(log, export, selection, until));
  }

  private int measure(
      ExportedLog log, Export export, Selection selection, Optional<Instant> until) {
    Chronicle chronicle = chronicle(log, export, until);
    Insights insights = Insights.of(chronicle, until.orElse(chronicle.last()), selection);
    known("--tier", selection.tier(), insights.choices().tiers());
    known("--policy", selection.policy(), insights.choices().policies());
    known("--team", selection.team(), insights.choices().teams());
    console
        .printer()
        .answer(insights.toJson(), InsightsText.of(insights), () -> InsightsTable.of(insights));
    return Exit.YES.code();
  }

  /** A name that no submission of the log has would give a report of nothing. */
  private static void known(String option, Optional<String> name, Collection<String> names) {
    if (name.isPresent() && !names.contains(name.get())) {
      throw CommandException.usage(
          "insights.name",
          "No submission in this log has the %s \"%s\".".formatted(option.substring(2), name.get()),
          names.isEmpty()
              ? "There is none to choose from. Leave " + option + " away."
              : "Did you mean \"%s\"? There are: %s."
                  .formatted(Nearest.to(name.get(), names), String.join(", ", names)));
    }
  }

  /** The acts until an instant; times never go back, so the rest comes later. */
  private static Chronicle chronicle(ExportedLog log, Export export, Optional<Instant> until) {
    var chronicle = new Chronicle(export::blob);
    for (byte[] entry : log) {
      Optional<Act> act = act(entry);
      if (act.isPresent() && until.isPresent() && act.get().at().isAfter(until.get())) {
        break;
      }
      act.ifPresentOrElse(chronicle::apply, chronicle::skip);
    }
    return chronicle;
  }

  private static Optional<Act> act(byte[] entry) {
    try {
      return Optional.of(Act.parse(entry));
    } catch (ActException _) {
      return Optional.empty();
    }
  }

  private static Instant instant(String option, String text) {
    try {
      Instant instant = Instant.parse(text);
      if (instant.isAfter(Chronicle.LATEST)) {
        throw new DateTimeException("Too late.");
      }
      return instant;
    } catch (DateTimeException _) {
      throw CommandException.usage(
          "insights.instant",
          "\"" + text + "\" of " + option + " is no instant.",
          "Write it like 2026-11-26T09:00:00Z.");
    }
  }
}
