// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.examples;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.imprimatur.proof.json.Json;

/**
 * Three weeks of a model in production: rows that it was not trained on arrive with its scores, and
 * their labels later. The rows are real; the drift of the third week was put in, and a week takes
 * the seconds until the next file is sent, since the server's clock is nobody's to set.
 */
final class Production {
  static final String MODEL = "mortgage-queue";
  static final String SUBMISSION = "6";

  private static final String SHIFT = "shift of the inputs";
  private static final String AUC = "AUC in production";
  private static final long CONDITION_DAYS = 90;

  private final Cast cast;
  private final Commands commands;
  private final Teller teller;
  private final Path examples;
  private Instant end = Instant.EPOCH;

  Production(Cast cast, Commands commands, Teller teller, Path examples) {
    this.cast = cast;
    this.commands = commands;
    this.teller = teller;
    this.examples = examples;
  }

  void play() {
    teller.chapter(
        "8  Three weeks of production (real rows that were held back; a week takes seconds here)");
    approve();
    week(1, true);
    labels(1, true);
    var typed = as("lena", "signal", MODEL, "1", AUC, "0.99");
    teller.step(
        "Lena cannot type this figure: only what is computed counts",
        !typed.yes() && typed.says("signal.computed"),
        typed.told());
    week(2, true);
    labels(2, true);
    week(3, false);
    cause();
    labels(3, false);
    suspended();
  }

  private Commands.Ended as(String username, String... words) {
    return commands.as(cast.get(username), words);
  }

  private String file(String path) {
    return examples.resolve(path).toString();
  }

  private String own(String path) {
    return file("models/" + MODEL + "/" + path);
  }

  private void approve() {
    var registered =
        as("ada", "model", "register", MODEL, "--owner", "lena", "--use", own("use.yaml"));
    var promised = as("ada", "model", "promises", MODEL, own("promises.yaml"));
    as("ada", "model", "risk", MODEL, "effect=assists", "exposure=small");
    var confirmed = as("dmitri", "model", "confirm", MODEL, "--tier", "medium");
    var examination = as("priya", "examination", "register", MODEL, own("examination.yaml"));
    teller.step(
        "Ada registers " + MODEL + "; both of its promises name a figure that is computed",
        registered.yes() && promised.yes() && confirmed.yes() && examination.yes(),
        registered.told() + promised.told() + confirmed.told() + examination.told());
    var version =
        as(
            "ada",
            "register",
            MODEL,
            own("v1/model.onnx"),
            "--cutoff",
            "0.40",
            "--card",
            own("v1.md"),
            "--dataset",
            "hmda-first=" + file("data/hmda/weeks/first.csv"),
            "--contributor",
            "sam");
    var submitted = as("ada", "submit", MODEL, "1", "--wait");
    var bruno =
        Forms.approve(cast.get("bruno"), 6, "validator", "It ranks, and decides about nobody.");
    var condition =
        new Forms.Condition(
            "It still ranks on the rows of production.",
            "metrics[\"" + AUC + "\"] >= 0.70",
            LocalDate.now(ZoneOffset.UTC).plusDays(CONDITION_DAYS));
    var lena =
        Forms.approveWhile(
            cast.get("lena"), 6, "business-owner", "As long as it ranks as it did.", condition);
    var promotion = as("ada", "promote", SUBMISSION);
    end = now();
    teller.step(
        "Bruno reviews version 1; Lena approves it while its AUC in production is at least 0.70",
        version.yes() && bruno.taken() && lena.taken() && promotion.yes(),
        version.told() + submitted.told() + bruno + lena + promotion.told());
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  private void week(int week, boolean keeps) {
    Instant from = end;
    end = now();
    var sent =
        as(
            "lena",
            "signal",
            MODEL,
            "1",
            "--batch",
            file("data/hmda/weeks/week-" + week + ".csv"),
            "--from",
            from.toString(),
            "--to",
            end.toString());
    tell(
        "Week " + week + ", " + sent.answer().find("rows").map(Json::text).orElse("no") + " rows",
        SHIFT,
        sent,
        keeps);
  }

  private void labels(int week, boolean keeps) {
    var sent =
        as(
            "lena",
            "signal",
            MODEL,
            "1",
            "--labels",
            file("data/hmda/weeks/week-" + week + "-labels.csv"),
            "--batch-of",
            String.valueOf(week));
    tell("The labels of week " + week + " arrive", AUC, sent, keeps);
  }

  /** What a batch came to for one promise, with its interval and the limit beside it. */
  private void tell(String before, String promise, Commands.Ended sent, boolean keeps) {
    Optional<Json.Obj> figure = figure(sent, promise);
    teller.step(
        before + ": " + figure.map(Production::words).orElse("nothing is computed of " + promise),
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

  private void cause() {
    Browser.Page page =
        cast.get("lena").browser().open("/models/" + MODEL + "/v1/monitoring/batches/3");
    teller.step(
        "The page of the batch says why, before any label is there: the bureau's codes, chist and"
            + " mhist",
        page.says("chist") && page.says("mhist") && page.says("Waits for labels"),
        "status " + page.status());
  }

  private void suspended() {
    var gate = commands.untilNo(cast.get("ada"), "gate", MODEL, "1");
    Browser.Page page = cast.get("lena").browser().open("/models/" + MODEL + "/v1/monitoring");
    teller.step(
        "Lena's condition holds no longer: Imprimatur suspends version 1, and the gate says no",
        gate.no() && page.says("It still ranks on the rows of production."),
        gate.told());
  }
}
