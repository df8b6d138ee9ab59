// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.List;
import org.imprimatur.server.web.ui.view.DiscussionPanel;
import org.imprimatur.server.web.ui.view.EvidencePanel;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Plot;
import org.imprimatur.server.web.ui.view.SubmissionSheet;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Text;

/** The submission page with a requirement in each of the eight states. */
record SubmissionExample(Examples in) {
  private DiscussionPanel discussion() {
    var ada = in.person("Ada Okafor", "");
    var words =
        new DiscussionPanel.Said(
            in.person("Bruno Keller", "validator"),
            "Wed 25 Nov, 09:20 UTC",
            "fairness, fairness.four-fifths/1, metrics.afam",
            say("Why is the ratio lower here than in training?"));
    return new DiscussionPanel(
        "fairness",
        List.of(
            new DiscussionPanel.Failing(
                new Mark("still there", "refresh", "bad"),
                "afam: yes gets the favourable outcome 0.71 times as often.",
                "still there against submission 1",
                "")),
        List.of(
            new DiscussionPanel.Line(
                new Link("Finding 1", "/findings/1"),
                new Mark("high", "circle-x", "bad"),
                new Mark("open", "circle-dashed", "bad"),
                "Ada Okafor",
                "2026-12-09")),
        List.of(
            new DiscussionPanel.Strand(
                1,
                new Mark("answered", "message", "wait"),
                words,
                ada,
                List.of(new DiscussionPanel.Said(ada, "Wed 25 Nov, 09:30 UTC", "", "It is.")),
                "",
                new DiscussionPanel.Forms(true, true, true, 2, ""),
                new Link("Make this a check", "/policy-proposals/new?submission=1&challenge=1"))),
        new DiscussionPanel.Comments(
            List.of(words), new Link("12 earlier", "/submissions/1?class=fairness&earlier=all")),
        new DiscussionPanel.Raise(
            "/submissions/1/discussion",
            List.of(new DiscussionPanel.Choice("|", "The whole class")),
            List.of(new DiscussionPanel.Choice("compliance", "compliance")),
            List.of(new DiscussionPanel.Choice("p_ada", "Ada Okafor")),
            List.of(),
            "2026-12-09",
            ""),
        new DiscussionPanel.Plan(
            "Bruno Keller",
            "Groups first.",
            "/submissions/1/plan",
            1,
            "",
            "/submissions/1/report"));
  }

  private String say(String words) {
    return in.say(words);
  }

  SubmissionSheet sheet() {
    return new SubmissionSheet(
        new SubmissionSheet.Head(
            say("Production gate for mortgage-fast-track v1"),
            Examples.HIGH,
            in.person("Ada Okafor", ""),
            "opened Wed 25 Nov, 09:00 UTC",
            "/submissions/2/decisions"),
        new SubmissionSheet.Verdict(
            Mark.UNSATISFIED,
            "Not ready: 6 of 8 requirements are open. One of them is yours.",
            Text.of("You are asked for a ")
                .meaning("review")
                .then(" as ")
                .strong("compliance")
                .then(", because policy ")
                .link("lending@1", "/policies/lending/1")
                .then(" asks for one at high tier."),
            "Wed 25 Nov, 09:14 UTC",
            "revision 7",
            new SubmissionSheet.News(
                "Since you looked",
                List.of(Text.of("fairness recorded, look 1"), Text.of("Bruno Keller rejected")))),
        List.of(
            new SubmissionSheet.Rail(
                "You sign for",
                true,
                List.of(
                    stop(Mark.UNSATISFIED, "Fairness", true, ""),
                    stop(Mark.SATISFIED, "Risk", false, ""))),
            new SubmissionSheet.Rail(
                "Also in the dossier",
                false,
                List.of(
                    stop(Mark.SATISFIED, "Artifact", false, ""),
                    stop(Mark.SATISFIED, "Data", false, ""),
                    stop(Mark.SATISFIED, "Performance", false, "1 supplied"),
                    stop(Mark.WAITING, "Documentation", false, "")))),
        evidence(),
        requirements(),
        papers(),
        bar(),
        new SubmissionSheet.Opening("/submissions/1/looks", "fairness", in.digest().full()),
        discussion(),
        new SubmissionSheet.Changes(false, "?class=fairness&only=changed", true, List.of()),
        new SubmissionSheet.Pinned(
            "/submissions/1?class=fairness&at=fairness.012345abcdef",
            say("Changed since the link was made: fairness is new."),
            true));
  }

  private static SubmissionSheet.Stop stop(Mark mark, String name, boolean current, String note) {
    return new SubmissionSheet.Stop(
        mark,
        new Link(name, "?class=x"),
        current,
        note,
        current ? SubmissionSheet.Seen.CHANGED : SubmissionSheet.Seen.OPENED);
  }

  private EvidencePanel evidence() {
    return new EvidencePanel(
        "Fairness",
        Mark.UNSATISFIED,
        "computed here",
        in.digest(),
        new EvidencePanel.Compared(
            "v2, in production",
            "fairness",
            List.of(new EvidencePanel.Choice("v2", "Against v2, in production", true))),
        say("black gets the favourable outcome 0.41 times as often as white: 0.80 is asked."),
        List.of(rates(), ratios()),
        new EvidencePanel.Exam(in.digest(), "731 rows", in.person("Priya Nair", ""), "look 1"),
        new EvidencePanel.Changes(
            "What changed from v2 to v1",
            "2 of 9 measures moved",
            changes(),
            new Table("0 more", List.of(), List.of())));
  }

  private Plot rates() {
    var compared = new Mark("lowest rate", "arrow-down", "bad");
    return new Plot(
        "Group",
        "v1, 95 % interval",
        "v2",
        "Accepted",
        "In the ratio",
        List.of(new Plot.Tick("0%", "0", false), new Plot.Tick("50%", "50 %", false)),
        List.of(
            new Plot.Row(
                say("race: black"),
                "29.9 %",
                "[20.2, 41.7]",
                "60.1 %",
                List.of("20 of 67"),
                compared,
                new Plot.Drawing("20.2%", "41.7%", "29.9%", "60.1%", null),
                ""),
            new Plot.Row(
                say("race: white"),
                "72.1 %",
                "[68.2, 75.7]",
                "66.0 %",
                List.of("414 of 574"),
                new Mark("highest rate", "arrow-up", "mute"),
                new Plot.Drawing("68.2%", "75.7%", "72.1%", "66.0%", null),
                ""),
            new Plot.Row(
                say("status: not stated"),
                "–",
                "",
                "–",
                List.of("0 of 1"),
                Mark.NOT_JUDGED,
                null,
                "0.1 % of rows, judged from 2 %")));
  }

  private Plot ratios() {
    return new Plot(
        "Adverse impact ratio",
        "v1, 95 % interval",
        "v2",
        "Accepted",
        "At least 0.80",
        List.of(new Plot.Tick("53.3%", "0.8", true), new Plot.Tick("66.7%", "1", false)),
        List.of(
            new Plot.Row(
                say("race: black to white"),
                "0.41",
                "[0.29, 0.59]",
                "0.90",
                List.of("20 of 67", "414 of 574"),
                Mark.OUTSIDE,
                new Plot.Drawing("19.3%", "39.3%", "27.3%", "60%", "53.3%"),
                ""),
            new Plot.Row(
                "status: single to married",
                "0.84",
                "[0.77, 0.93]",
                "0.93",
                List.of("228 of 306", "351 of 424"),
                Mark.CANNOT_BE_TOLD,
                new Plot.Drawing("51.3%", "62%", "56%", "62%", "53.3%"),
                ""),
            new Plot.Row(
                "age: under 40 to over",
                "0.97",
                "[0.92, 1.01]",
                "0.98",
                List.of("228 of 306", "351 of 424"),
                Mark.WITHIN,
                new Plot.Drawing("61.3%", "67.3%", "64.7%", "65.3%", "53.3%"),
                "")));
  }

  private static Table changes() {
    return new Table(
        "",
        List.of(
            new Table.Head("What", false),
            new Table.Head("v2", true),
            new Table.Head("v1", true),
            new Table.Head("Change, 95 % interval", false),
            new Table.Head("Reading", false)),
        List.of(
            Table.Row.of(
                Table.Cell.of("AUC"),
                Table.Cell.of("0.829"),
                Table.Cell.of(Text.NOTHING.strong("0.836")),
                Table.Cell.of("+0.007 [−0.038, 0.052]"),
                Table.Cell.state(new Mark("no clear change", "equal", "mute"))),
            Table.Row.of(
                Table.Cell.of("Recall"),
                Table.Cell.of("24.7 %"),
                Table.Cell.of(Text.NOTHING.strong("67.4 %")),
                Table.Cell.of("+42.7 pt [28.8, 54.6]"),
                Table.Cell.state(new Mark("better", "arrow-up", "ok")))));
  }

  private SubmissionSheet.Requirements requirements() {
    return new SubmissionSheet.Requirements(
        List.of(
            new SubmissionSheet.Tally("4 open", "bad"),
            new SubmissionSheet.Tally("1 waived", "waive"),
            new SubmissionSheet.Tally("2 satisfied", "mute")),
        List.of(
            requirement(Mark.WAITING.saying("Waiting for you"), "Compliance review, 0 of 1"),
            requirement(Mark.UNSATISFIED.saying("Unsatisfied: outside"), "Four-fifths"),
            requirement(Mark.CANNOT_BE_TOLD.saying("Unsatisfied: cannot be told"), "Calibration"),
            requirement(Mark.ERROR, "The artifact can be read"),
            requirement(Mark.EXPIRED, "Data not older than a year"),
            requirement(Mark.LAPSED, "Validation review, 0 of 1"),
            requirement(Mark.CANNOT_START, "Business owner approval, 0 of 1"),
            requirement(Mark.WAIVED.saying("Waived until 31 Jan"), "Load test"),
            requirement(Mark.BYPASSED, "Promises")),
        List.of(
            requirement(Mark.SATISFIED, "No prohibited inputs"),
            requirement(Mark.NOT_APPLICABLE, "Peer approval")),
        "1 satisfied, 1 not applicable");
  }

  private SubmissionSheet.Requirement requirement(Mark mark, String rule) {
    return new SubmissionSheet.Requirement(
        mark,
        "asked at high tier",
        Text.of(say(rule)),
        List.of(say("race: black 0.41 [0.29, 0.59], at least 0.80 is asked: outside.")),
        List.of(in.person("Femi Nwosu", "compliance")),
        Text.NOTHING
            .strong(say("Ada Okafor"))
            .then(" registers a new version with another cut-off (look 2 at this test set)."));
  }

  private SubmissionSheet.Papers papers() {
    return new SubmissionSheet.Papers(
        List.of(
            new SubmissionSheet.Signature(
                in.person("Bruno Keller", "validator"),
                "review",
                new Mark("Rejected", "circle-x", "bad"),
                "Wed 25 Nov, 09:40 UTC",
                "4F6A-21C9",
                in.digest(),
                "Lapsed: fairness changed.",
                new Table(
                    "Changed since",
                    List.of(new Table.Head("What", false), new Table.Head("Now", true)),
                    List.of(Table.Row.of(Table.Cell.of(say("ROC AUC")), Table.Cell.of("0.81")))),
                "Carried over: risk did not change.",
                say("The model reads race."),
                "/submissions/1/sign-offs/s_1/withdrawal")),
        say("Nobody has signed yet."),
        "/submissions/1/manifest",
        List.of(Fact.of("Manifest", in.digest()), Fact.of("Policy", in.digest())),
        List.of(
            new Table(
                "Supplied by the proposer",
                List.of(new Table.Head("File", false), new Table.Head("Counts", false)),
                List.of(
                    Table.Row.of(
                        Table.Cell.of(say("predictions.csv")),
                        Table.Cell.state(Mark.NOT_JUDGED.saying("satisfies nothing")))))),
        new SubmissionSheet.History(
            new ModelExamples(in).history(),
            new Link("12 earlier", "/submissions/1?class=fairness&earlier=all")));
  }

  private SubmissionSheet.Bar bar() {
    return new SubmissionSheet.Bar(
        Text.NOTHING
            .strong("You sign as compliance")
            .then(", ")
            .meaning("review")
            .then(" of 2 classes"),
        List.of(
            new SubmissionSheet.Cover("Fairness", in.digest()),
            new SubmissionSheet.Cover("Risk", in.digest())),
        "lending@1, gate production",
        Text.of(say("Approve is not offered: Fairness is outside its limit.")),
        List.of(new Link("Decide…", "/submissions/1/sign?role=compliance")),
        "",
        "",
        "/submissions/1/recusal");
  }
}
