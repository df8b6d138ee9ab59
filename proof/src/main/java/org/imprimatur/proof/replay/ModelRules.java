// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import org.imprimatur.proof.act.FieldAct;
import org.imprimatur.proof.act.ModelAct;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.ModelAct.EnvelopeStated;
import org.imprimatur.proof.act.ModelAct.ExaminationRegistered;
import org.imprimatur.proof.act.ModelAct.ModelHanded;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.proof.act.ModelAct.PromisesStated;
import org.imprimatur.proof.act.ModelAct.RiskAnswered;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.ModelAct.UseStated;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.digest.Manifest;
import org.imprimatur.proof.gate.Envelope;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.proof.json.Json;

/** What holds of models and versions: numbers, documents, and who examines. */
final class ModelRules {
  private static final String CUSTODIAN = "custodian";

  private final Ground ground;
  private final RiskRules risk;
  private final FieldRules fields;

  ModelRules(Ground ground) {
    this.ground = ground;
    this.risk = new RiskRules(ground);
    this.fields = new FieldRules(ground);
  }

  void check(ModelAct act) throws UnestablishedException {
    switch (act) {
      case ModelRegistered registered -> registered(registered);
      case ModelHanded handed -> handed(handed);
      case UseStated stated -> {
        ground.facts().model(stated.model());
        ground.blobs().document(stated.use(), "use/v1");
      }
      case PromisesStated stated -> {
        ground.facts().model(stated.model());
        ground.blobs().document(stated.promises(), "promises/v1");
      }
      case EnvelopeStated stated -> {
        ground.facts().model(stated.model());
        envelope(stated, ground.blobs().document(stated.envelope(), "envelope/v1"));
      }
      case RiskAnswered answered -> risk.answered(answered);
      case RiskConfirmed confirmed -> risk.confirmed(confirmed);
      case ExaminationRegistered registered -> examination(registered);
      case VersionRegistered registered -> version(registered);
      case CardFiled card -> {
        ground.facts().model(card.model()).version(card.version());
        ground.blobs().bytes(card.card());
      }
      case FieldAct about -> fields.check(about);
    }
  }

  /** One that cannot be read or is over lets nothing through; the server would have refused it. */
  private void envelope(EnvelopeStated act, Json.Obj document) {
    try {
      unless(
          act.at().isBefore(Envelope.read(document).end()),
          "model.envelope",
          "The last day of the change envelope was over when it was stated.");
    } catch (IllegalArgumentException e) {
      ground
          .findings()
          .add("model.envelope", "The change envelope cannot be read: " + e.getMessage());
    }
  }

  private void registered(ModelRegistered act) throws UnestablishedException {
    unless(
        !ground.facts().hasModel(act.model()) && !ground.facts().hasModelNamed(act.modelName()),
        "id.taken",
        "The model " + act.modelName() + " was registered before.");
    unless(
        ground.facts().publications().published().containsKey(act.policy()),
        "policy.unpublished",
        "The policy " + act.policy() + " was not published.");
    ground.known(act.owner());
    unless(
        !ground.facts().staff().isGone(act.owner()),
        "model.owner",
        act.owner() + ", who is to own the model, has left.");
    ground.blobs().document(act.use(), "use/v1");
  }

  private void handed(ModelHanded act) throws UnestablishedException {
    ModelFacts model = ground.facts().model(act.model());
    ground.known(act.owner());
    unless(
        !ground.facts().staff().isGone(act.owner()),
        "model.owner",
        act.owner() + ", who is to own the model, has left.");
    unless(
        act.by().equals(model.owner()) || ground.facts().holds(act.by(), Staff.ADMINISTRATOR),
        "model.handed",
        "%s neither owns %s nor administers people.".formatted(act.by(), model.name()));
  }

  private void examination(ExaminationRegistered act) throws UnestablishedException {
    ModelFacts model = ground.facts().model(act.model());
    unless(
        !model.touchedBy(ground.facts().staff().sameAs(act.by(), model.since())),
        "examination.contributor",
        "%s had a hand in the model, or counts as somebody who had, and registered its examination."
            .formatted(act.by()));
    unless(
        ground.facts().holds(act.by(), CUSTODIAN),
        "examination.role",
        act.by() + " is no custodian and cannot register an examination.");
    Json.Obj document = ground.blobs().document(act.examination(), "examination/v1");
    unless(
        document.string("testSet").equals(act.testSet().toString())
            && document
                .find("reference")
                .equals(act.reference().map(Digest::toString).map(Json::of))
            && document.string("custodian").equals(act.by()),
        "examination.differs",
        "The examination names other data or another custodian than the act.");
  }

  private void version(VersionRegistered act) throws UnestablishedException {
    ModelFacts model = ground.facts().model(act.model());
    unless(
        act.version() == model.nextVersion(),
        "number.version",
        "Version %d of %s is out of turn: the next is %d."
            .formatted(act.version(), model.name(), model.nextVersion()));
    unless(
        !model.hasVersion(act.manifest(), act.cutoff()),
        "version.exists",
        "The same files with the same cut-off were registered before.");
    for (String person : act.contributors()) {
      unless(ground.facts().knows(person), "person.unknown", "Nobody was added as " + person + ".");
    }
    for (long parent : act.parents()) {
      unless(
          parent < act.version() && model.hasVersion(parent),
          "version.unknown",
          "There is no version %d that version %d can come from.".formatted(parent, act.version()));
    }
    lineage(act);
    manifest(act.manifest());
  }

  /** The act and its document must name the same people, or somebody was declared away. */
  private void lineage(VersionRegistered act) throws UnestablishedException {
    Json.Obj lineage = ground.blobs().document(act.lineage(), "lineage/v1");
    Json.Arr parents =
        new Json.Arr(act.parents().stream().map(parent -> Json.of((long) parent)).toList());
    Json.Arr contributors = new Json.Arr(act.contributors().stream().map(Json::of).toList());
    unless(
        lineage.array("parents").equals(parents)
            && lineage.array("contributors").equals(contributors)
            && lineage.integer("unnamed") == act.unnamed(),
        "version.lineage",
        "The lineage names other parents or contributors than the act.");
  }

  private void manifest(Digest digest) throws UnestablishedException {
    Manifest manifest = Manifest.fromJson(ground.blobs().document(digest, "manifest/v1"));
    unless(
        manifest.digest().equals(digest),
        "version.manifest",
        "The manifest is not written in its canonical form.");
  }

  private void unless(boolean right, String code, String sentence) {
    ground.findings().unless(right, code, sentence);
  }
}
