// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.gate.Waiver;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.gates.Gates;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.submissions.Proceedings;
import org.imprimatur.server.submissions.Submission;
import org.imprimatur.server.submissions.Submissions;
import org.imprimatur.server.submissions.Waivers;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Listing;
import org.imprimatur.server.web.ui.view.Table;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Holds, requests for changes, conditions and waivers, as forms that work without script. */
@Controller
final class DecisionsPage {
  private static final int MOST = 200;

  private final Screens screens;
  private final DecisionSheets sheets;
  private final Names names;
  private final Doors doors;

  DecisionsPage(Screens screens, DecisionSheets sheets, Names names, Doors doors) {
    this.screens = screens;
    this.sheets = sheets;
    this.names = names;
    this.doors = doors;
  }

  /** What the forms lead to. */
  @Component
  record Doors(
      Proceedings proceedings,
      Waivers waivers,
      Submissions submissions,
      Gates gates,
      InstantSource clock) {}

  @GetMapping("/submissions/{number}/decisions")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(
      HttpServletRequest request, Caller caller, @PathVariable long number) {
    Standing standing = doors.gates().standing(number);
    return screens.show(
        request,
        Screens.Place.of(
            "decisions",
            "submissions",
            "Decisions on submission " + number,
            new Link("Submission " + number, "/submissions/" + number),
            Link.words("Decisions")),
        sheets.sheet(standing, caller));
  }

  @PostMapping("/submissions/{number}/hold")
  @Needs(Permission.REVIEW)
  ResponseEntity<byte[]> hold(
      HttpServletRequest request,
      Caller caller,
      @PathVariable long number,
      @RequestParam(defaultValue = "") String reason) {
    return done(request, number, reason, () -> doors.proceedings().hold(caller, number, reason));
  }

  @PostMapping("/submissions/{number}/resumption")
  @Needs(Permission.REVIEW)
  ResponseEntity<byte[]> resume(
      HttpServletRequest request,
      Caller caller,
      @PathVariable long number,
      @RequestParam(defaultValue = "") String reason) {
    return done(request, number, reason, () -> doors.proceedings().resume(caller, number, reason));
  }

  @PostMapping("/submissions/{number}/changes")
  @Needs(Permission.REVIEW)
  ResponseEntity<byte[]> changes(
      HttpServletRequest request,
      Caller caller,
      @PathVariable long number,
      @RequestParam(defaultValue = "") String role,
      @RequestParam(defaultValue = "") String fixes) {
    List<String> listed = fixes.lines().map(String::strip).filter(one -> !one.isEmpty()).toList();
    return done(
        request,
        number,
        fixes,
        () -> doors.proceedings().requestChanges(caller, number, role, listed));
  }

  @PostMapping("/submissions/{number}/changes/{id}/answer")
  @Needs({Permission.PROPOSE, Permission.REVIEW})
  ResponseEntity<byte[]> answer(
      HttpServletRequest request,
      Caller caller,
      @PathVariable long number,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String words) {
    return done(
        request, number, words, () -> doors.proceedings().answerChanges(caller, number, id, words));
  }

  @PostMapping("/submissions/{number}/conditions/{signOff}/{condition}/met")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> met(
      HttpServletRequest request,
      Caller caller,
      @PathVariable long number,
      @PathVariable String signOff,
      @PathVariable long condition,
      @RequestParam(defaultValue = "") String words) {
    return done(
        request,
        number,
        words,
        () -> doors.proceedings().met(caller, number, signOff, condition, words));
  }

  @PostMapping("/submissions/{number}/conditions/{signOff}/{condition}/owner")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> hand(
      HttpServletRequest request,
      Caller caller,
      @PathVariable long number,
      @PathVariable String signOff,
      @PathVariable long condition,
      @RequestParam(defaultValue = "") String owner) {
    return done(
        request,
        number,
        "",
        () -> doors.proceedings().hand(caller, number, signOff, condition, owner));
  }

  @PostMapping("/submissions/{number}/conditions/{signOff}/{condition}/confirmation")
  @Needs(Permission.REVIEW)
  ResponseEntity<byte[]> confirm(
      HttpServletRequest request,
      Caller caller,
      @PathVariable long number,
      @PathVariable String signOff,
      @PathVariable long condition) {
    return done(
        request, number, "", () -> doors.proceedings().confirm(caller, number, signOff, condition));
  }

  @PostMapping("/submissions/{number}/waivers")
  @Needs(Permission.REVIEW)
  ResponseEntity<byte[]> ask(
      HttpServletRequest request,
      Caller caller,
      @PathVariable long number,
      @RequestParam(defaultValue = "") String requirement,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String protection,
      @RequestParam(defaultValue = "") String until) {
    var wish = new Waivers.Wish(requirement, reason, protection, until);
    return done(request, number, reason, () -> doors.waivers().ask(caller, number, wish));
  }

  @PostMapping("/submissions/{number}/waivers/{id}/grant")
  @Needs(Permission.REVIEW)
  ResponseEntity<byte[]> grant(
      HttpServletRequest request,
      Caller caller,
      @PathVariable long number,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String password) {
    return done(request, number, "", () -> doors.waivers().grant(caller, number, id, password));
  }

  @PostMapping("/submissions/{number}/waivers/{id}/end")
  @Needs(Permission.REVIEW)
  ResponseEntity<byte[]> end(
      HttpServletRequest request,
      Caller caller,
      @PathVariable long number,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String words) {
    return done(request, number, words, () -> doors.waivers().end(caller, number, id, words));
  }

  private interface Deed {
    void run();
  }

  /** Back to the page after it is done; a refusal keeps what was written. */
  private ResponseEntity<byte[]> done(
      HttpServletRequest request, long number, String written, Deed deed) {
    String page = "/submissions/%d/decisions".formatted(number);
    try {
      deed.run();
      return Screens.go(page);
    } catch (RefusedException e) {
      return PageFaults.show(
          screens, request, e.refusal(), written, new Link("Back to the decisions", page));
    }
  }

  @GetMapping("/waivers")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> waivers(
      HttpServletRequest request, @RequestParam(defaultValue = "" + Long.MAX_VALUE) long below) {
    List<Table.Row> rows = new ArrayList<>();
    List<Submission> page = doors.submissions().below(below, false, MOST + 1);
    for (Submission one : page.stream().limit(MOST).toList()) {
      for (Waiver waiver : one.decisions().waivers()) {
        rows.add(
            Table.Row.of(
                Table.Cell.link(
                    "Submission " + one.number(),
                    "/submissions/%d/decisions".formatted(one.number())),
                Table.Cell.of(waiver.asked().requirement()),
                Table.Cell.state(DecisionSheets.mark(waiver.state(doors.clock().instant()))),
                Table.Cell.of(waiver.asked().until()),
                Table.Cell.of(names.of(waiver.asked().by())),
                Table.Cell.of(
                    waiver.granted().map(granted -> names.of(granted.by())).orElse("Nobody yet"))));
      }
    }
    var table =
        new Table(
            "",
            List.of("Submission", "Requirement", "State", "Until", "Asked by", "Granted by")
                .stream()
                .map(words -> new Table.Head(words, false))
                .toList(),
            rows);
    Link next =
        page.size() > MOST
            ? new Link(
                "Waivers of older submissions", "/waivers?below=" + page.get(MOST - 1).number())
            : null;
    var empty =
        new Listing.Empty(
            "file-certificate",
            "Nothing is waived",
            "A waiver is asked for on the page of a submission, where its policy allows it.",
            "");
    return screens.show(
        request,
        Screens.Place.of("listing", "submissions", "Waivers"),
        new Listing("Waivers", List.of(), table, empty, next));
  }
}
