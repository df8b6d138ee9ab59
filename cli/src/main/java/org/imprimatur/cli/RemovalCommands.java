// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.imprimatur.proof.json.Json;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Out of service, out for good, and back to a version of before. */
final class RemovalCommands {
  private RemovalCommands() {}

  /** A version of a model, as a person names it. */
  static final class Which {
    @Parameters(index = "0", paramLabel = "MODEL")
    private String model = "";

    @Parameters(index = "1", paramLabel = "VERSION")
    private String version = "";

    private long number() {
      return Numbers.version(version);
    }

    private String path(String last) {
      return "%s/versions/%d/%s".formatted(ModelCommands.path(model), number(), last);
    }

    @Override
    public String toString() {
      return "%s v%d".formatted(model, number());
    }
  }

  /** Why; it stands beside the log, and on the page of the version. */
  static final class Why {
    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description = "Why, in 1 to 2,000 characters.")
    private String reason = "";

    private Json.Obj body() {
      return RemovalCommands.body(reason);
    }
  }

  private static Json.Obj body(String reason) {
    return Json.obj().put("reason", reason).build();
  }

  /** At once, until two persons or a gate let it serve again. */
  @Command(
      name = "suspend",
      description = {
        "Suspend a version in production, as the owner of the model or as a risk manager.",
        "Two persons let it serve again, or its gate does. It stops no endpoint."
      })
  static final class Suspend implements Callable<Integer> {
    private final Console console;

    @Mixin private final Which which = new Which();
    @Mixin private final Why why = new Why();

    Suspend(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      Json.Obj promises = console.api().post(which.path("suspension"), why.body());
      console
          .printer()
          .answer(
              promises,
              which
                  + " is suspended and may not serve. Take it out of service: Imprimatur stops"
                  + " no endpoint.");
      return Exit.YES.code();
    }
  }

  /** Back to a version that its gate let in before. */
  @Command(
      name = "rollback",
      description = {
        "Go back to a version that was in production before.",
        "Its submission is judged once more, under the policy that governs the model now:",
        "0 when it is in production again, 1 when the gate refuses, with every reason."
      })
  static final class Rollback implements Callable<Integer> {
    private final Console console;

    @Mixin private final Which which = new Which();

    @ArgGroup(multiplicity = "1")
    private How how = new How();

    /** To do it, or only to know. */
    static final class How {
      @Option(
          names = "--reason",
          required = true,
          paramLabel = "TEXT",
          description = "Why, in 1 to 2,000 characters.")
      private Optional<String> reason = Optional.empty();

      @Option(
          names = "--ask",
          required = true,
          description = "Only ask what the gate would say now: 0 it passes, 1 it does not.")
      private boolean ask;
    }

    Rollback(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      try {
        return how.ask ? ask() : rollBack(how.reason.orElse(""));
      } catch (CommandException e) {
        // It is a no like every other one: nothing is there to go back to.
        throw e.code().equals("rollback.version")
            ? CommandException.no(e.code(), e.sentence(), e.help(), e.reasons())
            : e;
      }
    }

    private int ask() {
      Json.Obj judged = console.api().get(which.path("rollback"));
      boolean passes = Words.is(judged, "passes");
      List<String> lines = new ArrayList<>();
      lines.add(
          passes
              ? "The gate would let %s be the one in production again.".formatted(which)
              : "The gate would refuse to go back to %s:".formatted(which));
      Words.array(judged, "reasons").forEach(reason -> lines.add("- " + Words.text(reason)));
      lines.add("Nothing was recorded.");
      console.printer().answer(judged, String.join(System.lineSeparator(), lines));
      return Exit.of(passes).code();
    }

    private int rollBack(String reason) {
      Json.Obj restored = console.api().post(which.path("rollback"), body(reason));
      console
          .printer()
          .answer(
              restored,
              "%s is the one in production again, on the approval of submission %s.%s"
                  .formatted(which, Words.text(restored, "submission"), beside(restored)));
      return Exit.of(Words.is(restored, "restored")).code();
    }

    /** What becomes of the version that was there; a server of before does not say it. */
    private static String beside(Json.Obj restored) {
      if (!(restored.find("beside").orElse(Json.nothing()) instanceof Json.Obj beside)) {
        return "";
      }
      String replaced = Words.text(restored, "replaced");
      return Words.is(beside, "lets")
          ? " Version %s may serve beside it until %s; suspend it where it must not."
              .formatted(replaced, Words.text(beside, "until"))
          : " Version %s may not serve beside it.".formatted(replaced);
    }
  }

  /** Out for good. */
  @Command(
      name = "retire",
      description = {
        "Retire a version for good, or every version of a model, as its owner or as a",
        "risk manager. Only a gate brings one back that takes what is retired."
      })
  static final class Retire implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "MODEL")
    private String model = "";

    @Parameters(index = "1", paramLabel = "VERSION", arity = "0..1")
    private Optional<String> version = Optional.empty();

    @Option(
        names = "--all",
        description = "Every version of the model that is not retired, or none of them.")
    private boolean all;

    @Mixin private final Why why = new Why();

    Retire(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      if (all == version.isPresent()) {
        throw CommandException.usage(
            "retire.what",
            "Name the version of " + model + " to retire, or say --all.",
            "It cannot be taken back: only a gate brings a version back.");
      }
      Json.Obj done =
          console
              .api()
              .post(
                  ModelCommands.path(model)
                      + version.map(one -> "/versions/" + Numbers.version(one)).orElse("")
                      + "/retirement",
                  why.body());
      String text =
          version
              .map(one -> "%s v%d is retired.".formatted(model, Numbers.version(one)))
              .orElseGet(() -> "%s: retired %s.".formatted(model, retired(done)));
      console.printer().answer(done, text);
      return Exit.YES.code();
    }

    private static String retired(Json.Obj done) {
      return Words.array(done, "retired").stream()
          .map(one -> "v" + Words.text(one))
          .collect(Collectors.joining(", "));
    }
  }

  /** What the gate to production said counts no more. */
  @Command(
      name = "withdraw",
      description = {
        "Withdraw the approval of a version in production, as the owner of the model or",
        "as a risk manager. It begins again where every version begins."
      })
  static final class Withdraw implements Callable<Integer> {
    private final Console console;

    @Mixin private final Which which = new Which();
    @Mixin private final Why why = new Why();

    Withdraw(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      Json.Obj done = console.api().post(which.path("withdrawal"), why.body());
      console
          .printer()
          .answer(
              done,
              "The approval of %s is withdrawn. It may not serve: take it out of service."
                  .formatted(which));
      return Exit.YES.code();
    }
  }
}
