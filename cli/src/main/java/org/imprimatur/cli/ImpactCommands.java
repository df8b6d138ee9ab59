// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What rests on a thing that turned out bad. */
@Command(
    name = "impact",
    description = {
      "Find what rests on a file, check, engine, passkey or person that turned out bad,",
      "and open it again. A condemnation is lifted by a second person on the page."
    })
final class ImpactCommands {
  private final Console console;

  ImpactCommands(Console console) {
    this.console = console;
  }

  /** The thing, and when it was bad. */
  static final class Thing {
    @Parameters(
        index = "0",
        paramLabel = "KIND",
        description = "data, test-set, check, engine, credential or person.")
    private String kind = "";

    @Parameters(
        index = "1",
        paramLabel = "THING",
        description = {
          "A digest, the name of a model (test-set), a check such as performance/1,",
          "imprimatur, a runner or an engine such as duckdb/2.0.0.1, the id of a passkey or of a",
          "token, a user name."
        })
    private String thing = "";

    @Option(names = "--from", paramLabel = "TIME", description = "Since when it was bad.")
    private String from = "";

    @Option(names = "--until", paramLabel = "TIME", description = "When it was good again.")
    private String until = "";

    private String query() {
      return "kind=%s&thing=%s&from=%s&until=%s"
          .formatted(
              Words.encoded(kind), Words.encoded(thing), Words.encoded(from), Words.encoded(until));
    }

    private Json.Builder body() {
      Json.Builder body = Json.obj().put("kind", kind).put("thing", thing);
      if (!from.isEmpty()) {
        body.put("from", from);
      }
      return until.isEmpty() ? body : body.put("until", until);
    }
  }

  /** Which approvals in production are opened again. */
  static final class Choice {
    @Option(
        names = "--only",
        split = ",",
        paramLabel = "NUMBER",
        description = "Only these submissions are opened again; all that rest on it otherwise.")
    private List<Long> only = new ArrayList<>();

    @Option(names = "--none", description = "Nothing in production is opened again.")
    private boolean none;

    @Option(names = "--suspend", description = "Their versions are suspended as well.")
    private boolean suspend;

    @Option(
        names = "--by",
        paramLabel = "DATE",
        description = {
          "The last day to decide anew what is opened again, such as 2026-12-24; what no gate",
          "let through again by then is suspended."
        })
    private String by = "";

    private Json.Builder into(Json.Builder body) {
      if (none && (suspend || !only.isEmpty())) {
        throw CommandException.usage(
            "impact.choice", "--none opens nothing again.", "Leave it out, or the others.");
      }
      if (none || !only.isEmpty()) {
        body.put(
            "reopen", Json.array(only.stream().<Json>map(one -> Json.of((double) one)).toList()));
      }
      if (!by.isEmpty()) {
        body.put("due", by);
      }
      return body.put("suspendAll", suspend);
    }
  }

  @Command(
      name = "trace",
      description = "Every submission that rests on a thing, by which link, and where it stands.")
  int trace(@Mixin Thing thing) {
    Json.Obj whole = whole(thing);
    console.printer().answer(whole, ImpactText.trace(whole));
    return Exit.YES.code();
  }

  /** All parts of a trace as one. */
  private Json.Obj whole(Thing thing) {
    List<Json> models = new ArrayList<>();
    List<Json> people = new ArrayList<>();
    Api api = console.api();
    Json.Obj last;
    String cursor = "";
    do {
      last = api.get("/impact?limit=200&" + thing.query() + "&cursor=" + Words.encoded(cursor));
      models.addAll(Words.array(last, "models"));
      people.addAll(Words.array(last, "people"));
      cursor = Words.text(last, "next");
    } while (!cursor.isEmpty());
    Json.Builder whole = Json.obj();
    last.members().forEach(whole::put);
    return whole
        .put("models", Json.array(models))
        .put("people", Json.array(people.stream().distinct().toList()))
        .build();
  }

  @Command(
      name = "condemn",
      description = {
        "Condemn a thing, so that no gate passes on it any more.",
        "What rests on it in production is opened again, in the same act. A risk manager who is",
        "not behind it may."
      })
  int condemn(
      @Mixin Thing thing,
      @ArgGroup(exclusive = false) Choice choice,
      @Option(names = "--reason", required = true, paramLabel = "WORDS", description = "Why.")
          String reason) {
    Json.Builder body = choice(choice).into(thing.body()).put("reason", reason);
    return told(console.api().post("/impact/condemnations", body.build()));
  }

  @Command(name = "reopen", description = "Open again more of what rests on something condemned.")
  int reopen(
      @Parameters(paramLabel = "CONDEMNATION") String condemnation,
      @ArgGroup(exclusive = false) Choice choice,
      @Option(names = "--reason", required = true, paramLabel = "WORDS", description = "Why.")
          String reason) {
    Json.Builder body = choice(choice).into(Json.obj()).put("reason", reason);
    String path = "/impact/condemnations/" + Words.encoded(condemnation) + "/reopenings";
    return told(console.api().post(path, body.build()));
  }

  private static Choice choice(@Nullable Choice choice) {
    return choice == null ? new Choice() : choice;
  }

  private int told(Json.Obj done) {
    console.printer().answer(done, ImpactText.done(done));
    return Exit.YES.code();
  }

  @Command(name = "list", description = "What stands condemned.")
  int list() {
    Json.Obj all = console.api().get("/impact/condemnations");
    console.printer().answer(all, ImpactText.list(all));
    return Exit.YES.code();
  }
}
