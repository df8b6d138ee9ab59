// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.json.Json;

/** What groups can be compared by; one panel shows one of them. */
enum GroupMetric {
  FAVOURABLE("favourable", "Favourable outcome", "", ""),
  TPR("tpr", "Recall", "tpr", "tpr_wilson95"),
  FPR("fpr", "False positive rate", "fpr", "fpr_wilson95"),
  PRECISION("precision", "Precision", "precision", "precision_wilson95"),
  CALIBRATION(
      "calibration",
      "Recorded to expected",
      "observed_over_expected",
      "observed_over_expected_wilson95"),
  SELECTED("", "Favourable outcome", "selection_rate", "selection_rate_wilson95"),
  NOT_SELECTED("", "Favourable outcome", "selection_rate", "selection_rate_wilson95");

  private final String key;
  private final String words;
  private final String figure;
  private final String interval;

  GroupMetric(String key, String words, String figure, String interval) {
    this.key = key;
    this.words = words;
    this.figure = figure;
    this.interval = interval;
  }

  /** Whether a reader chooses it. */
  boolean isOffered() {
    return !key.isEmpty();
  }

  /** The one asked for; the favourable outcome where none is. */
  static GroupMetric of(String key) {
    return Arrays.stream(values())
        .filter(metric -> metric.isOffered() && metric.key.equals(key))
        .findFirst()
        .orElse(FAVOURABLE);
  }

  String key() {
    return key;
  }

  String words() {
    return words;
  }

  /** What it is for a group, if it is defined. */
  Optional<Double> of(Json.Obj group) {
    return Tree.number(group, figure).map(value -> this == NOT_SELECTED ? 1 - value : value);
  }

  /** Its interval, low and high; empty where there is none. */
  List<Double> interval(Json.Obj group) {
    List<Double> found = Tree.numbers(group, interval);
    if (found.size() != 2) {
      return List.of();
    }
    return this == NOT_SELECTED ? List.of(1 - found.getLast(), 1 - found.getFirst()) : found;
  }

  /** Why a group has no value. */
  String undefined(Json.Obj group) {
    return Tree.text(Tree.at(group, "undefined"), figure)
        .map(reason -> "not drawn: " + reason)
        .orElse("");
  }

  /** The attribute's figures that sum it up. */
  List<String> gaps() {
    return switch (this) {
      case TPR -> List.of("equal_opportunity_difference", "equalized_odds_difference");
      case FPR -> List.of("false_positive_rate_difference", "equalized_odds_difference");
      case PRECISION -> List.of("predictive_parity_difference");
      case CALIBRATION -> List.of("observed_over_expected_min", "observed_over_expected_max");
      case FAVOURABLE, SELECTED, NOT_SELECTED -> List.of();
    };
  }

  /** Whether it is a share of rows; else a ratio around 1. */
  boolean isShare() {
    return this != CALIBRATION;
  }
}
