// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.imprimatur.proof.monitoring.Proviso;
import org.imprimatur.proof.monitoring.Renewal;
import org.imprimatur.proof.monitoring.Reopening;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.server.monitoring.Outlooks;
import org.imprimatur.server.monitoring.Watches.Watched;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.policies.Policies;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.CalendarSheet;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Who will be asked for how much, and when: approvals that end or are opened again, and conditions
 * that fall due.
 */
@Controller
final class CalendarPage {
  private static final int PAGE = 200;
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM yyyy", Locale.UK);
  private static final List<Table.Head> HEADS =
      List.of("Day", "Version", "What", "Who is asked").stream()
          .map(words -> new Table.Head(words, false))
          .toList();

  private final Screens screens;
  private final Outlooks outlooks;
  private final Policies policies;
  private final Names names;
  private final Times times;
  private final InstantSource clock;

  CalendarPage(
      Screens screens,
      Outlooks outlooks,
      Policies policies,
      Names names,
      Times times,
      InstantSource clock) {
    this.screens = screens;
    this.outlooks = outlooks;
    this.policies = policies;
    this.names = names;
    this.times = times;
    this.clock = clock;
  }

  /**
   * Something that falls due.
   *
   * @param asked how many sign-offs of each role
   */
  private record Entry(
      Watched of, Instant due, String what, String who, Map<String, Integer> asked) {}

  @GetMapping(MonitoringTabs.CALENDAR)
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(
      HttpServletRequest request,
      @RequestParam(defaultValue = "-1") long due,
      @RequestParam(defaultValue = "") String after) {
    Instant now = clock.instant();
    Outlooks.Page page = outlooks.due(due, after, PAGE, now);
    List<Entry> entries = new ArrayList<>();
    for (Watched one : page.shown()) {
      entries.addAll(entries(one));
    }
    entries.sort(Comparator.comparing(Entry::due));
    var sheet =
        new CalendarSheet(
            MonitoringTabs.all(MonitoringTabs.CALENDAR),
            months(entries, now),
            page.more()
                ? "These are the %d versions of which something falls due first.".formatted(PAGE)
                : "",
            page.more() ? later(page.shown().getLast()) : null);
    return screens.show(
        request,
        Screens.Place.of(
            "calendar",
            "monitoring",
            "Calendar",
            new Link("Monitoring", "/monitoring"),
            Link.words("Calendar")),
        sheet);
  }

  private static Link later(Watched last) {
    return new Link(
        "What falls due later",
        "%s?due=%d&after=%s"
            .formatted(MonitoringTabs.CALENDAR, Outlooks.firstDue(last), last.model().id()));
  }

  private List<Entry> entries(Watched one) {
    List<Entry> entries = new ArrayList<>();
    one.renewal()
        .ifPresent(
            renewal -> {
              Map<String, Integer> asked = asked(one);
              entries.add(
                  new Entry(
                      one, renewal.due(), ends(renewal, one.footing().now()), load(asked), asked));
            });
    for (Reopening open : one.footing().reopenings()) {
      entries.add(
          new Entry(
              one,
              open.due().minusSeconds(1),
              open.isOverdue(one.footing().now())
                  ? "Opened again, not decided anew"
                  : "Opened again, decide anew; the version is suspended then",
              names.of(one.model().owner()),
              Map.of()));
    }
    for (Proviso proviso : one.footing().provisos()) {
      if (proviso.state() != Proviso.State.MET) {
        entries.add(
            new Entry(
                one,
                // Its last day, and not the instant after it.
                proviso.fails() ? proviso.since() : proviso.end().minusSeconds(1),
                "Condition: " + proviso.condition().text(),
                names.of(proviso.owner()),
                Map.of()));
      }
    }
    return entries;
  }

  private static String ends(Renewal renewal, Instant now) {
    if (renewal.isOverdue(now)) {
      return "The approval ended";
    }
    return renewal.suspends()
        ? "The approval ends; the version is suspended then"
        : "The approval ends";
  }

  /** The sign-offs that the gate of today asks for. */
  private Map<String, Integer> asked(Watched one) {
    return policies
        .read(policies.governing(one.model()).digest())
        .signOffs(Watch.PRODUCTION, one.watch().tier());
  }

  private static String load(Map<String, Integer> asked) {
    return asked.entrySet().stream()
        .map(role -> role.getKey() + " " + role.getValue())
        .collect(Collectors.joining(", "));
  }

  private List<CalendarSheet.Month> months(List<Entry> entries, Instant now) {
    Map<YearMonth, List<Entry>> months = new TreeMap<>();
    List<Entry> overdue = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.due().isAfter(now)) {
        months
            .computeIfAbsent(
                YearMonth.from(entry.due().atOffset(ZoneOffset.UTC)), _ -> new ArrayList<>())
            .add(entry);
      } else {
        overdue.add(entry);
      }
    }
    List<CalendarSheet.Month> shown = new ArrayList<>();
    if (!overdue.isEmpty()) {
      shown.add(month("Overdue", new Mark("Overdue", "calendar-off", "bad"), overdue));
    }
    months.forEach(
        (month, due) ->
            shown.add(month(MONTH.format(month), new Mark("Due", "calendar-due", "wait"), due)));
    return shown;
  }

  private CalendarSheet.Month month(String name, Mark mark, List<Entry> due) {
    Map<String, Integer> asked = new TreeMap<>();
    List<Table.Row> rows = new ArrayList<>();
    for (Entry entry : due) {
      entry.asked().forEach((role, count) -> asked.merge(role, count, Integer::sum));
      rows.add(
          Table.Row.of(
              Cell.of(times.at(entry.due())),
              Cell.link(MonitoringWords.thing(entry.of()), MonitoringWords.version(entry.of())),
              Cell.of(entry.what()),
              Cell.of(entry.who())));
    }
    List<String> load =
        asked.entrySet().stream()
            .map(role -> Words.counted(role.getValue(), "sign-off") + " as " + role.getKey())
            .toList();
    return new CalendarSheet.Month(
        name, mark.saying(Words.counted(due.size(), "thing")), load, new Table(name, HEADS, rows));
  }
}
