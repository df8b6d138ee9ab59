// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import static java.util.Comparator.comparingInt;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.imprimatur.proof.monitoring.Standing;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.monitoring.Outlooks;
import org.imprimatur.server.monitoring.Outlooks.View;
import org.imprimatur.server.monitoring.Suspensions;
import org.imprimatur.server.monitoring.Watches;
import org.imprimatur.server.monitoring.Watches.Watched;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Listing;
import org.imprimatur.server.web.ui.view.Table;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Does it still hold? Every promise of what is in production, and each version by itself. */
@Controller
final class MonitoringPage {
  private static final int PAGE = 50;

  /** Whoever opens the page asks first what does not hold. */
  private static final List<Standing.State> WORST_FIRST =
      Stream.of(Standing.State.values()).sorted(comparingInt(MonitoringPage::rank)).toList();

  private final Screens screens;
  private final Models models;
  private final Outlooks outlooks;
  private final Watches watches;
  private final Suspensions suspensions;
  private final MonitoringSheets sheets;
  private final InstantSource clock;

  MonitoringPage(
      Screens screens,
      Models models,
      Outlooks outlooks,
      Watches watches,
      Suspensions suspensions,
      MonitoringSheets sheets,
      InstantSource clock) {
    this.screens = screens;
    this.models = models;
    this.outlooks = outlooks;
    this.watches = watches;
    this.suspensions = suspensions;
    this.sheets = sheets;
    this.clock = clock;
  }

  /** The words of a view, in the order of their tabs. */
  private static String words(View view) {
    return switch (view) {
      case ALL -> "All";
      case BROKEN -> "Broken";
      case MISSING -> "Not measured";
      case REVALIDATED -> "Revalidate";
      case SUSPENDED -> "Suspended";
      case AWAITED -> "Awaited";
      case KEPT -> "Kept";
    };
  }

  /** The view's word in the address. */
  private static String word(View view) {
    return view == View.ALL ? "" : words(view).toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  @GetMapping("/monitoring")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> list(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String after) {
    Instant now = clock.instant();
    Outlooks.Counts counts = outlooks.counts(now);
    List<Listing.Tab> tabs = new ArrayList<>();
    List<Table.Row> rows = new ArrayList<>();
    Link next = null;
    for (View view : View.values()) {
      String word = word(view);
      tabs.add(
          new Listing.Tab(
              words(view),
              word.isEmpty() ? "/monitoring" : "/monitoring?state=" + word,
              Long.toString(counts.of(view)),
              word.equals(state)));
      if (word.equals(state)) {
        Outlooks.Page page = outlooks.page(view, after, PAGE, now);
        rows.addAll(rows(page.shown(), view, now));
        next = page.more() ? more(state, page.shown().getLast()) : null;
      }
    }
    tabs.addAll(MonitoringTabs.beside(""));
    var listing =
        new Listing(
            counts.whole() ? "Monitoring" : "Monitoring, still being counted",
            tabs,
            new Table("", MonitoringSheets.HEADS, rows),
            empty(counts, state),
            next);
    return screens.show(request, Screens.Place.of("listing", "monitoring", "Monitoring"), listing);
  }

  private static Link more(String state, Watched last) {
    return new Link(
        "Next versions", "/monitoring?state=%s&after=%s".formatted(state, last.model().id()));
  }

  private static int rank(Standing.State state) {
    return switch (state) {
      case BROKEN -> 0;
      case MISSING -> 1;
      case AWAITED -> 2;
      case KEPT -> 3;
    };
  }

  /** Approvals that are to be renewed; then the view's promises by state, and what holds on. */
  private List<Table.Row> rows(List<Watched> shown, View view, Instant now) {
    List<Table.Row> rows = new ArrayList<>();
    List<Table.Row> holding = new ArrayList<>();
    for (Watched one : shown) {
      one.renewal()
          .filter(renewal -> view == View.ALL || (view == View.REVALIDATED && renewal.isNear(now)))
          .ifPresent(
              renewal -> (renewal.isNear(now) ? rows : holding).add(sheets.row(one, renewal, now)));
      if (view == View.ALL || view == View.REVALIDATED) {
        one.footing().reopenings().forEach(open -> rows.add(sheets.row(one, open, now)));
      }
    }
    for (Standing.State state : WORST_FIRST) {
      for (Watched one : shown) {
        for (Standing standing : one.standings()) {
          if (standing.state() == state && view.takes(one, standing)) {
            rows.add(sheets.row(one, standing, now));
          }
        }
      }
    }
    rows.addAll(holding);
    return rows;
  }

  private static Listing.Empty empty(Outlooks.Counts counts, String state) {
    if (!state.isEmpty()) {
      return new Listing.Empty(
          "search", "Nothing is in this state", "The other views have the rest.", "");
    }
    return counts.versions() == 0
        ? new Listing.Empty(
            "heart-rate",
            "Nothing is in production",
            "What a model promises comes here with its first version that passes the gate to"
                + " production.",
            "")
        : new Listing.Empty(
            "heart-rate",
            "Nothing is promised of what is in production",
            "State what a model promises; the next submission pins it, and from its promotion on"
                + " it is measured here.",
            "imprimatur model promises NAME promises.yaml");
  }

  @GetMapping("/models/{name}/v{number}/monitoring")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String name,
      @PathVariable long number) {
    Model model = models.get(name);
    Instant now = clock.instant();
    Watched one =
        watches
            .version(model, number, now)
            .orElseThrow(
                () ->
                    new RefusedException(
                        new Refusal(
                            "monitoring.version",
                            404,
                            "%s v%d never entered production or was rolled back from it."
                                .formatted(name, number),
                            List.of(),
                            "What is promised of a version is measured from its promotion on.")));
    var rules = watches.rules(model, one.watch());
    String state = sheets.permits().mark(one.footing().permit()).word();
    return screens.show(
        request,
        Screens.Place.of(
            "monitoring",
            "monitoring",
            "%s: %s v%d, monitoring".formatted(state, name, number),
            new Link("Models", "/models"),
            new Link(name, "/models/" + name),
            new Link("v" + number, "/models/%s/v%d".formatted(name, number)),
            Link.words("Monitoring")),
        sheets.sheet(one, rules, caller));
  }

  @PostMapping("/models/{name}/v{number}/monitoring/answer")
  @Needs(Permission.REVIEW)
  ResponseEntity<byte[]> answer(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String name,
      @PathVariable long number) {
    String reason = given(request, "reason");
    var answer =
        new Suspensions.Answer(
            given(request, "promise"), given(request, "breach"), reason, given(request, "until"));
    return done(
        request, name, number, reason, () -> suspensions.answer(caller, name, number, answer));
  }

  @PostMapping("/models/{name}/v{number}/monitoring/suspension")
  @Needs(Permission.REVIEW)
  ResponseEntity<byte[]> suspend(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String name,
      @PathVariable long number) {
    String reason = given(request, "reason");
    return done(
        request, name, number, reason, () -> suspensions.suspend(caller, name, number, reason));
  }

  @PostMapping("/models/{name}/v{number}/monitoring/reinstatement")
  @Needs(Permission.REVIEW)
  ResponseEntity<byte[]> ask(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String name,
      @PathVariable long number) {
    String reason = given(request, "reason");
    return done(request, name, number, reason, () -> suspensions.ask(caller, name, number, reason));
  }

  @PostMapping("/models/{name}/v{number}/monitoring/reinstatement/confirmation")
  @Needs(Permission.REVIEW)
  ResponseEntity<byte[]> reinstate(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String name,
      @PathVariable long number) {
    return done(
        request,
        name,
        number,
        "",
        () -> suspensions.reinstate(caller, name, number, given(request, "asked")));
  }

  private static String given(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value;
  }

  /** Back to the version; what was refused is told with the words that were written. */
  private ResponseEntity<byte[]> done(
      HttpServletRequest request, String name, long number, String words, Runnable act) {
    return PageFaults.done(
        screens,
        request,
        words,
        new Link("Back to the version", MonitoringWords.page(name, number)),
        act);
  }
}
