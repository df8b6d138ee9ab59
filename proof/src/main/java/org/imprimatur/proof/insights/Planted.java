// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.imprimatur.proof.act.SeedAct;
import org.imprimatur.proof.act.SeedAct.SeedCommitted;
import org.imprimatur.proof.act.SeedAct.SeedRevealed;

/** The seeded cases so far: how many are still closed, and what became of those revealed. */
final class Planted {
  private final Set<String> closed = new HashSet<>();
  private final Set<String> known = new HashSet<>();
  private final List<Caught> cases = new ArrayList<>();
  private long none;

  /** A case after its reveal, with the submissions that its version had. */
  private record Caught(List<Running> submissions) {
    Seeds.Result result() {
      return submissions.stream()
          .map(Running::seeded)
          .min(Comparator.naturalOrder())
          .orElse(Seeds.Result.UNDECIDED);
    }
  }

  void apply(SeedAct act, Collection<Running> submissions) {
    switch (act) {
      case SeedCommitted one -> {
        if (known.add(one.seed())) {
          closed.add(one.seed());
        }
      }
      case SeedRevealed one -> {
        if (closed.remove(one.seed())) {
          revealed(one, submissions);
        }
      }
    }
  }

  private void revealed(SeedRevealed act, Collection<Running> submissions) {
    if (act.bad().isEmpty()) {
      none++;
    }
    act.bad()
        .map(
            bad ->
                submissions.stream().filter(one -> one.isOf(bad.model(), bad.version())).toList())
        .ifPresent(
            some -> {
              some.forEach(one -> one.reveal(act.at()));
              cases.add(new Caught(some));
            });
  }

  Seeds seeds(List<Course> selected) {
    Set<Long> numbers = new HashSet<>();
    selected.forEach(one -> numbers.add(one.number()));
    List<Seeds.Tried> tried = new ArrayList<>();
    for (Caught one : cases) {
      List<Running> some =
          one.submissions().stream().filter(each -> numbers.contains(each.number())).toList();
      some.stream()
          .findFirst()
          .ifPresent(
              first ->
                  tried.add(
                      new Seeds.Tried(
                          first.tier(),
                          new Caught(some).result(),
                          some.stream().flatMap(each -> each.signers().stream()).toList())));
    }
    return Seeds.of(closed.size(), none, tried);
  }
}
