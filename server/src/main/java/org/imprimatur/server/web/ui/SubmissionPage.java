// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.imprimatur.server.gates.Gates;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.submissions.Looks;
import org.imprimatur.server.submissions.SignOffs;
import org.imprimatur.server.submissions.SubmissionRow;
import org.imprimatur.server.submissions.Submissions;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.EvidencePanels.Other;
import org.imprimatur.server.web.ui.view.EvidencePanel;
import org.imprimatur.server.web.ui.view.Link;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A submission: where everybody decides. */
@Controller
final class SubmissionPage {
  private final Screens screens;
  private final Known known;
  private final SubmissionSheets sheets;
  private final EvidencePanels panels;

  SubmissionPage(Screens screens, Known known, SubmissionSheets sheets, EvidencePanels panels) {
    this.screens = screens;
    this.known = known;
    this.sheets = sheets;
    this.panels = panels;
  }

  /** The faces that the page reads and acts through. */
  @Component
  record Known(
      Submissions submissions, Gates gates, Models models, SignOffs signOffs, Looks looks) {}

  @GetMapping("/submissions/{number}")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(
      HttpServletRequest request,
      Caller caller,
      @PathVariable long number,
      @RequestParam(name = "class", defaultValue = "") String asked,
      @RequestParam Optional<String> against,
      @RequestParam(defaultValue = "") String metric) {
    Standing standing = known.gates().standing(number);
    Model model = known.models().byId(standing.submission().opened().model());
    var classes = new Classes(standing);
    String evidenceClass = classes.all().contains(asked) ? asked : classes.first(caller);
    List<Other> others = others(standing, model);
    Optional<Other> other = chosen(others, against);
    EvidencePanel panel =
        panels.panel(standing, evidenceClass, other, choices(others, other), metric);
    boolean only = "changed".equals(request.getParameter("only"));
    String pin = Objects.requireNonNullElse(request.getParameter("at"), "");
    boolean all = "all".equals(request.getParameter("earlier"));
    var reading = new SubmissionSheets.Asked(evidenceClass, only, pin, all);
    var sheet = sheets.sheet(standing, model, caller, panel, reading);
    String thing = model.name() + " v" + standing.submission().opened().version();
    return screens.show(
        request,
        Screens.Place.of(
            "submission",
            "submissions",
            SubmissionsPage.state(standing.submission(), standing).word() + ": " + thing,
            new Link("Models", "/models"),
            new Link(model.name(), "/models/" + model.name()),
            new Link(
                "v" + standing.submission().opened().version(),
                "/models/%s/v%d".formatted(model.name(), standing.submission().opened().version())),
            Link.words("Submission " + number)),
        sheet);
  }

  /** The latest submission of every other version, the one in production first. */
  private List<Other> others(Standing standing, Model model) {
    List<Other> others = new ArrayList<>();
    long own = standing.submission().opened().version();
    for (SubmissionRow one : known.submissions().rows(model.id()).reversed()) {
      long version = one.version();
      if (version != own && others.stream().noneMatch(other -> other.version() == version)) {
        boolean runs = model.production().filter(number -> number == version).isPresent();
        others.add(
            new Other(
                version,
                "v" + version + (runs ? ", in production" : ""),
                known.gates().standing(one.number())));
      }
    }
    others.sort(Comparator.comparing((Other other) -> !other.words().contains("production")));
    return others;
  }

  /** The version asked for; without a wish the one in production, else an earlier one. */
  private static Optional<Other> chosen(List<Other> others, Optional<String> against) {
    return against.isPresent()
        ? others.stream().filter(other -> against.get().equals("v" + other.version())).findFirst()
        : others.stream().findFirst();
  }

  private static List<EvidencePanel.Choice> choices(List<Other> others, Optional<Other> chosen) {
    return others.stream()
        .map(
            other ->
                new EvidencePanel.Choice(
                    "v" + other.version(),
                    "Against " + other.words(),
                    chosen.filter(one -> one.equals(other)).isPresent()))
        .toList();
  }

  /** Notes that the reader has a class open, so that a later visit says what changed since. */
  @PostMapping("/submissions/{number}/looks")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> look(
      Caller caller,
      @PathVariable long number,
      @RequestParam(name = "class") String evidenceClass,
      @RequestParam String digest) {
    known.looks().note(caller, number, evidenceClass, digest);
    return Screens.go("/submissions/%d?class=%s".formatted(number, evidenceClass));
  }

  @PostMapping("/submissions/{number}/promotion")
  @Needs(Permission.PROMOTE)
  ResponseEntity<byte[]> promote(Caller caller, @PathVariable long number) {
    known.gates().promote(caller, number);
    return Screens.go("/submissions/" + number);
  }

  @PostMapping("/submissions/{number}/withdrawal")
  @Needs(Permission.PROPOSE)
  ResponseEntity<byte[]> withdraw(Caller caller, @PathVariable long number) {
    known.submissions().withdraw(caller, number);
    return Screens.go("/submissions/" + number);
  }

  @PostMapping("/submissions/{number}/sign-offs/{id}/withdrawal")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> takeBack(
      Caller caller, @PathVariable long number, @PathVariable String id) {
    known.signOffs().withdraw(caller, number, id);
    return Screens.go("/submissions/" + number + "#sign-offs");
  }

  /** The attestation bundle, to verify anywhere. */
  @GetMapping("/submissions/{number}/attestation")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> attestation(@PathVariable long number) {
    return file("submission-%d.sigstore.json", number, known.gates().attestation(number));
  }

  /** What people signed, in a bundle that lies beside the attestation's. */
  @GetMapping("/submissions/{number}/attestation/signoffs")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> attestedSignOffs(@PathVariable long number) {
    return file(
        "submission-%d.sigstore.signoffs.json", number, known.gates().attestedSignOffs(number));
  }

  private static ResponseEntity<byte[]> file(String name, long number, byte[] bytes) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .header(
            "Content-Disposition", "attachment; filename=\"%s\"".formatted(name.formatted(number)))
        .body(bytes);
  }
}
