// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.gate.SignOff.Decision;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.signature.StatementCode;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.gates.Gates;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.messages.OwnWord;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Passkeys;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.submissions.Draft;
import org.imprimatur.server.submissions.SignOffs;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Code;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.SignSheet;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signing: the statement as it will be recorded, the decision, the password again. */
@Controller
final class SignPage {
  private final Screens screens;
  private final SignOffs signOffs;
  private final Known known;
  private final ModelSides sides;
  private final Names names;

  SignPage(Screens screens, SignOffs signOffs, Known known, ModelSides sides, Names names) {
    this.screens = screens;
    this.signOffs = signOffs;
    this.known = known;
    this.sides = sides;
    this.names = names;
  }

  /** What is read for the statement and the receipt. */
  @Component
  record Known(
      Gates gates,
      Models models,
      Blobs blobs,
      Persons persons,
      Passkeys passkeys,
      EnvelopeSheets envelopes,
      SinceSigned sinceSigned) {}

  /** What the form sends back. */
  record Fields(
      String role,
      String seat,
      String statement,
      String decision,
      String opinion,
      String password) {
    Fields {
      seat = Objects.requireNonNullElse(seat, "");
      role = Objects.requireNonNullElse(role, "");
      statement = Objects.requireNonNullElse(statement, "");
      decision = Objects.requireNonNullElse(decision, "");
      opinion = Objects.requireNonNullElse(opinion, "");
      password = Objects.requireNonNullElse(password, "");
    }

    static Fields nothing(String role, String seat) {
      return new Fields(role, seat, "", "", "", "");
    }

    /** Which of several sign-offs of the role; what is no number is none of them. */
    int number() {
      if (seat.isEmpty()) {
        return Draft.Seat.ANY;
      }
      return seat.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(seat) : -1;
    }
  }

  @GetMapping("/submissions/{number}/sign")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(
      HttpServletRequest request,
      Caller caller,
      @PathVariable long number,
      @RequestParam(defaultValue = "") String role,
      @RequestParam(defaultValue = "") String seat) {
    return show(request, caller, number, Fields.nothing(role, seat), Optional.empty());
  }

  @PostMapping("/submissions/{number}/sign")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> sign(
      HttpServletRequest request,
      Caller caller,
      @PathVariable long number,
      @ModelAttribute Fields fields) {
    try {
      SignoffGiven given =
          signOffs.sign(caller, number, signature(request, fields), fields.password());
      return Screens.go("/submissions/%d/sign-offs/%s".formatted(number, given.signoff()));
    } catch (RefusedException e) {
      return refused(request, caller, number, fields, e.refusal());
    }
  }

  /** What the form says, with the terms of the decision that was taken. */
  SignOffs.Signature signature(HttpServletRequest request, Fields fields) {
    return new SignOffs.Signature(
        Parameters.digest("statement", fields.statement()),
        fields.decision(),
        fields.opinion(),
        TermsForm.of(request).terms(known.persons()));
  }

  /**
   * Why nothing was signed: on the statement as it is now, with all that the person had filled in.
   * Where they can no longer sign at all, what they had written stands on the page that says so.
   */
  ResponseEntity<byte[]> refused(
      HttpServletRequest request, Caller caller, long number, Fields fields, Refusal refusal) {
    try {
      return show(request, caller, number, fields, Optional.of(names.in(refusal)));
    } catch (RefusedException e) {
      var next =
          new Link(
              "Read the statement again",
              "/submissions/%d/sign?role=%s".formatted(number, word(fields.role()))
                  + (fields.number() > 0 ? "&seat=" + fields.number() : ""));
      String kept = (fields.opinion() + "\n" + TermsForm.of(request).written()).strip();
      return PageFaults.show(screens, request, refusal, kept, next);
    }
  }

  /** Roles are words of letters and hyphens; nothing else goes into an address. */
  private static String word(String role) {
    return role.replaceAll("[^a-z-]", "");
  }

  private ResponseEntity<byte[]> show(
      HttpServletRequest request,
      Caller caller,
      long number,
      Fields fields,
      Optional<Refusal> problem) {
    Draft draft = signOffs.draft(caller, number, fields.role(), fields.number());
    Standing standing = known.gates().standing(number);
    Model model = known.models().byId(standing.submission().opened().model());
    SignSheet sheet =
        sheet(
            draft,
            standing,
            model,
            caller,
            new Filled(fields, TermsForm.of(request).fields()),
            problem);
    String title = (problem.isPresent() ? "Error: not signed. " : "") + sheet.heading();
    return screens.show(
        request,
        Screens.Place.of(
            "sign",
            "submissions",
            title,
            new Link(model.name(), "/models/" + model.name()),
            sheet.submission(),
            Link.words("Sign")),
        sheet,
        problem.map(Refusal::status).orElse(200));
  }

  /** What stands in the form. */
  private record Filled(Fields fields, SignSheet.TermsFields terms) {}

  private SignSheet sheet(
      Draft draft,
      Standing standing,
      Model model,
      Caller caller,
      Filled filled,
      Optional<Refusal> problem) {
    long number = standing.submission().number();
    String digest = draft.digest().toString();
    boolean always =
        standing.input().subject().tier().equals(standing.input().policy().highestTier());
    var form =
        new SignSheet.Form(
            "/submissions/" + number + "/sign",
            draft.asked().role(),
            draft.seat().number(),
            digest,
            StatementCode.of(draft.digest()),
            filled.fields().opinion(),
            always,
            ways(draft, caller),
            filled.terms());
    List<SignSheet.Cover> covers = covers(draft, standing);
    return new SignSheet(
        new Link("Submission " + number, "/submissions/" + number),
        form,
        "Sign as "
            + draft.asked().role()
            + (draft.seat().several() ? " for " + draft.asked().id() : ""),
        draft.asked().meaning(),
        about(draft, covers.size()),
        draft.choices().stream().map(this::choice).toList(),
        statement(draft, standing, model, caller),
        covers,
        answers(draft, standing),
        lapses(draft),
        known.envelopes().signing(standing).orElse(null),
        since(draft, standing, caller).orElse(null),
        problem.map(SignPage::problem).orElse(null));
  }

  /** What moved since the person's last sign-off for this requirement, if that one lapsed. */
  private Optional<Table> since(Draft draft, Standing standing, Caller caller) {
    return standing.submission().signOffs().reversed().stream()
        .filter(given -> given.by().equals(caller.id()))
        .filter(given -> OwnWord.isFor(given, draft.asked()))
        .findFirst()
        .flatMap(given -> known.sinceSigned().table(standing, given));
  }

  private static SignSheet.Problem problem(Refusal refusal) {
    return new SignSheet.Problem(
        refusal.sentence() + " Nothing was signed. What you wrote is kept.",
        refusal.reasons(),
        refusal.help(),
        refusal.code());
  }

  private SignSheet.Ways ways(Draft draft, Caller caller) {
    return new SignSheet.Ways(
        draft.asked().asked().takes("password"),
        known.passkeys().available(),
        !known.passkeys().usable(caller.id()).isEmpty());
  }

  private static String about(Draft draft, int classes) {
    return draft.asked().approval()
        ? "the one accountable decision: every class, every condition, every dissent"
        : "your independent opinion on %s, not the approval"
            .formatted(classes == 1 ? "1 class" : classes + " classes");
  }

  private SignSheet.Choice choice(Draft.Choice choice) {
    List<String> against = new ArrayList<>();
    choice
        .against()
        .ifPresent(
            refusal -> {
              against.add(names.in(refusal.sentence()));
              refusal.reasons().forEach(reason -> against.add(names.in(reason)));
            });
    return new SignSheet.Choice(
        choice.decision().word(), words(choice.decision()), means(choice.decision()), against);
  }

  private static String words(Decision decision) {
    return switch (decision) {
      case APPROVE -> "Approve";
      case APPROVE_WITH_CONDITIONS -> "Approve with conditions";
      case REJECT -> "Reject";
      case ABSTAIN -> "Abstain";
    };
  }

  private static String means(Decision decision) {
    return switch (decision) {
      case APPROVE -> "Counts until something that you sign for changes.";
      case APPROVE_WITH_CONDITIONS ->
          "Counts until a condition is past its day and not met. State up to five below.";
      case REJECT ->
          "Blocks until you end it by your own act. Choose why, and say what must change.";
      case ABSTAIN -> "Fills no seat. Say why.";
    };
  }

  private Text statement(Draft draft, Standing standing, Model model, Caller caller) {
    var policy = sides.policy(standing.submission().opened().policy());
    String purpose = known.blobs().document(standing.submission().opened().use()).string("purpose");
    return Text.of("I, ")
        .strong(caller.person().shown())
        .then(", as ")
        .strong(draft.asked().role())
        .then(", in ")
        .meaning(draft.asked().meaning())
        .then(", decide as chosen here on whether ")
        .strong(model.name() + " v" + standing.submission().opened().version())
        .then(" with the cut-off ")
        .strong(draft.ask().string("cutoff"))
        .then(" enters ")
        .strong(standing.submission().opened().gate())
        .then(" for the use “" + purpose + "” under ")
        .strong(policy.plain())
        .then(". I answer for exactly what is listed below.");
  }

  /** Every opinion, dissent, waiver and condition by what it is and whose it is. */
  private List<SignSheet.Answer> answers(Draft draft, Standing standing) {
    if (draft.ask().find("answers").isEmpty()) {
      return List.of();
    }
    Json.Obj named = draft.ask().object("answers");
    List<SignSheet.Answer> answers = new ArrayList<>();
    for (String id : named.members().keySet()) {
      AnswerWords.Said said = AnswerWords.of(id, standing);
      answers.add(
          new SignSheet.Answer(said.what(), names.of(said.person()), Code.of(named.string(id))));
    }
    return answers;
  }

  private static List<SignSheet.Cover> covers(Draft draft, Standing standing) {
    var classes = new Classes(standing);
    List<SignSheet.Cover> covers = new ArrayList<>();
    Json.Obj covered = draft.ask().object("covers");
    for (String name : covered.members().keySet()) {
      covers.add(
          new SignSheet.Cover(
              Words.capital(name),
              Code.of(covered.string(name)),
              classes.mark(name),
              classes.unconfined(name).isEmpty() ? null : Mark.UNCONFINED));
    }
    covers.add(
        new SignSheet.Cover(
            "Manifest", Code.of(draft.ask().string("manifest")), classes.mark("artifact"), null));
    return covers;
  }

  private static List<String> lapses(Draft draft) {
    String classes =
        draft.asked().asked().coversAll()
            ? "any class"
            : Words.list(draft.asked().asked().covers());
    return List.of(
        "Evidence in " + classes + " is recorded again with another result.",
        "The use, the policy, the cut-off or the artifact is another one.",
        "Anything else leaves it as it is; it does not promote anything by itself.");
  }
}
