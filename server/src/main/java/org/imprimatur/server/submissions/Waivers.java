// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.DecisionAct.WaiverAsked;
import org.imprimatur.proof.act.DecisionAct.WaiverEnded;
import org.imprimatur.proof.act.DecisionAct.WaiverGranted;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.Waiver;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Ids;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Logins;
import org.imprimatur.server.people.Persons;
import org.springframework.stereotype.Component;

/** Waivers: asked by one person, granted by another on the page with the password again. */
@Component
public final class Waivers {
  private final Audit audit;
  private final Blobs blobs;
  private final Ground ground;

  Waivers(Audit audit, Blobs blobs, Ground ground) {
    this.audit = audit;
    this.blobs = blobs;
    this.ground = ground;
  }

  /** What a waiver rests on. */
  @Component
  record Ground(
      Submissions submissions, Dockets dockets, Persons persons, Logins logins, Ids ids) {}

  /** What somebody asks for: which requirement, why, what protects meanwhile, until which day. */
  public record Wish(String requirement, String reason, String protection, String until) {}

  /** Asks; nothing is waived by it. */
  public String ask(Caller caller, long number, Wish wish) {
    LocalDate until = day(wish.until());
    Digest grounds =
        blobs.put(
            Json.obj()
                .put("imprimatur", "waiver/v1")
                .put("reason", words(wish.reason()))
                .put("protection", words(wish.protection()))
                .build());
    String id = ground.ids().next('w');
    return audit.record(
        moment -> {
          Docket docket = docket(moment, number);
          Optional<Refusal> refusal =
              closed(moment, number).or(() -> against(docket, caller, wish, moment, until));
          return refusal
              .<Ruling<String>>map(Ruling.Refused::new)
              .orElseGet(
                  () ->
                      Ruling.granted(
                          new WaiverAsked(
                              Proceedings.reviewing(moment, caller, docket),
                              id,
                              number,
                              wish.requirement(),
                              until.toString(),
                              grounds),
                          id));
        });
  }

  private static Optional<Refusal> against(
      Docket docket, Caller caller, Wish wish, Moment moment, LocalDate until) {
    Policy policy = docket.policy();
    Optional<Requirement> requirement =
        policy.asked(docket.opened().gate(), docket.model().confirmation().tier()).stream()
            .filter(one -> one.id().equals(wish.requirement()))
            .findFirst();
    if (requirement.isEmpty()) {
      return Optional.of(
          refusal(
              "waiver.requirement",
              404,
              "The gate asks for no requirement %s.".formatted(wish.requirement())));
    }
    return Waiver.unwaivable(policy, requirement.get())
        .map(why -> refusal("waiver.unwaivable", 409, why))
        .or(
            () ->
                Waiver.asks(caller.id(), docket.people())
                    .map(why -> refusal("waiver.asker", 403, "You cannot ask: " + why)))
        .or(
            () ->
                policy
                    .waivers()
                    .flatMap(limits -> Waiver.tooLong(limits, moment.at(), until))
                    .map(why -> refusal("waiver.until", 422, why)));
  }

  /** Grants a waiver, from the page alone; the person signs what was asked, as it was asked. */
  public void grant(Caller caller, long number, String id, String password) {
    if (!(caller.credential() instanceof Caller.Credential.Session)) {
      throw new RefusedException(
          refusal("signoff.session", 403, "People grant waivers on the page; a token cannot."));
    }
    ground.logins().again(caller, password);
    audit.record(moment -> grant(moment, caller, number, id));
  }

  private Ruling<String> grant(Moment moment, Caller caller, long number, String id) {
    Docket docket = docket(moment, number);
    Optional<Waiver> waiver = docket.decided().decisions().waiver(id);
    if (waiver.isEmpty()) {
      return new Ruling.Refused<>(refusal("waiver.unknown", 404, "There is no waiver " + id + "."));
    }
    Optional<Policy.Waivers> limits = docket.policy().waivers();
    Optional<Refusal> refusal =
        closed(moment, number)
            .or(() -> held(docket))
            .or(() -> over(waiver.get(), moment))
            .or(
                () ->
                    limits.isEmpty()
                        ? Optional.of(
                            refusal("waiver.unwaivable", 409, "The policy allows no waivers."))
                        : waiver
                            .get()
                            .grants(caller.id(), limits.get(), docket.people())
                            .map(
                                why -> refusal("waiver.granter", 403, "You cannot grant: " + why)));
    if (refusal.isPresent()) {
      return new Ruling.Refused<>(refusal.get());
    }
    String role =
        limits.orElseThrow().by().stream()
            .filter(one -> docket.people().holds(caller.id(), one))
            .sorted()
            .findFirst()
            .orElseThrow();
    Stamp stamp = Proceedings.reviewing(moment, caller, docket);
    Digest statement =
        blobs.put(
            Waiver.statement(
                waiver.get().asked(),
                stamp,
                role,
                ground.persons().commitment(moment.db(), caller.id())));
    return Ruling.granted(new WaiverGranted(stamp, id, number, role, statement), id);
  }

  private static Optional<Refusal> held(Docket docket) {
    return docket
        .decided()
        .decisions()
        .holds()
        .current()
        .map(
            held ->
                refusal("submission.held", 409, "Nobody can grant: on hold by " + held.by() + "."));
  }

  private static Optional<Refusal> over(Waiver waiver, Moment moment) {
    return waiver.state(moment.at()) == Waiver.State.ASKED
        ? Optional.empty()
        : Optional.of(
            refusal(
                "waiver.over",
                409,
                "The waiver is " + waiver.state(moment.at()).word() + " already."));
  }

  /** Ends a waiver before its day, or refuses one that was asked for. */
  public void end(Caller caller, long number, String id, String reason) {
    Digest words = blobs.put(words(reason).getBytes(StandardCharsets.UTF_8));
    audit.record(
        moment -> {
          Docket docket = docket(moment, number);
          Optional<Waiver> waiver = docket.decided().decisions().waiver(id);
          if (waiver.isEmpty()) {
            return new Ruling.Refused<String>(
                refusal("waiver.unknown", 404, "There is no waiver " + id + "."));
          }
          if (waiver.get().ended().isPresent()) {
            return new Ruling.Refused<String>(
                refusal("waiver.over", 409, "The waiver ended before."));
          }
          return waiver.get().ends(caller.id(), docket.policy().waivers(), docket.people())
              ? Ruling.granted(
                  new WaiverEnded(Proceedings.reviewing(moment, caller, docket), id, number, words),
                  id)
              : new Ruling.Refused<String>(
                  refusal(
                      "waiver.ender",
                      403,
                      "Only whoever asked for a waiver, granted it or could grant it ends it."));
        });
  }

  private Docket docket(Moment moment, long number) {
    return ground.dockets().read(moment.db(), ground.submissions().get(moment.db(), number));
  }

  private Optional<Refusal> closed(Moment moment, long number) {
    return ground.submissions().get(moment.db(), number).status() == Submission.Status.OPEN
        ? Optional.empty()
        : Optional.of(refusal("submission.closed", 409, "The submission has ended."));
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new RefusedException(
          refusal("waiver.until", 422, "until is a day such as 2027-01-31: " + e.getMessage()));
    }
  }

  private static String words(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.length() > Proceedings.LONGEST_TEXT) {
      throw new RefusedException(
          refusal(
              "decision.words",
              422,
              "The reason and what protects meanwhile are needed, each in 1 to 4,000 characters."));
    }
    return stripped;
  }

  private static Refusal refusal(String code, int status, String sentence) {
    return SignOffs.refusal(code, status, sentence, List.of());
  }
}
