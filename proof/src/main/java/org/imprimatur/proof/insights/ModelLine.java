// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.FieldAct;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct;
import org.imprimatur.proof.act.RemovalAct;
import org.imprimatur.proof.act.RollbackAct.VersionRestored;
import org.imprimatur.proof.act.SubmissionAct;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Champion;
import org.imprimatur.proof.gate.Rejections;
import org.imprimatur.proof.monitoring.Watch;

/** What the submissions of one model rest on. */
final class ModelLine {
  private final String name;
  private final Map<String, ? extends Set<String>> teams;
  private String owner;
  private final Map<Long, Registered> versions = new HashMap<>();
  private final Map<Long, Digest> cards = new HashMap<>();
  private final Map<Digest, ModelAct.RiskConfirmed> confirmed = new HashMap<>();
  private final Map<Way, List<SubmissionAct>> signed = new HashMap<>();
  private final Map<String, Long> holders = new HashMap<>();

  /**
   * What of a version is looked at: there are many, and the whole act is long.
   *
   * @param at in milliseconds
   */
  record Registered(long at, String cutoff, Digest manifest) {
    private static Registered of(ModelAct.VersionRegistered act) {
      return new Registered(act.at().toEpochMilli(), act.cutoff(), act.manifest());
    }
  }

  /** A version on its way through a gate, over all its submissions. */
  private record Way(long version, String gate) {
    static Way of(SubmissionOpened opened) {
      return new Way(opened.version(), opened.gate());
    }
  }

  /**
   * A model that was registered.
   *
   * @param teams everybody's, as they are at any time
   */
  ModelLine(ModelAct.ModelRegistered registered, Map<String, ? extends Set<String>> teams) {
    this.teams = teams;
    name = registered.modelName();
    owner = registered.owner();
  }

  /** The teams of whoever owns it now. */
  Set<String> lines() {
    Set<String> owned = teams.get(owner);
    return owned == null ? Set.of() : Set.copyOf(owned);
  }

  void apply(ModelAct act) {
    switch (act) {
      case ModelAct.ModelHanded handed -> owner = handed.owner();
      case ModelAct.RiskConfirmed one -> confirmed.put(one.assessment(), one);
      case ModelAct.CardFiled card -> cards.put(card.version(), card.card());
      case ModelAct.VersionRegistered one ->
          versions.putIfAbsent(one.version(), Registered.of(one));
      case ModelAct.ModelRegistered _,
          ModelAct.UseStated _,
          ModelAct.PromisesStated _,
          ModelAct.EnvelopeStated _,
          ModelAct.RiskAnswered _,
          ModelAct.ExaminationRegistered _,
          FieldAct _ -> {}
    }
  }

  void promoted(VersionPromoted act) {
    holders.put(act.to(), act.version());
  }

  void restored(VersionRestored act) {
    holders.put(Watch.PRODUCTION, act.version());
  }

  void removed(RemovalAct act) {
    holders.values().removeIf(holder -> holder == act.version());
  }

  /**
   * Keeps what says which rejections a version brings along: openings, sign-offs and their ends.
   */
  void signed(SubmissionOpened opened, SubmissionAct act) {
    signed.computeIfAbsent(Way.of(opened), _ -> new ArrayList<>()).add(act);
  }

  /** Where nobody has rejected a version it brings nothing along, and the acts can go. */
  void ended(SubmissionOpened opened) {
    List<SubmissionAct> acts = signed.getOrDefault(Way.of(opened), List.of());
    if (acts.stream().noneMatch(act -> act instanceof SignoffGiven given && rejects(given))) {
      signed.remove(Way.of(opened));
    }
  }

  private static boolean rejects(SignoffGiven given) {
    return given.decision().equals("reject");
  }

  /** What the version brings along into a submission, by the gate's own rule. */
  List<SignoffGiven> rejections(SubmissionOpened opened) {
    return Rejections.before(signed.getOrDefault(Way.of(opened), List.of()), opened);
  }

  String name() {
    return name;
  }

  String owner() {
    return owner;
  }

  Optional<Registered> version(long version) {
    return Optional.ofNullable(versions.get(version));
  }

  Instant registered(SubmissionOpened opened) {
    return version(opened.version()).map(one -> Instant.ofEpochMilli(one.at())).orElse(opened.at());
  }

  Optional<Digest> card(long version) {
    return Optional.ofNullable(cards.get(version));
  }

  Optional<ModelAct.RiskConfirmed> confirmation(Digest risk) {
    return Optional.ofNullable(confirmed.get(risk));
  }

  /** The version that holds the stage that an open submission asks for, unless it is its own. */
  Optional<Champion> champion(SubmissionOpened opened) {
    return Optional.ofNullable(holders.get(opened.gate()))
        .filter(holder -> holder != opened.version())
        .flatMap(holder -> version(holder).map(one -> new Champion(holder, one.manifest())));
  }
}
