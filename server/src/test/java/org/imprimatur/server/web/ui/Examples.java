// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.server.web.ui.view.AuditSheet;
import org.imprimatur.server.web.ui.view.Code;
import org.imprimatur.server.web.ui.view.Door;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Happening;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Listing;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.ModelSheet;
import org.imprimatur.server.web.ui.view.Person;
import org.imprimatur.server.web.ui.view.PolicySheet;
import org.imprimatur.server.web.ui.view.Problem;
import org.imprimatur.server.web.ui.view.RiskSheet;
import org.imprimatur.server.web.ui.view.SignSheet;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Text;
import org.imprimatur.server.web.ui.view.Tier;
import org.imprimatur.server.web.ui.view.Turns;
import org.imprimatur.server.web.ui.view.VersionSheet;

/**
 * Every page with example values. Whatever a person could have typed carries {@code typed} at its
 * end, so that a test can try what happens to it.
 */
final class Examples {
  static final Tier HIGH = Tier.of("high");
  private static final Code DIGEST =
      Code.of("sha256:b41f0000000000000000000000000000000000000000000000000000000a9e02");

  private final String typed;

  Examples(String typed) {
    this.typed = typed;
  }

  /** A template with its section and its record. */
  record Example(String template, String section, String title, Record page) {}

  Map<String, Example> all() {
    Map<String, Example> all = new LinkedHashMap<>();
    all.put("login", new Example("login", "", "Sign in", login()));
    all.put("enrol", new Example("enrol", "", "Choose a password", enrol()));
    all.put("turn", new Example("turn", "turn", "2 wait for you", turns()));
    all.put("turn-empty", new Example("turn", "turn", "Nothing waits for you", noTurns()));
    all.put("models", new Example("listing", "models", "Models", models()));
    all.put("models-empty", new Example("listing", "models", "Models", noModels()));
    all.put("model", new Example("model", "models", say("mortgage-fast-track"), model()));
    all.put("version", new Example("version", "models", say("mortgage-fast-track v2"), version()));
    all.put("risk", new Example("risk", "models", say("Risk"), risk()));
    all.put(
        "submission",
        new Example(
            "submission",
            "submissions",
            say("Not ready: production gate"),
            new SubmissionExample(this).sheet()));
    all.put("sign", new Example("sign", "submissions", say("Sign as compliance"), sign()));
    all.put("receipt", new Example("receipt", "submissions", say("Signed"), receipt()));
    all.put("stale", new Example("problem", "submissions", "Not signed", stale()));
    all.put("policy", new Example("policy", "policies", say("lending@1"), policy()));
    all.put("audit", new Example("audit", "audit", "Audit log", audit()));
    all.put("entry", new Example("entry", "audit", "Entry 42", entry()));
    all.put("error", new Example("problem", "", "Not found", error()));
    return all;
  }

  String say(String words) {
    return words + typed;
  }

  Person person(String name, String note) {
    return Person.of(say(name), note);
  }

  Code digest() {
    return DIGEST;
  }

  private Door.Login login() {
    return new Door.Login(say("chiara"), "The user name or the password is wrong.", "", "/");
  }

  private Door.Enrol enrol() {
    return new Door.Enrol(say("Chiara Rossi"), say("chiara"), "abcdefghij", 12, "");
  }

  private Turns turns() {
    var sign =
        new Turns.Item(
            new Mark("Sign", "fingerprint", "act"),
            new Link(say("Sign as compliance on mortgage-fast-track v3"), "/submissions/4"),
            Text.of("Submission 4, production gate, ").meaning("review").then(" of 2 classes"),
            HIGH,
            Text.of("10 of 12 requirements are satisfied; nobody with the role has signed."),
            new Turns.Since("Wed 25 Nov, 11:04 UTC", "for 40 min"),
            new Link("Read and sign", "/submissions/4"));
    var fix =
        new Turns.Item(
            Mark.UNSATISFIED,
            new Link(say("mortgage-fast-track v1 is not ready"), "/submissions/1"),
            Text.of("Submission 1, production gate"),
            HIGH,
            Text.of("Four-fifths is outside its limit."),
            new Turns.Since("Wed 25 Nov, 09:14 UTC", "for 2 h"),
            new Link("Look", "/submissions/1"));
    return new Turns(
        "2 things wait for you, the longest first.",
        List.of(
            new Turns.Group("Asked of compliance", List.of(sign)),
            new Turns.Group("Asked of the proposer", List.of(fix))),
        List.of(
            new Turns.Waiting(
                person("Bruno Keller", "validator"),
                "Review",
                new Link(say("mortgage-fast-track v2"), "/submissions/3"),
                "5 h")));
  }

  private static Turns noTurns() {
    return new Turns("", List.of(), List.of());
  }

  private static Table.Head head(String words) {
    return new Table.Head(words, false);
  }

  private Listing models() {
    var table =
        new Table(
            "Models",
            List.of(
                head("Model"),
                head("Purpose"),
                head("Owner"),
                head("Tier"),
                head("In production"),
                head("Open submission")),
            List.of(
                Table.Row.of(
                    Table.Cell.link(say("mortgage-fast-track"), "/models/mortgage-fast-track"),
                    Table.Cell.of(say("Accepts applications without a full review")),
                    Table.Cell.of(say("Lena Maurer")),
                    Table.Cell.of("High"),
                    Table.Cell.state(Mark.SATISFIED.saying("v2")),
                    Table.Cell.link("Submission 4", "/submissions/4")),
                Table.Row.of(
                    Table.Cell.link(say("titanic"), "/models/titanic"),
                    Table.Cell.of(say("An internal exercise")),
                    Table.Cell.of(say("Ada Okafor")),
                    Table.Cell.of("Low"),
                    Table.Cell.of("–"),
                    Table.Cell.of("–"))));
    return new Listing(
        "Models",
        List.of(new Listing.Tab("All", "/models", "2", true)),
        table,
        new Listing.Empty("package", "", "", ""),
        new Link("Next 50", "/models?after=titanic"));
  }

  private static Listing noModels() {
    return new Listing(
        "Models",
        List.of(),
        new Table("Models", List.of(), List.of()),
        new Listing.Empty(
            "package",
            "No model is registered yet",
            "A model is registered with its use, by a person or a pipeline.",
            "imprimatur model register NAME --purpose … "),
        null);
  }

  ModelSheet.Side side() {
    return new ModelSheet.Side(
        List.of(
            new ModelSheet.Section(
                "Use",
                DIGEST,
                List.of(
                    Fact.of("Purpose", say("Accepts an application without full review.")),
                    Fact.of("Population", say("Private applicants, Boston area")),
                    Fact.of("Restrictions", say("Never refuses anybody"))),
                null),
            new ModelSheet.Section(
                "Tier",
                null,
                List.of(
                    Fact.of(
                        "Because",
                        Text.of("effect ").strong("decides").then(" gives high, rule R1")),
                    Fact.of("Confirmed", List.of(person("Dmitri Lang", "risk-manager")))),
                new Link("Risk questions", "/models/mortgage-fast-track/risk"))));
  }

  private ModelSheet model() {
    var versions =
        new Table(
            "Versions",
            List.of(
                head("Version"), head("Stage"), head("Cut-off"), head("Registered"), head("Gate")),
            List.of(
                Table.Row.of(
                    Table.Cell.link("v2", "/models/mortgage-fast-track/v2"),
                    Table.Cell.of("production"),
                    Table.Cell.of("0.40"),
                    Table.Cell.of(say("Ada Okafor") + ", 25 Nov"),
                    Table.Cell.state(Mark.SATISFIED.saying("Promoted"))),
                Table.Row.of(
                    Table.Cell.link("v1", "/models/mortgage-fast-track/v1"),
                    Table.Cell.of("development"),
                    Table.Cell.of("0.15"),
                    Table.Cell.of(say("Ada Okafor") + ", 25 Nov"),
                    Table.Cell.state(Mark.UNSATISFIED.saying("Not ready")))));
    var thirds =
        List.of(
            new ModelSheet.Third(
                "What runs",
                Mark.SATISFIED,
                Text.NOTHING.strong("v2").then(" in production"),
                Text.of("since Wed 25 Nov, 12:14 UTC")),
            new ModelSheet.Third(
                "Who allowed it",
                new Mark("Approved", "fingerprint", "ok"),
                Text.NOTHING.strong(say("Lena Maurer")).then(", ").meaning("approval"),
                Text.of("on 2 reviews, under ").link("lending@1", "/policies/lending/1")),
            new ModelSheet.Third(
                "What comes next",
                Mark.WAITING,
                Text.NOTHING.strong("v3").then(" waits at the production gate"),
                Text.NOTHING.link("Submission 4", "/submissions/4").then(": 3 of 12 open")));
    return new ModelSheet(
        new ModelSheet.Head(
            say("mortgage-fast-track"),
            HIGH,
            Mark.SATISFIED.saying("v2 in production"),
            person("Lena Maurer", ""),
            "3 versions"),
        thirds,
        List.of(versions),
        side(),
        history());
  }

  List<Happening> history() {
    return List.of(
        new Happening(
            "rocket",
            "ok",
            say("Lena Maurer"),
            Text.of("promoted ").strong("v2"),
            "Wed 25 Nov, 12:14 UTC",
            new Link("entry 61", "/audit/61")),
        new Happening(
            "package",
            "mute",
            say("Ada Okafor"),
            Text.of(say("registered v2")),
            "Wed 25 Nov, 11:00 UTC",
            new Link("entry 40", "/audit/40")));
  }

  private VersionSheet version() {
    var files =
        new Table(
            "Files",
            List.of(head("Path"), new Table.Head("Bytes", true), head("Digest")),
            List.of(
                Table.Row.of(
                    Table.Cell.of(say("model.onnx")),
                    Table.Cell.of("1,204"),
                    Table.Cell.digest(DIGEST))));
    return new VersionSheet(
        say("mortgage-fast-track"),
        "v2",
        new Mark("development", "git-branch", "wait"),
        HIGH,
        List.of(
            new VersionSheet.Submit("production", null),
            new VersionSheet.Submit("staging", "The version stands there already.")),
        List.of(files, new Table("Submissions", List.of(), List.of())),
        side());
  }

  private RiskSheet risk() {
    return new RiskSheet(
        say("mortgage-fast-track"),
        "lending@1",
        Mark.WAITING.saying("Waits for a risk manager"),
        List.of(
            new RiskSheet.Question(
                "effect",
                say("What does it do to people?"),
                List.of(
                    new RiskSheet.Answer("none", false),
                    new RiskSheet.Answer("assists", false),
                    new RiskSheet.Answer("decides", true)))),
        null,
        new RiskSheet.Result(
            HIGH,
            Text.of("effect ").strong("decides").then(" = high tier, rule R1"),
            List.of(Fact.of("Answered", List.of(person("Ada Okafor", "25 Nov"))))),
        new RiskSheet.Confirm(DIGEST.full(), "high", List.of("low", "medium", "high"), null));
  }

  private SignSheet sign() {
    return new SignSheet(
        new Link(say("Submission 1"), "/submissions/1"),
        new SignSheet.Form(
            "/submissions/1/sign", "compliance", DIGEST.full(), "00ff", "B41F-0000", say(""), true),
        "Sign as compliance",
        "review",
        "your independent opinion on 2 classes, not the approval",
        List.of(
            new SignSheet.Choice(
                "approve",
                "Approve",
                "You found nothing that stands against it.",
                List.of(say("four-fifths: race is outside its limit."))),
            new SignSheet.Choice(
                "reject", "Reject", "Blocks until you end it yourself.", List.of()),
            new SignSheet.Choice("abstain", "Abstain", "Fills no seat. Say why.", List.of())),
        Text.of("I, ")
            .strong(say("Chiara Rossi"))
            .then(", as ")
            .strong("compliance")
            .then(", in ")
            .meaning("review")
            .then(", decide as chosen on whether ")
            .strong(say("mortgage-fast-track") + " v1")
            .then(" enters ")
            .strong("production")
            .then(" for the use “" + say("accepts without full review") + "”."),
        List.of(
            new SignSheet.Cover("Fairness", DIGEST, Mark.OUTSIDE.saying("unsatisfied")),
            new SignSheet.Cover("Risk", DIGEST, Mark.WITHIN.saying("satisfied"))),
        List.of(
            "Fairness or risk evidence changes.", "The use, the artifact or the policy changes."),
        "");
  }

  private SignSheet.Receipt receipt() {
    return new SignSheet.Receipt(
        new Link("Submission 4", "/submissions/4"),
        "Signed 12:14",
        Text.of(say("I approve version 3 for the gate production, as compliance (review).")),
        List.of(
            Fact.of("Statement", DIGEST),
            Fact.of("Code", "B41F-0000"),
            Fact.of("Entry", Text.NOTHING.link("77", "/audit/77"))),
        new Link("Your turn", "/"));
  }

  private Problem stale() {
    return new Problem(
        "Not signed: the dossier changed since you read it.",
        List.of(say("fairness changed: b41f…9e02 became c8e1…0011.")),
        "Open the statement again and read what changed.",
        "signoff.stale",
        say("My opinion so far."),
        new Link("Read the difference", "/submissions/4"));
  }

  private PolicySheet policy() {
    var gate =
        new Table(
            "Gate production",
            List.of(head("Requirement"), head("Asks"), head("Low"), head("High")),
            List.of(
                Table.Row.of(
                    Table.Cell.of(say("ranking")),
                    Table.Cell.of(Text.NOTHING.code(say("metrics.roc_auc >= 0.75"))),
                    Table.Cell.of("–"),
                    Table.Cell.of("asked"))));
    return new PolicySheet(
        say("lending@1"),
        DIGEST,
        "Published once, never changed.",
        List.of(gate),
        say("imprimatur: policy/v1"));
  }

  private AuditSheet audit() {
    var table =
        new Table(
            "Entries",
            List.of(head("Entry"), head("Time"), head("Actor"), head("Act"), head("Thing")),
            List.of(
                Table.Row.of(
                    Table.Cell.link("42", "/audit/42"),
                    Table.Cell.of("2026-11-25 12:14:10"),
                    Table.Cell.of(say("Chiara Rossi")),
                    Table.Cell.of("signed"),
                    Table.Cell.link("Submission 4", "/submissions/4"))));
    return new AuditSheet(
        "43",
        List.of(new AuditSheet.Choice("signoff.given", "signoff.given", true)),
        List.of(new AuditSheet.Choice("p_x", say("Chiara Rossi"), false)),
        table,
        "imprimatur.example.org/log\n43\nabc=\n",
        null);
  }

  private AuditSheet.Entry entry() {
    return new AuditSheet.Entry(
        "42",
        "signoff.given",
        List.of(Fact.of("By", List.of(person("Chiara Rossi", "")))),
        say("{\"act\": \"signoff.given\"}"),
        List.of("00ff"),
        "imprimatur.example.org/log\n43\nabc=\n");
  }

  private Problem error() {
    return new Problem(
        say("There is no model mortgage."),
        List.of(),
        "List the models to see their names.",
        "model.unknown",
        "",
        new Link("All models", "/models"));
  }
}
