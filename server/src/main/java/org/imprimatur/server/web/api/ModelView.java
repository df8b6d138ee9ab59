// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ModelAct.ExaminationRegistered;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.digest.Manifest;
import org.imprimatur.proof.inventory.Field;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.ModelFields;
import org.imprimatur.server.models.Version;
import org.imprimatur.server.models.Versions;
import org.imprimatur.server.monitoring.Watches;
import org.imprimatur.server.policies.Assessments;
import org.imprimatur.server.policies.Policies;
import org.imprimatur.server.policies.Risk;
import org.imprimatur.server.submissions.Envelopes;
import org.imprimatur.server.submissions.Submission;
import org.imprimatur.server.submissions.Submissions;
import org.springframework.stereotype.Component;

/** Models and versions as the API shows them. */
@Component
record ModelView(Shown shown, Blobs blobs, Database database, Versions versions, Ground ground) {
  /** What stands beside a model. */
  @Component
  record Ground(
      Assessments assessments,
      Policies policies,
      Submissions submissions,
      Envelopes envelopes,
      ModelFields fields,
      Watches watches,
      InstantSource clock) {}

  /** Several in short, in their order. */
  List<Json.Obj> brief(List<Model> models) {
    List<Field> fields = ground.fields().inUse();
    return models.stream().map(model -> brief(model, fields)).toList();
  }

  private Json.Obj brief(Model model, List<Field> fields) {
    Risk risk = ground.assessments().risk(model.id());
    List<Long> open =
        ground.submissions().ofModel(model.id()).stream()
            .filter(submission -> submission.status() == Submission.Status.OPEN)
            .map(Submission::number)
            .toList();
    return Json.obj()
        .put("name", model.name())
        .put("id", model.id())
        .put("owner", shown.person(model.owner()))
        .put("use", use(model))
        .put("tier", Shown.text(tier(risk)))
        .put("risk", status(risk))
        .put("policy", policy(ground.policies().governing(model).digest()))
        .put("production", Shown.number(model.production()))
        .put(
            "suspended",
            model.production().flatMap(model::find).flatMap(Version::suspended).isPresent())
        .put("versions", model.versions().size())
        .put("openSubmissions", Shown.numbers(open))
        .put("fields", texts(ground.fields().texts(model.id(), fields)))
        .build();
  }

  private static Json texts(Map<String, String> texts) {
    Json.Builder object = Json.obj();
    texts.forEach(object::put);
    return object.build();
  }

  /** What the model has in the further fields, each with who stated it. */
  private Json fields(Model model) {
    Json.Builder object = Json.obj();
    for (ModelFields.Value value : ground.fields().of(model)) {
      object.put(
          value.field().name(),
          Json.obj().put("value", value.text()).put("stated", shown.stamp(value.stated())).build());
    }
    return object.build();
  }

  private Json.Obj use(Model model) {
    Json.Obj use = blobs.document(model.use());
    return Json.obj()
        .put("purpose", use.string("purpose"))
        .put("population", use.string("population"))
        .put("restrictions", use.string("restrictions"))
        .put("digest", model.use().toString())
        .build();
  }

  private static Optional<String> tier(Risk risk) {
    return risk.confirmed()
        .map(RiskConfirmed::tier)
        .or(() -> risk.answered().map(answered -> answered.tier()));
  }

  private static String status(Risk risk) {
    if (risk.answered().isEmpty()) {
      return "none";
    }
    return risk.confirmed().isPresent() ? "confirmed" : "answered";
  }

  Json policy(Digest digest) {
    return ground
        .policies()
        .find(digest)
        .<Json>map(
            policy ->
                Json.obj()
                    .put("name", policy.name())
                    .put("number", policy.number())
                    .put("digest", digest.toString())
                    .build())
        .orElse(Json.nothing());
  }

  Json.Obj whole(Model model) {
    Risk risk = ground.assessments().risk(model.id());
    return Json.obj()
        .put("name", model.name())
        .put("id", model.id())
        .put("owner", shown.person(model.owner()))
        .put("registered", shown.stamp(model.registered().stamp()))
        .put("use", use(model))
        .put("policy", policy(ground.policies().governing(model).digest()))
        .put("promises", model.promises().map(this::promises).orElse(Json.nothing()))
        .put("envelope", envelope(model))
        .put("fields", fields(model))
        .put("risk", risk(risk))
        .put("examination", risk.examination().map(this::examination).orElse(Json.nothing()))
        .put(
            "versions",
            Json.array(
                model.versions().values().stream()
                    .<Json>map(version -> version(model, version))
                    .toList()))
        .put("production", Shown.number(model.production()))
        .build();
  }

  private Json promises(Digest digest) {
    return Json.obj()
        .put("kpis", blobs.document(digest).array("kpis"))
        .put("digest", digest.toString())
        .build();
  }

  /** What is stated now, and what people signed last, which alone lets a retrain through. */
  private Json envelope(Model model) {
    Json inForce =
        ground
            .envelopes()
            .of(model)
            .<Json>map(
                one ->
                    Json.obj()
                        .put("submission", one.submission())
                        .put("terms", one.document())
                        .put("used", one.used())
                        .put("most", one.most())
                        .put("until", one.end().toString())
                        .put("ended", one.ended().<Json>map(Json::of).orElse(Json.nothing()))
                        .build())
            .orElse(Json.nothing());
    return Json.obj()
        .put("stated", model.envelope().<Json>map(blobs::document).orElse(Json.nothing()))
        .put("signed", inForce)
        .build();
  }

  private Json risk(Risk risk) {
    return risk.answered()
        .<Json>map(
            answered ->
                Json.obj()
                    .put("assessment", answered.assessment().toString())
                    .put("answers", blobs.document(answered.assessment()).object("answers"))
                    .put("tier", answered.tier())
                    .put("rule", answered.rule())
                    .put("answered", shown.stamp(answered.stamp()))
                    .put("status", status(risk))
                    .put("confirmed", risk.confirmed().map(this::confirmed).orElse(Json.nothing()))
                    .build())
        .orElse(Json.nothing());
  }

  private Json confirmed(RiskConfirmed confirmed) {
    return Json.obj()
        .put("tier", confirmed.tier())
        .put("rule", confirmed.rule())
        .put("reason", Shown.text(confirmed.reason()))
        .put("by", shown.person(confirmed.by()))
        .put("at", Shown.time(confirmed.at()))
        .build();
  }

  private Json examination(ExaminationRegistered registered) {
    Json.Obj document = blobs.document(registered.examination());
    return Json.obj()
        .put("digest", registered.examination().toString())
        .put("testSet", registered.testSet().toString())
        .put("id", document.string("id"))
        .put("label", document.object("label"))
        .put("task", document.find("task").orElse(Json.of("binary")))
        .put("favourable", document.find("favourable").orElse(Json.nothing()))
        .put("groups", document.array("groups"))
        .put("intersections", document.array("intersections"))
        .put("prohibited", document.array("prohibited"))
        .put("custodian", shown.person(registered.by()))
        .put("looks", looks(registered.testSet()))
        .build();
  }

  /** How many versions have met the test set. */
  private long looks(Digest testSet) {
    long looks = 0;
    for (Act act : Entries.acts(database.reader(), testSet.toString())) {
      if (act instanceof EvidenceRecorded evidence) {
        looks = Math.max(looks, evidence.look().orElse(0));
      }
    }
    return looks;
  }

  Json.Obj version(Model model, Version version) {
    Manifest manifest = versions.manifest(version);
    List<Json> files =
        manifest.files().stream()
            .<Json>map(
                file ->
                    Json.obj()
                        .put("path", file.path())
                        .put("digest", file.digest().toString())
                        .put("size", file.size())
                        .build())
            .toList();
    List<Long> submissions =
        ground.submissions().ofModel(model.id()).stream()
            .filter(submission -> submission.opened().version() == version.number())
            .map(Submission::number)
            .toList();
    return Json.obj()
        .put("model", model.name())
        .put("version", version.number())
        .put("stage", version.stage())
        .put("suspended", version.suspended().isPresent())
        .put("replacedBy", Shown.number(model.replacing(version)))
        .put(
            "permit",
            ground
                .watches()
                .permit(model.id(), version.number(), ground.clock().instant())
                .map(Shown::permit)
                .orElse(Json.nothing()))
        .put("bypassed", version.debt().isPresent())
        .put("manifest", version.manifest().toString())
        .put("files", Json.array(files))
        .put("cutoff", version.cutoff())
        .put("card", Shown.digest(version.card()))
        .put("lineage", versions.lineage(version))
        .put("contributors", shown.people(version.registered().contributors()))
        .put("unnamed", version.registered().unnamed())
        .put("registered", shown.stamp(version.registered().stamp()))
        .put("submissions", Shown.numbers(submissions))
        .build();
  }
}
