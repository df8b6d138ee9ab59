// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One rate in every group of an attribute, and how far the groups are apart. */
public final class GroupRates {
  /** {@code count} of {@code rows} in a group; the rate is undefined without rows. */
  public record Rate(String group, long count, long rows) {
    double value() {
      return (double) count / rows;
    }

    Interval interval() {
      return Interval.wilson(count, rows);
    }
  }

  private final List<Rate> defined;
  private final List<String> leftOut;

  public GroupRates(List<Rate> rates) {
    defined = rates.stream().filter(rate -> rate.rows() > 0).toList();
    leftOut = rates.stream().filter(rate -> rate.rows() == 0).map(Rate::group).toList();
  }

  List<String> leftOut() {
    return leftOut;
  }

  private Rate least() {
    return defined.stream().min(Comparator.comparingDouble(Rate::value)).orElseThrow();
  }

  private Rate most() {
    return defined.stream().max(Comparator.comparingDouble(Rate::value)).orElseThrow();
  }

  private @Nullable String noGap() {
    if (defined.isEmpty()) {
      return "The rate is undefined in every group.";
    }
    return defined.size() == 1 && !leftOut.isEmpty()
        ? "The rate is defined in one group only."
        : null;
  }

  private @Nullable String incomplete() {
    return leftOut.isEmpty()
        ? noGap()
        : "The rate is undefined in: " + String.join(", ", leftOut) + ".";
  }

  /** Largest minus smallest rate over the groups where it is defined. */
  @Nullable Double differenceOfDefined() {
    return noGap() == null ? most().value() - least().value() : null;
  }

  /** Largest minus smallest rate with Newcombe's interval; undefined if any group's rate is. */
  Estimate difference(String definition) {
    String reason = incomplete();
    if (reason != null) {
      return Estimate.undefined(definition, reason);
    }
    Rate high = most();
    Rate low = least();
    double gap = high.value() - low.value();
    double below =
        StrictMath.hypot(high.value() - high.interval().low(), low.interval().high() - low.value());
    double above =
        StrictMath.hypot(high.interval().high() - high.value(), low.value() - low.interval().low());
    if (defined.size() == 1) {
      return Estimate.of(definition, 0);
    }
    return Estimate.of(
        definition, gap, new Interval(Math.max(-1, gap - below), Math.min(1, gap + above)));
  }

  /** Smallest over largest rate with the Katz-log interval; undefined if any group's rate is. */
  public Estimate ratio(String definition) {
    String reason = incomplete();
    if (reason != null) {
      return Estimate.undefined(definition, reason);
    }
    Rate high = most();
    Rate low = least();
    if (high.count() == 0) {
      return Estimate.undefined(definition, "The rate is 0 in every group.");
    }
    if (defined.size() == 1) {
      return Estimate.of(definition, 1);
    }
    Interval interval = Interval.katzLog(low.count(), low.rows(), high.count(), high.rows());
    return Estimate.of(definition, low.value() / high.value(), interval);
  }
}
