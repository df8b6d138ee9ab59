// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.MonitoringAct.Breach;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.monitoring.Exposure;
import org.imprimatur.proof.monitoring.Measured;
import org.imprimatur.proof.monitoring.Permit;
import org.imprimatur.proof.monitoring.Promise;
import org.imprimatur.proof.monitoring.Proviso;
import org.imprimatur.proof.monitoring.Renewal;
import org.imprimatur.proof.monitoring.Reopening;
import org.imprimatur.proof.monitoring.Standing;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.proof.monitoring.WatchRules;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.monitoring.Watches.Watched;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.web.ui.view.Chart;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.MonitoringSheet;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Promises as they stand: a row in the list of all, and one by one for a version. */
@Component
record MonitoringSheets(
    Blobs blobs,
    Names names,
    Times times,
    MonitoringActWords acts,
    MonitoringWords words,
    PermitWords permits,
    WindowFigures windows,
    BatchSheets batches,
    VersionWays ways) {
  private static final String REVALIDATE = "See what changed, and revalidate";

  static final List<Table.Head> HEADS =
      List.of("Promise", "Version", "State", "Now", "Limit", "Last windows", "Due", "Owner")
          .stream()
          .map(words -> new Table.Head(words, false))
          .toList();

  Table.Row row(Watched one, Standing standing, Instant now) {
    Promise promise = standing.promise();
    return Table.Row.of(
        Cell.link(promise.name(), MonitoringWords.page(one)),
        version(one),
        state(standing, now),
        windows.newest(standing),
        Cell.of(promise.bound()),
        standing.windows().isEmpty()
            ? Cell.of("None yet")
            : Cell.drawn("", spark(promise, standing.windows())),
        Cell.of(due(standing)),
        Cell.of(owner(promise)));
  }

  /** How long the approval holds, as a row of its own beside the promises. */
  Table.Row row(Watched one, Renewal renewal, Instant now) {
    return Table.Row.of(
        Cell.link("Approval", MonitoringWords.page(one)),
        version(one),
        Cell.state(mark(one, renewal, now)),
        Cell.of(renewal.exposure().map(MonitoringSheets::rows).orElse("–")),
        Cell.of(
            "until "
                + times.day(renewal.due())
                + renewal
                    .exposure()
                    .map(rows -> ", or " + Words.counted(rows.budget(), "row"))
                    .orElse("")),
        Cell.of("–"),
        Cell.of((renewal.isOverdue(now) ? "overdue, was due " : "") + times.at(renewal.due())),
        Cell.of(names.of(one.model().owner())));
  }

  /** An approval that is to be decided anew, as a row of its own. */
  Table.Row row(Watched one, Reopening reopening, Instant now) {
    return Table.Row.of(
        Cell.link("Opened again", MonitoringWords.page(one)),
        version(one),
        Cell.state(MonitoringWords.mark(reopening, now)),
        Cell.of("–"),
        Cell.of("until " + Times.day(reopening.day())),
        Cell.of("–"),
        Cell.of((reopening.isOverdue(now) ? "overdue, was due " : "") + Times.day(reopening.day())),
        Cell.of(names.of(one.model().owner())));
  }

  private static String rows(Exposure exposure) {
    return Words.counted(exposure.rows(), "row");
  }

  private static Cell version(Watched one) {
    Text link = Text.NOTHING.link(MonitoringWords.thing(one), MonitoringWords.version(one));
    return one.watch().suspended().isPresent()
        ? new Cell(link, MonitoringWords.SUSPENDED, null, null, 0)
        : Cell.of(link);
  }

  private Cell state(Standing standing, Instant now) {
    String borne =
        standing.breaches().stream()
            .filter(breach -> standing.isBorne(breach, now))
            .flatMap(breach -> standing.answer(breach).stream())
            .map(answer -> "borne until " + Times.day(LocalDate.parse(answer.until())))
            .findFirst()
            .orElse("");
    String unsure = windows.unsure(standing);
    String words = borne.isEmpty() || unsure.isEmpty() ? borne + unsure : borne + "; " + unsure;
    return new Cell(Text.of(words), MonitoringWords.mark(standing), null, null, 0);
  }

  private String due(Standing standing) {
    if (standing.promise().period().isEmpty()) {
      return "never: \"%s\" is no period".formatted(standing.promise().every());
    }
    return standing
        .due()
        .map(
            due ->
                (standing.breach(Breach.MISSING).isPresent() ? "overdue, was due " : "")
                    + times.at(due))
        .orElse(
            standing.watch().tenure().left().isPresent()
                ? "nothing, since it stands in production no more"
                : standing.watch().suspended().isPresent()
                    ? "nothing while it is suspended"
                    : "nothing, since another version entered production");
  }

  private String owner(Promise promise) {
    return promise.person().map(names::of).orElse(promise.owner());
  }

  /** The newest windows from the left, with the limit dashed across. */
  static Chart spark(Promise promise, List<Measured> all) {
    List<Measured> windows = all.subList(Math.max(0, all.size() - WindowFigures.DRAWN), all.size());
    double limit = Double.parseDouble(promise.limit());
    double low = limit;
    double high = limit;
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      double value = windows.get(i).value().doubleValue();
      low = Math.min(low, value);
      high = Math.max(high, value);
      points.add(new double[] {i, value});
    }
    double room = high > low ? (high - low) / 10 : 1;
    int last = Math.max(1, windows.size() - 1);
    var canvas =
        new Canvas(
            new Canvas.Scale(0, last), new Canvas.Scale(low - room, high + room), 8, 120, 28);
    canvas.line(0, limit, last, limit, Chart.Look.LIMIT);
    if (points.size() > 1) {
      canvas.path(points, Chart.Look.CURVE);
    }
    canvas.dot(points.size() - 1, points.getLast()[1], Chart.Look.NOW);
    return canvas.chart(
        "",
        "The last %s, the newest %s; the promise is %s"
            .formatted(
                Words.counted(windows.size(), "window"),
                WindowFigures.shown(windows.getLast()),
                promise.bound()),
        8);
  }

  /** Everything about a version since it entered production, and what the reader can do. */
  MonitoringSheet sheet(Watched one, WatchRules rules, Caller caller) {
    Watch watch = one.watch();
    String reader = caller.id();
    return new MonitoringSheet(
        one.model().name(),
        watch.version(),
        permits.mark(one.footing().permit()),
        sentence(one),
        approval(one),
        one.footing().provisos().stream().map(proviso -> condition(watch, proviso)).toList(),
        one.standings().stream().map(standing -> item(standing, rules, reader)).toList(),
        batches.list(one.model(), watch.version()),
        batches.takenBack(one.model(), watch.version()).orElse(null),
        ways.of(one, rules, caller));
  }

  /** Until when it is approved; nothing where that has no end and nothing asks for an end. */
  private MonitoringSheet.@Nullable Approval approval(Watched one) {
    Optional<Reopening> first = one.footing().reopenings().stream().findFirst();
    if (!stops(one, first.map(Reopening::due).or(() -> one.renewal().map(Renewal::due)))) {
      return one.renewal().map(renewal -> beside(renewal, one)).orElse(null);
    }
    List<String> because =
        one.standings().stream()
            .flatMap(standing -> standing.revalidates().stream())
            .map(acts::words)
            .toList();
    if (first.isPresent()) {
      return new MonitoringSheet.Approval(
          MonitoringWords.mark(first.get(), one.footing().now()),
          words.then(first.get(), one.footing().now()),
          REVALIDATE);
    }
    boolean expired = one.renewal().filter(end -> end.isOverdue(one.footing().now())).isPresent();
    if (one.watch().current() && !because.isEmpty() && !expired && !failed(one)) {
      return new MonitoringSheet.Approval(
          new Mark("Revalidate", "refresh", "warn"),
          Words.sentence(
              "A revalidation is due, as it was promised: " + String.join("; ", because)),
          REVALIDATE);
    }
    return one.renewal().map(renewal -> approval(renewal, one)).orElse(null);
  }

  /** Whether the end of the approval stops it: what may serve no more by then is not stopped. */
  private static boolean stops(Watched one, Optional<Instant> end) {
    Permit permit = one.footing().permit();
    return permit.until().isEmpty()
        || (permit.lets() && end.filter(due -> !due.isBefore(permit.until().get())).isEmpty());
  }

  /** Of a version that another one replaced: nobody is asked to renew it. */
  private MonitoringSheet.Approval beside(Renewal renewal, Watched one) {
    boolean over = renewal.isOverdue(one.footing().now());
    return new MonitoringSheet.Approval(
        over ? Mark.EXPIRED : Mark.NOT_APPLICABLE.saying("Replaced"),
        (over
                ? "The approval ended on %s, and only the gate renews it."
                : "The approval lasts until %s, and counts again if the version is rolled back to;"
                    + " that renews nothing.")
            .formatted(times.at(renewal.due())),
        "See the version");
  }

  private MonitoringSheet.Approval approval(Renewal renewal, Watched one) {
    Instant now = one.footing().now();
    return new MonitoringSheet.Approval(
        mark(one, renewal, now),
        failed(one)
            ? "A condition of it failed, and takes the approval with it."
            : Words.sentence(words.then(renewal, now)),
        one.watch().current() ? REVALIDATE : "See the version");
  }

  private static Mark mark(Watched one, Renewal renewal, Instant now) {
    return failed(one)
        ? new Mark("Does not stand", "circle-x", "bad")
        : MonitoringWords.mark(renewal, now);
  }

  private static boolean failed(Watched one) {
    return one.footing().provisos().stream().anyMatch(Proviso::fails);
  }

  private MonitoringSheet.Condition condition(Watch watch, Proviso proviso) {
    String when =
        switch (proviso.state()) {
          case MET -> proviso.condition().onSignals().isPresent() ? "It holds" : "It is met";
          case OPEN -> "Open, until the end of " + Times.day(proviso.condition().due());
          case BROKEN -> "Broken by a signal of " + times.at(proviso.since());
          case LAPSED -> "Not met by its last day, " + Times.day(proviso.condition().due());
        };
    return new MonitoringSheet.Condition(
        MonitoringWords.mark(proviso.state()),
        proviso.condition().text(),
        "%s. Asked by %s as %s%s."
            .formatted(
                when,
                names.of(proviso.of().person()),
                proviso.of().role(),
                proviso
                    .condition()
                    .measure()
                    .map(measure -> ", measured: " + measure.when().text())
                    .orElse("")),
        "/submissions/%d/decisions".formatted(watch.submission()));
  }

  private String sentence(Watched one) {
    String stands = permits.sentence(one);
    return one.watch()
        .suspended()
        .filter(_ -> one.footing().permit().state() == Permit.State.SUSPENDED)
        .map(by -> suspended(by) + batches.since(one.model(), by) + " " + stands)
        .map(String::strip)
        .orElse(stands);
  }

  /** Loud and with its cause. */
  String suspended(VersionSuspended by) {
    String words =
        switch (by.cause()) {
          case Cause.Broken _, Cause.Expired _, Cause.Unmet _ -> "";
          case Cause.Unratified _ -> " Only its gate lets it serve again.";
          case Cause.Undecided _ ->
              " Its gate lets it serve again; or two persons, once the condemnation is lifted.";
          case Cause.Ordered(var _, var reason) -> " The reason: " + blobs.words(reason);
        };
    return "Suspended since %s by %s: %s. It may not serve.%s"
        .formatted(times.at(by.at()), names.of(by.by()), acts.why(by), words);
  }

  private MonitoringSheet.Item item(Standing standing, WatchRules rules, String reader) {
    Promise promise = standing.promise();
    List<MonitoringSheet.Breach> breaches = new ArrayList<>();
    for (Breach breach : standing.breaches()) {
      Optional<String> answered =
          standing
              .answer(breach)
              .map(
                  answer ->
                      "%s explained it and bears it until %s: %s"
                          .formatted(
                              names.of(answer.by()),
                              Times.day(LocalDate.parse(answer.until())),
                              blobs.words(answer.reason())));
      breaches.add(
          new MonitoringSheet.Breach(
              breach.kind(),
              Words.sentence(Words.capital(acts.words(breach))),
              answered.orElse(""),
              answered.isEmpty() && rules.mayAnswer(reader, promise)));
    }
    return new MonitoringSheet.Item(
        promise.name(),
        MonitoringWords.mark(standing),
        "%s, measured every %s by %s; %s. Due: %s."
            .formatted(
                Words.capital(promise.bound()),
                Lengths.every(promise.every()),
                owner(promise),
                MonitoringWords.consequence(promise.consequence()),
                due(standing)),
        breaches,
        windows.chart(standing),
        windows.table(standing));
  }
}
