// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.imprimatur.proof.insights.Course.Effort;
import org.imprimatur.proof.insights.Course.Ending;
import org.imprimatur.proof.insights.Selection.Group;
import org.imprimatur.proof.json.Json;

/**
 * How far the submissions of a group came, where they were lost and why, and what they cost.
 *
 * @param lost those that ended without a promotion or are still open, by the last step they came to
 * @param firstPass of those that ended: promoted without a refusal, a rejection or a request for
 *     changes
 * @param straight of those promoted: with nothing beyond the sign-offs that the policy asks for, so
 *     without a challenge, a finding, a hold, a waiver or a condition as well
 */
public record Funnel(
    String group,
    Steps steps,
    List<Lost> lost,
    Share firstPass,
    Share straight,
    Loops loops,
    Totals effort) {
  public Funnel {
    lost = List.copyOf(lost);
  }

  /** How many came so far. */
  public record Steps(long submitted, long checked, long signed, long promoted) {}

  /** So many came no further than a step. */
  public record Lost(String step, Ending ending, long count) {
    Json toJson() {
      return Json.obj().put("step", step).put("ending", ending.word()).put("count", count).build();
    }
  }

  /**
   * How many submissions a promotion took, counted from the promotion before it of the same model
   * through the same gate.
   *
   * @param most of one promotion
   */
  public record Loops(long promotions, long submissions, long most) {}

  /** What was done about all of them together. */
  public record Totals(long signOffs, long evidence, long challenges, long findings, long changes) {
    static Totals of(List<Course> courses) {
      List<Effort> all = courses.stream().map(Course::effort).toList();
      return new Totals(
          all.stream().mapToLong(Effort::signOffs).sum(),
          all.stream().mapToLong(Effort::evidence).sum(),
          all.stream().mapToLong(Effort::challenges).sum(),
          all.stream().mapToLong(Effort::found).sum(),
          all.stream().mapToLong(Effort::changes).sum());
    }

    Json toJson() {
      return Json.obj()
          .put("signOffs", signOffs)
          .put("evidence", evidence)
          .put("challenges", challenges)
          .put("findings", findings)
          .put("changes", changes)
          .build();
    }
  }

  static Funnel of(Group group) {
    List<Course> courses = group.courses();
    long promoted = courses.stream().filter(one -> one.ending() == Ending.PROMOTED).count();
    long ended = courses.stream().filter(one -> !one.open()).count();
    var steps =
        new Steps(
            courses.size(),
            courses.stream().filter(one -> one.times().checked().isPresent()).count(),
            courses.stream().filter(one -> one.times().signed().isPresent()).count(),
            promoted);
    return new Funnel(
        group.name(),
        steps,
        lost(courses),
        Share.of(courses.stream().filter(Course::firstPass).count(), ended),
        Share.of(courses.stream().filter(Course::straight).count(), promoted),
        loops(courses),
        Totals.of(courses));
  }

  private static List<Lost> lost(List<Course> courses) {
    Map<String, Map<Ending, Long>> counts = new HashMap<>();
    for (Course one : courses) {
      if (one.ending() != Ending.PROMOTED) {
        counts.computeIfAbsent(step(one), _ -> new TreeMap<>()).merge(one.ending(), 1L, Long::sum);
      }
    }
    List<Lost> lost = new ArrayList<>();
    for (String step : List.of("submitted", "checked", "signed")) {
      counts
          .getOrDefault(step, Map.of())
          .forEach((ending, count) -> lost.add(new Lost(step, ending, count)));
    }
    return lost;
  }

  private static String step(Course one) {
    if (one.times().signed().isPresent()) {
      return "signed";
    }
    return one.times().checked().isPresent() ? "checked" : "submitted";
  }

  private static Loops loops(List<Course> courses) {
    Map<List<String>, Long> since = new HashMap<>();
    long promotions = 0;
    long submissions = 0;
    long most = 0;
    for (Course one : courses) {
      List<String> way = List.of(one.subject().model(), one.subject().gate());
      long taken = since.merge(way, 1L, Long::sum);
      if (one.ending() == Ending.PROMOTED) {
        promotions++;
        submissions += taken;
        most = Math.max(most, taken);
        since.remove(way);
      }
    }
    return new Loops(promotions, submissions, most);
  }

  Json toJson() {
    return Json.obj()
        .put("group", group)
        .put("submitted", steps.submitted())
        .put("checked", steps.checked())
        .put("signed", steps.signed())
        .put("promoted", steps.promoted())
        .put("lost", Json.array(lost.stream().map(Lost::toJson).toList()))
        .put("firstPass", firstPass.toJson())
        .put("straight", straight.toJson())
        .put(
            "loops",
            Json.obj()
                .put("promotions", loops.promotions())
                .put("submissions", loops.submissions())
                .put("most", loops.most())
                .build())
        .put("effort", effort.toJson())
        .build();
  }
}
