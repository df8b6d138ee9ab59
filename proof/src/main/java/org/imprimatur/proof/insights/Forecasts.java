// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.imprimatur.proof.insights.Survival.Life;
import org.imprimatur.proof.json.Json;

/**
 * When each open submission will have ended, from how long others of its tier took, given its age;
 * beside it, how often such words came true.
 *
 * <p>The accuracy says of every finished submission what would have been said when it was opened,
 * from what was known then, and counts how many ended by it.
 */
public record Forecasts(List<Forecast> open, List<Accuracy> accuracy) {
  private static final int LIKELY = 50;
  private static final int SAFE = 85;

  /** The latest submissions of a tier that a forecast rests on. */
  static final int MOST = 500;

  /** The latest submissions of a tier that the accuracy tries. */
  private static final int TRIED = 200;

  public Forecasts {
    open = List.copyOf(open);
    accuracy = List.copyOf(accuracy);
  }

  /**
   * When one will have ended.
   *
   * @param likely by when half of those like it ended; empty where too few tell
   * @param safe by when 85 of 100 did
   */
  public record Forecast(
      long submission,
      String modelName,
      String tier,
      Instant opened,
      Optional<Instant> likely,
      Optional<Instant> safe) {
    Json toJson() {
      Json.Builder json =
          Json.obj()
              .put("submission", submission)
              .put("model", modelName)
              .put("tier", tier)
              .put("opened", opened.toString());
      likely.ifPresent(at -> json.put("p50", at.toString()));
      safe.ifPresent(at -> json.put("p85", at.toString()));
      return json.build();
    }
  }

  /** How many of the finished ended by what would have been said, in one tier. */
  public record Accuracy(String tier, Share likely, Share safe) {
    Json toJson() {
      return Json.obj()
          .put("tier", tier)
          .put("p50", likely.toJson())
          .put("p85", safe.toJson())
          .build();
    }
  }

  /**
   * The forecasts of the selected.
   *
   * @param all every submission that there is: a forecast rests on its whole tier
   */
  static Forecasts of(List<Course> all, List<Course> selected, Instant at) {
    var tiers = new TreeMap<String, List<Course>>();
    all.stream()
        .sorted(Comparator.comparing(one -> one.times().opened()))
        .forEach(
            one -> tiers.computeIfAbsent(one.subject().tier(), _ -> new ArrayList<>()).add(one));
    List<Forecast> open =
        selected.stream()
            .filter(Course::open)
            .map(one -> forecast(one, tiers.getOrDefault(one.subject().tier(), List.of()), at))
            .toList();
    List<Accuracy> accuracy = new ArrayList<>();
    for (Map.Entry<String, List<Course>> tier : tiers.entrySet()) {
      if (selected.stream().anyMatch(one -> one.subject().tier().equals(tier.getKey()))) {
        accuracy.add(accuracy(tier.getKey(), tier.getValue()));
      }
    }
    return new Forecasts(open, accuracy);
  }

  private static Forecast forecast(Course course, List<Course> tier, Instant at) {
    // One more than are needed, since it may be among them itself.
    List<Course> others =
        tier.subList(Math.max(0, tier.size() - MOST - 1), tier.size()).stream()
            .filter(one -> one.number() != course.number())
            .toList();
    Survival past = known(latest(others), at);
    long age = course.millis();
    return new Forecast(
        course.number(),
        course.subject().modelName(),
        course.subject().tier(),
        course.times().opened(),
        instant(course, past.within(LIKELY, age)),
        instant(course, past.within(SAFE, age)));
  }

  private static List<Course> latest(List<Course> courses) {
    return courses.subList(Math.max(0, courses.size() - MOST), courses.size());
  }

  private static Optional<Instant> instant(Course course, OptionalLong millis) {
    return millis.isPresent()
        ? Optional.of(course.times().opened().plusMillis(millis.getAsLong()))
        : Optional.empty();
  }

  /** What was known at an instant of submissions that were opened before it. */
  private static Survival known(List<Course> courses, Instant at) {
    List<Life> lives = new ArrayList<>();
    for (Course one : courses) {
      Optional<Instant> ended = one.times().ended().filter(end -> !end.isAfter(at));
      lives.add(
          new Life(Course.between(one.times().opened(), ended.orElse(at)), ended.isPresent()));
    }
    return new Survival(lives);
  }

  private static Accuracy accuracy(String tier, List<Course> courses) {
    long tried = 0;
    long likely = 0;
    long triedSafe = 0;
    long safe = 0;
    for (int i = Math.max(0, courses.size() - TRIED); i < courses.size(); i++) {
      Course one = courses.get(i);
      if (!one.open()) {
        Survival past = known(latest(courses.subList(0, i)), one.times().opened());
        OptionalLong half = past.within(LIKELY, -1);
        OptionalLong most = past.within(SAFE, -1);
        tried += half.isPresent() ? 1 : 0;
        triedSafe += most.isPresent() ? 1 : 0;
        likely += half.isPresent() && one.millis() <= half.getAsLong() ? 1 : 0;
        safe += most.isPresent() && one.millis() <= most.getAsLong() ? 1 : 0;
      }
    }
    return new Accuracy(tier, Share.of(likely, tried), Share.of(safe, triedSafe));
  }

  Json toJson() {
    return Json.obj()
        .put("open", Json.array(open.stream().map(Forecast::toJson).toList()))
        .put("accuracy", Json.array(accuracy.stream().map(Accuracy::toJson).toList()))
        .build();
  }
}
