// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.act.ImpactAct;
import org.imprimatur.proof.act.ImpactAct.CauseCondemned;
import org.imprimatur.proof.act.ImpactAct.CondemnationLifted;
import org.imprimatur.proof.act.MonitoringAct.VersionReopened;
import org.imprimatur.proof.act.PeopleAct.PasskeyEnrolled;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.impact.Cause;
import org.imprimatur.proof.impact.Condemnations;
import org.imprimatur.proof.monitoring.CondemnationConduct;
import org.imprimatur.proof.monitoring.Impact;
import org.imprimatur.proof.monitoring.Watch;

/** What is condemned, by whom it is lifted, and that what is opened again rests on it. */
final class ImpactRules {
  private final Ground ground;

  ImpactRules(Ground ground) {
    this.ground = ground;
  }

  void check(ImpactAct act) throws UnestablishedException {
    Condemnations now = ground.facts().condemnations().now();
    switch (act) {
      case CauseCondemned one -> {
        ground.said("condemnation.words", one.reason());
        ground
            .findings()
            .unless(
                !ground.facts().condemnations().uses(one.condemnation()),
                "id.taken",
                "The condemnation " + one.condemnation() + " was made before.");
        Cause cause = cause(one);
        ground.findings().add(conduct(cause).against(one, known(cause), now.condemns(cause)));
      }
      case CondemnationLifted one -> {
        ground.said("condemnation.words", one.reason());
        Optional<CauseCondemned> standing = now.find(one.condemnation());
        if (standing.isEmpty()) {
          throw new UnestablishedException(
              "lifting.none", "Nothing stands condemned as " + one.condemnation() + ".");
        }
        Cause cause = cause(standing.get());
        ground.findings().add(conduct(cause).against(one, standing, hands(cause)));
      }
    }
  }

  List<Reason> against(VersionReopened act, ModelFacts model) throws UnestablishedException {
    Optional<CauseCondemned> standing =
        ground.facts().condemnations().now().find(act.condemnation());
    if (standing.isEmpty()) {
      throw new UnestablishedException(
          "reopening.none", "Nothing stands condemned as " + act.condemnation() + ".");
    }
    Cause cause = cause(standing.get());
    Set<Long> serving = serving(model, act.at());
    Optional<Impact> impact =
        Impact.of(
                cause,
                model.acts(),
                ground.blobs().origins(),
                ground.facts().condemnations().all(),
                watch -> serving.contains(watch.version()))
            .stream()
            .filter(one -> one.number() == act.submission())
            .findFirst();
    return conduct(cause).against(act, standing, impact);
  }

  /** The versions that may serve, or would but for a suspension. */
  private Set<Long> serving(ModelFacts model, Instant at) throws UnestablishedException {
    Set<Long> serving = new TreeSet<>();
    for (Watch watch : Watch.all(model.acts()).values()) {
      if (ground.permit(watch, at).stands(at)) {
        serving.add(watch.version());
      }
    }
    return serving;
  }

  private CondemnationConduct conduct(Cause cause) throws UnestablishedException {
    return new CondemnationConduct(cause, behind(cause), ground.facts().staff());
  }

  private Set<String> behind(Cause cause) throws UnestablishedException {
    String thing = cause.thing();
    return switch (cause.kind()) {
      case DATA, CHECK -> Set.of();
      case ENGINE ->
          ground.facts().runners().has(thing)
              ? ground.facts().runners().get(thing).behind()
              : Set.of();
      case CREDENTIAL -> Set.copyOf(holder(thing).stream().toList());
      case PERSON -> Set.of(thing);
    };
  }

  /** Whose passkey or token it is. */
  private Optional<String> holder(String credential) {
    return ground
        .facts()
        .passkeys()
        .find(credential)
        .map(PasskeyEnrolled::person)
        .or(() -> ground.facts().tokens().owner(credential));
  }

  /** Files and checks that nothing names yet can be condemned before they are used. */
  private boolean known(Cause cause) {
    return switch (cause.kind()) {
      case DATA, CHECK -> true;
      case ENGINE -> !cause.thing().startsWith("r_") || ground.facts().runners().has(cause.thing());
      case CREDENTIAL -> holder(cause.thing()).isPresent();
      case PERSON -> ground.facts().knows(cause.thing());
    };
  }

  /** Everybody with a hand in a model of which a submission rests on the thing. */
  private Set<String> hands(Cause cause) {
    Set<String> hands = new TreeSet<>();
    for (ModelFacts model : ground.facts().models()) {
      hands.addAll(Impact.hands(cause, model.acts(), ground.blobs().origins()));
    }
    return hands;
  }

  private static Cause cause(CauseCondemned act) throws UnestablishedException {
    return Cause.of(act)
        .orElseThrow(
            () ->
                new UnestablishedException(
                    "condemnation.thing",
                    "\"%s\" names no %s that could be condemned."
                        .formatted(act.thing(), act.kind())));
  }
}
