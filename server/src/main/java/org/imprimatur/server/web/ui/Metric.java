// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.evidence.Interval;
import org.imprimatur.proof.json.Json;

/** One measure of an evidence record, with its interval and its fraction where it has them. */
record Metric(
    double value, Optional<Double> low, Optional<Double> high, Optional<String> fraction) {
  /** Every measure that has a value. */
  static Map<String, Metric> all(Json.Obj evidence) {
    Map<String, Metric> all = new LinkedHashMap<>();
    if (evidence.find("metrics").orElse(Json.nothing()) instanceof Json.Obj metrics) {
      metrics
          .members()
          .forEach(
              (name, json) -> {
                if (json instanceof Json.Obj metric) {
                  number(metric, "value")
                      .ifPresent(value -> all.put(name, new Metric(metric, value)));
                }
              });
    }
    return all;
  }

  private Metric(Json.Obj json, double value) {
    this(
        value,
        number(json, "low"),
        number(json, "high"),
        number(json, "numerator")
            .flatMap(
                numerator ->
                    number(json, "denominator")
                        .map(
                            denominator ->
                                Words.count(Math.round(numerator))
                                    + " of "
                                    + Words.count(Math.round(denominator)))));
  }

  /** One measure that stands anywhere in the details; empty where it has no value. */
  static Optional<Metric> of(Json.Obj estimate) {
    return number(estimate, "value").map(value -> new Metric(estimate, value));
  }

  static Optional<Double> number(Json.Obj object, String name) {
    return object.find(name).orElse(Json.nothing()) instanceof Json.Num(var value)
        ? Optional.of(value)
        : Optional.empty();
  }

  boolean hasInterval() {
    return low.isPresent() && high.isPresent();
  }

  /** The interval of a measure that has one. */
  Interval bounds() {
    return new Interval(low.orElseThrow(), high.orElseThrow());
  }

  double halfWidth() {
    return hasInterval() ? (high.orElseThrow() - low.orElseThrow()) / 2 : 0;
  }

  /** The value in words; what is counted stands as a percentage. */
  String words() {
    return fraction.isPresent() ? Words.percent(value) : Words.figure(value, halfWidth());
  }

  String interval() {
    if (!hasInterval()) {
      return "";
    }
    return fraction.isPresent()
        ? Words.percents(low.orElseThrow(), high.orElseThrow())
        : Words.interval(low.orElseThrow(), high.orElseThrow());
  }
}
