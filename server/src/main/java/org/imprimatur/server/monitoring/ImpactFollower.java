// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.engines.EngineVersions;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct.WaiverAsked;
import org.imprimatur.proof.act.DecisionAct.WaiverGranted;
import org.imprimatur.proof.act.ImpactAct.CauseCondemned;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.ModelAct.EnvelopeStated;
import org.imprimatur.proof.act.ModelAct.ExaminationRegistered;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.proof.act.ModelAct.PromisesStated;
import org.imprimatur.proof.act.ModelAct.RiskAnswered;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.ModelAct.UseStated;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.impact.Cause;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.server.audit.Follower;
import org.imprimatur.server.checks.Checks;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.submissions.Dockets;
import org.imprimatur.server.submissions.Submissions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Notes for each thing that could turn out bad which models name it, so that nobody reads the whole
 * log to find what rests on it. Data sets and files stand in documents, which a projection may not
 * read: therefore a follower.
 */
@Component
final class ImpactFollower implements Follower {
  static final String NAME = "impact";

  private static final String SUPPLIED = Policy.Level.SUPPLIED.word();

  private final Dockets dockets;
  private final Models models;
  private final Submissions submissions;

  ImpactFollower(Dockets dockets, Models models, Submissions submissions) {
    this.models = models;
    this.submissions = submissions;
    this.dockets = dockets;
  }

  @Override
  public String name() {
    return NAME;
  }

  /** What rests on what stands in the entries, and in documents, which nobody changes. */
  @Override
  public Following read(Page page, JdbcClient reader) {
    var rests = new Rests(submissions.models(reader, submissions(page)));
    page.forEach((position, act) -> note(position, act, rests));
    Set<RestsStore.Row> rows = rests.rows(models.registered(reader, rests.models()));
    return db -> {
      RestsStore.add(db, rows);
      RestsStore.addUnnamed(db, rests.unnamed);
      page.acts().forEach(act -> again(act, db));
    };
  }

  /** What rests on what, of entries that are followed together. */
  private static final class Rests {
    private final Map<Long, String> ofSubmissions;
    private final Map<String, Set<String>> things = new HashMap<>();
    private final Set<RestsStore.Unnamed> unnamed = new LinkedHashSet<>();

    Rests(Map<Long, String> ofSubmissions) {
      this.ofSubmissions = ofSubmissions;
    }

    void add(String model, Set<String> more) {
      things.computeIfAbsent(model, _ -> new HashSet<>()).addAll(more);
    }

    void ofSubmission(long submission, Set<String> more) {
      String model = ofSubmissions.get(submission);
      if (model != null) {
        add(model, more);
      }
    }

    Set<String> models() {
      return things.keySet();
    }

    Set<RestsStore.Row> rows(Map<String, Long> registered) {
      Set<RestsStore.Row> rows = new HashSet<>();
      registered.forEach(
          (model, position) ->
              things
                  .getOrDefault(model, Set.of())
                  .forEach(thing -> rows.add(new RestsStore.Row(thing, position))));
      return rows;
    }
  }

  /** The submissions whose models are asked for. */
  private static Set<Long> submissions(Page page) {
    Set<Long> submissions = new LinkedHashSet<>();
    for (Act act : page.acts()) {
      switch (act) {
        case EvidenceRecorded evidence -> submissions.add(evidence.submission());
        case SignoffGiven given -> submissions.add(given.submission());
        case WaiverAsked waiver -> submissions.add(waiver.submission());
        case WaiverGranted waiver -> submissions.add(waiver.submission());
        case Act _ -> {}
      }
    }
    return submissions;
  }

  private void note(long position, Act act, Rests rests) {
    act.with().ifPresent(token -> with(token, act, rests));
    switch (act) {
      case VersionRegistered version -> rests.add(version.model(), of(version));
      case CardFiled card -> rests.add(card.model(), Set.of(card.by()));
      case RiskConfirmed risk -> rests.add(risk.model(), Set.of(risk.by()));
      case ExaminationRegistered examination -> rests.add(examination.model(), of(examination));
      case EvidenceRecorded evidence -> {
        rests.ofSubmission(evidence.submission(), of(evidence));
        if (!evidence.level().equals(SUPPLIED) && evidence.engines().isEmpty()) {
          rests.unnamed.add(new RestsStore.Unnamed(position, evidence.submission()));
        }
      }
      case SignoffGiven given -> rests.ofSubmission(given.submission(), of(given));
      case WaiverAsked waiver -> rests.ofSubmission(waiver.submission(), Set.of(waiver.by()));
      case WaiverGranted waiver -> rests.ofSubmission(waiver.submission(), Set.of(waiver.by()));
      case Act _ -> {}
    }
  }

  private void again(Act act, JdbcClient db) {
    if (act instanceof CauseCondemned condemned) {
      Cause.of(condemned)
          .filter(cause -> cause.until().isPresent() || isOfBefore(cause) || cause.isToken())
          .ifPresent(cause -> again(cause, condemned.at(), db));
    }
  }

  /** Everything that an approval can rest on and that came with a token. */
  private static void with(String token, Act act, Rests rests) {
    Set<String> thing = Set.of(token);
    switch (act) {
      case ModelRegistered one -> rests.add(one.model(), thing);
      case UseStated one -> rests.add(one.model(), thing);
      case PromisesStated one -> rests.add(one.model(), thing);
      case EnvelopeStated one -> rests.add(one.model(), thing);
      case RiskAnswered one -> rests.add(one.model(), thing);
      case RiskConfirmed one -> rests.add(one.model(), thing);
      case ExaminationRegistered one -> rests.add(one.model(), thing);
      case VersionRegistered one -> rests.add(one.model(), thing);
      case CardFiled one -> rests.add(one.model(), thing);
      case SubmissionOpened one -> rests.add(one.model(), thing);
      case EvidenceRecorded one -> rests.ofSubmission(one.submission(), thing);
      case WaiverAsked one -> rests.ofSubmission(one.submission(), thing);
      case WaiverGranted one -> rests.ofSubmission(one.submission(), thing);
      case Act _ -> {}
    }
  }

  /** Whether it is a version of an engine other than those that compute here now. */
  private static boolean isOfBefore(Cause cause) {
    return cause.isVersion() && !EngineVersions.here().contains(cause.thing());
  }

  /**
   * What was bad for a time is good again, and what came with a token can come with another: open
   * submissions have their evidence computed anew.
   */
  private void again(Cause cause, Instant at, JdbcClient db) {
    for (long number : submissions.open(Integer.MAX_VALUE)) {
      for (EvidenceRecorded evidence : submissions.get(db, number).evidence()) {
        if (cause.computed(evidence) && !evidence.level().equals(SUPPLIED)) {
          Checks.again(db, number, evidence.item(), at);
        }
      }
    }
  }

  private Set<String> of(VersionRegistered version) {
    Set<String> things = new TreeSet<>(version.contributors());
    things.add(version.by());
    things.add(version.manifest().toString());
    dockets.origins(version).forEach(origin -> things.add(origin.digest().toString()));
    return things;
  }

  private static Set<String> of(ExaminationRegistered examination) {
    Set<String> things = new TreeSet<>();
    things.add(examination.by());
    things.add(examination.examination().toString());
    things.add(examination.testSet().toString());
    examination.reference().map(Digest::toString).ifPresent(things::add);
    return things;
  }

  private static Set<String> of(EvidenceRecorded evidence) {
    Set<String> things = new TreeSet<>();
    things.add(evidence.item());
    things.addAll(evidence.engines());
    things.add(evidence.by());
    things.add(evidence.evidence().toString());
    evidence.inputs().forEach(input -> things.add(input.toString()));
    return things;
  }

  private static Set<String> of(SignoffGiven given) {
    Set<String> things = new TreeSet<>();
    things.add(given.by());
    given.delegator().ifPresent(things::add);
    given.asserted().ifPresent(asserted -> things.add(asserted.passkey()));
    return things;
  }
}
