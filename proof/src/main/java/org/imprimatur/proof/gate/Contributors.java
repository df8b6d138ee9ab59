// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.act.DecisionAct;
import org.imprimatur.proof.act.FieldAct;
import org.imprimatur.proof.act.FoundingAct;
import org.imprimatur.proof.act.GateAct;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.HoursAct;
import org.imprimatur.proof.act.ImpactAct;
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
import org.imprimatur.proof.act.MonitoringAct;
import org.imprimatur.proof.act.PeopleAct;
import org.imprimatur.proof.act.PolicyAct;
import org.imprimatur.proof.act.ReviewAct;
import org.imprimatur.proof.act.RunnerAct;
import org.imprimatur.proof.act.SampleAct;
import org.imprimatur.proof.act.SeedAct;
import org.imprimatur.proof.act.SubmissionAct;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.policy.Policy;

/**
 * Who had a hand in a version, by closure over its parents and over earlier versions of the same
 * files, or in what its submission pins of the model: each person with the link that makes one a
 * contributor, in words. Derived from acts alone and never declared away: whoever is left out where
 * the same files are registered again, with another cut-off or under another model's name, stays a
 * contributor.
 */
public final class Contributors {
  private final Collection<? extends Act> acts;
  private final Elsewhere elsewhere;
  private final Map<String, String> links = new TreeMap<>();

  /** Versions that were looked at: one that is reached on many ways is looked at once. */
  private final Set<Long> seen = new HashSet<>();

  private Contributors(Collection<? extends Act> acts, Elsewhere elsewhere) {
    this.acts = acts;
    this.elsewhere = elsewhere;
  }

  /**
   * Each contributor to a submission with the link: to its version, and to what it pins.
   *
   * @param acts all acts of the model, with those of its submissions, in the log's order
   * @param elsewhere where else the same files stand
   */
  public static Map<String, String> of(
      Collection<? extends Act> acts, Elsewhere elsewhere, SubmissionOpened submission) {
    var contributors = new Contributors(acts, elsewhere);
    contributors.version(submission.version(), "", submission.version());
    contributors.stated(
        new Pins(
            Optional.of(submission.use()),
            submission.promises(),
            envelope(acts, submission),
            Optional.of(submission.risk())));
    return contributors.links;
  }

  /**
   * The same with everybody who took production data of the model back since a gate let the version
   * in: whoever decides which rows count does not judge what is left when the version is submitted
   * again.
   *
   * @param withdrawn what was ever taken back of the model
   * @param promoted where the submission ended; what was taken back after that is another's matter
   */
  public static Map<String, String> judging(
      Collection<? extends Act> acts,
      Elsewhere elsewhere,
      SubmissionOpened submission,
      Collection<BatchWithdrawn> withdrawn,
      Optional<VersionPromoted> promoted) {
    Map<String, String> contributors = of(acts, elsewhere, submission);
    Instant since = Instant.MAX;
    for (Act act : acts) {
      if (act instanceof VersionPromoted in && in.version() == submission.version()) {
        since = in.at();
      }
    }
    for (BatchWithdrawn back : withdrawn) {
      boolean before = promoted.isEmpty() || back.at().isBefore(promoted.get().at());
      if (before && !back.at().isBefore(since)) {
        contributors.putIfAbsent(
            back.by(),
            "took production data of version %d back since version %d was let in"
                .formatted(back.version(), submission.version()));
      }
    }
    return contributors;
  }

  /** The envelope that whoever signs it signs, or that it was opened under. */
  private static Optional<Digest> envelope(
      Collection<? extends Act> acts, SubmissionOpened submission) {
    for (Act act : acts) {
      if (act instanceof SubmissionOpened base
          && submission.under().equals(OptionalLong.of(base.submission()))) {
        return base.envelope();
      }
    }
    return submission.envelope();
  }

  /** The same for a version that would be submitted now, with what it would pin. */
  public static Map<String, String> ahead(
      Collection<? extends Act> acts, Elsewhere elsewhere, long version) {
    var contributors = new Contributors(acts, elsewhere);
    contributors.version(version, "", version);
    contributors.stated(Pins.latest(acts));
    return contributors.links;
  }

  /**
   * Everybody who ever had a hand in a model: in any of its versions, in what was stated of it, or
   * as its owner. Whoever hands it on, confirms its tier or registers its examination has none.
   *
   * @param acts all acts of the model, with those of its submissions
   */
  public static Set<String> ever(Collection<? extends Act> acts) {
    Set<String> hands = new TreeSet<>();
    for (Act act : acts) {
      switch (act) {
        case ModelAct about -> hands.addAll(hands(about));
        case SubmissionOpened opened -> hands.add(opened.by());
        case EvidenceRecorded evidence when isSupplied(evidence) -> hands.add(evidence.by());
        case FoundingAct _,
            PeopleAct _,
            PolicyAct _,
            RunnerAct _,
            SubmissionAct _,
            ReviewAct _,
            DecisionAct _,
            GateAct _,
            MonitoringAct _,
            SeedAct _,
            SampleAct _,
            HoursAct _,
            ImpactAct _ -> {}
      }
    }
    return hands;
  }

  private static Set<String> hands(ModelAct act) {
    return switch (act) {
      case ModelRegistered registered -> Set.copyOf(List.of(registered.by(), registered.owner()));
      case ModelHanded handed -> Set.of(handed.owner());
      case UseStated _, PromisesStated _, EnvelopeStated _, RiskAnswered _, CardFiled _ ->
          Set.of(act.by());
      case VersionRegistered version -> {
        Set<String> hands = new TreeSet<>(version.contributors());
        hands.add(version.by());
        yield hands;
      }
      // A field binds nothing, so that whoever states it takes no hand in the model.
      case RiskConfirmed _, ExaminationRegistered _, FieldAct _ -> Set.of();
    };
  }

  /** What people wrote of the model that a submission pins, by digest. */
  private record Pins(
      Optional<Digest> use,
      Optional<Digest> promises,
      Optional<Digest> envelope,
      Optional<Digest> risk) {
    static Pins latest(Collection<? extends Act> acts) {
      Optional<Digest> use = Optional.empty();
      Optional<Digest> promises = Optional.empty();
      Optional<Digest> envelope = Optional.empty();
      Optional<Digest> risk = Optional.empty();
      for (Act act : acts) {
        switch (act) {
          case ModelRegistered one -> use = Optional.of(one.use());
          case UseStated one -> use = Optional.of(one.use());
          case PromisesStated one -> promises = Optional.of(one.promises());
          case EnvelopeStated one -> envelope = Optional.of(one.envelope());
          case RiskAnswered one -> risk = Optional.of(one.assessment());
          case Act _ -> {}
        }
      }
      return new Pins(use, promises, envelope, risk);
    }
  }

  /** Whoever wrote what is pinned; who wrote what was replaced since is no longer in it. */
  private void stated(Pins pins) {
    for (Act act : acts) {
      switch (act) {
        case ModelRegistered one when pins.use.equals(Optional.of(one.use())) ->
            link(one.by(), "stated the use of the model");
        case UseStated one when pins.use.equals(Optional.of(one.use())) ->
            link(one.by(), "stated the use of the model");
        case PromisesStated one when pins.promises.equals(Optional.of(one.promises())) ->
            link(one.by(), "stated the promises of the model");
        case EnvelopeStated one when pins.envelope.equals(Optional.of(one.envelope())) ->
            link(one.by(), "stated the change envelope of the model");
        case RiskAnswered one when pins.risk.equals(Optional.of(one.assessment())) ->
            link(one.by(), "answered the risk questions of the model");
        case Act _ -> {}
      }
    }
  }

  /**
   * How many authors cannot be named, of the version and of those that it comes from. Where the
   * same files were registered before, as many as then, less those who are named now.
   *
   * @param acts all acts of the model, with those of its submissions, in the log's order
   * @param elsewhere where else the same files stand
   */
  public static long unnamed(Collection<? extends Act> acts, long version, Elsewhere elsewhere) {
    Map<Long, VersionRegistered> registered = new HashMap<>();
    for (Act act : acts) {
      if (act instanceof VersionRegistered one) {
        registered.putIfAbsent(one.version(), one);
      }
    }
    SortedMap<Long, VersionRegistered> line = new TreeMap<>();
    var next = new ArrayDeque<>(List.of(version));
    while (!next.isEmpty()) {
      VersionRegistered one = registered.get(next.remove());
      if (one != null && line.putIfAbsent(one.version(), one) == null) {
        one.parents().forEach(next::add);
      }
    }
    long unnamed = 0;
    for (VersionRegistered one : line.values()) {
      List<VersionRegistered> before = sameFiles(registered.values(), one);
      // One that it comes from anyway is counted there.
      before.removeIf(earlier -> line.containsKey(earlier.version()));
      List<Authors> authors = new ArrayList<>();
      before.forEach(earlier -> authors.add(new Authors(earlier, earlier.unnamed())));
      for (VersionRegistered earlier : elsewhere.before(one)) {
        authors.add(new Authors(earlier, Abroad.unnamed(earlier, elsewhere)));
      }
      unnamed += unnamed(one, authors);
    }
    return unnamed;
  }

  /** Earlier authors of the same files, and how many of them could not be named. */
  private record Authors(VersionRegistered version, long unnamed) {}

  private static long unnamed(VersionRegistered version, List<Authors> before) {
    long unnamed = version.unnamed();
    for (Authors earlier : before) {
      long named =
          version.contributors().stream()
              .filter(person -> !person.equals(earlier.version().by()))
              .filter(person -> !earlier.version().contributors().contains(person))
              .count();
      unnamed = Math.max(unnamed, earlier.unnamed() - named);
    }
    return unnamed;
  }

  private void version(long version, String kinship, long judged) {
    if (!seen.add(version)) {
      return;
    }
    for (Act act : acts) {
      switch (act) {
        case VersionRegistered v when v.version() == version -> registered(v, kinship, judged);
        case CardFiled card when card.version() == version ->
            link(card.by(), "filed the model card of version " + version + kinship);
        case SubmissionOpened opened when opened.version() == version ->
            submission(opened, kinship);
        case FoundingAct _,
            PeopleAct _,
            PolicyAct _,
            ModelAct _,
            RunnerAct _,
            SubmissionAct _,
            ReviewAct _,
            DecisionAct _,
            GateAct _,
            MonitoringAct _,
            SeedAct _,
            SampleAct _,
            HoursAct _,
            ImpactAct _ -> {}
      }
    }
  }

  private void registered(VersionRegistered version, String kinship, long judged) {
    link(version.by(), "registered version " + version.version() + kinship);
    version
        .contributors()
        .forEach(person -> link(person, "contributed to version " + version.version() + kinship));
    for (long parent : version.parents()) {
      // A parent is always older, so this ends.
      if (parent < version.version()) {
        version(parent, ", which version " + judged + " comes from", judged);
      }
    }
    for (VersionRegistered earlier : sameFiles(acts, version)) {
      version(earlier.version(), ", whose files are those of version " + version.version(), judged);
    }
    Abroad.hands(version, elsewhere).forEach(this::link);
  }

  /** Earlier versions of the same files: only the cut-off is another one. */
  private static List<VersionRegistered> sameFiles(
      Collection<? extends Act> acts, VersionRegistered version) {
    List<VersionRegistered> same = new ArrayList<>();
    for (Act act : acts) {
      if (act instanceof VersionRegistered one
          && one.version() < version.version()
          && one.manifest().equals(version.manifest())) {
        same.add(one);
      }
    }
    return same;
  }

  private void submission(SubmissionOpened opened, String kinship) {
    link(opened.by(), "opened submission " + opened.submission() + kinship);
    for (Act act : acts) {
      if (act instanceof EvidenceRecorded evidence
          && evidence.submission() == opened.submission()
          && isSupplied(evidence)) {
        link(evidence.by(), "supplied evidence for submission " + opened.submission() + kinship);
      }
    }
  }

  private static boolean isSupplied(EvidenceRecorded evidence) {
    return evidence.level().equals(Policy.Level.SUPPLIED.word());
  }

  /** The first link found says enough. */
  private void link(String person, String words) {
    links.putIfAbsent(person, words);
  }
}
