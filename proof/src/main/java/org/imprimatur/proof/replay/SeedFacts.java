// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.SeedAct;
import org.imprimatur.proof.act.SeedAct.Case;
import org.imprimatur.proof.act.SeedAct.SeedCommitted;
import org.imprimatur.proof.act.SeedAct.SeedRevealed;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;

/**
 * Commitments to seeded cases, and what happened to every version: which of them was one is known
 * only at the end.
 */
final class SeedFacts {
  private final Map<String, Committed> committed = new HashMap<>();
  private final Set<Digest> commitments = new HashSet<>();
  private final Map<String, SeedRevealed> revealed = new HashMap<>();
  private final Map<Version, String> cases = new HashMap<>();
  private final Map<Version, List<Placed>> acts = new HashMap<>();
  private long position;

  private record Version(String model, long version) {
    static Version of(Case bad) {
      return new Version(bad.model(), bad.version());
    }
  }

  /** An act with its place among all. */
  private record Placed(long position, Act act) {}

  /** A commitment with its place among all acts. */
  record Committed(long position, SeedCommitted act) {}

  /** Takes the next act, with the opening of the submission that it is about, if it is. */
  void apply(Act act, Optional<SubmissionOpened> about) {
    position++;
    switch (act) {
      case SeedCommitted one -> {
        committed.putIfAbsent(one.seed(), new Committed(position, one));
        commitments.add(one.commitment());
      }
      case SeedRevealed one -> {
        revealed.putIfAbsent(one.seed(), one);
        one.bad().ifPresent(bad -> cases.putIfAbsent(Version.of(bad), one.seed()));
      }
      case Act _ ->
          about.ifPresent(
              opened ->
                  acts.computeIfAbsent(
                          new Version(opened.model(), opened.version()), _ -> new ArrayList<>())
                      .add(new Placed(position, act)));
    }
  }

  Optional<Committed> committed(String seed) {
    return Optional.ofNullable(committed.get(seed));
  }

  boolean uses(Digest commitment) {
    return commitments.contains(commitment);
  }

  boolean isRevealed(SeedAct act) {
    return revealed.containsKey(act.seed());
  }

  /** Whether a version was revealed to be a case. */
  boolean isCase(String model, long version) {
    return cases.containsKey(new Version(model, version));
  }

  /** What was done about the submissions of a case before its commitment. */
  List<Act> before(Case bad, Committed commitment) {
    return about(bad).stream()
        .filter(one -> one.position() < commitment.position())
        .map(Placed::act)
        .toList();
  }

  List<Act> since(Case bad, Committed commitment) {
    return about(bad).stream()
        .filter(one -> one.position() > commitment.position())
        .map(Placed::act)
        .toList();
  }

  private List<Placed> about(Case bad) {
    return acts.getOrDefault(Version.of(bad), List.of());
  }
}
