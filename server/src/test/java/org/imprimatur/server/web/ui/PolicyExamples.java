// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.List;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.PolicySheet;
import org.imprimatur.server.web.ui.view.ProposalForm;
import org.imprimatur.server.web.ui.view.ProposalSheet;
import org.imprimatur.server.web.ui.view.ReplaySheet;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Text;

/** The pages of policies, as people see them. */
record PolicyExamples(Examples in) {
  PolicySheet policy() {
    var gate =
        new Table(
            "Gate production",
            List.of(
                Examples.head("Requirement"),
                Examples.head("Asks"),
                Examples.head("Low"),
                Examples.head("High")),
            List.of(
                Table.Row.of(
                    Table.Cell.of(in.say("ranking")),
                    Table.Cell.of(Text.NOTHING.code(in.say("metrics.roc_auc >= 0.75"))),
                    Table.Cell.of("–"),
                    Table.Cell.of("asked"))));
    return new PolicySheet(
        in.say("lending@1"),
        in.digest(),
        "Published once, never changed.",
        List.of(gate),
        in.say("imprimatur: policy/v1"),
        new Link("Propose a change", "/policy-proposals/new?policy=lending"));
  }

  ProposalForm proposing() {
    return new ProposalForm(
        in.say("imprimatur: policy/v1"),
        in.say("Losses rose."),
        List.of(in.say("Line 14, column 9: there is no metric of this name.")),
        in.say("The text can be read."),
        List.of(in.say("production, low tier: 1 sign-off as peer asked.")));
  }

  ProposalSheet proposal() {
    var changed =
        new Table(
            "Changed against lending@1",
            List.of(Examples.head("Change"), Examples.head("Line"), Examples.head("Text")),
            List.of(
                Table.Row.of(
                    Table.Cell.state(new Mark("Added", "plus", "ok")),
                    Table.Cell.of("14"),
                    Table.Cell.of(Text.NOTHING.code(in.say("- {id: latency}"))))));
    var phases =
        new Table(
            "From when it is enforced",
            List.of(Examples.head("Change"), Examples.head("What")),
            List.of(
                Table.Row.of(
                    Table.Cell.state(new Mark("Enforced later", "calendar-due", "warn")),
                    Table.Cell.of(in.say("ranking: enforced later than before.")))));
    return new ProposalSheet(
        "y_2345abcdef",
        in.say("lending@2"),
        in.digest(),
        List.of(Fact.of("Why", in.say("Losses rose."))),
        phases,
        changed,
        in.say("These are the first 1,000 lines that differ; 20 more."),
        List.of(in.say("Dmitri Lang proposed the policy.")),
        true,
        true,
        in.say("imprimatur: policy/v1"));
  }

  ReplaySheet replay() {
    var turned =
        new Table(
            "Decisions that would turn",
            List.of(
                Examples.head("Submission"), Examples.head("As proposed"), Examples.head("Why")),
            List.of(
                Table.Row.of(
                    Table.Cell.link("3", "/submissions/3"),
                    Table.Cell.state(new Mark("Would be refused", "circle-x", "bad")),
                    Table.Cell.of(in.say("ranking: AUC is 0.71; asked is 0.75.")))));
    var load =
        new Table(
            "Sign-offs asked for in these decisions",
            List.of(Examples.head("Role"), Examples.head("Difference")),
            List.of(Table.Row.of(Table.Cell.of(in.say("Validator")), Table.Cell.of("+2"))));
    return new ReplaySheet(
        in.say("lending@2"),
        List.of(Fact.of("Decisions", "14")),
        load,
        turned,
        in.say("The first 200 of 214."));
  }
}
