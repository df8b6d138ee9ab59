// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.PolicyError;
import org.imprimatur.proof.policy.PolicyReader;
import org.imprimatur.proof.policy.Reading;
import org.imprimatur.proof.replay.PolicyReplay;
import org.imprimatur.proof.replay.Replayed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a draft of a policy would have said of every decision so far. */
@Command(
    name = "replay",
    description = {
      "Play a draft over the decisions of an exported log: what would be refused or pass,",
      "what is in production and would lapse, and how many sign-offs each role would have.",
      "It ends with 1 where the draft would have refused a version that is in its stage now."
    })
final class PolicyReplayCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "DRAFT", description = "A policy/v1 file.")
  private Path draft = Path.of("");

  @Parameters(index = "1", paramLabel = "FOLDER|ZIP|URL", description = "The export, or a server.")
  private String place = "";

  @Option(
      names = "--of",
      paramLabel = "NAME",
      description = "Submissions under the policy of this name; without it, of the draft's name.")
  private Optional<String> name = Optional.empty();

  @Mixin private final HeldLog held = new HeldLog();

  PolicyReplayCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return switch (PolicyReader.read(LocalFile.small(draft))) {
      case Reading.Refused(List<PolicyError> errors) ->
          PolicyCommands.wrong(console, draft, errors);
      case Reading.Read(Policy policy) ->
          held.read(
              console,
              place,
              (log, export) -> {
                String of = name.orElse(policy.name());
                return told(PolicyReplay.of(log, export::blob, policy, of), policy);
              });
    };
  }

  private int told(Replayed replayed, Policy policy) {
    if (replayed.cases().isEmpty()) {
      throw CommandException.unknown(
          "replay.nothing",
          "No gate decided anything under a policy called %s.".formatted(replayed.policy()),
          "Say with --of which policy's decisions the draft is played over.");
    }
    boolean phased =
        policy.gates().values().stream().anyMatch(gate -> !gate.enforcement().isEmpty());
    String as =
        phased
            ? "The draft judges as if everything in it were enforced, whatever its days."
                + System.lineSeparator()
            : "";
    console.printer().answer(replayed.toJson(), as + PolicyReplayText.of(replayed));
    return Exit.of(replayed.lapsing().isEmpty()).code();
  }
}
