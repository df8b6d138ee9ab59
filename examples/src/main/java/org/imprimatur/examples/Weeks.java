// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.examples;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.imprimatur.proof.json.Json;

/**
 * Files of production that Lena sends for a version, one week after another. The server's clock is
 * nobody's to set: a week begins where the one before it ended, and ends when its file is sent.
 */
final class Weeks {
  static final String SHIFT = "shift of the inputs";
  static final String AUC = "AUC in production";

  private final Cast.Player sender;
  private final Commands commands;
  private final Teller teller;
  private final Path files;
  private final String version;
  private Instant end = now();

  /** From now on, when the version has entered production. */
  Weeks(Cast.Player sender, Commands commands, Teller teller, Path examples, String version) {
    this.sender = sender;
    this.commands = commands;
    this.teller = teller;
    this.files = examples.resolve("data/hmda/weeks");
    this.version = version;
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Sends the rows of a week, and tells what they came to for one promise. */
  void rows(int week, String promise, boolean keeps) {
    send(week, " rows", promise, keeps);
  }

  /** Sends the rows of a week of which the file has the labels too. */
  void labelled(int week, String promise, boolean keeps) {
    send(week, " rows with their labels", promise, keeps);
  }

  private void send(int week, String what, String promise, boolean keeps) {
    Instant from = end;
    end = now();
    var sent =
        signal("--batch", file("week-" + week), "--from", from.toString(), "--to", end.toString());
    String rows = sent.answer().find("rows").map(Json::text).orElse("no");
    tell("Week " + week + ", " + rows + what, promise, sent, keeps);
  }

  /** Sends the labels of a week, which was the batch of that number. */
  void labels(int week, String promise, boolean keeps) {
    var sent =
        signal("--labels", file("week-" + week + "-labels"), "--batch-of", String.valueOf(week));
    tell("The labels of week " + week + " arrive", promise, sent, keeps);
  }

  private String file(String name) {
    return files.resolve(name + ".csv").toString();
  }

  private Commands.Ended signal(String... more) {
    List<String> words = new ArrayList<>(List.of("signal", Production.MODEL, version));
    words.addAll(List.of(more));
    return commands.as(sender, words.toArray(String[]::new));
  }

  /** The figure with its interval, and the promise beside it. */
  private void tell(String before, String promise, Commands.Ended sent, boolean keeps) {
    Optional<Json.Obj> figure = figure(sent, promise);
    teller.step(
        before + ": " + figure.map(Weeks::words).orElse("nothing is computed of " + promise),
        figure.filter(one -> one.bool("keeps") == keeps).isPresent()
            && (keeps ? sent.yes() : sent.no()),
        sent.told());
  }

  private static Optional<Json.Obj> figure(Commands.Ended sent, String promise) {
    if (!(sent.answer().find("figures").orElse(Json.nothing()) instanceof Json.Arr figures)) {
      return Optional.empty();
    }
    return figures.values().stream()
        .map(one -> (Json.Obj) one)
        .filter(one -> one.string("promise").equals(promise))
        .findFirst();
  }

  private static String words(Json.Obj figure) {
    String interval =
        figure.find("low").orElse(Json.nothing()) instanceof Json.Num(var low)
            ? String.format(Locale.ROOT, " [%.3f, %.3f]", low, figure.number("high"))
            : "";
    return String.format(
        Locale.ROOT,
        "%s %.3f%s, promised %s: %s",
        figure.string("promise"),
        Double.parseDouble(figure.string("value")),
        interval,
        figure.string("limit"),
        (figure.bool("keeps") ? "kept" : "broken")
            + (figure.bool("toldApart") ? "" : ", though the limit lies within the interval"));
  }
}
