// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct.ChangesAnswered;
import org.imprimatur.proof.act.DecisionAct.ChangesRequested;
import org.imprimatur.proof.act.DecisionAct.ConditionConfirmed;
import org.imprimatur.proof.act.DecisionAct.ConditionHanded;
import org.imprimatur.proof.act.DecisionAct.ConditionMet;
import org.imprimatur.proof.act.DecisionAct.SubmissionHeld;
import org.imprimatur.proof.act.DecisionAct.SubmissionResumed;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Condition;
import org.imprimatur.proof.gate.Decisions;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.Handing;
import org.imprimatur.proof.gate.Holds;
import org.imprimatur.proof.gate.Terms;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Ids;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.springframework.stereotype.Component;

/** Holds, requests for changes and conditions: what is decided without signing. */
@Component
public final class Proceedings {
  static final int LONGEST_TEXT = 4_000;

  private final Audit audit;
  private final Blobs blobs;
  private final Ids ids;
  private final Submissions submissions;
  private final Dockets dockets;

  Proceedings(Audit audit, Blobs blobs, Ids ids, Submissions submissions, Dockets dockets) {
    this.audit = audit;
    this.blobs = blobs;
    this.ids = ids;
    this.submissions = submissions;
    this.dockets = dockets;
  }

  /** Puts a submission on hold; whoever contributed or could sign for it may. */
  public void hold(Caller caller, long number, String reason) {
    Digest words = text(reason);
    decide(
        number,
        (moment, docket) -> {
          if (docket.decided().decisions().holds().current().isPresent()) {
            return refused("hold.twice", 409, "The submission is on hold already.");
          }
          return docket.mayBeginHold(caller.id(), moment.at())
              ? new Decided.Done(
                  new SubmissionHeld(reviewing(moment, caller, docket), number, words))
              : refused("hold.by", 403, "You have no part in this submission.");
        });
  }

  /** Ends a hold: whoever began it, or somebody independent of the version who could sign. */
  public void resume(Caller caller, long number, String reason) {
    Digest words = text(reason);
    decide(
        number,
        (moment, docket) -> {
          Holds holds = docket.decided().decisions().holds();
          if (holds.current().isEmpty()) {
            return refused("hold.none", 409, "The submission is not on hold.");
          }
          return docket.mayEndHold(caller.id(), moment.at())
              ? new Decided.Done(
                  new SubmissionResumed(reviewing(moment, caller, docket), number, words))
              : refused(
                  "hold.by",
                  403,
                  "Only %s, or a reviewer who did not contribute, ends this hold."
                      .formatted(holds.current().get().by()));
        });
  }

  /** Hands the turn back to the proposer; nothing is signed. */
  public String requestChanges(Caller caller, long number, String role, List<String> fixes) {
    if (fixes.isEmpty()
        || fixes.size() > Terms.MOST_FIXES
        || fixes.stream().anyMatch(one -> one.isBlank() || one.length() > Condition.LONGEST_TEXT)) {
      throw new RefusedException(
          refusal("changes.fixes", 422, "List 1 to 20 things to mend, each of 1,000 characters."));
    }
    Digest list =
        blobs.put(
            Json.obj()
                .put("imprimatur", "fixes/v1")
                .put("fixes", Json.array(fixes.stream().map(Json::of).toList()))
                .build());
    String id = ids.next('c');
    decide(
        number,
        (moment, docket) -> {
          boolean asked =
              docket.asked(moment.at()).stream().anyMatch(part -> part.role().equals(role))
                  && docket.people().eligible(role).contains(caller.id());
          return asked
              ? new Decided.Done(
                  new ChangesRequested(reviewing(moment, caller, docket), id, number, role, list))
              : refused(
                  "changes.role",
                  403,
                  "You cannot sign as %s here, so you cannot ask for changes.".formatted(role));
        });
    return id;
  }

  /** The proposer's side answers a request; the turn goes back to whoever asked. */
  public void answerChanges(Caller caller, long number, String request, String answer) {
    Digest words = text(answer);
    decide(
        number,
        (moment, docket) -> {
          if (docket.decided().decisions().requests().stream()
              .noneMatch(one -> one.request().equals(request))) {
            return refused("changes.unknown", 404, "No such request for changes is open.");
          }
          return docket.people().conflict(caller.id()).isPresent()
              ? new Decided.Done(
                  new ChangesAnswered(answering(moment, caller, docket), request, number, words))
              : refused("changes.proposer", 403, "Only whoever contributed answers a request.");
        });
  }

  /** The owner of a condition says how it was met. */
  public void met(Caller caller, long number, String signOff, long condition, String note) {
    Digest words = text(note);
    decideAfter(
        number,
        (moment, docket) -> {
          Optional<Condition> found = condition(docket, signOff, condition);
          if (found.isEmpty()) {
            return refused("condition.unknown", 404, "There is no such condition.");
          }
          String owner = docket.decided().decisions().owner(signOff, condition, found.get());
          if (!owner.equals(caller.id())) {
            return refused("condition.owner", 403, "Only its owner says that it is met.");
          }
          return found.get().measure().isPresent()
              ? refused("condition.measured", 409, "This condition is measured; nobody says it.")
              : new Decided.Done(
                  new ConditionMet(caller.stamp(moment), signOff, condition, number, words));
        });
  }

  /** The model's owner names another owner of a condition whose owner left. */
  public void hand(Caller caller, long number, String signOff, long condition, String to) {
    decideAfter(
        number,
        (moment, docket) -> {
          Optional<Condition> found = condition(docket, signOff, condition);
          if (found.isEmpty()) {
            return refused("condition.unknown", 404, "There is no such condition.");
          }
          String from = docket.decided().decisions().owner(signOff, condition, found.get());
          return Handing.against(caller.id(), from, to, docket).stream()
              .findFirst()
              .map(reason -> refused(reason.code(), 403, reason.sentence()))
              .orElseGet(
                  () ->
                      new Decided.Done(
                          new ConditionHanded(
                              caller.stamp(moment), signOff, condition, number, to)));
        });
  }

  /** Another person confirms, on the page: it lets an approval stand, so no token does it. */
  public void confirm(Caller caller, long number, String signOff, long condition) {
    if (!(caller.credential() instanceof Caller.Credential.Session)) {
      throw new RefusedException(
          refusal("signoff.session", 403, "People confirm on the page; a token cannot."));
    }
    decideAfter(
        number,
        (moment, docket) -> {
          Optional<Decisions.Fulfilment> said =
              docket.decided().decisions().fulfilment(signOff, condition);
          Optional<Condition> found = condition(docket, signOff, condition);
          if (found.isEmpty() || said.isEmpty() || said.get().confirmed().isPresent()) {
            return refused("condition.unsaid", 409, "Nobody waits for this to be confirmed.");
          }
          SignoffGiven asker =
              docket.signOffs().stream()
                  .filter(given -> given.signoff().equals(signOff))
                  .findFirst()
                  .orElseThrow();
          String owner = docket.decided().decisions().owner(signOff, condition, found.get());
          Optional<String> against =
              Decisions.confirms(caller.id(), asker, said.get().said(), owner, docket.people());
          return against.isPresent()
              ? refused("condition.confirmer", 403, "You cannot confirm this: " + against.get())
              : new Decided.Done(
                  new ConditionConfirmed(
                      reviewing(moment, caller, docket), signOff, condition, number));
        });
  }

  /**
   * The stamp of what a reviewer decides of a submission: a role that counts for other models alone
   * decides nothing here.
   */
  public static Stamp reviewing(Moment moment, Caller caller, Docket docket) {
    return caller.stamp(moment, Permission.REVIEW, docket.people().rolesOf(caller.id()));
  }

  /** The same of an answer, which a proposer gives too. */
  private static Stamp answering(Moment moment, Caller caller, Docket docket) {
    return caller.now(moment).may(Permission.PROPOSE)
        ? caller.stamp(moment, Permission.PROPOSE)
        : reviewing(moment, caller, docket);
  }

  private static Optional<Condition> condition(Docket docket, String signOff, long number) {
    List<Condition> conditions =
        docket.decided().terms().getOrDefault(signOff, Terms.NONE).conditions();
    return number < 1 || number > conditions.size()
        ? Optional.empty()
        : Optional.of(conditions.get((int) number - 1));
  }

  /** What a decision comes to. */
  private sealed interface Decided {
    record Done(Act act) implements Decided {}

    record Not(Refusal refusal) implements Decided {}
  }

  private interface Rule {
    Decided decide(Moment moment, Docket docket);
  }

  private void decide(long number, Rule rule) {
    record(number, false, rule);
  }

  /** Conditions go on after a promotion. */
  private void decideAfter(long number, Rule rule) {
    record(number, true, rule);
  }

  private void record(long number, boolean promoted, Rule rule) {
    audit.record(
        moment -> {
          Submission submission = submissions.get(moment.db(), number);
          boolean runs =
              submission.status() == Submission.Status.OPEN
                  || (promoted && submission.status() == Submission.Status.PROMOTED);
          if (!runs) {
            return new Ruling.Refused<Long>(
                refusal("submission.closed", 409, "The submission has ended."));
          }
          return switch (rule.decide(moment, dockets.read(moment.db(), submission))) {
            case Decided.Done(var act) -> Ruling.granted(act, number);
            case Decided.Not(var refusal) -> new Ruling.Refused<Long>(refusal);
          };
        });
  }

  private Digest text(String words) {
    String stripped = words.strip();
    if (stripped.isEmpty() || stripped.length() > LONGEST_TEXT) {
      throw new RefusedException(
          refusal("decision.words", 422, "Say why, in 1 to 4,000 characters."));
    }
    return blobs.put(stripped.getBytes(StandardCharsets.UTF_8));
  }

  private static Decided refused(String code, int status, String sentence) {
    return new Decided.Not(refusal(code, status, sentence));
  }

  private static Refusal refusal(String code, int status, String sentence) {
    return SignOffs.refusal(code, status, sentence, List.of());
  }
}
