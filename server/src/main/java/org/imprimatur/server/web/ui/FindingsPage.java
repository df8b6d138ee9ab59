// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.review.Severity;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.reviews.Discussions;
import org.imprimatur.server.reviews.FindingFilter;
import org.imprimatur.server.reviews.FindingRow;
import org.imprimatur.server.reviews.Findings;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.DiscussionPanel.Choice;
import org.imprimatur.server.web.ui.view.FindingsSheet;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The findings of all models, and one with what its owner, a retester or a role can do. */
@Controller
final class FindingsPage {
  private static final int PAGE = 50;

  private final Screens screens;
  private final Findings findings;
  private final Discussions discussions;
  private final Models models;
  private final FindingSheets sheets;

  FindingsPage(
      Screens screens,
      Findings findings,
      Discussions discussions,
      Models models,
      FindingSheets sheets) {
    this.screens = screens;
    this.findings = findings;
    this.discussions = discussions;
    this.models = models;
    this.sheets = sheets;
  }

  @GetMapping("/findings")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> list(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String severity,
      @RequestParam(defaultValue = "") String owner,
      @RequestParam(defaultValue = "0") long after) {
    List<FindingRow> all = findings.list(FindingFilter.ALL);
    var filter = new FindingFilter(state, severity, owner, "");
    List<FindingRow> rows = all.stream().filter(filter::takes).toList();
    int from = from(rows, after);
    int to = Math.min(from + PAGE, rows.size());
    List<FindingRow> page = rows.subList(from, to);
    Map<String, String> owners = new TreeMap<>();
    all.forEach(row -> owners.put(row.owner(), sheets.names().of(row.owner())));
    List<Choice> people = new ArrayList<>();
    owners.forEach((person, name) -> people.add(new Choice(person, name)));
    boolean filtered = !state.isEmpty() || !severity.isEmpty() || !owner.isEmpty();
    var sheet =
        new FindingsSheet(
            table(page),
            List.of(
                new FindingsSheet.Filter(
                    "state",
                    "State",
                    List.of(
                        new Choice("open", "open or to be checked"),
                        new Choice("fixed", "fixed, to be checked"),
                        new Choice("accepted", "risk accepted"),
                        new Choice("closed", "closed")),
                    state),
                new FindingsSheet.Filter(
                    "severity",
                    "Severity",
                    Severity.words().stream().map(word -> new Choice(word, word)).toList(),
                    severity),
                new FindingsSheet.Filter("owner", "Owner", people, owner)),
            filtered,
            rows.isEmpty() ? "" : "%d to %d of %d".formatted(from + 1, to, rows.size()),
            to < rows.size()
                ? new Link(
                    "Next findings",
                    "/findings?state=%s&severity=%s&owner=%s&after=%d"
                        .formatted(
                            encoded(state),
                            encoded(severity),
                            encoded(owner),
                            page.getLast().number()))
                : null);
    return screens.show(request, Screens.Place.of("findings", "submissions", "Findings"), sheet);
  }

  /** Behind the finding that ended the page before; from the start where it is not there. */
  private static int from(List<FindingRow> rows, long after) {
    for (int i = 0; i < rows.size() - 1; i++) {
      if (rows.get(i).number() == after) {
        return i + 1;
      }
    }
    return 0;
  }

  private static String encoded(String word) {
    return URLEncoder.encode(word, StandardCharsets.UTF_8);
  }

  private Table table(List<FindingRow> rows) {
    List<Table.Row> lines = new ArrayList<>();
    Map<String, String> named = new HashMap<>();
    for (FindingRow row : rows) {
      lines.add(
          Table.Row.of(
              Cell.link("Finding " + row.number(), "/findings/" + row.number()),
              Cell.state(ReviewWords.severity(row.severity())),
              Cell.state(ReviewWords.finding(row.state(), row.overdue())),
              Cell.of(sheets.names().of(row.owner())),
              Cell.of(row.due().toString()),
              Cell.of(named.computeIfAbsent(row.model(), id -> models.name(id))),
              Cell.link(
                  "Submission " + row.submission() + ", " + row.evidenceClass(),
                  "/submissions/%d?class=%s".formatted(row.submission(), row.evidenceClass()))));
    }
    return new Table(
        "Findings",
        List.of("Finding", "Severity", "State", "Owner", "Due", "Model", "Raised on").stream()
            .map(words -> new Table.Head(words, false))
            .toList(),
        lines);
  }

  @GetMapping("/findings/{number}")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(
      HttpServletRequest request, Caller caller, @PathVariable long number) {
    var finding = findings.get(number);
    String state = findings.state(finding).word();
    return screens.show(
        request,
        Screens.Place.of(
            "finding",
            "submissions",
            Words.capital(state) + ": finding " + number,
            new Link("Findings", "/findings"),
            Link.words("Finding " + number)),
        sheets.sheet(finding, caller));
  }

  @PostMapping("/findings/{number}/fixes")
  @Needs(Permission.DISCUSS)
  ResponseEntity<byte[]> fix(
      Caller caller,
      @PathVariable long number,
      @RequestParam(defaultValue = "") String text,
      @RequestParam long seen) {
    discussions.keep(caller, DraftOf.fix(number), text);
    findings.fix(caller, number, text, OptionalLong.of(seen));
    return done(caller, number, DraftOf.fix(number));
  }

  @PostMapping("/findings/{number}/owner")
  @Needs(Permission.DISCUSS)
  ResponseEntity<byte[]> hand(
      Caller caller, @PathVariable long number, @RequestParam Map<String, String> form) {
    String text = form.getOrDefault("text", "");
    discussions.keep(caller, DraftOf.handing(number), text);
    findings.hand(caller, number, form.getOrDefault("owner", ""), text, seen(form));
    return done(caller, number, DraftOf.handing(number));
  }

  @PostMapping("/findings/{number}/retests")
  @Needs(Permission.DISCUSS)
  ResponseEntity<byte[]> retest(
      Caller caller, @PathVariable long number, @RequestParam Map<String, String> form) {
    String text = form.getOrDefault("text", "");
    discussions.keep(caller, DraftOf.retest(number), text);
    String evidence = form.getOrDefault("evidence", "");
    var retest =
        new Findings.Retest(
            Parameters.number("submission", form.getOrDefault("submission", "")),
            form.getOrDefault("passes", "").equals("yes"),
            evidence.isEmpty()
                ? Optional.<Digest>empty()
                : Optional.of(Parameters.digest("evidence", evidence)),
            text);
    findings.retest(caller, number, retest, seen(form));
    return done(caller, number, DraftOf.retest(number));
  }

  @PostMapping("/findings/{number}/acceptance")
  @Needs(Permission.DISCUSS)
  ResponseEntity<byte[]> accept(
      Caller caller, @PathVariable long number, @RequestParam Map<String, String> form) {
    String text = form.getOrDefault("text", "");
    discussions.keep(caller, DraftOf.acceptance(number), text);
    var acceptance =
        new Findings.Acceptance(
            form.getOrDefault("role", ""), form.getOrDefault("until", ""), text);
    findings.accept(caller, number, acceptance, seen(form));
    return done(caller, number, DraftOf.acceptance(number));
  }

  private static OptionalLong seen(Map<String, String> form) {
    return OptionalLong.of(Parameters.number("seen", form.getOrDefault("seen", "")));
  }

  private ResponseEntity<byte[]> done(Caller caller, long number, String draft) {
    discussions.said(caller, draft);
    return Screens.go("/findings/" + number);
  }
}
