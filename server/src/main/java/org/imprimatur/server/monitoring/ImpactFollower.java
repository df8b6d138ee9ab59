// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.time.Instant;
import java.util.HashMap;
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
  private final Submissions submissions;

  ImpactFollower(Dockets dockets, Submissions submissions) {
    this.submissions = submissions;
    this.dockets = dockets;
  }

  @Override
  public String name() {
    return NAME;
  }

  /** What a version was made of stands in documents, which nobody changes. */
  @Override
  public Following read(Page page, JdbcClient reader) {
    Map<Long, Set<String>> made = new HashMap<>();
    page.forEach(
        (position, act) -> {
          if (act instanceof VersionRegistered version) {
            made.put(position, of(version));
          }
        });
    return db -> {
      var rests = new Rests(db, RestsStore.models(db, submissions(page)), made);
      page.forEach((position, act) -> follow(position, act, rests));
      rests.write();
    };
  }

  /** What rests on what, of entries that are followed together. */
  private static final class Rests {
    private final JdbcClient db;
    private final Map<Long, String> models;
    private final Map<Long, Set<String>> made;
    private final Set<RestsStore.Row> rows = new LinkedHashSet<>();
    private final Set<RestsStore.Unnamed> unnamed = new LinkedHashSet<>();

    Rests(JdbcClient db, Map<Long, String> models, Map<Long, Set<String>> made) {
      this.db = db;
      this.models = models;
      this.made = made;
    }

    void add(String model, Set<String> things) {
      things.forEach(thing -> rows.add(new RestsStore.Row(thing, model)));
    }

    void registered(long position, VersionRegistered act) {
      add(act.model(), made.getOrDefault(position, Set.of()));
    }

    void opened(SubmissionOpened act) {
      models.putIfAbsent(act.submission(), act.model());
      add(act.model(), Set.of(RestsStore.submission(act.submission())));
    }

    void ofSubmission(long submission, Set<String> things) {
      String model = models.get(submission);
      if (model != null) {
        add(model, things);
      }
    }

    void write() {
      RestsStore.add(db, rows);
      RestsStore.addUnnamed(db, unnamed);
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

  private void follow(long position, Act act, Rests rests) {
    act.with().ifPresent(token -> with(token, act, rests));
    switch (act) {
      case VersionRegistered version -> rests.registered(position, version);
      case CardFiled card -> rests.add(card.model(), Set.of(card.by()));
      case RiskConfirmed risk -> rests.add(risk.model(), Set.of(risk.by()));
      case ExaminationRegistered examination -> rests.add(examination.model(), of(examination));
      case SubmissionOpened opened -> rests.opened(opened);
      case EvidenceRecorded evidence -> {
        rests.ofSubmission(evidence.submission(), of(evidence));
        if (!evidence.level().equals(SUPPLIED) && evidence.engines().isEmpty()) {
          rests.unnamed.add(new RestsStore.Unnamed(position, evidence.submission()));
        }
      }
      case SignoffGiven given -> rests.ofSubmission(given.submission(), of(given));
      case WaiverAsked waiver -> rests.ofSubmission(waiver.submission(), Set.of(waiver.by()));
      case WaiverGranted waiver -> rests.ofSubmission(waiver.submission(), Set.of(waiver.by()));
      case CauseCondemned condemned ->
          Cause.of(condemned)
              .filter(cause -> cause.until().isPresent() || isOfBefore(cause) || cause.isToken())
              .ifPresent(cause -> again(cause, condemned.at(), rests.db));
      case Act _ -> {}
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
