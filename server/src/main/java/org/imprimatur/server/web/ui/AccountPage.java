// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.signature.Base64Url;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.gates.PasskeyTraces;
import org.imprimatur.server.messages.MailChoices;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Passkey;
import org.imprimatur.server.people.Passkeys;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.MessagesSheet;
import org.imprimatur.server.web.ui.view.PasskeySheet;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A person's own passkeys: enrolling, ending, and what rests on each; and how they are told. */
@Controller
final class AccountPage {
  private final Screens screens;
  private final Passkeys passkeys;
  private final PasskeyTraces traces;
  private final Names names;
  private final Times times;
  private final MailChoices choices;

  AccountPage(
      Screens screens,
      Passkeys passkeys,
      PasskeyTraces traces,
      Names names,
      Times times,
      MailChoices choices) {
    this.choices = choices;
    this.screens = screens;
    this.passkeys = passkeys;
    this.traces = traces;
    this.names = names;
    this.times = times;
  }

  @GetMapping("/account")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(HttpServletRequest request, Caller caller) {
    return show(request, caller, "", Optional.empty());
  }

  @PostMapping("/account/passkeys")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> enrol(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String challenge,
      @RequestParam(defaultValue = "") String attestationObject,
      @RequestParam(defaultValue = "") String clientData,
      @RequestParam(defaultValue = "") String label,
      @RequestParam(defaultValue = "") String password) {
    try {
      var made = new Passkeys.Made(challenge, attestationObject, clientData);
      passkeys.enrol(caller, made, label, password);
      return Screens.go("/account");
    } catch (RefusedException e) {
      return show(request, caller, label, Optional.of(e.refusal()));
    }
  }

  @PostMapping("/account/passkeys/{id}/revocation")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> revoke(
      Caller caller, @PathVariable String id, @RequestParam(defaultValue = "") String reason) {
    passkeys.revoke(caller, id, reason);
    return Screens.go("/account");
  }

  private ResponseEntity<byte[]> show(
      HttpServletRequest request, Caller caller, String label, Optional<Refusal> problem) {
    String name = caller.person().shown();
    List<PasskeySheet.Row> rows = passkeys.of(caller.id()).stream().map(this::row).toList();
    var sheet =
        new PasskeySheet.Account(
            name,
            rows,
            passkeys.available()
                ? ceremony(caller)
                : new PasskeySheet.Ceremony("", "", "", "", "", false),
            passkeys.available()
                ? ""
                : "Passkeys need a page at https or at localhost, and this server has neither.",
            label,
            problem
                .map(
                    refusal -> refusal.sentence() + " " + refusal.help() + " Nothing was enrolled.")
                .orElse(""),
            mail(caller));
    String title = problem.isPresent() ? "Error: not enrolled" : "Your account";
    return screens.show(
        request,
        Screens.Place.of("account", "", title),
        sheet,
        problem.map(Refusal::status).orElse(200));
  }

  private MessagesSheet.Choice mail(Caller caller) {
    return choices
        .of(caller)
        .map(one -> new MessagesSheet.Choice(choices.available(), one.address(), one.how().word()))
        .orElseGet(() -> new MessagesSheet.Choice(choices.available(), "", "none"));
  }

  private PasskeySheet.Ceremony ceremony(Caller caller) {
    Passkeys.Offer offer = passkeys.offer(caller);
    return new PasskeySheet.Ceremony(
        "/account/passkeys",
        offer.challenge(),
        offer.site().rp(),
        Base64Url.write(caller.id().getBytes(StandardCharsets.UTF_8)),
        String.join(" ", offer.known()),
        passkeys.demo());
  }

  private PasskeySheet.Row row(Passkey passkey) {
    return new PasskeySheet.Row(
        passkey.id(),
        passkey.label(),
        passkey.demo() ? PasskeyWords.DEMO : "",
        times.at(passkey.enrolled().at()),
        passkey.used().map(times::at).orElse("never"),
        state(passkey),
        passkey.revoked().isEmpty(),
        new Link("See", "/passkeys/" + passkey.id()));
  }

  private String state(Passkey passkey) {
    return passkey
        .revoked()
        .map(end -> "revoked " + times.at(end.at()) + ": " + end.reason())
        .orElse(passkey.demo() && !passkeys.demo() ? "signs nothing on this server" : "signs");
  }

  /** What rests on a passkey; anybody who reads the log can see it there as well. */
  @GetMapping("/passkeys/{id}")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> trace(HttpServletRequest request, Caller caller, @PathVariable String id) {
    Passkey passkey =
        passkeys
            .find(id)
            .orElseThrow(
                () ->
                    new RefusedException(
                        new Refusal(
                            "passkey.unknown",
                            404,
                            "There is no such passkey.",
                            List.of(),
                            "Open your account.")));
    boolean own = passkey.enrolled().person().equals(caller.id());
    String heading = own ? "“" + passkey.label() + "”" : "a passkey";
    var sheet = new PasskeySheet.Trace(heading, facts(passkey, caller), uses(passkey));
    return screens.show(request, Screens.Place.of("trace", "", "What rests on " + heading), sheet);
  }

  private List<Fact> facts(Passkey passkey, Caller caller) {
    List<Fact> facts =
        new ArrayList<>(
            List.of(
                Fact.of("Of", List.of(names.person(passkey.enrolled().person(), ""))),
                Fact.of("Enrolled", times.at(passkey.enrolled().at())),
                Fact.of("Kind", passkey.demo() ? PasskeyWords.DEMO : "passkey"),
                Fact.of("State", state(passkey)),
                Fact.of("Public key", passkey.enrolled().key())));
    if (ImpactWords.mayTrace(caller)) {
      facts.add(
          Fact.of(
              "Impact",
              Text.NOTHING.link(
                  "What rests on it today, and opening it again",
                  ImpactWords.page("credential", passkey.id()))));
    }
    return facts;
  }

  private List<PasskeySheet.Use> uses(Passkey passkey) {
    List<PasskeySheet.Use> uses = new ArrayList<>();
    for (PasskeyTraces.Use use : traces.of(passkey.id())) {
      SignoffGiven given = use.given();
      String href = "/submissions/%d/sign-offs/%s".formatted(given.submission(), given.signoff());
      uses.add(
          new PasskeySheet.Use(
              new Link("Submission " + given.submission(), href),
              given.decision() + " as " + given.role(),
              times.at(given.at()),
              use.promotion()
                  .map(act -> "promotion to " + act.to() + ", " + times.at(act.at()))
                  .orElse("nothing")));
    }
    return uses;
  }
}
