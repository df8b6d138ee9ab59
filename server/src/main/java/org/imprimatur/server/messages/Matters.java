// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.DiscussionAct.ChallengeRaised;
import org.imprimatur.proof.monitoring.Promise;
import org.imprimatur.server.messages.Matter.Thing;
import org.imprimatur.server.monitoring.Watches.Watched;

/** What is said of an ask, and by which key the turn is known again that it begins. */
final class Matters {
  static final String SOON = ":soon";
  static final String LATE = ":late";
  private static final int DAYS_BEFORE = 3;

  private Matters() {}

  /**
   * The turn that an ask is, and where its day comes near or is over a second one. A turn keeps its
   * key as long as the same is asked of somebody.
   */
  static Map<String, Matter> of(Ask ask, LocalDate today) {
    Map<String, Matter> matters = new LinkedHashMap<>();
    String key = key(ask);
    Matter matter = matter(ask);
    matters.put(key, matter);
    if (ask.overdue() && ask.due().isPresent()) {
      matters.put(key + LATE, matter.as(Kind.OVERDUE));
    } else if (ask.due().filter(due -> !today.plusDays(DAYS_BEFORE).isBefore(due)).isPresent()) {
      matters.put(key + SOON, matter.as(Kind.DUE_SOON));
    }
    return matters;
  }

  /** The turn of which this is the second message; empty where it is the turn itself. */
  static Optional<String> base(String key) {
    return key.endsWith(SOON) || key.endsWith(LATE)
        ? Optional.of(key.substring(0, key.length() - SOON.length()))
        : Optional.empty();
  }

  private static String key(Ask ask) {
    return switch (ask) {
      case Ask.Sign sign -> "sign:%d:%s".formatted(number(sign.of()), sign.asked().id());
      case Ask.Mend mend -> "mend:%d:%s".formatted(number(mend.of()), mend.role());
      case Ask.Resubmit again -> "resubmit:" + number(again.of());
      case Ask.Promote promote -> "promote:" + number(promote.of());
      case Ask.Assess assess ->
          "assess:%s:%s".formatted(assess.model().id(), assess.answered() ? "confirm" : "answer");
      case Ask.Answer answer -> "answer:" + answer.challenge().number();
      case Ask.Resolve resolve -> "resolve:" + resolve.challenge().number();
      case Ask.Fix fix -> "fix:" + fix.of().finding().raised().finding();
      case Ask.Retest retest -> "retest:" + retest.of().finding().raised().finding();
      case Ask.Grant grant -> "grant:" + grant.waiver().id();
      case Ask.Meet meet -> "meet:%s:%d".formatted(meet.of().signOff().id(), meet.of().number());
      case Ask.ConfirmMet met -> "met:%s:%d".formatted(met.of().signOff().id(), met.of().number());
      case Ask.ConfirmBypass bypass ->
          "bypass:%d:%s".formatted(number(bypass.of()), bypass.asked().at());
      case Ask.Settle settle -> "settle:" + number(settle.of());
      case Ask.Confirm confirm -> "role:" + confirm.asked().request();
      case Ask.Publish publish -> "publish:" + publish.proposed().proposal();
      case Ask.Decline decline -> "decline:" + decline.proposed().proposal();
      case Ask.Keep keep ->
          "keep:%s:%s".formatted(watched(keep.of(), keep.promise()), keep.breach().kind());
      case Ask.Revalidate again -> "revalidate:" + watched(again.of(), again.promise());
      case Ask.Reopened again ->
          "reopened:%s:%d".formatted(again.of().model().id(), again.of().watch().submission());
      case Ask.Renew renew ->
          "renew:%s:%d".formatted(renew.of().model().id(), renew.of().watch().submission());
      case Ask.BringBack back ->
          "back:%s:%d".formatted(back.of().model().id(), back.of().watch().version());
      case Ask.Reinstate reinstate ->
          "reinstate:%s:%d"
              .formatted(reinstate.of().model().id(), reinstate.of().watch().version());
      case Ask.Learn learn -> "incident:" + learn.of().number();
      case Ask.Examine examine -> "sample:" + examine.of().sample().number();
    };
  }

  private static Matter matter(Ask ask) {
    return switch (ask) {
      case Ask.Sign sign ->
          new Matter(
              Kind.SIGN_OFF_ASKED,
              thing(sign.of()),
              Optional.of(sign.asked().role()),
              page(sign.of()));
      case Ask.Mend mend -> Matter.of(Kind.CHANGES_ASKED, thing(mend.of()), page(mend.of()));
      case Ask.Resubmit again -> Matter.of(Kind.CHANGES_ASKED, thing(again.of()), page(again.of()));
      case Ask.Promote promote ->
          Matter.of(Kind.PROMOTION_READY, thing(promote.of()), page(promote.of()));
      case Ask.Assess assess -> {
        String model = assess.model().name();
        yield Matter.of(Kind.RISK_ASKED, Thing.of(model, model), "/models/" + model + "/risk");
      }
      case Ask.Answer answer ->
          challenge(Kind.CHALLENGE_RAISED, answer.of(), answer.challenge().raised());
      case Ask.Resolve resolve ->
          challenge(Kind.CHALLENGE_ANSWERED, resolve.of(), resolve.challenge().raised());
      case Ask.Fix fix -> finding(Kind.FINDING_RAISED, fix.of());
      case Ask.Retest retest -> finding(Kind.RETEST_ASKED, retest.of());
      case Ask.Grant grant ->
          decision(Kind.SECOND_ASKED, thing(grant.of()).naming("a waiver of "), grant.of());
      case Ask.Meet meet -> condition(Kind.CONDITION_SET, meet.of());
      case Ask.ConfirmMet met -> condition(Kind.SECOND_ASKED, met.of());
      case Ask.ConfirmBypass bypass ->
          bypass(Kind.SECOND_ASKED, thing(bypass.of()).naming("break-glass for "), bypass.of());
      case Ask.Settle settle -> bypass(Kind.DEBT_OWED, thing(settle.of()), settle.of());
      case Ask.Confirm _ -> Matter.of(Kind.SECOND_ASKED, Thing.of("a role"), "/people");
      case Ask.Publish publish ->
          policy(
              publish.proposed().policyName(),
              publish.proposed().number(),
              publish.proposed().proposal());
      case Ask.Decline decline ->
          policy(
              decline.proposed().policyName(),
              decline.proposed().number(),
              decline.proposed().proposal());
      case Ask.Keep keep -> watched(Kind.PROMISE_BROKEN, keep.of());
      case Ask.Revalidate again -> watched(Kind.REVALIDATION_ASKED, again.of());
      case Ask.Reopened again -> watched(Kind.REVALIDATION_ASKED, again.of());
      case Ask.Renew renew -> watched(Kind.REVALIDATION_ASKED, renew.of());
      case Ask.BringBack back -> watched(Kind.SUSPENDED, back.of());
      case Ask.Reinstate reinstate -> watched(Kind.SECOND_ASKED, reinstate.of());
      case Ask.Learn learn ->
          Matter.of(
              Kind.INCIDENT_OPEN,
              Thing.of(
                  "incident %d of %s v%d"
                      .formatted(learn.of().number(), learn.model(), learn.of().version()),
                  learn.model()),
              "/incidents/" + learn.of().number());
      case Ask.Examine examine -> {
        long number = examine.of().sample().number();
        yield Matter.of(Kind.SAMPLE_OPEN, Thing.of("sample " + number), "/samples/" + number);
      }
    };
  }

  private static Matter challenge(Kind kind, Asks.Case of, ChallengeRaised raised) {
    return Matter.of(
        kind,
        thing(of).naming("challenge %d on ".formatted(raised.challenge())),
        "%s?class=%s#challenge-%d"
            .formatted(
                page(of),
                URLEncoder.encode(raised.anchor().evidenceClass(), StandardCharsets.UTF_8),
                raised.challenge()));
  }

  private static Matter finding(Kind kind, Ask.Found of) {
    long number = of.finding().raised().finding();
    return Matter.of(
        kind,
        Thing.of("finding %d on %s".formatted(number, of.model()), of.model()),
        "/findings/" + number);
  }

  private static Matter condition(Kind kind, Ask.Due of) {
    return decision(
        kind, thing(of.of()).naming("condition %d on ".formatted(of.number())), of.of());
  }

  private static Matter bypass(Kind kind, Thing thing, Asks.Case of) {
    return Matter.of(kind, thing, page(of) + "/break-glass");
  }

  private static Matter decision(Kind kind, Thing thing, Asks.Case of) {
    return Matter.of(kind, thing, page(of) + "/decisions");
  }

  private static Matter policy(String name, long number, String proposal) {
    return Matter.of(
        Kind.SECOND_ASKED,
        Thing.of("policy %s@%d".formatted(PlainName.of(name), number)),
        "/policy-proposals/" + proposal);
  }

  private static Matter watched(Kind kind, Watched of) {
    String model = of.model().name();
    long version = of.watch().version();
    return Matter.of(
        kind, Thing.version(model, version), "/models/%s/v%d/monitoring".formatted(model, version));
  }

  private static String watched(Watched of, Promise promise) {
    return "%s:%d:%s".formatted(of.model().id(), of.watch().version(), promise.name());
  }

  private static Thing thing(Asks.Case of) {
    return Thing.submission(of.model().name(), of.submission().opened().version(), number(of));
  }

  private static String page(Asks.Case of) {
    return "/submissions/" + number(of);
  }

  private static long number(Asks.Case of) {
    return of.submission().number();
  }
}
