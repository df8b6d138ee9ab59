// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.act.SampleAct;
import org.imprimatur.proof.sample.Decided;
import org.imprimatur.proof.sample.Sample;

/** What was decided, and the samples that were drawn of it. */
final class SampleFacts {
  private final List<Decided> decided = new ArrayList<>();
  private final SortedMap<Long, List<SampleAct>> samples = new TreeMap<>();

  void decided(Decided one) {
    decided.add(one);
  }

  void apply(SampleAct act) {
    samples.computeIfAbsent(act.sample(), _ -> new ArrayList<>()).add(act);
  }

  List<Decided> decided() {
    return Collections.unmodifiableList(decided);
  }

  Optional<Sample> sample(long number) {
    return Optional.ofNullable(Sample.all(samples.getOrDefault(number, List.of())).get(number));
  }

  long next() {
    return samples.isEmpty() ? 1 : samples.lastKey() + 1;
  }
}
