// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.List;
import java.util.Map;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.FieldsSheet;
import org.imprimatur.server.web.ui.view.Happening;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Listing;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.ModelSheet;
import org.imprimatur.server.web.ui.view.ModelsSheet;
import org.imprimatur.server.web.ui.view.Removal;
import org.imprimatur.server.web.ui.view.RiskSheet;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Text;
import org.imprimatur.server.web.ui.view.ValuesSheet;
import org.imprimatur.server.web.ui.view.VersionSheet;

/** The pages about models with example values. */
final class ModelExamples {
  private final Examples in;

  ModelExamples(Examples in) {
    this.in = in;
  }

  ModelsSheet models() {
    var table =
        new Table(
            "Models",
            List.of(
                Examples.head("Model"),
                Examples.head("Purpose"),
                Examples.head("Owner"),
                Examples.head("Tier"),
                Examples.head("In production"),
                Examples.head("Open submission")),
            List.of(
                Table.Row.of(
                    Table.Cell.link(in.say("mortgage-fast-track"), "/models/mortgage-fast-track"),
                    Table.Cell.of(in.say("Accepts applications without a full review")),
                    Table.Cell.of(in.say("Lena Maurer")),
                    Table.Cell.of("High"),
                    Table.Cell.state(Mark.SATISFIED.saying("v2")),
                    Table.Cell.link("Submission 4", "/submissions/4")),
                Table.Row.of(
                    Table.Cell.link(in.say("titanic"), "/models/titanic"),
                    Table.Cell.of(in.say("An internal exercise")),
                    Table.Cell.of(in.say("Ada Okafor")),
                    Table.Cell.of("Low"),
                    Table.Cell.of("–"),
                    Table.Cell.of("–"))));
    return new ModelsSheet(
        table,
        new Listing.Empty("package", "", "", ""),
        List.of(
            new ModelsSheet.Filter(
                "field.business-unit",
                "business-unit",
                "",
                "text",
                List.of("Retail", "Treasury"),
                "Retail"),
            new ModelsSheet.Filter(
                "has.vendor", "vendor", "or a part of it", "text", List.of(), in.say("Acme")),
            new ModelsSheet.Filter("field.next-review", "next-review", "", "date", List.of(), "")),
        true,
        new Link("Next models", "/models?after=titanic&field.business-unit=Retail"),
        List.of(
            new Link("Download CSV", "/models.csv"), new Link("Download Excel", "/models.xlsx")));
  }

  ValuesSheet values() {
    return new ValuesSheet(
        in.say("mortgage-fast-track"),
        "/models/mortgage-fast-track/fields",
        List.of(
            new ValuesSheet.Input(
                "field.business-unit",
                "business-unit",
                in.say("Who pays for it"),
                "choice",
                List.of("Retail", in.say("Treasury")),
                "Retail",
                ""),
            new ValuesSheet.Input(
                "field.licence-cost",
                "licence-cost",
                in.say("What a year of it costs"),
                "number",
                List.of(),
                in.say("a lot"),
                in.say("\"a lot\" in the field licence-cost is not a number such as 12.5."))),
        true,
        "Nothing was stated. Correct what is marked.");
  }

  static ModelsSheet noModels() {
    return new ModelsSheet(
        new Table("Models", List.of(), List.of()),
        new Listing.Empty(
            "package",
            "No model is registered yet",
            "A model is registered with its use, by a person or a pipeline.",
            "imprimatur model register NAME --purpose … "),
        List.of(),
        false,
        null,
        List.of());
  }

  FieldsSheet fields() {
    return new FieldsSheet(
        new Table(
            "",
            List.of(
                Examples.head("Field"),
                Examples.head("What stands in it"),
                Examples.head("Kind"),
                Examples.head("State")),
            List.of(
                Table.Row.of(
                    Table.Cell.of("business-unit"),
                    Table.Cell.of(in.say("Who pays for it")),
                    Table.Cell.of(in.say("one of Retail, Treasury")),
                    Table.Cell.state(Mark.SATISFIED.saying("In use"))))),
        new Listing.Empty("list-check", "", "", ""),
        true,
        new FieldsSheet.Typed(
            in.say("Licence cost"),
            in.say("What a year of it costs"),
            "number",
            in.say("much"),
            List.of("text", "number"),
            Map.of("name", in.say("A field's name has 2 to 40 small letters."))),
        in.say("Nothing was stated. Correct what is marked."));
  }

  ModelSheet.Side side() {
    return new ModelSheet.Side(
        List.of(
            new ModelSheet.Section(
                "Use",
                in.digest(),
                List.of(
                    Fact.of("Purpose", in.say("Accepts an application without full review.")),
                    Fact.of("Population", in.say("Private applicants, Boston area")),
                    Fact.of("Restrictions", in.say("Never refuses anybody"))),
                null),
            new ModelSheet.Section(
                "Tier",
                null,
                List.of(
                    Fact.of(
                        "Because",
                        Text.of("effect ").strong("decides").then(" gives high, rule R1")),
                    Fact.of("Confirmed", List.of(in.person("Dmitri Lang", "risk-manager")))),
                new Link("Risk questions", "/models/mortgage-fast-track/risk"))));
  }

  ModelSheet model() {
    var versions =
        new Table(
            "Versions",
            List.of(
                Examples.head("Version"),
                Examples.head("Stage"),
                Examples.head("Cut-off"),
                Examples.head("Registered"),
                Examples.head("Gate")),
            List.of(
                Table.Row.of(
                    Table.Cell.link("v2", "/models/mortgage-fast-track/v2"),
                    Table.Cell.of("production"),
                    Table.Cell.of("0.40"),
                    Table.Cell.of(in.say("Ada Okafor") + ", 25 Nov"),
                    Table.Cell.state(Mark.SATISFIED.saying("Promoted"))),
                Table.Row.of(
                    Table.Cell.link("v1", "/models/mortgage-fast-track/v1"),
                    Table.Cell.of("development"),
                    Table.Cell.of("0.15"),
                    Table.Cell.of(in.say("Ada Okafor") + ", 25 Nov"),
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
                Text.NOTHING.strong(in.say("Lena Maurer")).then(", ").meaning("approval"),
                Text.of("on 2 reviews, under ").link("lending@1", "/policies/lending/1")),
            new ModelSheet.Third(
                "What comes next",
                Mark.WAITING,
                Text.NOTHING.strong("v3").then(" waits at the production gate"),
                Text.NOTHING.link("Submission 4", "/submissions/4").then(": 3 of 12 open")));
    return new ModelSheet(
        new ModelSheet.Head(
            in.say("mortgage-fast-track"),
            Examples.HIGH,
            Mark.SATISFIED.saying("v2 in production"),
            in.person("Lena Maurer", ""),
            "3 versions"),
        thirds,
        List.of(versions),
        side(),
        List.of(
            new Removal(
                "retire",
                "/models/mortgage-fast-track/retirement",
                in.say("Retire mortgage-fast-track"),
                in.say("v1 and v2 are retired."),
                List.of(in.say("Submission 4 of version 3 is open.")),
                "")),
        history());
  }

  List<Happening> history() {
    return List.of(
        new Happening(
            "rocket",
            "ok",
            in.say("Lena Maurer"),
            Text.of("promoted ").strong("v2"),
            "Wed 25 Nov, 12:14 UTC",
            new Link("entry 61", "/audit/61")),
        new Happening(
            "package",
            "mute",
            in.say("Ada Okafor"),
            Text.of(in.say("registered v2")),
            "Wed 25 Nov, 11:00 UTC",
            new Link("entry 40", "/audit/40")));
  }

  VersionSheet version() {
    var files =
        new Table(
            "Files",
            List.of(Examples.head("Path"), new Table.Head("Bytes", true), Examples.head("Digest")),
            List.of(
                Table.Row.of(
                    Table.Cell.of(in.say("model.onnx")),
                    Table.Cell.of("1,204"),
                    Table.Cell.digest(in.digest()))));
    return new VersionSheet(
        in.say("mortgage-fast-track"),
        "v2",
        new Mark("development", "git-branch", "wait"),
        Examples.HIGH,
        new VersionSheet.Standing(
            Mark.NOT_APPLICABLE.saying("Replaced, may not serve"),
            in.say("Replaced by v3 on 26 Nov."),
            new Link("Its promises", "/models/mortgage-fast-track/v2/monitoring")),
        List.of(
            new VersionSheet.Submit("production", true, null, in.say("Under the envelope.")),
            new VersionSheet.Submit("staging", false, "The version stands there already.", "")),
        List.of(files, new Table("Submissions", List.of(), List.of())),
        side(),
        List.of(removal()));
  }

  /** One that asks for the model's name. */
  Removal removal() {
    return new Removal(
        "withdraw",
        "/models/mortgage-fast-track/v2/withdrawal",
        "Withdraw the approval of v2",
        in.say("What the gate said in submission 2 counts no more."),
        List.of(),
        in.say("mortgage-fast-track"));
  }

  RiskSheet risk() {
    return new RiskSheet(
        in.say("mortgage-fast-track"),
        "lending@1",
        Mark.WAITING.saying("Waits for a risk manager"),
        List.of(
            new RiskSheet.Question(
                "effect",
                in.say("What does it do to people?"),
                List.of(
                    new RiskSheet.Answer("none", false),
                    new RiskSheet.Answer("assists", false),
                    new RiskSheet.Answer("decides", true)))),
        null,
        new RiskSheet.Result(
            Examples.HIGH,
            Text.of("effect ").strong("decides").then(" = high tier, rule R1"),
            List.of(Fact.of("Answered", List.of(in.person("Ada Okafor", "25 Nov"))))),
        new RiskSheet.Confirm(in.digest().full(), "high", List.of("low", "medium", "high"), null));
  }
}
