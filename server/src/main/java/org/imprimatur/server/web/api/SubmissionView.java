// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.evidence.Computation;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.Enveloped;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.gate.Watched;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.monitoring.Permit;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.server.checks.CheckRun;
import org.imprimatur.server.checks.Checks;
import org.imprimatur.server.gates.Gates;
import org.imprimatur.server.gates.RuleWords;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.gates.Watching;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.monitoring.Watches;
import org.imprimatur.server.submissions.Seeds;
import org.imprimatur.server.submissions.Submission;
import org.springframework.stereotype.Component;

/** Submissions as the API shows them: the verdict of this moment with every reason. */
@Component
record SubmissionView(
    Shown shown,
    Gates gates,
    Checks checks,
    Models models,
    ModelView modelView,
    ReviewView reviews,
    DecisionView decisionView,
    BypassView bypassView,
    Watching watching,
    Seeds seeds,
    Watches watches,
    InstantSource clock) {
  Json.Obj brief(Submission submission) {
    Standing standing = gates.standing(submission.number());
    Model model = models.byId(submission.opened().model());
    return head(submission, standing, model)
        .put("passes", standing.verdict().passes())
        .put("open", standing.verdict().open().size())
        .build();
  }

  private Json.Builder head(Submission submission, Standing standing, Model model) {
    SubmissionOpened opened = submission.opened();
    return Json.obj()
        .put("number", submission.number())
        .put("model", model.name())
        .put("version", opened.version())
        .put("gate", opened.gate())
        .put("tier", standing.input().subject().tier())
        .put("status", submission.status().word())
        .put("suspended", submission.ending().suspended().isPresent())
        .put("seeded", seeds.defect(opened.model(), opened.version()).isPresent())
        .put("bypass", bypassView.bypass(standing));
  }

  /** Whether the version may serve that it brought into production. */
  private Optional<Permit> permit(Submission submission) {
    SubmissionOpened opened = submission.opened();
    return submission.status() == Submission.Status.PROMOTED
            && opened.gate().equals(Watch.PRODUCTION)
        ? watches.permit(opened, clock.instant())
        : Optional.empty();
  }

  /** Checks are read first: whoever sees the last one ended sees the verdict on its evidence. */
  Json.Obj whole(Submission submission) {
    Json runs = checks(submission);
    Standing standing = gates.standing(submission.number());
    Model model = models.byId(submission.opened().model());
    SubmissionOpened opened = submission.opened();
    Json.Builder classes = Json.obj();
    standing
        .input()
        .dossier()
        .digests()
        .forEach((name, digest) -> classes.put(name, digest.toString()));
    Json.Obj told =
        head(submission, standing, model)
            .put("permit", permit(submission).map(Shown::permit).orElse(Json.nothing()))
            .put("defect", Shown.text(seeds.defect(opened.model(), opened.version())))
            .put("stage", standing.docket().model().stage())
            .put("revision", submission.revision())
            .put("opened", shown.stamp(opened.stamp()))
            .put("policy", modelView.policy(opened.policy()))
            .put("pinned", pinned(opened))
            .put("verdict", verdict(standing))
            .put("watched", watching.of(standing).map(this::watched).orElse(Json.nothing()))
            .put("requirements", requirements(standing))
            .put("failures", reviews.failures(standing))
            .put("evidence", evidence(standing))
            .put("classes", classes.build())
            .put("checks", runs)
            .put("signoffs", signOffs(submission, standing))
            .put("decisions", decisionView.decisions(standing))
            .put(
                "promotion",
                submission.ending().promoted().map(this::promotion).orElse(Json.nothing()))
            .put(
                "attestation",
                Shown.digest(submission.ending().attestation().map(issued -> issued.attestation())))
            .put(
                "attestedSignoffs",
                Shown.digest(
                    submission.ending().attestation().flatMap(issued -> issued.signOffs())))
            .build();
    Json.Builder whole = Json.obj();
    told.members().forEach(whole::put);
    return whole.put("people", shown.people(Shown.named(told))).build();
  }

  private static Json pinned(SubmissionOpened opened) {
    return Json.obj()
        .put("manifest", opened.manifest().toString())
        .put("use", opened.use().toString())
        .put("policy", opened.policy().toString())
        .put("risk", opened.risk().toString())
        .put("examination", Shown.digest(opened.examination()))
        .put("promises", Shown.digest(opened.promises()))
        .put("envelope", Shown.digest(opened.envelope()))
        .put(
            "underEnvelope",
            opened.under().isPresent() ? Json.of(opened.under().getAsLong()) : Json.nothing())
        .build();
  }

  /** What a policy that is watched would say; it binds nobody. */
  private Json watched(Watching.Foreseen foreseen) {
    var proposed = foreseen.watched().proposed();
    return Json.obj()
        .put("policy", "%s@%d".formatted(proposed.policyName(), proposed.number()))
        .put("proposal", proposed.proposal())
        .put("since", Shown.time(foreseen.watched().since()))
        .put("tier", foreseen.tier())
        .put("passes", foreseen.verdict().passes())
        .put("obstacles", reasons(foreseen.verdict().obstacles()))
        .put(
            "open",
            Json.array(
                foreseen.verdict().open().stream()
                    .<Json>map(
                        result ->
                            Json.obj()
                                .put("requirement", result.requirement())
                                .put("state", result.state().name())
                                .put("reasons", reasons(result.reasons()))
                                .build())
                    .toList()))
        .build();
  }

  private static Json verdict(Standing standing) {
    Verdict verdict = standing.verdict();
    return Json.obj()
        .put("passes", verdict.passes())
        .put("sentence", standing.sentence())
        .put("obstacles", reasons(verdict.obstacles()))
        .put(
            "envelope",
            verdict.envelope().<Json>map(SubmissionView::envelope).orElse(Json.nothing()))
        .put("trace", verdict.digest().toString())
        .build();
  }

  private static Json envelope(Enveloped enveloped) {
    return Json.obj()
        .put("submission", enveloped.submission())
        .put("inside", enveloped.inside())
        .put(
            "members",
            Json.array(
                enveloped.members().stream()
                    .<Json>map(
                        member ->
                            Json.obj()
                                .put("member", member.name())
                                .put("outcome", member.outcome().word())
                                .put("reasons", reasons(member.reasons()))
                                .build())
                    .toList()))
        .build();
  }

  private static Json reasons(List<Verdict.Reason> reasons) {
    List<Json> shown = new ArrayList<>();
    for (Verdict.Reason reason : reasons) {
      shown.add(
          Json.obj()
              .put("code", reason.code())
              .put("sentence", reason.sentence())
              .put("facts", reason.facts())
              .build());
    }
    return Json.array(shown);
  }

  private Json requirements(Standing standing) {
    Map<String, Requirement> asked = new LinkedHashMap<>();
    var gate = standing.input().policy().gates().get(standing.input().subject().gate());
    if (gate != null) {
      gate.requirements().forEach(requirement -> asked.put(requirement.id(), requirement));
    }
    List<Json> results = new ArrayList<>();
    for (Verdict.Result result : standing.verdict().results()) {
      Requirement requirement = asked.get(result.requirement());
      if (requirement != null) {
        results.add(requirement(requirement, result, standing));
      }
    }
    return Json.array(results);
  }

  private Json requirement(Requirement requirement, Verdict.Result result, Standing standing) {
    return Json.obj()
        .put("id", requirement.id())
        .put("kind", RuleWords.kind(requirement))
        .put(
            "class",
            requirement instanceof Requirement.Measured measured
                ? Json.of(measured.evidenceClass())
                : Json.nothing())
        .put("rule", RuleWords.of(requirement))
        .put("state", result.state().name())
        .put("outcome", result.outcome().word())
        .put("reasons", reasons(result.reasons()))
        .put(
            "watched", Watched.of(result).<Json>map(SubmissionView::watched).orElse(Json.nothing()))
        .put("excluded", excluded(standing, result))
        .put(
            "turn",
            Json.obj()
                .put("role", result.turn().role())
                .put("act", result.turn().act())
                .put("people", shown.people(standing.eligible(result)))
                .build())
        .build();
  }

  /** From when it is enforced, while it is only watched, and what it would be today. */
  private static Json watched(Watched watched) {
    return Json.obj()
        .put("until", watched.until().toString())
        .put("where", watched.where())
        .put("today", watched.today().name())
        .put("outcome", watched.outcome().word())
        .build();
  }

  /** Who holds the role and cannot sign, and the link that excludes them. */
  private Json excluded(Standing standing, Verdict.Result result) {
    return Json.array(
        standing.barred(result).stream()
            .map(
                bar ->
                    Json.obj()
                        .put("person", shown.person(bar.person()))
                        .put("code", bar.code())
                        .put("why", bar.words())
                        .build())
            .toList());
  }

  private Json evidence(Standing standing) {
    Map<List<String>, Docket.Filed> latest = new LinkedHashMap<>();
    for (Docket.Filed filed : standing.docket().filed()) {
      latest.put(List.of(filed.act().evidenceClass(), filed.act().item()), filed);
    }
    List<Json> items = new ArrayList<>();
    for (Docket.Filed filed : latest.values()) {
      EvidenceRecorded act = filed.act();
      items.add(
          Json.obj()
              .put("class", act.evidenceClass())
              .put("item", act.item())
              .put("digest", act.evidence().toString())
              .put("level", act.level())
              .put("engines", Shown.texts(act.engines()))
              .put("inputs", Shown.texts(act.inputs().stream().map(Digest::toString).toList()))
              .put(
                  "look",
                  act.look().isPresent()
                      ? Json.of((double) act.look().getAsLong())
                      : Json.nothing())
              .put("outcome", filed.content().find("outcome").orElse(Json.nothing()))
              .put("confined", !Computation.isUnconfined(filed.content()))
              .put("recorded", Shown.time(act.at()))
              .put(
                  "reproduced",
                  Json.array(
                      standing.submission().reproductions().stream()
                          .filter(again -> again.evidence().equals(act.evidence()))
                          .map(shown::reproduction)
                          .toList()))
              .build());
    }
    return Json.array(items);
  }

  private Json checks(Submission submission) {
    List<Json> runs = new ArrayList<>();
    for (CheckRun run : checks.of(submission.number())) {
      runs.add(
          Json.obj()
              .put("check", run.check())
              .put("state", run.state().word())
              .put("since", Shown.time(run.since()))
              .put("reused", run.reused())
              .put(
                  "message", Shown.text(Optional.of(run.message()).filter(text -> !text.isEmpty())))
              .build());
    }
    return Json.array(runs);
  }

  private Json signOffs(Submission submission, Standing standing) {
    List<Json> signOffs = new ArrayList<>();
    for (SignoffGiven given : submission.signOffs()) {
      boolean standingNow =
          standing.input().signOffs().stream().anyMatch(one -> one.id().equals(given.signoff()));
      signOffs.add(
          Json.obj()
              .put("id", given.signoff())
              .put("person", shown.person(given.by()))
              .put("delegator", given.delegator().map(shown::person).orElse(Json.nothing()))
              .put("role", given.role())
              .put("meaning", given.meaning())
              .put("decision", given.decision())
              .put("at", Shown.time(given.at()))
              .put("standing", standingNow)
              .put("lapsed", Shown.texts(lapsed(given, standing)))
              .put("carried", carried(given, standing))
              .put("statement", given.statement().toString())
              .put("opinion", Shown.digest(given.opinion()))
              .build());
    }
    return Json.array(signOffs);
  }

  /** Class by class what was signed, what stands there now, and whether the sign-off keeps it. */
  private static Json carried(SignoffGiven given, Standing standing) {
    Map<String, Digest> now = standing.input().dossier().digests();
    List<Json> carried = new ArrayList<>();
    given
        .covers()
        .forEach(
            (name, signed) ->
                carried.add(
                    Json.obj()
                        .put("class", name)
                        .put("kept", signed.equals(now.get(name)))
                        .put("signed", signed.toString())
                        .put("now", Shown.digest(Optional.ofNullable(now.get(name))))
                        .build()));
    return Json.array(carried);
  }

  /** The classes that changed since the person signed. */
  private static Set<String> lapsed(SignoffGiven given, Standing standing) {
    Map<String, Digest> now = standing.input().dossier().digests();
    Set<String> lapsed = new TreeSet<>();
    given
        .covers()
        .forEach(
            (name, digest) -> {
              if (!digest.equals(now.get(name))) {
                lapsed.add(name);
              }
            });
    return lapsed;
  }

  private Json promotion(VersionPromoted promoted) {
    return Json.obj()
        .put("at", Shown.time(promoted.at()))
        .put("by", shown.person(promoted.by()))
        .put("from", promoted.from())
        .put("to", promoted.to())
        .build();
  }
}
