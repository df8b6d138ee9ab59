// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.sample.SamplePlan;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.samples.Drawn;
import org.imprimatur.server.samples.Samples;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.SamplesSheet;
import org.imprimatur.server.web.ui.view.Table;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The audit samples, the form that draws one, and one of them with its requests. */
@Controller
final class SamplesPage {
  private static final String PAGE = "/samples";
  private static final int QUARTER = 90;

  private static final String REQUESTS =
      """
      The evidence that the policy asks for was computed on the registered test set
      Nobody who signed had a hand in the version
      Findings, challenges and conditions were answered before the approval
      What was promised is measured in production
      """;

  private final Screens screens;
  private final Samples samples;
  private final SampleSheets sheets;
  private final InstantSource clock;

  SamplesPage(Screens screens, Samples samples, SampleSheets sheets, InstantSource clock) {
    this.screens = screens;
    this.samples = samples;
    this.sheets = sheets;
    this.clock = clock;
  }

  @GetMapping(PAGE)
  @Needs(Permission.READ)
  ResponseEntity<byte[]> list(HttpServletRequest request, Caller caller) {
    LocalDate today = today();
    var sheet =
        new SamplesSheet(
            new Table(
                "Samples", SampleSheets.HEADS, samples.all().stream().map(sheets::row).toList()),
            caller.may(Permission.AUDIT),
            today.minusDays(QUARTER).toString(),
            today.toString(),
            REQUESTS);
    return screens.show(
        request,
        Screens.Place.of(
            "samples", "audit", "Samples", new Link("Audit log", "/audit"), Link.words("Samples")),
        sheet);
  }

  @PostMapping(PAGE)
  @Needs(Permission.AUDIT)
  ResponseEntity<byte[]> draw(
      HttpServletRequest request, Caller caller, @RequestParam Map<String, String> form) {
    String requests = form.getOrDefault("requests", "");
    try {
      var plan = new SamplePlan(form.getOrDefault("purpose", "").strip(), lines(requests, "\n"));
      var wish =
          new Samples.Wish(
              form.getOrDefault("stage", "").strip(),
              lines(form.getOrDefault("tiers", ""), ","),
              day("from", form).atStartOfDay(ZoneOffset.UTC).toInstant(),
              until(day("to", form)),
              Parameters.number("size", form.getOrDefault("size", "").strip()),
              plan);
      return Screens.go(SampleWords.page(samples.draw(caller, wish)));
    } catch (RefusedException e) {
      return refused(
          request,
          e,
          form.getOrDefault("purpose", "") + "\n" + requests,
          new Link("Back to the samples", PAGE));
    }
  }

  private static List<String> lines(String text, String between) {
    return Arrays.stream(text.split(between, -1))
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** To the end of the day, and of today until now: what comes later is not drawn from. */
  private Instant until(LocalDate last) {
    Instant end = last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return last.equals(today()) ? Instant.ofEpochMilli(clock.millis()) : end;
  }

  private LocalDate today() {
    return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static LocalDate day(String field, Map<String, String> form) {
    try {
      return LocalDate.parse(form.getOrDefault(field, ""));
    } catch (DateTimeException _) {
      throw new RefusedException(
          new Refusal(
              "sample.period",
              422,
              "The %s day cannot be read.".formatted(field.equals("from") ? "first" : "last"),
              List.of(),
              "Write it as year, month and day: 2026-10-01."));
    }
  }

  @GetMapping(PAGE + "/{number}")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(
      HttpServletRequest request, Caller caller, @PathVariable long number) {
    Drawn drawn = samples.get(number);
    return screens.show(
        request,
        Screens.Place.of(
            "sample",
            "audit",
            "%s: sample %d".formatted(drawn.sample().isOpen() ? "Open" : "Closed", number),
            new Link("Samples", PAGE),
            Link.words("Sample " + number)),
        sheets.sheet(drawn, caller));
  }

  @PostMapping(PAGE + "/{number}/answers")
  @Needs(Permission.AUDIT)
  ResponseEntity<byte[]> answer(
      HttpServletRequest request,
      Caller caller,
      @PathVariable long number,
      @RequestParam(defaultValue = "0") long submission,
      @RequestParam Map<String, String> form) {
    List<Samples.Given> given = new ArrayList<>();
    StringBuilder kept = new StringBuilder();
    for (long one = 1; one <= SamplePlan.MOST; one++) {
      String outcome = form.getOrDefault("outcome-" + one, "");
      String words = form.getOrDefault("words-" + one, "");
      kept.append(words).append('\n');
      if (!outcome.isEmpty()) {
        given.add(new Samples.Given(one, outcome, words));
      }
    }
    try {
      samples.answer(caller, number, submission, given);
      return Screens.go(SampleWords.page(number));
    } catch (RefusedException e) {
      return refused(
          request,
          e,
          kept.toString().strip(),
          new Link("Back to the sample", SampleWords.page(number)));
    }
  }

  @PostMapping(PAGE + "/{number}/closing")
  @Needs(Permission.AUDIT)
  ResponseEntity<byte[]> close(
      HttpServletRequest request,
      Caller caller,
      @PathVariable long number,
      @RequestParam(defaultValue = "") String conclusion) {
    try {
      samples.close(caller, number, conclusion);
      return Screens.go(SampleWords.page(number));
    } catch (RefusedException e) {
      return refused(
          request, e, conclusion, new Link("Back to the sample", SampleWords.page(number)));
    }
  }

  private ResponseEntity<byte[]> refused(
      HttpServletRequest request, RefusedException fault, String kept, Link back) {
    return PageFaults.show(screens, request, fault.refusal(), kept, back);
  }
}
