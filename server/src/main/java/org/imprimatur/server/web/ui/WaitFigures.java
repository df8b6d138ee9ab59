// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.insights.Insights;
import org.imprimatur.proof.insights.Ledger;
import org.imprimatur.proof.insights.Owner;
import org.imprimatur.server.web.ui.view.Chart;
import org.imprimatur.server.web.ui.view.Chart.Look;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.InsightsSheet.Headline;
import org.imprimatur.server.web.ui.view.InsightsSheet.Panel;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;

/** Who had the submissions for how long, as a waterfall whose steps sum to the whole. */
final class WaitFigures {
  private static final double WIDTH = 320;
  private static final int HEIGHT = 16;

  /** Between two strokes of a hatch. */
  private static final double GAP = 6;

  private final Insights insights;
  private final Times times;

  WaitFigures(Insights insights, Times times) {
    this.insights = insights;
    this.times = times;
  }

  List<Headline> headlines() {
    Ledger all = insights.ledgers().getFirst();
    List<Headline> lines = new ArrayList<>();
    lines.add(
        new Headline(
            "All their time together",
            Lengths.of(all.millis()),
            "",
            Words.counted(all.submissions(), "submission")));
    all.parts().stream()
        .sorted((one, other) -> Long.compare(other.millis(), one.millis()))
        .limit(3)
        .forEach(
            part ->
                lines.add(
                    new Headline(
                        InsightWords.owner(part.owner()),
                        share(part, all),
                        Lengths.of(part.millis()),
                        (part.owner().equals(Owner.CLOSED) ? "in " : "had ")
                            + Words.counted(part.submissions(), "submission"))));
    return lines;
  }

  private static String share(Ledger.Part part, Ledger of) {
    return of.millis() == 0 ? "–" : Words.percent((double) part.millis() / (double) of.millis());
  }

  List<Panel> panels() {
    List<Panel> panels = new ArrayList<>();
    Ledger all = insights.ledgers().getFirst();
    panels.add(new Panel("Wait ledger", "from submitted to the end, or to now", ledger(all)));
    panels.add(new Panel("Working hours", "hatched is closed", List.of(hours())));
    panels.add(new Panel("Longest now", "of what is open", longest()));
    List<Figure> groups =
        insights.ledgers().stream()
            .skip(1)
            .<Figure>map(
                one ->
                    new Figure.Fold(
                        "%s: %s, %s"
                            .formatted(
                                InsightWords.group(one.group()),
                                Words.counted(one.submissions(), "submission"),
                                Lengths.of(one.millis())),
                        ledger(one)))
            .toList();
    if (!groups.isEmpty()) {
      panels.add(new Panel("By " + insights.selection().by().word(), "", groups));
    }
    return panels;
  }

  private static List<Figure> ledger(Ledger ledger) {
    if (ledger.parts().isEmpty()) {
      return List.of(
          new Figure.Nothing(
              "No time has passed yet",
              Text.of("A submission's time counts from its opening; nothing matches so far.")));
    }
    List<Table.Row> rows = new ArrayList<>();
    long before = 0;
    for (Ledger.Part part : ledger.parts()) {
      rows.add(
          Table.Row.of(
              Cell.of(InsightWords.owner(part.owner())),
              Cell.drawn("", bar(before, part.millis(), ledger.millis(), look(part.owner()))),
              Cell.of(Lengths.of(part.millis())),
              Cell.of(share(part, ledger)),
              Cell.of(Lengths.of(part.millis() / Math.max(1, part.submissions()))),
              Cell.of(Words.count(part.submissions()))));
      before += part.millis();
    }
    rows.add(
        Table.Row.of(
            Cell.of("From submitted to the end"),
            Cell.drawn("", bar(0, ledger.millis(), ledger.millis(), Look.STRIP)),
            Cell.of(Lengths.of(ledger.millis())),
            Cell.of(Words.percent(1)),
            Cell.of(Lengths.of(ledger.millis() / Math.max(1, ledger.submissions()))),
            Cell.of(Words.count(ledger.submissions()))));
    return List.of(claim(ledger), new Table("Who had it", heads(), rows));
  }

  private static Figure claim(Ledger ledger) {
    // Nobody can be asked to hurry while nobody works.
    Optional<Ledger.Part> most =
        ledger.parts().stream()
            .filter(part -> !part.owner().equals(Owner.CLOSED))
            .max((one, other) -> Long.compare(one.millis(), other.millis()));
    boolean closed = ledger.parts().stream().anyMatch(one -> one.owner().equals(Owner.CLOSED));
    return new Figure.Part(
        most.map(
                part ->
                    "%s has submissions longest%s: %s of %s"
                        .formatted(
                            InsightWords.owner(part.owner()),
                            closed ? ", closed hours left out" : "",
                            Lengths.of(part.millis()),
                            Lengths.of(ledger.millis())))
            .orElse("Who had it"),
        Text.NOTHING,
        List.of());
  }

  private static List<Table.Head> heads() {
    return List.of(
        new Table.Head("Who had it", false),
        new Table.Head("Drawn", false),
        new Table.Head("Time", true),
        new Table.Head("Share", true),
        new Table.Head("Each that it had", true),
        new Table.Head("Submissions", true));
  }

  private static Look look(Owner owner) {
    return switch (owner.kind()) {
      case MACHINE, UNKNOWN -> Look.STRIP;
      case PROPOSER -> Look.REFERENCE_BAR;
      case ROLE -> Look.NOW_BAR;
      case HOLD -> Look.TRACK;
      case CLOSED -> Look.HATCHED;
    };
  }

  private static Chart bar(long before, long millis, long of, Look look) {
    double unit = of == 0 ? 0 : WIDTH / (double) of;
    double from = (double) before * unit;
    double width = Math.max(0.5, (double) millis * unit);
    List<Chart.Shape> shapes = new ArrayList<>();
    shapes.add(new Chart.Bar(Canvas.at(from), "0", Canvas.at(width), String.valueOf(HEIGHT), look));
    if (look == Look.HATCHED) {
      shapes.addAll(hatch(from, from + width));
    }
    return new Chart("", "", (int) WIDTH, HEIGHT, shapes);
  }

  /** Strokes from lower left to upper right, cut off where the bar ends. */
  private static List<Chart.Shape> hatch(double from, double to) {
    List<Chart.Shape> strokes = new ArrayList<>();
    for (double foot = from - HEIGHT + GAP; foot < to; foot += GAP) {
      double low = Math.max(foot, from);
      double high = Math.min(foot + HEIGHT, to);
      strokes.add(
          new Chart.Line(
              Canvas.at(low),
              Canvas.at(HEIGHT - (low - foot)),
              Canvas.at(high),
              Canvas.at(HEIGHT - (high - foot)),
              Look.HATCH));
    }
    return strokes;
  }

  /** By which hours it is reckoned. */
  private Figure hours() {
    return insights
        .hours()
        .<Figure>map(
            held ->
                new Figure.Notice(
                    new Mark(held.zone() + ", since " + times.at(held.since()), "clock", "mute"),
                    Text.of(
                            "What the proposer or a role has outside working hours is closed hours."
                                + " Checks and holds go on. Nothing before the first statement is"
                                + " closed. ")
                        .link("The hours and closed days", HoursPage.PAGE)))
        .orElseGet(
            () ->
                new Figure.Nothing(
                    "No working hours are stated",
                    Text.of("Nothing is closed: nights and weekends count as waiting. ")
                        .link("Working hours", HoursPage.PAGE)));
  }

  private List<Figure> longest() {
    if (insights.longest().isEmpty()) {
      return List.of(
          new Figure.Nothing(
              "Nothing is open", Text.of("What is submitted next is timed here at once.")));
    }
    List<Table.Row> rows = new ArrayList<>();
    for (Ledger.Waiting one : insights.longest().stream().limit(VelocityFigures.MOST).toList()) {
      long number = one.course().number();
      rows.add(
          Table.Row.of(
              Cell.link("Submission " + number, "/submissions/" + number),
              Cell.of(one.course().subject().modelName() + " v" + one.course().subject().version()),
              Cell.of(InsightWords.owner(one.span().owner())),
              Cell.of(times.at(one.span().from())),
              Cell.of(Lengths.of(one.span().millis())),
              Cell.of(open(one))));
    }
    List<Table.Head> heads =
        List.of(
            new Table.Head("Submission", false),
            new Table.Head("Version", false),
            new Table.Head("Who has it", false),
            new Table.Head("Since", false),
            new Table.Head("For", true),
            new Table.Head("In open hours", true));
    return List.of(new Table("Open submissions", heads, rows));
  }

  /** All of it where no hours are stated. */
  private static String open(Ledger.Waiting one) {
    return Lengths.of(one.open().orElse(one.span().millis()));
  }

  static List<Fact> definitions() {
    return List.of(
        Fact.of(
            "Who has it",
            "At each moment exactly one, by the first of these that holds: it is on hold; changes"
                + " are asked for or a rejection stands (the proposer); evidence is still computed"
                + " (checks), does not satisfy (the proposer) or cannot tell (the custodian); a"
                + " waiver of it is asked for (the role that may grant it); a sign-off may be given"
                + " and is not in place (its role, the first in the policy's order); all is in"
                + " place (the proposer, who promotes or withdraws)."),
        Fact.of(
            "The whole",
            "From the opening to the promotion or withdrawal, or to now. The parts sum to it, to"
                + " the millisecond."),
        Fact.of(
            "Closed hours",
            "What the proposer or a role had outside the working hours that were stated by then."
                + " Checks run at night, and a hold is a decision that stands at night, so that"
                + " their time stays theirs. Without a statement nights and weekends count."),
        Fact.of(
            "Cannot be told",
            "A document that the submission pins is missing from the log's blobs."),
        Fact.of(
            "Do not conclude",
            "That whoever has it does nothing: a review takes time. Where two roles are asked at"
                + " once, the time is the first one's until it has signed."));
  }
}
