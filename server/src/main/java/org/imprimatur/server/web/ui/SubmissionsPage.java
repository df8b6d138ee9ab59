// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.server.gates.Gates;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.submissions.Submission;
import org.imprimatur.server.submissions.Submission.Status;
import org.imprimatur.server.submissions.Submissions;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Listing;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The submissions, newest first: open ones, or all. */
@Controller
final class SubmissionsPage {
  private static final int PAGE = 50;

  private final Screens screens;
  private final Submissions submissions;
  private final Gates gates;
  private final Models models;
  private final Names names;
  private final Times times;

  SubmissionsPage(
      Screens screens,
      Submissions submissions,
      Gates gates,
      Models models,
      Names names,
      Times times) {
    this.screens = screens;
    this.submissions = submissions;
    this.gates = gates;
    this.models = models;
    this.names = names;
    this.times = times;
  }

  @GetMapping("/submissions")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(
      HttpServletRequest request,
      @RequestParam(defaultValue = "open") String view,
      @RequestParam(defaultValue = "") String below) {
    boolean openOnly = !view.equals("all");
    long number = below.isEmpty() ? Long.MAX_VALUE : Parameters.number("below", below);
    List<Submission> found = submissions.below(number, openOnly, PAGE + 1);
    List<Submission> page = found.subList(0, Math.min(PAGE, found.size()));
    Link next =
        found.size() > PAGE
            ? new Link(
                "Older submissions",
                "/submissions?view=%s&below=%d"
                    .formatted(openOnly ? "open" : "all", page.getLast().number()))
            : null;
    var empty =
        new Listing.Empty(
            "git-branch",
            openOnly ? "No submission is open" : "Nothing was submitted yet",
            "A version is submitted to a gate on its page, or by a pipeline.",
            "imprimatur submit MODEL VERSION --gate production");
    var listing =
        new Listing(
            "Submissions",
            List.of(
                new Listing.Tab("Open", "/submissions", "", openOnly),
                new Listing.Tab("All", "/submissions?view=all", "", !openOnly),
                new Listing.Tab("Findings", "/findings", "", false)),
            table(page),
            empty,
            next);
    return screens.show(
        request, Screens.Place.of("listing", "submissions", "Submissions"), listing);
  }

  private Table table(List<Submission> page) {
    List<Table.Row> rows = new ArrayList<>();
    for (Submission one : page) {
      Standing standing = gates.standing(one.number());
      rows.add(
          Table.Row.of(
              Cell.link("Submission " + one.number(), "/submissions/" + one.number()),
              Cell.of(models.name(one.opened().model()) + " v" + one.opened().version()),
              Cell.of(one.opened().gate()),
              Cell.of(Words.capital(standing.input().subject().tier())),
              Cell.state(state(one, standing)),
              Cell.of(names.of(one.opened().by()) + ", " + times.at(one.opened().at()))));
    }
    return new Table(
        "",
        List.of("Submission", "Version", "Gate", "Tier", "State", "Opened").stream()
            .map(words -> new Table.Head(words, false))
            .toList(),
        rows);
  }

  /** The state of a submission in a few words. */
  static Mark state(Submission submission, Standing standing) {
    if (submission.status() == Status.PROMOTED) {
      if (submission.ending().taken().isPresent()) {
        return PermitWords.WITHDRAWN;
      }
      return submission.ending().suspended().isPresent()
          ? MonitoringWords.SUSPENDED
          : Mark.SATISFIED.saying("Promoted");
    }
    if (submission.status() == Status.WITHDRAWN) {
      return Mark.NOT_APPLICABLE.saying("Withdrawn");
    }
    if (standing.docket().debt().isPresent()) {
      return submission.ending().suspended().isPresent()
          ? MonitoringWords.SUSPENDED
          : BypassWords.BYPASSED;
    }
    if (standing.verdict().passes()) {
      return Mark.SATISFIED.saying("Ready to promote");
    }
    if (!standing.outdated().isEmpty()) {
      return Mark.UNSATISFIED.saying("Not ready: submit again");
    }
    boolean failing =
        standing.verdict().open().stream()
            .anyMatch(result -> result.state() != Verdict.State.WAITING);
    String words =
        "Not ready: %d of %d open"
            .formatted(standing.verdict().open().size(), standing.verdict().results().size());
    return (failing ? Mark.UNSATISFIED : Mark.WAITING).saying(words);
  }
}
