// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.server.web.ui.view.AuditSheet;
import org.imprimatur.server.web.ui.view.CardSheet;
import org.imprimatur.server.web.ui.view.Code;
import org.imprimatur.server.web.ui.view.Door;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.KeysSheet;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.ManifestSheet;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.MessagesSheet;
import org.imprimatur.server.web.ui.view.PasskeySheet;
import org.imprimatur.server.web.ui.view.Person;
import org.imprimatur.server.web.ui.view.Problem;
import org.imprimatur.server.web.ui.view.ReportSheet;
import org.imprimatur.server.web.ui.view.SearchSheet;
import org.imprimatur.server.web.ui.view.SignSheet;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Text;
import org.imprimatur.server.web.ui.view.Tier;
import org.imprimatur.server.web.ui.view.Turns;

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
    var models = new ModelExamples(this);
    var policies = new PolicyExamples(this);
    Map<String, Example> all = new LinkedHashMap<>();
    all.put("login", new Example("login", "", "Sign in", login()));
    all.put("keys", new Example("keys", "", "Keyboard", KeysSheet.OF_ALL_PAGES));
    all.put("enrol", new Example("enrol", "", "Choose a password", enrol()));
    all.put("turn", new Example("turn", "turn", "2 wait for you", turns()));
    all.put("turn-empty", new Example("turn", "turn", "Nothing waits for you", noTurns()));
    all.put("models", new Example("models", "models", "Models", models.models()));
    all.put("models-empty", new Example("models", "models", "Models", ModelExamples.noModels()));
    all.put("fields", new Example("fields", "models", "Further fields", models.fields()));
    all.put("values", new Example("values", "models", "Further fields", models.values()));
    all.put("model", new Example("model", "models", say("mortgage-fast-track"), models.model()));
    all.put(
        "version",
        new Example("version", "models", say("mortgage-fast-track v2"), models.version()));
    var monitoring = new MonitoringExamples(this);
    all.put(
        "monitoring",
        new Example("monitoring", "monitoring", say("Suspended: loans v2"), monitoring.version()));
    all.put("batch", new Example("batch", "monitoring", "Batch 7", monitoring.batch()));
    all.put("calendar", new Example("calendar", "monitoring", "Calendar", monitoring.calendar()));
    all.put("promises", new Example("listing", "monitoring", "Monitoring", monitoring.all()));
    var impact = new ImpactExamples(this);
    all.put("impact", new Example("impact", "", "Impact", impact.found()));
    all.put("impact-condemned", new Example("impact", "", "Impact", impact.condemned()));
    all.put("impact-empty", new Example("impact", "", "Impact", impact.empty()));
    all.put("impact-nothing", new Example("impact", "", "Impact", impact.nothing()));
    var incidents = new IncidentExamples(this);
    all.put("incidents", new Example("incidents", "monitoring", "Incidents", incidents.register()));
    all.put(
        "incidents-none", new Example("incidents", "monitoring", "Incidents", incidents.nothing()));
    all.put(
        "incident", new Example("incident", "monitoring", "Open: incident 3", incidents.open()));
    all.put(
        "incident-closed",
        new Example("incident", "monitoring", "Closed: incident 2", incidents.closed()));
    all.put(
        "incident-report",
        new Example("incident-report", "monitoring", say("Report"), incidents.report()));
    all.put(
        "seeds", new Example("seeds", "insights", "Seeded cases", new SeedExamples(this).sheet()));
    all.put("risk", new Example("risk", "models", say("Risk"), models.risk()));
    all.put(
        "submission",
        new Example(
            "submission",
            "submissions",
            say("Not ready: production gate"),
            new SubmissionExample(this).sheet()));
    all.put("sign", new Example("sign", "submissions", say("Sign as compliance"), sign()));
    all.put(
        "decisions",
        new Example(
            "decisions",
            "submissions",
            say("Decisions on submission 4"),
            new DecisionExample(this).sheet()));
    var bypasses = new BypassExamples(this);
    all.put(
        "bypass",
        new Example("bypass", "submissions", say("Break glass for submission 4"), bypasses.asks()));
    all.put(
        "bypass-owed",
        new Example("bypass", "submissions", say("Break glass for submission 4"), bypasses.owes()));
    all.put("debts", new Example("listing", "submissions", "Break-glass debts", bypasses.debts()));
    all.put("card", new Example("card", "models", say("Model card"), card(say("Fit."), "")));
    all.put("card-moved", new Example("card", "models", say("Card"), card("", "Moved.")));
    all.put("account", new Example("account", "", say("Your account"), account()));
    var tokens = new TokenExamples(this);
    all.put("tokens", new Example("tokens", "", "Your tokens", tokens.several()));
    all.put("tokens-none", new Example("tokens", "", "Your tokens", tokens.none()));
    all.put("token", new Example("token", "", "The token t_leaked2345", tokens.one()));
    all.put(
        "messages",
        new Example("messages", "", "Messages", new MessagesExamples(this).notAllArrive()));
    all.put("messages-off", new Example("messages", "", "Messages", MessagesExamples.off()));
    all.put("passkey", new Example("passkey", "submissions", say("Sign"), passkey()));
    all.put("trace", new Example("trace", "", say("What rests on it"), trace()));
    all.put("manifest", new Example("manifest", "submissions", say("Manifest"), manifest()));
    all.put("receipt", new Example("receipt", "submissions", say("Signed"), receipt()));
    all.put("stale", new Example("problem", "submissions", "Not signed", stale()));
    all.put("policy", new Example("policy", "policies", say("lending@1"), policies.policy()));
    all.put(
        "proposing",
        new Example("proposing", "policies", "Propose a policy", policies.proposing()));
    all.put(
        "replay", new Example("replay", "policies", say("Over the history"), policies.replay()));
    all.put("proposal", new Example("proposal", "policies", say("lending@2"), policies.proposal()));
    all.put(
        "insights",
        new Example(
            "insights", "insights", "Wait ledger: insights", new InsightsExample(this).sheet()));
    all.put(
        "hours",
        new Example("hours", "insights", "Working hours", new InsightsExample(this).hours()));
    all.put("search", new Example("search", "search", say("1 result"), search()));
    all.put("audit", new Example("audit", "audit", "Audit log", audit()));
    all.put("entry", new Example("entry", "audit", "Entry 42", entry()));
    all.put("error", new Example("problem", "", "Not found", error()));
    return all;
  }

  private CardSheet card(String line, String wrong) {
    return new CardSheet(
        say("Model card of titanic v1"),
        line.isEmpty() ? List.of() : List.of("# titanic", "", line),
        line.isEmpty() ? null : DIGEST,
        "",
        new CardSheet.Form("/models/titanic/v1/card", "", say("# titanic"), wrong, "card.moved"));
  }

  private SearchSheet search() {
    return new SearchSheet(
        say("retail"),
        "1 result",
        List.of(
            new SearchSheet.Group(
                "Models",
                List.of(
                    new SearchSheet.Hit(
                        "package", new Link(say("retail-credit"), "/models/x"), "Model")))));
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
            new Link("Read and sign", "/submissions/4"),
            List.of(say("Not ready: 1 of 8 requirements are open.")));
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
                "5 h")),
        List.of(Text.of(say("Only the newest 200 open submissions are looked at here."))));
  }

  private static Turns noTurns() {
    return new Turns("", List.of(), List.of(), List.of());
  }

  static Table.Head head(String words) {
    return new Table.Head(words, false);
  }

  private static PasskeySheet.Ceremony ceremony() {
    return new PasskeySheet.Ceremony("/account/passkeys", "AAAA", "localhost", "AAAA", "", true);
  }

  private PasskeySheet.Account account() {
    return new PasskeySheet.Account(
        say("Chiara Rossi"),
        List.of(
            new PasskeySheet.Row(
                "k_aaaaaaaaaa",
                say("blue key"),
                "",
                "Wed 25 Nov, 09:00 UTC",
                "never",
                "signs",
                true,
                new Link("See", "/passkeys/k_aaaaaaaaaa"))),
        ceremony(),
        "",
        say(""),
        "",
        new MessagesSheet.Choice(true, say("chiara@example.org"), "each"));
  }

  private PasskeySheet.Signing passkey() {
    return new PasskeySheet.Signing(
        new Link(say("Submission 1"), "/submissions/1"),
        ceremony(),
        DIGEST.full(),
        "B41F-0000",
        Text.of(say("I approve version 1.")),
        List.of(Fact.of("Statement", DIGEST)),
        say("My reasons."),
        say("{}"),
        Map.of("opinion", say("My reasons.")));
  }

  private PasskeySheet.Trace trace() {
    return new PasskeySheet.Trace(
        say("blue key"),
        List.of(Fact.of("State", "signs")),
        List.of(
            new PasskeySheet.Use(
                new Link("Submission 1", "/submissions/1/sign-offs/s_aaaaaaaaaa"),
                "approve as compliance",
                "Wed 25 Nov, 09:00 UTC",
                "nothing yet")));
  }

  private SignSheet sign() {
    return new SignSheet(
        new Link(say("Submission 1"), "/submissions/1"),
        new SignSheet.Form(
            "/submissions/1/sign",
            "compliance",
            1,
            DIGEST.full(),
            "B41F-0000",
            say(""),
            true,
            new SignSheet.Ways(true, true, true),
            terms()),
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
            new SignSheet.Cover(
                "Fairness", DIGEST, Mark.OUTSIDE.saying("unsatisfied"), Mark.UNCONFINED),
            new SignSheet.Cover("Risk", DIGEST, Mark.WITHIN.saying("satisfied"), null)),
        List.of(new SignSheet.Answer("Review as validator: approved", say("Bruno Keller"), DIGEST)),
        List.of(
            "Fairness or risk evidence changes.", "The use, the artifact or the policy changes."),
        new Table(
            EnvelopeSheets.SIGNED_TOO,
            List.of(head("What"), head("What a retrain has to keep")),
            List.of(
                Table.Row.of(
                    Table.Cell.of("Trained on"), Table.Cell.of(say("hmda-train, hmda-2026"))))),
        new Table(
            "Changed since",
            List.of(head("Class"), head("What"), head("When signed"), head("Now")),
            List.of(
                Table.Row.of(
                    Table.Cell.of("Fairness"),
                    Table.Cell.of(say("lowest over highest")),
                    Table.Cell.of("0.81"),
                    Table.Cell.of("0.79")))),
        new SignSheet.Problem(
            "Not signed: the dossier changed since you read it.",
            List.of(say("fairness changed: b41f…9e02 became c8e1…0011.")),
            "Read it again.",
            "signoff.stale"));
  }

  private SignSheet.TermsFields terms() {
    return new SignSheet.TermsFields(
        List.of(
            new SignSheet.ConditionRow(
                1,
                say("Measure again"),
                say("ada"),
                "2027-01-31",
                "performance",
                say("metrics.ece_10 <= 0.05"))),
        List.of(new SignSheet.Option("fairness", "It treats groups differently", true)),
        List.of(new SignSheet.Option("performance", "performance", false)),
        say("Drop the feature."));
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

  private ManifestSheet manifest() {
    return new ManifestSheet(
        say("Sign-off manifest: mortgage v3"),
        "Promoted to production.",
        List.of(Fact.of("Model", say("mortgage")), Fact.of("Manifest", DIGEST)),
        List.of(
            new ManifestSheet.Signature(
                say("Bruno Keller, validator"),
                Text.of(say("I approve version 3 for the gate production.")),
                List.of(Fact.of("Printed name", say("Bruno Keller"))))),
        List.of(
            new ReportSheet.Section("Waivers", List.of(Text.of("Nothing is waived.")), List.of())),
        "example.org/log");
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
        say("t_leaked2345"),
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
