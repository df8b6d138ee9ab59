// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One estimate in every group of an attribute; the groups have no row in common. */
record GroupEstimates(Map<String, Estimate> byGroup) {
  private static final Comparator<Estimate> BY_VALUE =
      Comparator.comparingDouble(GroupEstimates::value);

  GroupEstimates {
    byGroup = new LinkedHashMap<>(byGroup);
  }

  private @Nullable String incomplete() {
    if (byGroup.isEmpty()) {
      return Estimate.NO_ROWS;
    }
    List<String> undefined =
        byGroup.entrySet().stream()
            .filter(group -> !group.getValue().isDefined())
            .map(Map.Entry::getKey)
            .toList();
    return undefined.isEmpty() ? null : "It is undefined in: " + String.join(", ", undefined) + ".";
  }

  private static double value(Estimate estimate) {
    return Objects.requireNonNull(estimate.value());
  }

  /** The group's estimate that is smallest, with its own interval; undefined if any group's is. */
  Estimate least(String definition) {
    return end(definition, BY_VALUE.reversed());
  }

  Estimate most(String definition) {
    return end(definition, BY_VALUE);
  }

  private Estimate end(String definition, Comparator<Estimate> order) {
    String reason = incomplete();
    if (reason != null) {
      return Estimate.undefined(definition, reason);
    }
    Estimate found = byGroup.values().stream().max(order).orElseThrow();
    return Estimate.of(definition, value(found), found.interval());
  }

  /**
   * Largest minus smallest, with the interval of a difference of independent estimates ({@link
   * Interval#difference}) cut to the range that is possible.
   */
  Estimate difference(String definition, @Nullable Interval possible) {
    String reason = incomplete();
    if (reason != null) {
      return Estimate.undefined(definition, reason);
    }
    if (byGroup.size() == 1) {
      return Estimate.of(definition, 0);
    }
    Estimate high = byGroup.values().stream().max(BY_VALUE).orElseThrow();
    Estimate low = byGroup.values().stream().min(BY_VALUE).orElseThrow();
    double gap = value(high) - value(low);
    if (high.interval() == null || low.interval() == null) {
      return Estimate.of(definition, gap);
    }
    Interval interval =
        Interval.difference(value(high), high.interval(), value(low), low.interval());
    return Estimate.of(definition, gap, possible == null ? interval : interval.within(possible));
  }
}
