// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.json.Json;

/**
 * The main job, from a submitted model to a proven promotion: through the command line, and for
 * passwords and signatures through the same forms that people use.
 */
final class Story {
  private static final String MODEL = "mortgage-fast-track";

  private final Cast cast;
  private final Commands commands;
  private final Teller teller;
  private final Path examples;
  private final Path work;

  Story(Cast cast, Commands commands, Teller teller, Path examples, Path work) {
    this.cast = cast;
    this.commands = commands;
    this.teller = teller;
    this.examples = examples;
    this.work = work;
  }

  void play() throws IOException {
    enrol();
    register();
    refused();
    wayRound();
    remedy();
    candidate();
    lowRisk();
    audit();
  }

  private Commands.Ended as(String username, String... words) {
    return commands.as(cast.get(username), words);
  }

  private String file(String path) {
    return examples.resolve(path).toString();
  }

  private void enrol() {
    teller.chapter("Before: everybody sets a password with a one-time link");
    List<String> failed =
        cast.all().stream()
            .filter(
                player -> {
                  Browser.Page page = player.browser().open(player.link());
                  String path = player.link().substring(player.link().indexOf("/enrol/"));
                  Browser.Page after =
                      player
                          .browser()
                          .submit(
                              page,
                              path,
                              Map.of("password", player.password(), "repeat", player.password()));
                  return after.status() != 200 || !signIn(player);
                })
            .map(Cast.Player::username)
            .toList();
    teller.step(
        cast.all().size() + " people set their password and sign in",
        failed.isEmpty(),
        "failed for " + failed);
  }

  private static boolean signIn(Cast.Player player) {
    Browser.Page login = player.browser().open("/login");
    Browser.Page home =
        player
            .browser()
            .submit(
                login,
                "/login",
                Map.of("username", player.username(), "password", player.password()));
    return home.status() == 200 && player.browser().open("/models").status() == 200;
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
        told(registered));
    var promised =
        as("ada", "model", "promises", MODEL, file("models/mortgage-fast-track/promises.yaml"));
    teller.step("Ada states what is promised after deployment", promised.yes(), told(promised));
    var answered = as("ada", "model", "risk", MODEL, "effect=decides", "exposure=medium");
    teller.step(
        "Ada answers the policy's questions: tier high, by rule R1",
        answered.yes() && answered.says("\"tier\":\"high\"") && answered.says("\"rule\":\"R1\""),
        told(answered));
    var confirmed = as("dmitri", "model", "confirm", MODEL, "--tier", "high");
    teller.step("Dmitri, the risk manager, confirms it", confirmed.yes(), told(confirmed));
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
        told(examination));
    var own =
        as(
            "ada",
            "examination",
            "register",
            MODEL,
            file("models/mortgage-fast-track/examination.yaml"));
    teller.step("Ada cannot set her own exam", own.no(), told(own));
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
        told(first) + told(second) + told(third));
    var submitted = as("ada", "submit", MODEL, "1", "--wait");
    var gate = as("ada", "gate", "1");
    teller.step(
        "Six checks are computed on Priya's test set, in confined workers",
        submitted.exit() <= 1 && computed(gate),
        told(submitted));
    teller.step(
        "It reads race and marital status: prohibited",
        gate.no() && gate.says("The model reads prohibited inputs: afam, single."),
        told(gate));
    teller.step(
        "Black applicants get the fast track 0.41 times as often, four fifths are asked: outside",
        gate.says("0.41 times as often") && gate.says("35 of 98 against 551 of 633"),
        told(gate));
    var promotion = as("ada", "promote", "1");
    teller.step("The gate refuses, with every reason, on record", promotion.no(), told(promotion));
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
        told(moved));
    teller.step(
        "Its ratio is 0.84, but the interval reaches below 0.8: cannot be told",
        gate.no() && gate.says("0.844 times as often") && gate.says("cannot be told"),
        told(gate));
    var status = as("ada", "status", "2");
    teller.step(
        "It was the second look at the test set, and that is counted",
        status.says("\"look\":2"),
        told(status));
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
        told(supplied) + told(after));
    var administrator = as("tove", "promote", "2");
    teller.step(
        "Tove, the administrator, cannot promote either", administrator.no(), told(administrator));
  }

  private void remedy() throws IOException {
    teller.chapter("4  Version 2: the remedy");
    as("ada", "submit", MODEL, "2", "--wait");
    var gate = as("ada", "gate", "3");
    teller.step(
        "Every check is within its limit: ratio 0.900 [0.832, 0.974]; only people are missing",
        gate.no() && gate.says("[0.832, 0.974]") && computed(gate),
        told(gate));
    contributorSigns();
    teller.step(
        "Bruno, the validator, signs a review; his opinion answers to the price",
        sign(
            "bruno",
            3,
            "validator",
            "Version 2 finds far fewer of the recorded denials than version 1 and underestimates"
                + " black applicants' recorded denials on purpose. Since nobody is refused by it"
                + " and the label is a practice, not repayment, that price is acceptable; the"
                + " promised default rate must watch it."),
        lastPage);
    teller.step(
        "Chiara, of compliance, signs a review over fairness and risk",
        sign("chiara", 3, "compliance", "The ratio holds by its interval; the use refuses nobody."),
        lastPage);
    teller.step(
        "Lena, the business owner, signs the one approval over everything",
        sign("lena", 3, "business-owner", "I accept the price that the validator states."),
        lastPage);
    var promotion = as("lena", "promote", "3");
    teller.step("The gate evaluates again and promotes", promotion.yes(), told(promotion));
    verify();
  }

  private void contributorSigns() {
    Cast.Player ada = cast.get("ada");
    Browser.Page page = ada.browser().open("/submissions/3/sign?role=validator");
    Browser.Page home = ada.browser().open("/submissions/3");
    Browser.Page forged =
        ada.browser()
            .submit(
                home,
                "/submissions/3/sign",
                Map.of(
                    "role",
                    "validator",
                    "statement",
                    "sha256:" + "0".repeat(64),
                    "nonce",
                    "0",
                    "decision",
                    "approve",
                    "opinion",
                    "mine",
                    "password",
                    ada.password()));
    teller.step(
        "Ada cannot sign for her own version, by page or by a hand-made request",
        page.status() >= 400 && forged.status() >= 400,
        page.status() + " and " + forged.status());
  }

  private String lastPage = "";

  private boolean sign(String username, int submission, String role, String opinion) {
    Cast.Player player = cast.get(username);
    String path = "/submissions/" + submission + "/sign";
    Browser.Page form = player.browser().open(path + "?role=" + role);
    Browser.Page receipt =
        player
            .browser()
            .submit(
                form,
                path,
                Map.of(
                    "role",
                    role,
                    "decision",
                    "approve",
                    "opinion",
                    opinion,
                    "password",
                    player.password()));
    lastPage = form.status() + ", " + receipt.status();
    return form.status() == 200 && receipt.status() == 200;
  }

  private void verify() throws IOException {
    Path bundle = work.resolve("attestation.json");
    Path artifact = Files.createDirectories(work.resolve("artifact"));
    Path model = artifact.resolve("model.onnx");
    Files.write(
        model, Files.readAllBytes(examples.resolve("models/mortgage-fast-track/v2/model.onnx")));
    var keys = as("hanna", "keys", "fetch", work.resolve("keys").toString());
    Commands.Ended got = as("ada", "attestation", "get", "3", "--out", bundle.toString());
    for (int i = 0; i < 50 && !got.yes(); i++) {
      pause();
      got = as("ada", "attestation", "get", "3", "--out", bundle.toString());
    }
    teller.step("The attestation is issued", keys.yes() && got.yes(), told(keys) + told(got));
    String[] command = {
      "verify",
      bundle.toString(),
      artifact.toString(),
      "--key",
      work.resolve("keys/attestation.pem").toString(),
      "--log-key",
      work.resolve("keys/log.vkey").toString()
    };
    var verified = commands.offline(command);
    teller.step(
        "imprimatur verify accepts attestation and artifact, without the server",
        verified.yes(),
        told(verified));
    byte[] bytes = Files.readAllBytes(model);
    bytes[bytes.length / 2] ^= 1;
    Files.write(model, bytes);
    var changed = commands.offline(command);
    teller.step("One changed byte of the artifact is refused", changed.no(), told(changed));
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void candidate() {
    teller.chapter("5  Version 3: a candidate that waits for you");
    as("ada", "submit", MODEL, "3", "--wait");
    var gate = as("ada", "gate", "4");
    teller.step(
        "Version 3 has every check green",
        gate.no() && computed(gate) && !gate.says("outside"),
        told(gate));
    boolean reviewed =
        sign("bruno", 4, "validator", "As version 2: the same remedy, retrained on fewer rows.")
            && sign("chiara", 4, "compliance", "The ratio holds by its interval.");
    teller.step("Bruno and Chiara have signed their reviews", reviewed, lastPage);
    var waits = as("ada", "gate", "4");
    teller.step(
        "It waits for Lena's approval: sign in as lena and finish it", waits.no(), told(waits));
  }

  private void lowRisk() {
    teller.chapter("6  A low tier is fast: titanic, an internal exercise");
    var registered =
        as("ada", "model", "register", "titanic", "--use", file("models/titanic/use.yaml"));
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
        told(registered) + told(answered) + told(confirmed) + told(version));
    boolean signed = sign("grace", 5, "peer", "");
    var promotion = as("ada", "promote", "5");
    teller.step(
        "Grace, a peer, signs, and it is in production",
        signed && promotion.yes(),
        lastPage + told(promotion));
  }

  private void audit() {
    teller.chapter("7  Proven afterwards");
    String export = work.resolve("export.zip").toString();
    var exported = as("hanna", "audit", "export", export);
    var verified =
        commands.offline(
            "audit", "verify", export, "--key", work.resolve("keys/log.vkey").toString());
    teller.step(
        "Hanna, the auditor, exports the log; every verdict and promotion is derived again offline",
        exported.yes() && verified.yes(),
        told(exported) + told(verified));
  }

  private static String told(Commands.Ended ended) {
    Json.Obj answer = ended.answer();
    String text = answer.text();
    return "exit %d, %s %s"
        .formatted(
            ended.exit(),
            text.length() > 600 ? text.substring(0, 600) + "…" : text,
            ended.progress());
  }
}
