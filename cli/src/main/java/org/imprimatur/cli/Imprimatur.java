// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.Collections;
import java.util.List;
import org.imprimatur.engines.EngineVersions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code imprimatur}: puts the commands together and turns what happens into exits. */
@Command(
    name = "imprimatur",
    description = "Take models through their gates, and prove it afterwards.",
    version = "imprimatur " + EngineVersions.RELEASE,
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:yes", "1:the answer is no", "2:wrong usage", "3:could not be established"})
public final class Imprimatur {
  private final Console console;

  /** The program in a terminal of one's own, for those who embed it. */
  public Imprimatur(Terminal terminal) {
    this.console = new Console(terminal);
  }

  public static void main(String[] args) {
    System.exit(new Imprimatur(Terminal.system()).run(args));
  }

  @Option(
      names = "--format",
      scope = ScopeType.INHERIT,
      defaultValue = "text",
      description =
          "text for people, json for programs, csv where there is a table; one of:"
              + " ${COMPLETION-CANDIDATES}.")
  void format(Printer.Format format) {
    console.printer().format(format);
  }

  @Option(
      names = "--allow-plain-http",
      scope = ScopeType.INHERIT,
      description = "Send the token over plain http, where the network is trusted.")
  void allowPlainHttp(boolean allowed) {
    console.allowPlainHttp(allowed);
  }

  /** Runs one command line and says how it ended, by the exit codes above. */
  public int run(String... args) {
    try {
      return executed(args);
    } catch (OutOfMemoryError _) {
      // Whatever was held is let go by now; an uncaught error would end with 1, "the answer is no".
      return failed(
          CommandException.unknown(
              "command.memory",
              "The command needs more memory than it has.",
              "Give it a smaller file."));
    }
  }

  private int executed(String... args) {
    return commands()
        .setOut(new PrintWriter(console.terminal().out(), true, UTF_8))
        .setErr(new PrintWriter(console.terminal().err(), true, UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(this::execute)
        .setParameterExceptionHandler(this::misused)
        .setExecutionExceptionHandler((e, _, _) -> failed(e))
        .execute(args);
  }

  /** A command without a table says so before it does anything. */
  private int execute(CommandLine.ParseResult parsed) {
    CommandLine asked = parsed.asCommandLineList().getLast();
    if (console.printer().format() == Printer.Format.csv
        && !(asked.getCommand() instanceof Tabular)) {
      throw new ParameterException(asked, "This command has no table to write as csv.");
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private CommandLine commands() {
    CommandLine model = new CommandLine(new ModelCommands(console));
    model.addSubcommand(new ModelRegisterCommand(console));
    model.addSubcommand(new ModelListCommand(console));
    model.addSubcommand(new ModelImportCommand(console));
    CommandLine evidence = new CommandLine(new EvidenceCommands(console));
    evidence.addSubcommand(new ReproduceCommand(console));
    CommandLine policy = new CommandLine(new PolicyCommands(console));
    policy.addSubcommand(new PolicyReplayCommand(console));
    CommandLine runner = new CommandLine(new RunnerCommands(console));
    runner.addSubcommand(new RunnerWorkCommand(console));
    return new CommandLine(this)
        .addSubcommand(new AccountCommands.Login(console))
        .addSubcommand(new AccountCommands.Whoami(console))
        .addSubcommand(new TokenCommands(console))
        .addSubcommand(model)
        .addSubcommand(new FieldCommands(console))
        .addSubcommand(new ExaminationCommands(console))
        .addSubcommand(new RegisterCommand(console))
        .addSubcommand(new SubmissionCommands.Submit(console))
        .addSubcommand(new SubmissionCommands.Status(console))
        .addSubcommand(evidence)
        .addSubcommand(runner)
        .addSubcommand(new GateCommand(console))
        .addSubcommand(new SubmissionCommands.Promote(console))
        .addSubcommand(new RemovalCommands.Suspend(console))
        .addSubcommand(new RemovalCommands.Rollback(console))
        .addSubcommand(new RemovalCommands.Withdraw(console))
        .addSubcommand(new RemovalCommands.Retire(console))
        .addSubcommand(new SignalCommand(console))
        .addSubcommand(new BatchCommands(console))
        .addSubcommand(new AttestationCommands(console))
        .addSubcommand(new AttestationCommands.Keys(console))
        .addSubcommand(new VerifyCommand(console))
        .addSubcommand(new AuditCommands(console))
        .addSubcommand(new InsightsCommand(console))
        .addSubcommand(new HoursCommands(console))
        .addSubcommand(new SignoffCommands(console))
        .addSubcommand(new ImpactCommands(console))
        .addSubcommand(new EvaluateCommand(console))
        .addSubcommand(policy);
  }

  private int misused(ParameterException e, String[] args) {
    List<String> words = List.of(args);
    if (words.contains("--format=json")
        || Collections.indexOfSubList(words, List.of("--format", "json")) >= 0) {
      console.printer().format(Printer.Format.json);
    }
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    List<String> near =
        e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
    String help =
        (near.isEmpty() ? "" : "Did you mean " + String.join(", ", near) + "? ")
            + "Run "
            + command
            + " --help to see what it takes.";
    return failed(CommandException.usage("command.usage", String.valueOf(e.getMessage()), help));
  }

  private int failed(Exception e) {
    CommandException told =
        e instanceof CommandException known
            ? known
            : CommandException.unknown(
                "command.failed",
                "The command failed in a way that it should not: " + e + ".",
                "Please report it with the command that you ran, without the token.");
    console.printer().error(told);
    return told.exit().code();
  }
}
