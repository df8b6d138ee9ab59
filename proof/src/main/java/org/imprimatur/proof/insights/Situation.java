// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct.WaiverAsked;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Champion;
import org.imprimatur.proof.gate.Circumstances;
import org.imprimatur.proof.gate.Decisions;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.People;
import org.imprimatur.proof.gate.Waiver;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.proof.review.Review;
import org.imprimatur.proof.review.Severity;
import org.jspecify.annotations.Nullable;

/** All that an open submission's turn depends on; only its waivers are looked at once it ended. */
final class Situation {
  private final SubmissionOpened opened;
  private final ModelLine model;
  private final String tier;
  private final Documents documents;
  private final List<EvidenceRecorded> filed = new ArrayList<>();
  private final Map<Digest, Json.Obj> read = new HashMap<>();
  private final List<SignoffGiven> given;
  private Decisions decisions = Decisions.NONE;
  private @Nullable Judged last;
  private Outlook outlook = Outlook.UNKNOWN;

  Situation(SubmissionOpened opened, ModelLine model, String tier, Documents documents) {
    this.opened = opened;
    this.model = model;
    this.tier = tier;
    this.documents = documents;
    this.given = new ArrayList<>(model.rejections(opened));
  }

  /** Evidence is judged without people: who may sign plays no part in it. */
  private static People nobody(Set<String> lines) {
    return new People(Map.of(), Map.of(), 0, Map.of(), Circumstances.NONE.of(lines));
  }

  void filed(EvidenceRecorded act) {
    filed.add(act);
  }

  void signed(SignoffGiven act) {
    given.add(act);
  }

  void takenBack(String signOff) {
    given.removeIf(one -> one.signoff().equals(signOff));
  }

  /** Of each seat the latest that was not taken back. */
  private Collection<SignoffGiven> standing() {
    Map<List<String>, SignoffGiven> latest = new LinkedHashMap<>();
    for (SignoffGiven one : given) {
      latest.remove(Docket.seat(one));
      latest.put(Docket.seat(one), one);
    }
    return latest.values();
  }

  /** Holds and requests for changes begin and end by the rules that the gate has for them. */
  void decided(Act act) {
    if (!(act instanceof WaiverAsked asked) || hasDay(asked)) {
      decisions = decisions.after(act);
    }
  }

  /** A waiver until a day that cannot be read or reached sets nothing aside. */
  private static boolean hasDay(WaiverAsked asked) {
    try {
      return !new Waiver(asked, Optional.empty(), Optional.empty()).isPast(Instant.MIN);
    } catch (DateTimeException _) {
      return false;
    }
  }

  /** Every waiver that was asked for, whatever became of it. */
  List<Waiver> waivers() {
    return decisions.waivers();
  }

  int inForce(Instant at) {
    return requirements(Waiver.State.IN_FORCE, at).size();
  }

  private Set<String> requirements(Waiver.State state, Instant at) {
    return waivers().stream()
        .filter(one -> one.state(at) == state)
        .map(one -> one.asked().requirement())
        .collect(Collectors.toSet());
  }

  /**
   * Whether the policy bears so many findings of a severity no more.
   *
   * @param findings raised on it, by severity
   */
  boolean blocked(Map<String, Integer> findings, Instant at) {
    return documents.policy(opened.policy()).map(policy -> enforced(policy, at)).stream()
        .flatMap(List::stream)
        .filter(Requirement.Findings.class::isInstance)
        .map(Requirement.Findings.class::cast)
        .anyMatch(
            asked ->
                findings.entrySet().stream()
                    .anyMatch(
                        one ->
                            Severity.of(one.getKey())
                                .filter(severity -> !bears(asked, severity, one.getValue()))
                                .isPresent()));
  }

  /** What is only watched is nobody's turn. */
  private List<Requirement> enforced(Policy policy, Instant at) {
    return policy.enforced(opened.gate(), tier, model.lines(), at);
  }

  private static boolean bears(Requirement.Findings asked, Severity severity, int many) {
    Integer most = asked.most().get(severity);
    return asked.worst().filter(worst -> severity.compareTo(worst) <= 0).isPresent()
        && (most == null || many <= most);
  }

  void forget() {
    filed.clear();
    read.clear();
    given.clear();
    last = null;
    outlook = Outlook.UNKNOWN;
  }

  List<SignoffGiven> rejections() {
    return standing().stream().filter(one -> one.decision().equals("reject")).toList();
  }

  int conditional() {
    return (int)
        standing().stream().filter(one -> one.decision().equals("approve-with-conditions")).count();
  }

  Turns turns(Instant at) {
    Optional<Policy> policy = documents.policy(opened.policy());
    Set<String> waived = requirements(Waiver.State.IN_FORCE, at);
    var said =
        new Turns.Said(
            decisions.holds().current().isPresent(),
            !decisions.requests().isEmpty(),
            standing(),
            waived,
            requirements(Waiver.State.ASKED, at));
    return Turns.of(
        policy.map(one -> enforced(one, at)).orElse(List.of()),
        policy
            .flatMap(Policy::waivers)
            .flatMap(allowed -> allowed.by().stream().sorted().findFirst()),
        said,
        policy.map(one -> outlook(one, waived, at)).orElse(Outlook.UNKNOWN));
  }

  /** What the evidence is judged by; while it stays, so does the judgement. */
  private record Judged(
      int filed,
      Set<String> waived,
      List<String> enforced,
      Optional<Digest> card,
      Optional<Champion> champion) {}

  private Outlook outlook(Policy policy, Set<String> waived, Instant at) {
    var judged =
        new Judged(
            filed.size(),
            waived,
            enforced(policy, at).stream().map(Requirement::id).toList(),
            model.card(opened.version()),
            model.champion(opened));
    if (!judged.equals(last)) {
      outlook = judge(policy, waived, at);
      last = judged;
    }
    return outlook;
  }

  private Outlook judge(Policy policy, Set<String> waived, Instant at) {
    try {
      return docket(policy).map(one -> Outlook.of(one, waived, at)).orElse(Outlook.UNKNOWN);
    } catch (RuntimeException _) {
      // Documents come from whoever wrote the log; what trips the gate tells nothing.
      return Outlook.UNKNOWN;
    }
  }

  /** What a gate must know to judge the evidence alone; empty where something is missing. */
  private Optional<Docket> docket(Policy policy) {
    Optional<RiskConfirmed> confirmation = model.confirmation(opened.risk());
    Optional<ModelLine.Registered> version = model.version(opened.version());
    Optional<Json.Obj> examination = opened.examination().flatMap(this::document);
    Optional<Json.Obj> promises = opened.promises().flatMap(this::document);
    List<Docket.Filed> dossier = new ArrayList<>();
    for (EvidenceRecorded act : filed) {
      document(act.evidence()).ifPresent(content -> dossier.add(new Docket.Filed(act, content)));
    }
    boolean whole =
        dossier.size() == filed.size()
            && examination.isPresent() == opened.examination().isPresent()
            && promises.isPresent() == opened.promises().isPresent();
    if (!whole || confirmation.isEmpty() || version.isEmpty()) {
      return Optional.empty();
    }
    var papers = new Docket.Papers(model.card(opened.version()), examination, promises);
    var latest =
        new Docket.Latest(
            opened.use(), opened.risk(), opened.examination(), opened.promises(), model.owner());
    var known =
        new Docket.Known(
            confirmation.get(), version.get().cutoff(), "", model.champion(opened), papers, latest);
    return Optional.of(
        new Docket(
            policy,
            opened,
            known,
            dossier,
            List.of(),
            nobody(model.lines()),
            Review.NONE,
            Docket.Decided.NOTHING));
  }

  private Optional<Json.Obj> document(Digest digest) {
    Json.Obj known = read.get(digest);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Json.Obj> found = documents.document(digest);
    found.ifPresent(one -> read.put(digest, one));
    return found;
  }
}
