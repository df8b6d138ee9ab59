// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;

/** Every submission that was opened, and which versions are on their way. */
final class SubmissionsFacts {
  private final SortedMap<Long, SubmissionFacts> submissions = new TreeMap<>();
  private final Map<Passage, Set<Long>> underWay = new HashMap<>();

  /** A version on its way through a gate. */
  private record Passage(String model, long version, String gate) {
    static Passage of(SubmissionOpened opened) {
      return new Passage(opened.model(), opened.version(), opened.gate());
    }
  }

  /** The first act that opens a number counts; the rules refuse a second one. */
  void opened(SubmissionOpened opened) {
    long number = opened.submission();
    if (submissions.putIfAbsent(number, new SubmissionFacts(opened)) == null) {
      underWay.computeIfAbsent(Passage.of(opened), _ -> new HashSet<>()).add(number);
    }
  }

  /**
   * The submission after the act; empty, and nothing done, where none of this number was opened.
   */
  Optional<SubmissionFacts> apply(long number, Act act) {
    Optional<SubmissionFacts> found = find(number);
    found.ifPresent(facts -> facts.apply(act));
    found.filter(facts -> !facts.open()).ifPresent(this::ended);
    return found;
  }

  private void ended(SubmissionFacts facts) {
    underWay
        .getOrDefault(Passage.of(facts.opened()), new HashSet<>())
        .remove(facts.opened().submission());
  }

  Optional<SubmissionFacts> find(long number) {
    return Optional.ofNullable(submissions.get(number));
  }

  SubmissionFacts get(long number) throws UnestablishedException {
    SubmissionFacts facts = submissions.get(number);
    if (facts == null) {
      throw new UnestablishedException(
          "submission.unknown", "No submission " + number + " was opened.");
    }
    return facts;
  }

  /** The number that the next submission has; the first one has 1. */
  long next() {
    return submissions.isEmpty() ? 1 : submissions.lastKey() + 1;
  }

  /** Whether an open submission takes the version through the gate. */
  boolean underWay(String model, long version, String gate) {
    return !underWay.getOrDefault(new Passage(model, version, gate), Set.of()).isEmpty();
  }
}
