// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.signature.Assertion;
import org.imprimatur.proof.signature.Base64Url;
import org.imprimatur.proof.signature.PasskeyException;
import org.imprimatur.proof.signature.StatementCode;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Passkeys;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.submissions.SignOffs;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.PasskeySheet;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Signing by passkey: the whole statement is shown, and its digest is what the passkey signs. */
@Controller
final class PasskeyPage {
  private final Screens screens;
  private final SignOffs signOffs;
  private final Passkeys passkeys;
  private final Names names;
  private final StatementFacts facts;
  private final SignPage form;

  PasskeyPage(
      Screens screens,
      SignOffs signOffs,
      Passkeys passkeys,
      Names names,
      StatementFacts facts,
      SignPage form) {
    this.screens = screens;
    this.signOffs = signOffs;
    this.passkeys = passkeys;
    this.names = names;
    this.facts = facts;
    this.form = form;
  }

  /** The statement complete with decision, reasons and instant, to be read and then signed. */
  @PostMapping("/submissions/{number}/sign/passkey")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> ready(
      HttpServletRequest request,
      Caller caller,
      @PathVariable long number,
      @ModelAttribute SignPage.Fields fields) {
    try {
      SignOffs.Ready ready = signOffs.ready(caller, number, form.signature(request, fields));
      return screens.show(
          request,
          Screens.Place.of(
              "passkey",
              "submissions",
              "Sign with your passkey",
              submission(number),
              Link.words("Sign")),
          sheet(number, ready, kept(request, fields)));
    } catch (RefusedException e) {
      return form.refused(request, caller, number, fields, e.refusal());
    }
  }

  /** What the form is filled in with again where nothing is signed in the end. */
  private static Map<String, String> kept(HttpServletRequest request, SignPage.Fields fields) {
    Map<String, String> kept = new LinkedHashMap<>(TermsForm.of(request).inputs());
    kept.put("role", fields.role());
    kept.put("seat", fields.seat());
    kept.put("opinion", fields.opinion());
    return kept;
  }

  private static Link submission(long number) {
    return new Link("Submission " + number, "/submissions/" + number);
  }

  private PasskeySheet.Signing sheet(long number, SignOffs.Ready ready, Map<String, String> kept) {
    Json.Obj statement = ready.statement();
    return new PasskeySheet.Signing(
        submission(number),
        new PasskeySheet.Ceremony(
            "/submissions/" + number + "/sign/passkey/assertion",
            Base64Url.write(HexFormat.of().parseHex(ready.digest().hex())),
            ready.site().rp(),
            "",
            String.join(" ", ready.credentials()),
            passkeys.demo()),
        ready.digest().toString(),
        StatementCode.of(statement),
        Text.of(names.in(statement.string("sentence"))),
        facts.of(statement, ready.terms()),
        ready.opinion(),
        statement.text(),
        kept);
  }

  /** What the authenticator answered, in base64url. */
  record Answered(
      String statement,
      String credential,
      String authenticatorData,
      String clientData,
      String signature) {
    Answered {
      statement = Objects.requireNonNullElse(statement, "");
      credential = Objects.requireNonNullElse(credential, "");
      authenticatorData = Objects.requireNonNullElse(authenticatorData, "");
      clientData = Objects.requireNonNullElse(clientData, "");
      signature = Objects.requireNonNullElse(signature, "");
    }
  }

  @PostMapping("/submissions/{number}/sign/passkey/assertion")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> sign(
      HttpServletRequest request,
      Caller caller,
      @PathVariable long number,
      @ModelAttribute Answered answered,
      @ModelAttribute SignPage.Fields fields) {
    try {
      Digest statement = Parameters.digest("statement", answered.statement());
      SignoffGiven given = signOffs.sign(caller, number, statement, assertion(answered));
      return Screens.go("/submissions/%d/sign-offs/%s".formatted(number, given.signoff()));
    } catch (RefusedException e) {
      return form.refused(request, caller, number, fields, e.refusal());
    }
  }

  private static Assertion assertion(Answered answered) {
    try {
      return Assertion.of(
          answered.credential(),
          answered.authenticatorData(),
          answered.clientData(),
          answered.signature());
    } catch (PasskeyException e) {
      throw new RefusedException(
          new Refusal(
              e.code(), 400, "Not signed: " + e.sentence(), List.of(), "Sign on the page again."));
    }
  }
}
