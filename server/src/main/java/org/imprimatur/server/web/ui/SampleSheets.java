// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import org.imprimatur.proof.act.SampleAct.SampleAnswered;
import org.imprimatur.proof.act.SampleAct.SampleDrawn;
import org.imprimatur.proof.evidence.Interval;
import org.imprimatur.proof.sample.Decided;
import org.imprimatur.proof.sample.Sample;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.samples.Drawn;
import org.imprimatur.server.samples.Samples;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.SampleSheet;
import org.imprimatur.server.web.ui.view.SampleSheet.Item;
import org.imprimatur.server.web.ui.view.SampleSheet.Line;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.springframework.stereotype.Component;

/** The page of an audit sample, and the rows of the list of them. */
@Component
record SampleSheets(Samples samples, Models models, Names names, Times times) {
  static final List<Table.Head> HEADS =
      List.of(
          new Table.Head("Sample", false),
          new Table.Head("State", false),
          new Table.Head("Period", false),
          new Table.Head("Drawn", true),
          new Table.Head("With an exception", true),
          new Table.Head("Purpose", false));

  private static final String OF_SOME =
      "Wilson's 95 % interval of the share among all decisions of the period. What does not apply"
          + " is not counted.";
  private static final String OF_ALL =
      "Every decision of the period was drawn: a census, of which no share has an interval. What"
          + " does not apply is not counted.";

  private static final List<Table.Head> FIGURES =
      List.of(
          new Table.Head("Request", false),
          new Table.Head("Answered", true),
          new Table.Head("Exceptions", true),
          new Table.Head("Share", true));

  Table.Row row(Drawn drawn) {
    SampleDrawn act = drawn.sample().drawn();
    return Table.Row.of(
        Cell.link("Sample " + act.sample(), SampleWords.page(act.sample())),
        Cell.state(SampleWords.state(drawn.sample().isOpen())),
        Cell.of(period(act)),
        Cell.of(extent(drawn)),
        Cell.of(
            drawn.sample().isOpen()
                ? "%d so far".formatted(drawn.sample().exceptions())
                : share(drawn, drawn.sample().exceptions(), drawn.items().size())),
        Cell.of(drawn.plan().purpose()));
  }

  SampleSheet sheet(Drawn drawn, Caller caller) {
    Sample sample = drawn.sample();
    boolean audits = caller.may(Permission.AUDIT) && sample.isOpen();
    List<Item> items = new ArrayList<>();
    boolean unfolded = false;
    for (Decided one : drawn.items()) {
      Item item = item(drawn, one, caller, audits, !unfolded);
      unfolded = unfolded || item.open();
      items.add(item);
    }
    return new SampleSheet(
        sample.number(),
        SampleWords.state(sample.isOpen()),
        drawn.plan().purpose(),
        progress(drawn),
        about(drawn),
        redraw(sample),
        figures(drawn),
        drawn.isCensus() ? OF_ALL : OF_SOME,
        items,
        sample.closed().map(act -> samples.words(act.conclusion())).orElse(""),
        audits && drawn.answered() == drawn.asked());
  }

  private static String progress(Drawn drawn) {
    return "%d of %s answered, %s with an exception."
        .formatted(
            drawn.answered(),
            Words.counted(drawn.asked(), "request"),
            Words.counted(drawn.sample().exceptions(), "decision"));
  }

  private List<Fact> about(Drawn drawn) {
    SampleDrawn act = drawn.sample().drawn();
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("Drawn by", names.of(act.by())));
    facts.add(Fact.of("On", times.at(act.at())));
    facts.add(Fact.of("Let into", act.stage()));
    facts.add(Fact.of("Tiers", act.tiers().isEmpty() ? "all" : String.join(", ", act.tiers())));
    facts.add(Fact.of("Period", period(act)));
    facts.add(Fact.of("Drawn", extent(drawn)));
    drawn
        .sample()
        .closed()
        .ifPresent(
            end -> facts.add(Fact.of("Closed", times.at(end.at()) + " by " + names.of(end.by()))));
    return facts;
  }

  private String period(SampleDrawn act) {
    // The last day in it, and not the instant after.
    return "%s to %s"
        .formatted(
            Times.day(act.from().atZone(ZoneOffset.UTC).toLocalDate()),
            Times.day(act.to().minus(Duration.ofMillis(1)).atZone(ZoneOffset.UTC).toLocalDate()));
  }

  /** Whoever has the numbers of the decisions needs no more than a shell. */
  private static String redraw(Sample sample) {
    return "for n in $(cat decisions.txt); do printf '%%s %%s\\n' \"$(printf '%s:%%s' $n | sha256sum)\" $n; done | sort | head -%d"
        .formatted(sample.seed(), sample.drawn().size());
  }

  private static Table figures(Drawn drawn) {
    List<Table.Row> rows = new ArrayList<>();
    for (int i = 0; i < drawn.plan().requests().size(); i++) {
      long request = i + 1L;
      List<SampleAnswered> answers =
          drawn.sample().latest().values().stream()
              .filter(one -> one.request() == request)
              .filter(one -> !one.outcome().equals(Sample.NOT_APPLICABLE))
              .toList();
      long exceptions =
          answers.stream().filter(one -> one.outcome().equals(Sample.EXCEPTION)).count();
      rows.add(
          Table.Row.of(
              Cell.of(drawn.plan().requests().get(i)),
              Cell.of(Integer.toString(answers.size())),
              Cell.of(Long.toString(exceptions)),
              Cell.of(share(drawn, exceptions, answers.size()))));
    }
    return new Table("Exceptions by request", FIGURES, rows);
  }

  private static String extent(Drawn drawn) {
    return "%d of %d%s"
        .formatted(drawn.items().size(), drawn.population(), drawn.isCensus() ? ", a census" : "");
  }

  /**
   * With Wilson's interval, which takes no account of how small the population may be; a census
   * leaves nothing to chance and has none.
   */
  private static String share(Drawn drawn, long count, long of) {
    if (of == 0) {
      return "–";
    }
    if (drawn.isCensus()) {
      return String.format(Locale.ROOT, "%d of %d: %.0f %%", count, of, 100.0 * count / of);
    }
    Interval interval = Interval.wilson(count, of);
    return String.format(
        Locale.ROOT,
        "%d of %d: %.0f %% (%.0f to %.0f %%)",
        count,
        of,
        100.0 * count / of,
        100 * interval.low(),
        100 * interval.high());
  }

  private Item item(Drawn drawn, Decided one, Caller caller, boolean audits, boolean first) {
    SortedMap<Sample.Place, SampleAnswered> latest = drawn.sample().latest();
    List<Line> lines = new ArrayList<>();
    int answered = 0;
    int exceptions = 0;
    for (int i = 0; i < drawn.plan().requests().size(); i++) {
      Optional<SampleAnswered> answer =
          Optional.ofNullable(latest.get(new Sample.Place(one.submission(), i + 1L)));
      answered += answer.isPresent() ? 1 : 0;
      exceptions += answer.filter(a -> a.outcome().equals(Sample.EXCEPTION)).isPresent() ? 1 : 0;
      lines.add(line(i + 1L, drawn.plan().requests().get(i), answer));
    }
    boolean whole = answered == lines.size();
    boolean independent = audits && samples.isIndependent(caller, one.submission());
    String name = models.name(one.model());
    return new Item(
        one.submission(),
        "Submission %d: %s v%d".formatted(one.submission(), name, one.version()),
        "%s%s".formatted(times.at(one.at()), one.tier().isEmpty() ? "" : ", " + one.tier()),
        state(whole, exceptions, lines.size() - answered),
        audits && first && !whole && independent,
        independent,
        audits && !independent
            ? "You took part in this decision: another auditor answers for it."
            : "",
        lines);
  }

  private static Mark state(boolean whole, int exceptions, int open) {
    if (!whole) {
      return new Mark("%d to answer".formatted(open), "hourglass", "wait");
    }
    return exceptions == 0
        ? SampleWords.outcome(Sample.IN_ORDER)
        : SampleWords.outcome(Sample.EXCEPTION).saying(Words.counted(exceptions, "exception"));
  }

  private Line line(long request, String asked, Optional<SampleAnswered> answer) {
    return new Line(
        request,
        asked,
        answer.map(one -> SampleWords.outcome(one.outcome())).orElse(null),
        answer.map(SampleAnswered::outcome).orElse(""),
        answer.flatMap(SampleAnswered::words).map(samples::words).orElse(""),
        answer.map(one -> "%s, %s".formatted(names.of(one.by()), times.at(one.at()))).orElse(""));
  }
}
