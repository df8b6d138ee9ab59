// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.examples;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Three weeks of a model in production: rows that it was not trained on arrive with its scores, and
 * their labels later. The rows are real; the drift of the third week was put in.
 */
final class Production {
  static final String MODEL = "mortgage-queue";
  static final String SUBMISSION = "6";

  private static final long CONDITION_DAYS = 90;

  private final Cast cast;
  private final Commands commands;
  private final Teller teller;
  private final Path examples;

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
    var weeks = new Weeks(cast.get("lena"), commands, teller, examples, "1");
    weeks.rows(1, Weeks.SHIFT, true);
    weeks.labels(1, Weeks.AUC, true);
    var typed = as("lena", "signal", MODEL, "1", Weeks.AUC, "0.99");
    teller.step(
        "Lena cannot type this figure: only what is computed counts",
        !typed.yes() && typed.says("signal.computed"),
        typed.told());
    weeks.labelled(2, Weeks.AUC, true);
    teller.note(
        "In week 3 a drift was put in: two codes of the credit bureau arrive turned round.");
    weeks.rows(3, Weeks.SHIFT, false);
    cause();
    weeks.labels(3, Weeks.AUC, false);
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
            "metrics[\"" + Weeks.AUC + "\"] >= 0.70",
            LocalDate.now(ZoneOffset.UTC).plusDays(CONDITION_DAYS));
    var lena =
        Forms.approveWhile(
            cast.get("lena"), 6, "business-owner", "As long as it ranks as it did.", condition);
    var promotion = as("ada", "promote", SUBMISSION);
    teller.step(
        "Bruno reviews version 1; Lena approves it while its AUC in production is at least 0.70",
        version.yes() && bruno.taken() && lena.taken() && promotion.yes(),
        version.told() + submitted.told() + bruno + lena + promotion.told());
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
