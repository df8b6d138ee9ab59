// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.imprimatur.proof.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends what was measured of a version in production. */
@Command(
    name = "signal",
    description = {
      "Record what a promise of a version in production came to, or a file of such measurements;",
      "or ask Prometheus for them (--prometheus), which ends with 3 when one is not measured;",
      "or send rows of production (--batch) and their labels (--labels), which are computed there.",
      "0 when every promise named is kept by what was sent, 1 when one is broken by it, 3 when a",
      "batch could not be computed."
    })
final class SignalCommand implements Callable<Integer> {
  private static final int AT_ONCE = 1_000;

  /** How a server names one of the signals of a request. */
  private static final Pattern PLACE = Pattern.compile("^signals\\[(\\d{1,6})](?:: |\\.)");

  /** What a header can carry. */
  private static final Pattern TOKEN = Pattern.compile("[!-~]*");

  private final Console console;

  @Parameters(index = "0", paramLabel = "MODEL")
  private String model = "";

  @Parameters(index = "1", paramLabel = "VERSION")
  private String version = "";

  @Parameters(index = "2", paramLabel = "PROMISE", arity = "0..1")
  private Optional<String> promise = Optional.empty();

  @Parameters(index = "3", paramLabel = "VALUE", arity = "0..1", description = "A decimal.")
  private Optional<String> value = Optional.empty();

  @Option(names = "--from", paramLabel = "TIME", description = "When the window began.")
  private Optional<String> from = Optional.empty();

  @Option(names = "--to", paramLabel = "TIME", description = "When it ended; now if not said.")
  private Optional<String> to = Optional.empty();

  @Option(names = "--n", paramLabel = "COUNT", description = "Over how many it was measured.")
  private Optional<Long> n = Optional.empty();

  @Option(
      names = "--file",
      paramLabel = "CSV|JSONL",
      description = "Measurements, one a line, with promise, value and perhaps n, from and to.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--prometheus",
      paramLabel = "YAML",
      description = {
        "Which queries of which Prometheus measure which promises; the last whole window is sent.",
        "The variable PROMETHEUS_TOKEN holds its bearer token, where it needs one."
      })
  private Optional<Path> prometheus = Optional.empty();

  @Mixin private final BatchOptions batch = new BatchOptions();

  SignalCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (batch.isAsked()) {
      return new BatchSending(console, batch).send(versionPath(), from, to, alone());
    }
    if (prometheus.isPresent()) {
      return pulled(prometheus.get());
    }
    return send(signals()).code();
  }

  /** What Prometheus says of a window; what it does not say is told, and is no measurement. */
  private int pulled(Path queries) {
    if (!alone() || from.isPresent()) {
      throw CommandException.usage(
          "signal.usage",
          "With --prometheus the file says what is measured and over how long.",
          "Say MODEL, VERSION and perhaps --to, when a window ended.");
    }
    PrometheusFile known = PrometheusFile.read(queries);
    String token = console.terminal().variable("PROMETHEUS_TOKEN");
    if (!TOKEN.matcher(token).matches()) {
      throw CommandException.usage(
          "prometheus.token",
          "PROMETHEUS_TOKEN holds a character that stands in no token, such as a line end.",
          "Set it to the token alone.");
    }
    if (!token.isEmpty()) {
      console.requireSafe(known.server());
    }
    var prometheus = new PrometheusQueries(known, token);
    Instant end = to.map(SignalCommand::instant).orElseGet(() -> prometheus.last(Instant.now()));
    PrometheusQueries.Answered answered = prometheus.ask(end);
    Exit sent = answered.signals().isEmpty() ? Exit.YES : send(answered.signals());
    answered.missing().forEach(one -> console.printer().progress("Not measured: " + one + "."));
    return (sent == Exit.YES && !answered.missing().isEmpty() ? Exit.UNKNOWN : sent).code();
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      throw CommandException.usage(
          "signal.time", "--to is no time: " + text + ".", "Write it as 2026-11-26T00:00:00Z.");
    }
  }

  private Exit send(List<SignalFile.Line> signals) {
    String path = versionPath() + "/signals";
    Api api = console.api();
    List<Json> answered = new ArrayList<>();
    long recorded = 0;
    boolean kept = true;
    for (int at = 0; at < signals.size(); at += AT_ONCE) {
      List<SignalFile.Line> some = signals.subList(at, Math.min(signals.size(), at + AT_ONCE));
      Json.Obj answer = post(api, path, some);
      recorded += answer.integer("recorded");
      for (Json.Obj one : Words.objects(answer, "signals")) {
        kept &= Words.is(one, "keeps");
        answered.add(one);
      }
      if (signals.size() > AT_ONCE) {
        console.printer().progress("%d of %d are sent.".formatted(answered.size(), signals.size()));
      }
    }
    Json.Obj all =
        Json.obj()
            .put("recorded", recorded)
            .put("known", answered.size() - recorded)
            .put("keeps", kept)
            .put("signals", Json.array(answered))
            .build();
    console.printer().answer(all, told(recorded, answered));
    return Exit.of(kept);
  }

  /** What the server refuses by its place in the request is told by its line in the file. */
  private Json.Obj post(Api api, String path, List<SignalFile.Line> some) {
    List<Json.Obj> signals = some.stream().map(SignalFile.Line::signal).toList();
    try {
      return api.post(path, Json.obj().put("signals", Json.array(signals)).build());
    } catch (CommandException e) {
      throw e.with(reason -> PLACE.matcher(reason).replaceAll(place -> line(some, place)));
    }
  }

  private String line(List<SignalFile.Line> some, MatchResult place) {
    int at = Integer.parseInt(place.group(1));
    return file.isEmpty() || at >= some.size() ? "" : "Line %d: ".formatted(some.get(at).number());
  }

  private String versionPath() {
    return ModelCommands.path(model) + "/versions/" + Numbers.version(version);
  }

  /** Whether nothing is said that belongs to a measurement alone. */
  private boolean alone() {
    return promise.isEmpty() && value.isEmpty() && file.isEmpty() && n.isEmpty();
  }

  private static String told(long recorded, List<Json> answered) {
    List<String> lines = new ArrayList<>();
    lines.add("%d recorded, %d known before.".formatted(recorded, answered.size() - recorded));
    for (Json json : answered) {
      if (json instanceof Json.Obj one && !Words.is(one, "keeps")) {
        lines.add(
            "  broken: %s %s, window to %s"
                .formatted(
                    Words.text(one, "promise"), Words.text(one, "value"), Words.text(one, "to")));
      }
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static long counted(long count) {
    if (!SignalFile.isCounted(count)) {
      throw CommandException.usage(
          "signal.n",
          "--n is more than can be counted here: " + count + ".",
          "Say over how many it was measured, at most 2^53.");
    }
    return count;
  }

  private List<SignalFile.Line> signals() {
    boolean alone = promise.isPresent() && value.isPresent();
    if (file.isPresent() == alone || (file.isPresent() && promise.isPresent())) {
      throw CommandException.usage(
          "signal.usage",
          "Either PROMISE and VALUE are said, or --file, or --batch, or --labels with --batch-of.",
          "Run imprimatur signal --help.");
    }
    if (file.isPresent()) {
      return new SignalFile(file.get()).read();
    }
    Json.Builder one = Json.obj().put("promise", promise.get()).put("value", value.get());
    from.ifPresent(time -> one.put("from", time));
    to.ifPresent(time -> one.put("to", time));
    n.ifPresent(count -> one.put("n", counted(count)));
    return List.of(new SignalFile.Line(1, one.build()));
  }
}
