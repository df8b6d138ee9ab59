// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.examples;

import java.nio.file.Path;
import java.util.List;

/** What was suspended goes through its gate again, and is retrained inside a change envelope. */
final class Renewal {
  private static final String MODEL = Production.MODEL;

  private final Cast cast;
  private final Commands commands;
  private final Teller teller;
  private final Path examples;

  Renewal(Cast cast, Commands commands, Teller teller, Path examples) {
    this.cast = cast;
    this.commands = commands;
    this.teller = teller;
    this.examples = examples;
  }

  void play() {
    teller.chapter("9  Revalidated, and trained again inside a change envelope");
    policy();
    revalidated();
    inside();
    replaced();
    outside();
  }

  private Commands.Ended as(String username, String... words) {
    return commands.as(cast.get(username), words);
  }

  private String own(String path) {
    return examples.resolve("models/" + MODEL).resolve(path).toString();
  }

  private void policy() {
    var proposed =
        as(
            "dmitri",
            "policy",
            "propose",
            examples.resolve("policies/lending-2.yaml").toString(),
            "--reason",
            "Approvals end after a year, and a retrain may come in under a signed envelope.");
    boolean published =
        proposed.yes() && Forms.publish(cast.get("tove"), proposed.answer().string("proposal"));
    teller.step(
        "Dmitri proposes lending@2: approvals end, and retrains may have an envelope; Tove"
            + " publishes",
        published,
        proposed.told());
  }

  private void revalidated() {
    var stated = as("ada", "model", "envelope", MODEL, own("envelope.yaml"));
    teller.step(
        "Ada states which retrains are to count as the same: data, inputs, operators, bounds",
        stated.yes(),
        stated.told());
    var opened = as("ada", "submit", MODEL, "1", "--wait");
    Browser.Page page = cast.get("bruno").browser().open("/submissions/7");
    List<String> since =
        List.of(
            "Since the last approval", "AUC in production broke in 1 of 3 windows", "lending@1");
    teller.step(
        "She opens the revalidation: it says what broke since, and that the policy is another",
        opened.no() && since.stream().allMatch(page::says),
        opened.told() + " missing: " + since.stream().filter(one -> !page.says(one)).toList());
    var bruno =
        Forms.approve(
            cast.get("bruno"),
            7,
            "validator",
            "In week 3 the bureau turned its scales round; they are turned back before the model"
                + " now. Version 1 itself did what it had done, and weeks 1 and 2 show it.");
    var lena =
        Forms.approve(
            cast.get("lena"), 7, "business-owner", "I answer for it, and for such retrains.");
    var promotion = as("ada", "promote", "7");
    var gate = as("ada", "gate", MODEL, "1");
    teller.step(
        "Bruno and Lena sign anew, and with it the envelope; version 1 serves again",
        bruno.taken() && lena.taken() && promotion.yes() && gate.yes(),
        bruno + " " + lena + promotion.told() + gate.told());
  }

  private Commands.Ended retrained(int version) {
    return as(
        "ada",
        "register",
        MODEL,
        own("v" + version + "/model.onnx"),
        "--cutoff",
        "0.40",
        "--card",
        own("v" + version + ".md"),
        "--dataset",
        "hmda-first=" + data("first"),
        "--dataset",
        "hmda-week-1=" + data("week-1"),
        "--dataset",
        "hmda-week-2=" + data("week-2"),
        "--contributor",
        "sam");
  }

  private String data(String name) {
    return examples.resolve("data/hmda/weeks/" + name + ".csv").toString();
  }

  private void inside() {
    var version = retrained(2);
    var submitted = as("ada", "submit", MODEL, "2", "--under-envelope", "--wait");
    teller.step(
        "Version 2, trained again with the weeks 1 and 2, is inside: nobody is asked to sign",
        version.yes() && submitted.yes() && submitted.says("\"inside\":true"),
        version.told() + submitted.told());
    var promotion = as("ada", "promote", "8");
    teller.step(
        "The gate promotes it by the checks and by what Bruno and Lena signed before",
        promotion.yes(),
        promotion.told());
    teller.note("Week 4 is week 3 once more, with its scales turned back and version 2's scores:");
    new Weeks(cast.get("lena"), commands, teller, examples, "2").labelled(4, Weeks.AUC, true);
  }

  /** Nothing is recorded by asking: the story goes on with version 2. */
  private void replaced() {
    var gate = as("ada", "gate", MODEL, "1", "--gate", "production");
    var asked = as("ada", "rollback", MODEL, "1", "--ask");
    var current = as("ada", "rollback", MODEL, "2", "--ask");
    teller.step(
        "Version 1 may serve beside it for seven days; the gate would let her go back to it",
        gate.yes()
            && gate.says("\"state\":\"overlaps\"")
            && gate.says("\"replacedBy\":2")
            && asked.yes()
            && current.no(),
        gate.told() + asked.told() + current.told());
  }

  private void outside() {
    var version = retrained(3);
    var submitted = as("ada", "submit", MODEL, "3", "--under-envelope", "--wait");
    var promotion = as("ada", "promote", "9");
    Browser.Page page = cast.get("bruno").browser().open("/submissions/9");
    teller.step(
        "Version 3, boosted trees, is outside by its algorithm: the gate refuses without people",
        version.yes()
            && submitted.no()
            && promotion.no()
            && promotion.says("validation")
            && page.says("People sign as always"),
        version.told() + submitted.told() + promotion.told());
  }
}
