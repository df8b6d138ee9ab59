// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How much worse a challenger may be and still count as not inferior.
 *
 * @param share of metrics that are shares and have no margin of their own
 * @param stated margins of single metrics, in their unit
 */
public record Margins(double share, Map<ComparedMetric, Double> stated) {
  /** What is allowed where nothing is said. */
  public static final double PRESET = 0.02;

  public Margins {
    Map<ComparedMetric, Double> copy = new EnumMap<>(ComparedMetric.class);
    copy.putAll(stated);
    stated = copy;
  }

  public static Margins of(double share) {
    return new Margins(share, Map.of());
  }

  /**
   * What a policy judges: the metrics that it names and that there are, else the first of them.
   *
   * @param found the metrics that a comparison has
   * @param limits the numbers of the policy, by name
   */
  public static Map<ComparedMetric, Double> judged(
      Set<ComparedMetric> found, Map<String, Double> limits) {
    Map<ComparedMetric, Double> judged = new EnumMap<>(ComparedMetric.class);
    for (ComparedMetric metric : found) {
      Double own = limits.get(metric.word());
      if (own != null) {
        judged.put(metric, own);
      }
    }
    if (judged.isEmpty()) {
      found.stream()
          .min(Comparator.naturalOrder())
          .ifPresent(first -> judged.put(first, limits.getOrDefault("margin", PRESET)));
    }
    return judged;
  }

  /** The margin of a metric; a metric with a unit has none unless it is stated. */
  public Optional<Double> of(ComparedMetric metric) {
    Double own = stated.get(metric);
    return own != null
        ? Optional.of(own)
        : metric.isShare() ? Optional.of(share) : Optional.empty();
  }
}
