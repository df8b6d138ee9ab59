// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct;
import org.imprimatur.proof.act.FoundingAct;
import org.imprimatur.proof.act.GateAct;
import org.imprimatur.proof.act.ModelAct;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.PeopleAct;
import org.imprimatur.proof.act.PolicyAct;
import org.imprimatur.proof.act.ReviewAct;
import org.imprimatur.proof.act.RunnerAct;
import org.imprimatur.proof.act.SubmissionAct;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.policy.Policy;

/**
 * Who had a hand in a version, by closure over its parents: each person with the link that makes
 * one a contributor, in words. Derived from acts alone and never declared away.
 */
public final class Contributors {
  private final Collection<? extends Act> acts;
  private final Map<String, String> links = new TreeMap<>();

  private Contributors(Collection<? extends Act> acts) {
    this.acts = acts;
  }

  /**
   * Each contributor with the link.
   *
   * @param acts all acts of the model, with those of its submissions, in the log's order
   * @param version the version that is judged
   */
  public static Map<String, String> of(Collection<? extends Act> acts, long version) {
    var contributors = new Contributors(acts);
    contributors.version(version, "", version);
    return contributors.links;
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
            GateAct _ -> {}
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
          && evidence.level().equals(Policy.Level.SUPPLIED.word())) {
        link(evidence.by(), "supplied evidence for submission " + opened.submission() + kinship);
      }
    }
  }

  /** The first link found says enough. */
  private void link(String person, String words) {
    links.putIfAbsent(person, words);
  }
}
