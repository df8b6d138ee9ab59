// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SignoffWithdrawn;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.SignOff.Decision;
import org.imprimatur.proof.gate.Terms;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Ids;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Logins;
import org.imprimatur.server.people.Persons;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Shows people what they would sign and takes their signatures, from a page and from nowhere else.
 */
@Component
public final class SignOffs {
  private static final int LONGEST_OPINION = 10_000;

  private final Audit audit;
  private final Database database;
  private final Blobs blobs;
  private final Signing signing;
  private final SecureRandom random = new SecureRandom();

  SignOffs(Audit audit, Database database, Blobs blobs, Signing signing) {
    this.audit = audit;
    this.database = database;
    this.blobs = blobs;
    this.signing = signing;
  }

  /** What a signature needs beside the record. */
  @Component
  record Signing(
      Submissions submissions,
      Dockets dockets,
      Persons persons,
      Logins logins,
      Ids ids,
      InstantSource clock) {}

  /** What a person signs with: the draft that was shown, the decision, the opinion. */
  public record Signature(Digest draft, String decision, String opinion, Terms terms) {
    /** A decision that needs no terms. */
    public Signature(Digest draft, String decision, String opinion) {
      this(draft, decision, opinion, Terms.NONE);
    }
  }

  /** What the person would sign now; throws a refusal with why there is nothing to sign. */
  public Draft draft(Caller caller, long number, String role) {
    JdbcClient db = database.reader();
    Submission submission = signing.submissions().get(db, number);
    Docket docket = signing.dockets().read(db, submission);
    var rule = new SigningRule(docket, submission.status(), signing.clock().instant());
    refuse(rule.refusal(caller, role));
    Requirement.SignOff asked = rule.asked(role).orElseThrow();
    Json.Obj ask = statement(db, docket, rule, asked, caller).ask(nonce());
    List<Draft.Choice> choices =
        Arrays.stream(Decision.values())
            .map(decision -> new Draft.Choice(decision, rule.against(asked, decision)))
            .toList();
    var draft = new Draft(asked, ask, choices);
    long expires = signing.clock().millis() + Draft.LASTS_MILLIS;
    audit.work(
        rows -> {
          SubmissionStore.keep(rows, draft, caller.id(), expires);
          return draft;
        });
    return draft;
  }

  private Statement statement(
      JdbcClient db, Docket docket, SigningRule rule, Requirement.SignOff asked, Caller caller) {
    return new Statement(
        docket,
        asked,
        rule.answers(asked, caller.id()),
        caller.id(),
        signing.persons().commitment(db, caller.id()));
  }

  private String nonce() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static void refuse(Optional<Refusal> refusal) {
    refusal.ifPresent(
        why -> {
          throw new RefusedException(why);
        });
  }

  /** Signs; the password is asked again, and the dossier must be the one that was shown. */
  public SignoffGiven sign(Caller caller, long number, Signature signature, String password) {
    if (!(caller.credential() instanceof Caller.Credential.Session)) {
      throw new RefusedException(
          refusal("signoff.session", 403, "People sign on the page; a token cannot.", List.of()));
    }
    signing.logins().again(caller, password);
    String opinion = signature.opinion().strip();
    if (opinion.length() > LONGEST_OPINION) {
      throw new RefusedException(
          refusal("signoff.opinion", 422, "An opinion has at most 10,000 characters.", List.of()));
    }
    Decision decision =
        Decision.of(signature.decision())
            .orElseThrow(
                () ->
                    new RefusedException(
                        refusal("signoff.decision", 422, "Choose a decision.", List.of())));
    // The form shows the fields of every decision; only those of the one that was taken count.
    Terms terms = signature.terms().of(decision);
    terms
        .against(decision)
        .ifPresent(
            why -> {
              throw new RefusedException(refusal("signoff.terms", 422, why, List.of()));
            });
    var given = new Given(signature.draft(), decision, opinion, terms);
    String id = signing.ids().next('s');
    return audit.record(moment -> decide(moment, caller, number, given, id));
  }

  private record Given(Digest draft, Decision decision, String opinion, Terms terms) {}

  private Ruling<SignoffGiven> decide(
      Moment moment, Caller caller, long number, Given given, String id) {
    JdbcClient db = moment.db();
    Optional<Json.Obj> shown =
        SubmissionStore.draft(db, given.draft(), caller.id(), moment.at().toEpochMilli());
    if (shown.isEmpty() || shown.get().integer("submission") != number) {
      return refused(
          "signoff.draft", 409, "This form was used or has ended. Open it again.", List.of());
    }
    Submission submission = signing.submissions().get(db, number);
    Docket docket = signing.dockets().read(db, submission);
    String role = shown.get().string("role");
    var rule = new SigningRule(docket, submission.status(), moment.at());
    Optional<Refusal> refusal = rule.refusal(caller, role);
    if (refusal.isPresent()) {
      return new Ruling.Refused<>(refusal.get());
    }
    Requirement.SignOff asked = rule.asked(role).orElseThrow();
    Statement statement = statement(db, docket, rule, asked, caller);
    Json.Obj now = statement.ask(shown.get().string("nonce"));
    if (!now.equals(shown.get())) {
      return refused(
          "signoff.stale",
          409,
          "Not signed: the dossier changed since you read it.",
          Statement.differences(shown.get(), now));
    }
    refusal =
        rule.against(asked, given.decision())
            .or(() -> rule.unfit(given.terms(), moment.at()))
            .or(() -> rule.unexplained(given.decision(), given.opinion()));
    return refusal
        .<Ruling<SignoffGiven>>map(Ruling.Refused::new)
        .orElseGet(() -> signed(moment, caller, statement, new Signed(given, now, id)));
  }

  private record Signed(Given given, Json.Obj ask, String id) {}

  private Ruling<SignoffGiven> signed(
      Moment moment, Caller caller, Statement statement, Signed signed) {
    Given given = signed.given();
    Optional<Digest> opinion =
        given.opinion().isEmpty()
            ? Optional.empty()
            : Optional.of(blobs.put(given.opinion().getBytes(StandardCharsets.UTF_8)));
    Optional<Digest> terms =
        given.terms().equals(Terms.NONE)
            ? Optional.empty()
            : Optional.of(blobs.put(given.terms().toJson()));
    Json.Obj said = statement.signed(signed.ask(), given.decision(), moment.at(), opinion, terms);
    var act =
        new SignoffGiven(
            moment.by(caller.id()),
            signed.id(),
            statement.submission(),
            statement.role(),
            statement.meaning(),
            given.decision().word(),
            "password",
            statement.covers(),
            blobs.put(said),
            opinion,
            Optional.empty(),
            terms,
            statement.answers());
    return new Ruling.Granted<>(List.of(act), db -> SubmissionStore.signed(db, given.draft()), act);
  }

  /** Takes an own sign-off back. */
  public void withdraw(Caller caller, long number, String id) {
    audit.record(
        moment -> {
          Submission submission = signing.submissions().get(moment.db(), number);
          boolean own =
              submission.signOffs().stream()
                  .anyMatch(given -> given.signoff().equals(id) && given.by().equals(caller.id()));
          if (!own || submission.status() != Submission.Status.OPEN) {
            return SignOffs.<String>refused(
                "signoff.withdraw",
                409,
                "Only an own sign-off on an open submission can be taken back.",
                List.of());
          }
          return Ruling.granted(new SignoffWithdrawn(moment.by(caller.id()), id, number), id);
        });
  }

  private static <T> Ruling<T> refused(
      String code, int status, String sentence, List<String> reasons) {
    return new Ruling.Refused<>(refusal(code, status, sentence, reasons));
  }

  static Refusal refusal(String code, int status, String sentence, List<String> reasons) {
    return new Refusal(code, status, sentence, reasons, "Open the submission to see where it is.");
  }
}
