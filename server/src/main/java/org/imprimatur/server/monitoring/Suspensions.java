// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.MonitoringAct.Breach;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.PromiseAnswered;
import org.imprimatur.proof.act.MonitoringAct.ReinstatementAsked;
import org.imprimatur.proof.act.MonitoringAct.VersionReinstated;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.monitoring.Charge;
import org.imprimatur.proof.monitoring.Footing;
import org.imprimatur.proof.monitoring.Standing;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.proof.monitoring.WatchRules;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.springframework.stereotype.Component;

/**
 * What follows a breach: an explanation, a suspension, and the way back. A suspension takes and
 * never gives, so anybody entitled does it alone; only two persons let a version serve again.
 */
@Component
public final class Suspensions {
  private final Audit audit;
  private final Reasons reasons;
  private final Models models;
  private final Watches watches;

  Suspensions(Audit audit, Reasons reasons, Models models, Watches watches) {
    this.audit = audit;
    this.reasons = reasons;
    this.models = models;
    this.watches = watches;
  }

  /** A version as a decision finds it. */
  private record Case(Model model, Footing footing, WatchRules rules, Stamp stamp) {
    Watch watch() {
      return footing.watch();
    }
  }

  /** An act with what stands against it. */
  private record Weighed(Act act, List<Reason> against) {}

  /** Explains a breach of a promise, which is borne until the end of a day. */
  public void answer(Caller caller, String name, long version, Answer answer) {
    Digest reason = reasons.words(answer.reason());
    decide(
        caller,
        name,
        version,
        one -> {
          Standing standing =
              one.footing().standings().stream()
                  .filter(found -> found.promise().name().equals(answer.promise()))
                  .findFirst()
                  .orElseThrow(
                      () ->
                          reasons.refused(
                              "answer.promise",
                              404,
                              "Nothing is promised as " + answer.promise() + "."));
          Breach breach =
              standing
                  .breach(answer.kind())
                  .orElseThrow(
                      () ->
                          reasons.refused(
                              "answer.breach",
                              409,
                              "There is no such breach of " + answer.promise() + " any more."));
          var act =
              new PromiseAnswered(
                  one.stamp(), one.model().id(), version, breach, reason, answer.until());
          return new Weighed(act, one.rules().against(act, standing));
        });
  }

  /** An explanation: of which promise, of what kind of breach, why, and until which day. */
  public record Answer(String promise, String kind, String reason, String until) {}

  /** Suspends a version at once, as whoever owns the model or as a risk manager. */
  public void suspend(Caller caller, String name, long version, String reason) {
    Digest said = reasons.words(reason);
    decide(
        caller,
        name,
        version,
        one -> {
          String role = one.rules().role(caller.id()).orElse(Charge.OWNER);
          var act =
              new VersionSuspended(
                  one.stamp(),
                  one.model().id(),
                  version,
                  one.watch().submission(),
                  new Cause.Ordered(role, said));
          return new Weighed(act, one.rules().against(act, one.footing()));
        });
  }

  /** Asks that a suspended version may serve again; nothing changes by it. */
  public void ask(Caller caller, String name, long version, String reason) {
    Digest said = reasons.words(reason);
    decide(
        caller,
        name,
        version,
        one -> {
          var act =
              new ReinstatementAsked(
                  one.stamp(), one.model().id(), version, one.watch().submission(), said);
          return new Weighed(act, one.rules().against(act, one.footing()));
        });
  }

  /**
   * Lets it serve again, as the second person, on the page and never by a token.
   *
   * @param asked when the wish was recorded that the person has read; another one is refused
   */
  public void reinstate(Caller caller, String name, long version, String asked) {
    if (!(caller.credential() instanceof Caller.Credential.Session)) {
      throw reasons.refused(
          "reinstatement.session", 403, "People do this on the page; a token cannot.");
    }
    decide(
        caller,
        name,
        version,
        one -> {
          var act =
              new VersionReinstated(
                  one.stamp(), one.model().id(), version, one.watch().submission());
          List<Reason> against = new ArrayList<>(one.rules().against(act, one.footing()));
          if (one.watch().asked().filter(wish -> !wish.at().toString().equals(asked)).isPresent()) {
            against.add(
                new Reason(
                    "reinstatement.moved",
                    "It was asked for anew since this page was shown.",
                    Json.obj().build()));
          }
          return new Weighed(act, against);
        });
  }

  /**
   * Suspends a version where a breach, an unpaid debt, or the end of its approval calls for it now;
   * recorded by Imprimatur itself, and once however often it is asked.
   *
   * @return when to look again, if time alone can call for it
   */
  Optional<Instant> suspendIfDue(String model, long version, Footing footing) {
    if (footing.suspends().isEmpty()) {
      return footing.next();
    }
    audit.record(moment -> suspension(moment, model, version));
    return Optional.empty();
  }

  /** Looked at again over the locked log: nothing is recorded where it is not true any more. */
  private Ruling<Boolean> suspension(Moment moment, String model, long version) {
    Watch watch = watches.find(moment.db(), model, version).orElseThrow();
    return watches.footing(moment.db(), model, watch, moment.at()).suspends().stream()
        .findFirst()
        .map(
            cause ->
                Ruling.granted(
                    new VersionSuspended(
                        moment.by(Stamp.SYSTEM), model, version, watch.submission(), cause),
                    true))
        .orElseGet(() -> new Ruling.Granted<>(List.of(), false));
  }

  private interface Decision {
    Weighed weigh(Case one);
  }

  private void decide(Caller caller, String name, long version, Decision decision) {
    caller.needs(Permission.REVIEW);
    audit.record(
        moment -> {
          Weighed weighed = decision.weigh(found(moment, caller, name, version));
          return weighed.against().isEmpty()
              ? Ruling.granted(weighed.act(), version)
              : new Ruling.Refused<>(reasons.refusal(weighed.against()));
        });
  }

  private Case found(Moment moment, Caller caller, String name, long version) {
    Model model = models.get(moment.db(), name);
    Watch watch =
        watches
            .find(moment.db(), model.id(), version)
            .orElseThrow(
                () ->
                    reasons.refused(
                        "monitoring.version",
                        404,
                        "%s v%d never entered production or was rolled back from it."
                            .formatted(name, version)));
    return new Case(
        model,
        watches.footing(moment.db(), model.id(), watch, moment.at()),
        watches.rules(moment.db(), model, watch),
        caller.stamp(moment, Permission.REVIEW));
  }
}
