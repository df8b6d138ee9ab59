// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct;
import org.imprimatur.proof.act.FieldAct;
import org.imprimatur.proof.act.FoundingAct;
import org.imprimatur.proof.act.GateAct;
import org.imprimatur.proof.act.HoursAct;
import org.imprimatur.proof.act.ImpactAct;
import org.imprimatur.proof.act.ModelAct;
import org.imprimatur.proof.act.MonitoringAct;
import org.imprimatur.proof.act.PeopleAct;
import org.imprimatur.proof.act.PolicyAct;
import org.imprimatur.proof.act.RemovalAct;
import org.imprimatur.proof.act.ReviewAct;
import org.imprimatur.proof.act.RollbackAct;
import org.imprimatur.proof.act.RollbackAct.VersionRestored;
import org.imprimatur.proof.act.RunnerAct;
import org.imprimatur.proof.act.SampleAct;
import org.imprimatur.proof.act.SeedAct;
import org.imprimatur.proof.act.SubmissionAct;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Publications;
import org.imprimatur.proof.replay.BlobSource;

/**
 * The course of every submission, from the acts of a log in its order; their fold. It believes the
 * acts, so the log is to be verified first, and it throws for no log, however forged. Not safe for
 * several threads.
 */
public final class Chronicle {
  /** Nothing is timed beyond it, so that no sum of times runs over. */
  public static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  private final Documents documents;
  private final InProduction production;
  private final Map<String, TreeSet<String>> teams = new HashMap<>();
  private final Map<Digest, String> policies = new HashMap<>();
  private final Publications publications = new Publications();
  private final Map<String, ModelLine> models = new HashMap<>();
  private final Planted planted = new Planted();
  private final Hours hours;
  private final SortedMap<Long, Running> submissions = new TreeMap<>();
  private final Map<String, Set<Running>> openOf = new HashMap<>();
  private long entries;
  private Instant last = Instant.EPOCH;

  public Chronicle(BlobSource blobs) {
    documents = new Documents(blobs);
    production = new InProduction(documents);
    hours = new Hours(documents);
  }

  public long entries() {
    return entries;
  }

  /** The instant of the last act. */
  public Instant last() {
    return last;
  }

  /** Every submission in the order of the numbers, as it stands at an instant after all acts. */
  public List<Course> courses(Instant at) {
    return submissions.values().stream().map(one -> one.course(production, at)).toList();
  }

  /** The working hours that were stated. */
  Hours hours() {
    return hours;
  }

  /** What became of the seeded cases among the selected submissions. */
  Seeds seeds(List<Course> selected) {
    return planted.seeds(selected);
  }

  /** An entry that is no act; nothing follows from it. */
  public void skip() {
    entries++;
  }

  /** Takes in the next act; one from outside of time is passed over as if it were none. */
  public void apply(Act act) {
    entries++;
    if (act.at().isBefore(Instant.EPOCH) || act.at().isAfter(LATEST)) {
      return;
    }
    last = act.at().isAfter(last) ? act.at() : last;
    switch (act) {
      case PeopleAct.TeamJoined joined ->
          teams.computeIfAbsent(joined.person(), _ -> new TreeSet<>()).add(joined.team());
      case PeopleAct.TeamLeft left ->
          teams.getOrDefault(left.person(), new TreeSet<>()).remove(left.team());
      case PolicyAct about -> apply(about);
      case ModelAct about -> apply(about);
      case SubmissionOpened opened -> opened(opened);
      case SubmissionAct about -> apply(about);
      case ReviewAct about -> running(about.submission(), about).ifPresent(one -> one.apply(about));
      case DecisionAct about ->
          running(about.submission(), about).ifPresent(one -> one.apply(about));
      case GateAct about -> apply(about);
      case MonitoringAct about -> {
        production.apply(about);
        if (about instanceof RemovalAct gone) {
          Optional.ofNullable(models.get(gone.model())).ifPresent(one -> one.removed(gone));
        }
      }
      case SeedAct about -> planted.apply(about, submissions.values());
      case HoursAct about -> hours.apply(about, last);
      case FoundingAct _, PeopleAct _, RunnerAct _, SampleAct _, ImpactAct _ -> {}
    }
  }

  private void apply(PolicyAct act) {
    publications.apply(act);
    if (act instanceof PolicyAct.PolicyPublished published) {
      policies.putIfAbsent(published.policy(), published.policyName());
    }
  }

  /** What is watched and binds nobody. */
  Theatre.Watching watching(Instant at) {
    return new Theatre.Watching(watched(), unenforced(at));
  }

  private long watched() {
    return publications.open().stream()
        .filter(one -> publications.watched(one.proposal()).isPresent())
        .count();
  }

  private long unenforced(Instant at) {
    return policies.values().stream()
        .distinct()
        .flatMap(name -> publications.newest(name).stream())
        .flatMap(newest -> documents.policy(newest.policy()).stream())
        .flatMap(policy -> policy.gates().values().stream())
        .flatMap(gate -> gate.enforcement().values().stream())
        .filter(one -> !one.binds(at))
        .count();
  }

  private void apply(ModelAct act) {
    if (act instanceof ModelAct.ModelRegistered registered) {
      models.putIfAbsent(registered.model(), new ModelLine(registered, teams));
      return;
    }
    ModelLine model = models.get(model(act));
    if (model != null) {
      if (act instanceof ModelAct.CardFiled || act instanceof ModelAct.RiskConfirmed) {
        advance(model(act), act.at());
      }
      model.apply(act);
    }
  }

  private static String model(ModelAct act) {
    return switch (act) {
      case ModelAct.ModelRegistered one -> one.model();
      case ModelAct.ModelHanded one -> one.model();
      case ModelAct.UseStated one -> one.model();
      case ModelAct.PromisesStated one -> one.model();
      case ModelAct.EnvelopeStated one -> one.model();
      case ModelAct.RiskAnswered one -> one.model();
      case ModelAct.RiskConfirmed one -> one.model();
      case ModelAct.ExaminationRegistered one -> one.model();
      case ModelAct.VersionRegistered one -> one.model();
      case ModelAct.CardFiled one -> one.model();
      // What stands in a field takes no time of anybody.
      case FieldAct _ -> "";
    };
  }

  /** A card, a confirmation or another holder of a stage may change whose turn it is. */
  private void advance(String model, Instant at) {
    openOf.getOrDefault(model, Set.of()).forEach(one -> one.advance(at));
  }

  private void opened(SubmissionOpened opened) {
    ModelLine model = models.get(opened.model());
    if (model == null || submissions.containsKey(opened.submission())) {
      return;
    }
    var subject =
        new Course.Subject(
            opened.model(),
            model.name(),
            opened.version(),
            opened.gate(),
            model.confirmation(opened.risk()).map(ModelAct.RiskConfirmed::tier).orElse(""),
            policies.getOrDefault(opened.policy(), ""),
            String.join(" + ", teams.getOrDefault(model.owner(), new TreeSet<>())));
    var running = new Running(opened, model, subject, documents);
    submissions.put(opened.submission(), running);
    production.apply(opened);
    openOf.computeIfAbsent(opened.model(), _ -> new LinkedHashSet<>()).add(running);
  }

  private void apply(SubmissionAct act) {
    long number =
        switch (act) {
          case SubmissionOpened one -> one.submission();
          case SubmissionAct.SubmissionWithdrawn one -> one.submission();
          case SubmissionAct.EvidenceRecorded one -> one.submission();
          case SubmissionAct.EvidenceReproduced one -> one.submission();
          case SubmissionAct.SignerRecused one -> one.submission();
          case SubmissionAct.SignoffGiven one -> one.submission();
          case SubmissionAct.SignoffWithdrawn one -> one.submission();
        };
    running(number, act).ifPresent(one -> one.apply(act));
    closed(number);
  }

  private void apply(GateAct act) {
    long number =
        switch (act) {
          case GateAct.VerdictGiven one -> one.submission();
          case GateAct.VersionPromoted one -> one.submission();
          case GateAct.VersionBypassed one -> one.submission();
          case GateAct.BypassReversed one -> one.submission();
          case GateAct.AttestationIssued one -> one.submission();
          case RollbackAct one -> one.judged().submission();
        };
    running(number, act)
        .ifPresent(
            one -> {
              one.apply(act);
              production.apply(act);
            });
    closed(number);
    if (act instanceof VersionRestored restored) {
      Optional.ofNullable(models.get(restored.model())).ifPresent(one -> one.restored(restored));
    }
    if (act instanceof GateAct.VersionPromoted promoted) {
      ModelLine model = models.get(promoted.model());
      if (model != null) {
        advance(promoted.model(), act.at());
        model.promoted(promoted);
      }
    }
  }

  /** The submission, with the time until this act given to whoever had it. */
  private Optional<Running> running(long number, Act act) {
    Optional<Running> found = Optional.ofNullable(submissions.get(number));
    found.ifPresent(one -> one.advance(act.at()));
    return found;
  }

  private void closed(long number) {
    Running one = submissions.get(number);
    if (one != null && !one.open()) {
      openOf.getOrDefault(one.model(), new LinkedHashSet<>()).remove(one);
    }
  }
}
