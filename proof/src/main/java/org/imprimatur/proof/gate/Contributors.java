// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct;
import org.imprimatur.proof.act.FoundingAct;
import org.imprimatur.proof.act.GateAct;
import org.imprimatur.proof.act.ModelAct;
import org.imprimatur.proof.act.ModelAct.CardFiled;
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
import org.imprimatur.proof.act.SeedAct;
import org.imprimatur.proof.act.SubmissionAct;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.policy.Policy;

/**
 * Who had a hand in a version, by closure over its parents, or in what its submission pins of the
 * model: each person with the link that makes one a contributor, in words. Derived from acts alone
 * and never declared away.
 */
public final class Contributors {
  private final Collection<? extends Act> acts;
  private final Map<String, String> links = new TreeMap<>();

  private Contributors(Collection<? extends Act> acts) {
    this.acts = acts;
  }

  /**
   * Each contributor to a submission with the link: to its version, and to what it pins.
   *
   * @param acts all acts of the model, with those of its submissions, in the log's order
   */
  public static Map<String, String> of(
      Collection<? extends Act> acts, SubmissionOpened submission) {
    var contributors = new Contributors(acts);
    contributors.version(submission.version(), "", submission.version());
    contributors.stated(
        new Pins(
            Optional.of(submission.use()), submission.promises(), Optional.of(submission.risk())));
    return contributors.links;
  }

  /** The same for a version that would be submitted now, with what it would pin. */
  public static Map<String, String> ahead(Collection<? extends Act> acts, long version) {
    var contributors = new Contributors(acts);
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
            SeedAct _ -> {}
      }
    }
    return hands;
  }

  private static Set<String> hands(ModelAct act) {
    return switch (act) {
      case ModelRegistered registered -> Set.copyOf(List.of(registered.by(), registered.owner()));
      case ModelHanded handed -> Set.of(handed.owner());
      case UseStated _, PromisesStated _, RiskAnswered _, CardFiled _ -> Set.of(act.by());
      case VersionRegistered version -> {
        Set<String> hands = new TreeSet<>(version.contributors());
        hands.add(version.by());
        yield hands;
      }
      case RiskConfirmed _, ExaminationRegistered _ -> Set.of();
    };
  }

  /** What people wrote of the model that a submission pins, by digest. */
  private record Pins(Optional<Digest> use, Optional<Digest> promises, Optional<Digest> risk) {
    private static final Pins NONE = new Pins(Optional.empty(), Optional.empty(), Optional.empty());

    static Pins latest(Collection<? extends Act> acts) {
      Pins pins = NONE;
      for (Act act : acts) {
        pins =
            switch (act) {
              case ModelRegistered one ->
                  new Pins(Optional.of(one.use()), pins.promises, pins.risk);
              case UseStated one -> new Pins(Optional.of(one.use()), pins.promises, pins.risk);
              case PromisesStated one -> new Pins(pins.use, Optional.of(one.promises()), pins.risk);
              case RiskAnswered one ->
                  new Pins(pins.use, pins.promises, Optional.of(one.assessment()));
              case Act _ -> pins;
            };
      }
      return pins;
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
        case RiskAnswered one when pins.risk.equals(Optional.of(one.assessment())) ->
            link(one.by(), "answered the risk questions of the model");
        case Act _ -> {}
      }
    }
  }

  /**
   * How many authors cannot be named, of the version and of those that it comes from.
   *
   * @param acts all acts of the model, with those of its submissions, in the log's order
   */
  public static long unnamed(Collection<? extends Act> acts, long version) {
    Map<Long, VersionRegistered> registered = new HashMap<>();
    for (Act act : acts) {
      if (act instanceof VersionRegistered one) {
        registered.putIfAbsent(one.version(), one);
      }
    }
    long unnamed = 0;
    Set<Long> seen = new HashSet<>();
    var next = new ArrayDeque<>(List.of(version));
    while (!next.isEmpty()) {
      VersionRegistered one = registered.get(next.remove());
      if (one != null && seen.add(one.version())) {
        unnamed += one.unnamed();
        one.parents().forEach(next::add);
      }
    }
    return unnamed;
  }

  private void version(long version, String kinship, long judged) {
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
            SeedAct _ -> {}
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
