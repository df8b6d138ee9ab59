// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The main job, from a submitted model to a proven promotion and the promises after it: through the
 * command line, and for passwords and signatures through the same forms that people use.
 */
final class Story {
  private static final String MODEL = "mortgage-fast-track";

  private final Cast cast;
  private final Commands commands;
  private final Teller teller;
  private final Path examples;
  private final Proofs proofs;

  Story(Cast cast, Commands commands, Teller teller, Path examples, Path work) {
    this.cast = cast;
    this.commands = commands;
    this.teller = teller;
    this.examples = examples;
    this.proofs = new Proofs(cast, commands, teller, work);
  }

  void play() throws IOException {
    enrol();
    register();
    refused();
    wayRound();
    remedy();
    candidate();
    lowRisk();
    new Afterwards(cast, commands, teller).play();
    proofs.suspended("5", examples.resolve("data/titanic/models/lr/model.onnx"));
    new Production(cast, commands, teller, examples).play();
    proofs.suspended(
        Production.SUBMISSION, examples.resolve("models/mortgage-queue/v1/model.onnx"));
    new Renewal(cast, commands, teller, examples).play();
    proofs.replay();
  }

  private Commands.Ended as(String username, String... words) {
    return commands.as(cast.get(username), words);
  }

  private Forms.Signed sign(String username, int submission, String role, String opinion) {
    return Forms.approve(cast.get(username), submission, role, opinion);
  }

  private String file(String path) {
    return examples.resolve(path).toString();
  }

  private void enrol() {
    teller.chapter("Before: everybody sets a password with a one-time link");
    List<String> failed =
        cast.all().stream()
            .filter(player -> !Forms.enrol(player))
            .map(Cast.Player::username)
            .toList();
    teller.step(
        cast.all().size() + " people set their password and sign in",
        failed.isEmpty(),
        "failed for " + failed);
  }

  private void register() {
    teller.chapter("1  A model, its risk, its examination");
    var registered =
        as(
            "ada",
            "model",
            "register",
            MODEL,
            "--owner",
            "lena",
            "--use",
            file("models/mortgage-fast-track/use.yaml"));
    teller.step(
        "Ada registers " + MODEL + " with its use; Lena owns it",
        registered.yes(),
        registered.told());
    var promised =
        as("ada", "model", "promises", MODEL, file("models/mortgage-fast-track/promises.yaml"));
    teller.step("Ada states what is promised after deployment", promised.yes(), promised.told());
    var answered = as("ada", "model", "risk", MODEL, "effect=decides", "exposure=medium");
    teller.step(
        "Ada answers the policy's questions: tier high, by rule R1",
        answered.yes() && answered.says("\"tier\":\"high\"") && answered.says("\"rule\":\"R1\""),
        answered.told());
    var confirmed = as("dmitri", "model", "confirm", MODEL, "--tier", "high");
    teller.step("Dmitri, the risk manager, confirms it", confirmed.yes(), confirmed.told());
    var examination =
        as(
            "priya",
            "examination",
            "register",
            MODEL,
            file("models/mortgage-fast-track/examination.yaml"));
    teller.step(
        "Priya, the custodian, registers test set, label, groups and prohibited inputs",
        examination.yes(),
        examination.told());
    var own =
        as(
            "ada",
            "examination",
            "register",
            MODEL,
            file("models/mortgage-fast-track/examination.yaml"));
    teller.step("Ada cannot set her own exam", own.no(), own.told());
  }

  private Commands.Ended version(String model, String onnx, String cutoff, String card) {
    return as(
        "ada",
        "register",
        model,
        file(onnx),
        "--cutoff",
        cutoff,
        "--card",
        file(card),
        "--contributor",
        "sam");
  }

  private void refused() {
    teller.chapter("2  Version 1: what a well-meaning team would train");
    var first =
        version(
            MODEL, "data/hmda/models/lr/model.onnx", "0.15", "models/mortgage-fast-track/v1.md");
    var second =
        version(
            MODEL,
            "models/mortgage-fast-track/v2/model.onnx",
            "0.40",
            "models/mortgage-fast-track/v2.md");
    var third =
        version(
            MODEL,
            "models/mortgage-fast-track/v3/model.onnx",
            "0.40",
            "models/mortgage-fast-track/v3.md");
    teller.step(
        "Ada registers version 1, and what the team trained after it as versions 2 and 3",
        first.yes() && second.yes() && third.yes(),
        first.told() + second.told() + third.told());
    var submitted = as("ada", "submit", MODEL, "1", "--wait");
    var gate = as("ada", "gate", "1");
    teller.step(
        "Nine checks are computed on Priya's test set, in confined workers",
        submitted.exit() <= 1 && computed(gate),
        submitted.told());
    teller.step(
        "It reads race and marital status: prohibited",
        gate.no() && gate.says("The model reads prohibited inputs: afam, single."),
        gate.told());
    teller.step(
        "Black applicants get the fast track 0.41 times as often, four fifths are asked: outside",
        gate.says("0.41 times as often") && gate.says("35 of 98 against 551 of 633"),
        gate.told());
    var promotion = as("ada", "promote", "1");
    teller.step("The gate refuses, with every reason, on record", promotion.no(), promotion.told());
  }

  private static boolean computed(Commands.Ended gate) {
    return !gate.says("evidence.not-reported");
  }

  private void wayRound() {
    teller.chapter("3  The ways round");
    var moved =
        version(
            MODEL, "data/hmda/models/lr/model.onnx", "0.50", "models/mortgage-fast-track/v1.md");
    as("ada", "submit", MODEL, "4", "--wait");
    var gate = as("ada", "gate", "2");
    teller.step(
        "The same files with the cut-off moved to 0.50 are another version",
        moved.yes() && moved.says("\"version\":4"),
        moved.told());
    teller.step(
        "Its ratio is 0.84, but the interval reaches below 0.8: cannot be told",
        gate.no() && gate.says("0.844 times as often") && gate.says("cannot be told"),
        gate.told());
    var status = as("ada", "status", "2");
    teller.step(
        "It was the second look at the test set, and that is counted",
        status.says("\"look\":2"),
        status.told());
    var supplied =
        as(
            "ada",
            "evidence",
            "supply",
            "2",
            "--class",
            "fairness",
            file("data/hmda/predictions-lr.csv"));
    var after = as("ada", "gate", "2");
    teller.step(
        "Ada's own predictions.csv is filed as supplied, and satisfies nothing",
        supplied.yes() && after.no() && after.says("cannot be told"),
        supplied.told() + after.told());
    var administrator = as("tove", "promote", "2");
    teller.step(
        "Tove, the administrator, cannot promote either", administrator.no(), administrator.told());
  }

  private void remedy() throws IOException {
    teller.chapter("4  Version 2: the remedy");
    as("ada", "submit", MODEL, "2", "--wait");
    var gate = as("ada", "gate", "3");
    teller.step(
        "Every check is within its limit: ratio 0.900 [0.832, 0.974]; only people are missing",
        gate.no() && gate.says("[0.832, 0.974]") && computed(gate),
        gate.told());
    var forged = Forms.forge(cast.get("ada"), 3, "validator");
    teller.step(
        "Ada cannot sign for her own version, by page or by a hand-made request",
        forged.refused(),
        forged.toString());
    var bruno =
        sign(
            "bruno",
            3,
            "validator",
            "Version 2 finds far fewer of the recorded denials than version 1 and underestimates"
                + " black applicants' recorded denials on purpose. Since nobody is refused by it"
                + " and the label is a practice, not repayment, that price is acceptable; the"
                + " promised default rate must watch it.");
    teller.step(
        "Bruno, the validator, signs a review; his opinion answers to the price",
        bruno.taken(),
        bruno.toString());
    var chiara =
        sign("chiara", 3, "compliance", "The ratio holds by its interval; the use refuses nobody.");
    teller.step(
        "Chiara, of compliance, signs a review over fairness and risk",
        chiara.taken(),
        chiara.toString());
    var lena = sign("lena", 3, "business-owner", "I accept the price that the validator states.");
    teller.step(
        "Lena, the business owner, signs the one approval over everything",
        lena.taken(),
        lena.toString());
    var promotion = as("lena", "promote", "3");
    teller.step("The gate evaluates again and promotes", promotion.yes(), promotion.told());
    proofs.verify("3", examples.resolve("models/mortgage-fast-track/v2/model.onnx"));
  }

  private void candidate() {
    teller.chapter("5  Version 3: a candidate that waits for you");
    as("ada", "submit", MODEL, "3", "--wait");
    var gate = as("ada", "gate", "4");
    teller.step(
        "Version 3 has every check green",
        gate.no() && computed(gate) && !gate.says("outside"),
        gate.told());
    var bruno =
        sign("bruno", 4, "validator", "As version 2: the same remedy, retrained on fewer rows.");
    var chiara = sign("chiara", 4, "compliance", "The ratio holds by its interval.");
    teller.step(
        "Bruno and Chiara have signed their reviews",
        bruno.taken() && chiara.taken(),
        bruno + " and " + chiara);
    var waits = as("ada", "gate", "4");
    teller.step(
        "It waits for Lena's approval: sign in as lena and finish it", waits.no(), waits.told());
  }

  private void lowRisk() {
    teller.chapter("6  A low tier is fast: titanic, an internal exercise");
    var registered =
        as("ada", "model", "register", "titanic", "--use", file("models/titanic/use.yaml"));
    as("ada", "model", "promises", "titanic", file("models/titanic/promises.yaml"));
    var answered = as("ada", "model", "risk", "titanic", "effect=none", "exposure=small");
    var confirmed = as("dmitri", "model", "confirm", "titanic", "--tier", "low");
    var version =
        as(
            "ada",
            "register",
            "titanic",
            file("data/titanic/models/lr/model.onnx"),
            "--cutoff",
            "0.50",
            "--card",
            file("models/titanic/v1.md"));
    as("ada", "submit", "titanic", "1", "--wait");
    teller.step(
        "Ada registers and submits it; tier low by rule R3, confirmed by Dmitri",
        registered.yes() && answered.says("\"rule\":\"R3\"") && confirmed.yes() && version.yes(),
        registered.told() + answered.told() + confirmed.told() + version.told());
    var grace = sign("grace", 5, "peer", "");
    var promotion = as("ada", "promote", "5");
    teller.step(
        "Grace, a peer, signs, and it is in production",
        grace.taken() && promotion.yes(),
        grace + promotion.told());
  }
}
