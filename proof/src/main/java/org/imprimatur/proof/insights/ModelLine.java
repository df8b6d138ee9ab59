// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Champion;

/** What the submissions of one model rest on. */
final class ModelLine {
  private final String name;
  private String owner;
  private final Map<Long, ModelAct.VersionRegistered> versions = new HashMap<>();
  private final Map<Long, Digest> cards = new HashMap<>();
  private final Map<Digest, ModelAct.RiskConfirmed> confirmed = new HashMap<>();
  private final Map<Long, List<SignoffGiven>> rejections = new HashMap<>();
  private final Map<String, Long> holders = new HashMap<>();

  ModelLine(ModelAct.ModelRegistered registered) {
    name = registered.modelName();
    owner = registered.owner();
  }

  void apply(ModelAct act) {
    switch (act) {
      case ModelAct.ModelHanded handed -> owner = handed.owner();
      case ModelAct.RiskConfirmed one -> confirmed.put(one.assessment(), one);
      case ModelAct.CardFiled card -> cards.put(card.version(), card.card());
      case ModelAct.VersionRegistered one -> versions.putIfAbsent(one.version(), one);
      case ModelAct.ModelRegistered _,
          ModelAct.UseStated _,
          ModelAct.PromisesStated _,
          ModelAct.RiskAnswered _,
          ModelAct.ExaminationRegistered _ -> {}
    }
  }

  void promoted(VersionPromoted act) {
    holders.put(act.to(), act.version());
  }

  /** Rejections that stood when a submission of the version was withdrawn go on standing. */
  void rejected(long version, List<SignoffGiven> standing) {
    rejections.put(version, List.copyOf(standing));
  }

  List<SignoffGiven> rejections(long version) {
    return rejections.getOrDefault(version, List.of());
  }

  String name() {
    return name;
  }

  String owner() {
    return owner;
  }

  Optional<ModelAct.VersionRegistered> version(long version) {
    return Optional.ofNullable(versions.get(version));
  }

  Instant registered(SubmissionOpened opened) {
    return version(opened.version()).map(Act::at).orElse(opened.at());
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
        .flatMap(this::version)
        .map(holder -> new Champion(holder.version(), holder.manifest()));
  }
}
