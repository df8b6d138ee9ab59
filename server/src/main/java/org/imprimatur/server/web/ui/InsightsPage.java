// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.imprimatur.proof.insights.Insights;
import org.imprimatur.proof.insights.InsightsTable;
import org.imprimatur.proof.insights.Selection;
import org.imprimatur.server.insights.Measures;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.DiscussionPanel.Choice;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.FindingsSheet.Filter;
import org.imprimatur.server.web.ui.view.InsightsSheet;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Listing;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where time goes, and whether review is real: of groups, with intervals, never of a person. */
@Controller
final class InsightsPage {
  private static final List<String> FILTERS = List.of("by", "tier", "policy", "team", "since");

  private static final List<Integer> PERIODS = List.of(30, 90, 365);

  private final Screens screens;
  private final Measures measures;
  private final Times times;

  InsightsPage(Screens screens, Measures measures, Times times) {
    this.screens = screens;
    this.measures = measures;
    this.times = times;
  }

  /** The views, each with its address. */
  private enum View {
    VELOCITY("Velocity", "/insights"),
    WAIT("Wait ledger", "/insights/wait"),
    QUALITY("Review quality", "/insights/quality"),
    OUTCOME("After approval", "/insights/outcome");

    private final String words;
    private final String address;

    View(String words, String address) {
      this.words = words;
      this.address = address;
    }
  }

  /** What a view shows. */
  private record Shown(
      List<InsightsSheet.Headline> headlines,
      List<InsightsSheet.Panel> panels,
      List<Fact> definitions) {}

  @GetMapping("/insights")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> velocity(
      HttpServletRequest request, @RequestParam Map<String, String> query) {
    return show(request, View.VELOCITY, query);
  }

  @GetMapping("/insights/wait")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> wait(HttpServletRequest request, @RequestParam Map<String, String> query) {
    return show(request, View.WAIT, query);
  }

  @GetMapping("/insights/quality")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> quality(
      HttpServletRequest request, @RequestParam Map<String, String> query) {
    return show(request, View.QUALITY, query);
  }

  @GetMapping("/insights/outcome")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> outcome(
      HttpServletRequest request, @RequestParam Map<String, String> query) {
    return show(request, View.OUTCOME, query);
  }

  @GetMapping("/insights.csv")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> table(@RequestParam Map<String, String> query) {
    return file("csv", "text/csv;charset=UTF-8", InsightsTable.of(measured(query)));
  }

  @GetMapping("/insights.json")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> json(@RequestParam Map<String, String> query) {
    return file("json", "application/json", measured(query).toJson().text());
  }

  private static ResponseEntity<byte[]> file(String ending, String type, String text) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(type))
        .header("Content-Disposition", "attachment; filename=\"insights." + ending + "\"")
        .body(text.getBytes(StandardCharsets.UTF_8));
  }

  private Insights measured(Map<String, String> query) {
    return measures.of(Measures.selection(query), Optional.empty());
  }

  private ResponseEntity<byte[]> show(
      HttpServletRequest request, View view, Map<String, String> query) {
    Insights insights = measures.recent(Measures.selection(query));
    Map<String, String> kept = new LinkedHashMap<>();
    FILTERS.stream()
        .filter(name -> !query.getOrDefault(name, "").isEmpty())
        .forEach(name -> kept.put(name, query.getOrDefault(name, "")));
    Shown shown = shown(view, insights);
    var sheet =
        new InsightsSheet(
            "Insights",
            "as of %s, %s entries"
                .formatted(times.at(insights.at()), Words.count(insights.entries())),
            tabs(view, kept),
            view.address,
            filters(insights),
            !kept.isEmpty(),
            shown.headlines(),
            shown.panels(),
            shown.definitions(),
            List.of(
                new Link("Download CSV", "/insights.csv" + parameters(kept)),
                new Link("Download JSON", "/insights.json" + parameters(kept))));
    return screens.show(
        request, Screens.Place.of("insights", "insights", view.words + ": insights"), sheet);
  }

  private Shown shown(View view, Insights insights) {
    return switch (view) {
      case VELOCITY -> {
        var figures = new VelocityFigures(insights, times);
        yield new Shown(figures.headlines(), figures.panels(), VelocityFigures.definitions());
      }
      case WAIT -> {
        var figures = new WaitFigures(insights, times);
        yield new Shown(figures.headlines(), figures.panels(), WaitFigures.definitions());
      }
      case QUALITY -> {
        var figures = new ReviewFigures(insights);
        yield new Shown(figures.headlines(), figures.panels(), ReviewFigures.definitions());
      }
      case OUTCOME -> {
        var figures = new OutcomeFigures(insights);
        yield new Shown(figures.headlines(), figures.panels(), OutcomeFigures.definitions());
      }
    };
  }

  private static List<Listing.Tab> tabs(View current, Map<String, String> kept) {
    List<Listing.Tab> tabs = new ArrayList<>();
    for (View view : View.values()) {
      tabs.add(new Listing.Tab(view.words, view.address + parameters(kept), "", view == current));
    }
    return tabs;
  }

  private static String parameters(Map<String, String> kept) {
    return kept.isEmpty()
        ? ""
        : kept.entrySet().stream()
            .map(
                one ->
                    one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&", "?", ""));
  }

  private static List<Filter> filters(Insights insights) {
    Selection selection = insights.selection();
    List<Choice> groups =
        List.of(
            new Choice("tier", "by tier"),
            new Choice("policy", "by policy"),
            new Choice("team", "by team of the owner"));
    return List.of(
        new Filter("by", "Groups", groups, selection.by().word()),
        new Filter(
            "tier", "Tier", choices(insights.choices().tiers()), selection.tier().orElse("")),
        new Filter(
            "policy",
            "Policy",
            choices(insights.choices().policies()),
            selection.policy().orElse("")),
        new Filter(
            "team", "Team", choices(insights.choices().teams()), selection.team().orElse("")),
        periods(insights));
  }

  /** Whole days, so that an address means the same all day; another instant of a query stays. */
  private static Filter periods(Insights insights) {
    Instant today = insights.at().truncatedTo(ChronoUnit.DAYS);
    Map<String, String> periods = new LinkedHashMap<>();
    periods.put("", "at any time");
    for (int days : PERIODS) {
      periods.put(today.minus(days, ChronoUnit.DAYS).toString(), "in the last " + days + " days");
    }
    String chosen = insights.selection().since().map(Instant::toString).orElse("");
    periods.putIfAbsent(chosen, "since " + chosen);
    List<Choice> choices = new ArrayList<>();
    periods.forEach((value, words) -> choices.add(new Choice(value, words)));
    return new Filter("since", "Opened", choices, chosen);
  }

  private static List<Choice> choices(Collection<String> names) {
    List<Choice> choices = new ArrayList<>();
    choices.add(new Choice("", "all"));
    names.forEach(name -> choices.add(new Choice(name, name)));
    return choices;
  }
}
