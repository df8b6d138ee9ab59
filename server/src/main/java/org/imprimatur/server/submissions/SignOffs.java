// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.PeopleAct.PasskeyEnrolled;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SignoffWithdrawn;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.SignOff.Decision;
import org.imprimatur.proof.gate.Signer;
import org.imprimatur.proof.gate.Terms;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.proof.signature.Assertion;
import org.imprimatur.proof.signature.Ceremony;
import org.imprimatur.proof.signature.Site;
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
import org.imprimatur.server.people.Passkeys;
import org.imprimatur.server.people.Persons;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Shows people what they would sign and takes their signatures, from a page and from nowhere else.
 */
@Component
public final class SignOffs {
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
      Passkeys passkeys,
      Ids ids,
      InstantSource clock) {}

  /** What a person signs with: the draft that was shown, the decision, the opinion. */
  public record Signature(Digest draft, String decision, String opinion, Terms terms) {
    /** A decision that needs no terms. */
    public Signature(Digest draft, String decision, String opinion) {
      this(draft, decision, opinion, Terms.NONE);
    }
  }

  /** What the person would sign now in a role, in whichever seat of it is open. */
  public Draft draft(Caller caller, long number, String role) {
    return draft(caller, number, role, Draft.Seat.ANY);
  }

  /** What the person would sign now; throws a refusal with why there is nothing to sign. */
  public Draft draft(Caller caller, long number, String role, int seatNumber) {
    JdbcClient db = database.reader();
    Submission submission = signing.submissions().get(db, number);
    Docket docket = signing.dockets().read(db, submission);
    var rule = new SigningRule(docket, submission.status(), signing.clock().instant());
    Optional<Draft.Seat> sought = rule.seat(caller, role, seatNumber);
    refuse(rule.refusal(caller, role, sought));
    Draft.Seat seat = sought.orElseThrow();
    Requirement.SignOff asked = seat.asked();
    Signer signer = rule.signer(caller, asked).orElseThrow();
    Json.Obj ask = statement(db, docket, rule, asked, caller).ask(nonce());
    List<Draft.Choice> choices =
        Arrays.stream(Decision.values())
            .map(decision -> new Draft.Choice(decision, rule.against(asked, decision, signer)))
            .toList();
    var draft = new Draft(seat, ask, choices);
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
        names(db, rule.signer(caller, asked).orElseThrow()));
  }

  /** The signer and the delegator, each with the commitment to the name. */
  private Statement.Names names(JdbcClient db, Signer signer) {
    return new Statement.Names(
        signer,
        signing.persons().commitment(db, signer.person()),
        signer.delegator().map(delegator -> signing.persons().commitment(db, delegator)));
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
    Given given = Given.read(caller, number, signature);
    signing.logins().again(caller, password);
    String id = signing.ids().next('s');
    return audit.record(
        moment -> {
          caller.now(moment); // The session may have ended while the password was looked at.
          return switch (check(moment.db(), moment.at(), caller, given)) {
            case Checked.No(var refusal) -> new Ruling.Refused<>(refusal);
            case Checked.Yes yes ->
                yes.asked().asked().takes(SignoffGiven.PASSWORD)
                    ? signed(moment, given, yes, id)
                    : refused(
                        "signoff.method",
                        403,
                        "This gate asks for a signature by passkey.",
                        List.of());
          };
        });
  }

  /** Whether the person can sign now what they were shown. */
  private sealed interface Checked {
    record Yes(Statement statement, Json.Obj ask, Requirement.SignOff asked) implements Checked {}

    record No(Refusal refusal) implements Checked {}
  }

  private Checked check(JdbcClient db, Instant at, Caller caller, Given given) {
    Optional<Draft.Shown> draft =
        SubmissionStore.draft(db, given.draft(), caller.id(), at.toEpochMilli());
    if (draft.isEmpty() || draft.get().ask().integer("submission") != given.number()) {
      return no("signoff.draft", "This form was used or has ended. Open it again.", List.of());
    }
    Json.Obj shown = draft.get().ask();
    Submission submission = signing.submissions().get(db, given.number());
    Docket docket = signing.dockets().read(db, submission);
    String role = shown.string("role");
    var rule = new SigningRule(docket, submission.status(), at);
    Optional<Draft.Seat> sought = rule.seat(caller, role, draft.get().seat());
    Optional<Refusal> refusal = rule.refusal(caller, role, sought);
    if (refusal.isPresent()) {
      return new Checked.No(refusal.get());
    }
    Requirement.SignOff asked = sought.orElseThrow().asked();
    Statement statement = statement(db, docket, rule, asked, caller);
    Json.Obj now = statement.ask(shown.string("nonce"));
    if (!now.equals(shown)) {
      return no(
          "signoff.stale",
          "Not signed: the dossier changed since you read it.",
          Statement.differences(shown, now));
    }
    return rule.against(asked, given.decision(), rule.signer(caller, asked).orElseThrow())
        .or(() -> rule.unfit(given.terms(), at))
        .or(() -> rule.unexplained(given.decision(), given.opinion()))
        .<Checked>map(Checked.No::new)
        .orElseGet(() -> new Checked.Yes(statement, now, asked));
  }

  private static Checked no(String code, String sentence, List<String> reasons) {
    return new Checked.No(refusal(code, 409, sentence, reasons));
  }

  private Ruling<SignoffGiven> signed(Moment moment, Given given, Checked.Yes checked, String id) {
    Json.Obj said = said(given, checked, moment.at());
    var act = act(moment, given, checked, new Signed(id, said, Optional.empty()));
    return new Ruling.Granted<>(List.of(act), db -> SubmissionStore.signed(db, given.draft()), act);
  }

  /** The statement whole, at the instant that it names. */
  private static Json.Obj said(Given given, Checked.Yes checked, Instant at) {
    return checked
        .statement()
        .signed(
            checked.ask(),
            given.decision(),
            at,
            given.opinionBytes().map(Digest::of),
            given.termsJson().map(Digest::of));
  }

  /** What was signed, and by which passkey; by password where none is named. */
  private record Signed(String id, Json.Obj statement, Optional<SignoffGiven.Asserted> asserted) {}

  /** The act, with everything that it names put where it can be read. */
  private SignoffGiven act(Moment moment, Given given, Checked.Yes checked, Signed signed) {
    Statement statement = checked.statement();
    return new SignoffGiven(
        moment.by(statement.signer().person()),
        signed.id(),
        statement.submission(),
        statement.role(),
        statement.meaning(),
        given.decision().word(),
        signed.asserted().isPresent() ? SignoffGiven.PASSKEY : SignoffGiven.PASSWORD,
        statement.covers(),
        blobs.put(signed.statement()),
        given.opinionBytes().map(blobs::put),
        signed.asserted(),
        given.termsJson().map(blobs::put),
        statement.answers(),
        statement.signer().delegator(),
        Optional.of(statement.asked().id()));
  }

  /**
   * The statement complete, as it is shown before the passkey signs it.
   *
   * @param statement its digest is the challenge
   * @param terms what the statement names by digest, in full
   * @param credentials the passkeys with which the person can sign it
   */
  public record Ready(
      Json.Obj statement, String opinion, Terms terms, Site site, List<String> credentials) {
    public Ready {
      credentials = List.copyOf(credentials);
    }

    public Digest digest() {
      return Digest.of(statement);
    }
  }

  /** Completes the statement; what is shown is what the passkey signs, within five minutes. */
  public Ready ready(Caller caller, long number, Signature signature) {
    Given given = Given.read(caller, number, signature);
    Site site = signing.passkeys().site();
    List<String> credentials = signing.passkeys().usable(caller.id());
    if (credentials.isEmpty()) {
      throw new RefusedException(
          new Refusal(
              "passkey.none",
              409,
              "Not signed: you have no passkey yet.",
              List.of(),
              "Enrol one on your account page, then sign."));
    }
    Instant at = signing.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    return switch (check(database.reader(), at, caller, given)) {
      case Checked.No(var refusal) -> throw new RefusedException(refusal);
      case Checked.Yes yes -> {
        Json.Obj statement = Statement.on(site, said(given, yes, at));
        Json.Obj waits =
            Json.obj()
                .put("draft", given.draft().toString())
                .put("opinion", given.opinion())
                .put("terms", given.terms().toJson())
                .put("statement", statement)
                .build();
        signing
            .passkeys()
            .await(Digest.of(statement), caller.id(), waits.text(), Ceremony.of(statement));
        yield new Ready(statement, given.opinion(), given.terms(), site, credentials);
      }
    };
  }

  /** Takes the passkey's signature over exactly what was shown. */
  public SignoffGiven sign(Caller caller, long number, Digest shown, Assertion assertion) {
    String id = signing.ids().next('s');
    return audit.record(
        moment -> {
          caller.now(moment);
          Optional<Json.Obj> waits =
              Passkeys.awaited(moment.db(), shown, caller.id(), moment.at())
                  .map(body -> (Json.Obj) Json.parse(body));
          if (waits.isEmpty() || waits.get().object("statement").integer("submission") != number) {
            return refused(
                "signoff.draft",
                409,
                "Not signed: this statement was signed or waited longer than five minutes.",
                List.of());
          }
          Json.Obj statement = waits.get().object("statement");
          var given =
              Given.read(
                  caller,
                  number,
                  new Signature(
                      Digest.parse(waits.get().string("draft")),
                      statement.string("decision"),
                      waits.get().string("opinion"),
                      Terms.read(waits.get().object("terms"))));
          return switch (check(moment.db(), moment.at(), caller, given)) {
            case Checked.No(var refusal) -> new Ruling.Refused<>(refusal);
            case Checked.Yes yes ->
                asserted(moment, caller, given, yes, new Shown(statement, assertion, id));
          };
        });
  }

  private record Shown(Json.Obj statement, Assertion assertion, String id) {}

  private Ruling<SignoffGiven> asserted(
      Moment moment, Caller caller, Given given, Checked.Yes checked, Shown shown) {
    Digest digest = Digest.of(shown.statement());
    Site site = signing.passkeys().site();
    PasskeyEnrolled passkey =
        signing.passkeys().signedBy(moment, caller.id(), shown.assertion(), shown.statement());
    Instant at = Instant.parse(shown.statement().string("at"));
    Json.Obj now = Statement.on(site, said(given, checked, at));
    if (!now.equals(shown.statement())) {
      return refused(
          "signoff.stale", 409, "Not signed: the statement would say something else.", List.of());
    }
    var asserted =
        new SignoffGiven.Asserted(passkey.passkey(), blobs.put(shown.assertion().toJson()));
    var act = act(moment, given, checked, new Signed(shown.id(), now, Optional.of(asserted)));
    return new Ruling.Granted<>(
        List.of(act),
        db -> {
          SubmissionStore.signed(db, given.draft());
          Passkeys.used(db, passkey, shown.assertion(), digest, moment.at());
        },
        act);
  }

  /** Takes an own sign-off back. */
  public void withdraw(Caller caller, long number, String id) {
    audit.record(
        moment -> {
          Submission submission = signing.submissions().get(moment.db(), number);
          boolean own =
              submission.signOffs().stream()
                  .anyMatch(given -> given.signoff().equals(id) && given.by().equals(caller.id()));
          if (!own) {
            return SignOffs.<String>refused(
                "signoff.withdraw", 409, "Only an own sign-off can be taken back.", List.of());
          }
          if (submission.status() != Submission.Status.OPEN) {
            return SignOffs.<String>refused(
                "signoff.withdraw",
                409,
                "Submission %d is %s, and its sign-offs stay as they were given."
                    .formatted(number, submission.status().word()),
                List.of());
          }
          return Ruling.granted(new SignoffWithdrawn(caller.stamp(moment), id, number), id);
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
