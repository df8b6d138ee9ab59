// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.imprimatur.proof.insights.Course.Signed;
import org.imprimatur.proof.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What the sign-offs of each role look like. No figure is of a person: a role whose sign-offs came
 * from fewer than {@link #LEAST_PEOPLE} people, or that gave fewer than {@link
 * Share#LEAST_OF_REVIEW}, has none.
 *
 * @param dissent of the submissions that several people signed: not all of them approved
 */
public record Quality(List<OfRole> roles, Share dissent) {
  public static final int LEAST_PEOPLE = 3;

  /**
   * Why nothing is said of so many things of so many people: only what lacks.
   *
   * @param thing one of them in words, such as {@code sign-off}
   */
  public static String lacking(String thing, long count, long least, long people) {
    List<String> lacking = new ArrayList<>();
    if (count < least) {
      lacking.add(
          "%d %s%s, at least %d needed".formatted(count, thing, count == 1 ? "" : "s", least));
    }
    if (people < LEAST_PEOPLE) {
      lacking.add(
          "%d %s, at least %d needed"
              .formatted(people, people == 1 ? "person" : "people", LEAST_PEOPLE));
    }
    return String.join("; ", lacking);
  }

  /** So many approvals without a word, one after another by one person, are a run. */
  public static final int RUN = 5;

  public Quality {
    roles = List.copyOf(roles);
  }

  /**
   * The sign-offs of one role.
   *
   * @param figures empty where they would be about too few sign-offs or people
   */
  public record OfRole(String role, long signOffs, long people, Optional<Figures> figures) {
    Json toJson() {
      Json.Builder json =
          Json.obj().put("role", role).put("signOffs", signOffs).put("people", people);
      figures.ifPresent(one -> json.put("figures", one.toJson()));
      return json.build();
    }
  }

  /**
   * What a role's sign-offs look like.
   *
   * @param decisions how often each decision was taken
   * @param entropy of the decisions in bits; 0 where all are the same, 2 where the four are equally
   *     frequent
   * @param asked from the role's turn to the sign-off
   * @param early how many came before it was the role's turn
   * @param challenged of the submissions that it signed: a signer challenged something
   * @param runs how many runs of wordless approvals there were
   * @param inRuns how many approvals stood in one
   */
  public record Figures(
      Share approvals,
      Map<String, Long> decisions,
      double entropy,
      Spread asked,
      long early,
      Share challenged,
      long runs,
      Share inRuns) {
    public Figures {
      decisions = Map.copyOf(decisions);
    }

    Json toJson() {
      Json.Builder counts = Json.obj();
      decisions.forEach(counts::put);
      return Json.obj()
          .put("approvals", approvals.toJson())
          .put("decisions", counts.build())
          .put("entropy", entropy)
          .put("asked", asked.write(Json.obj()).build())
          .put("early", early)
          .put("challenged", challenged.toJson())
          .put("runs", runs)
          .put("inRuns", inRuns.toJson())
          .build();
    }
  }

  /** A sign-off and the submission that it is about. */
  private record Given(Signed signed, long submission) {}

  static Quality of(List<Course> courses) {
    Map<String, List<Given>> byRole = new TreeMap<>();
    for (Course course : courses) {
      for (Signed signed : course.signed()) {
        byRole
            .computeIfAbsent(signed.role(), _ -> new ArrayList<>())
            .add(new Given(signed, course.number()));
      }
    }
    List<OfRole> roles = new ArrayList<>();
    byRole.forEach((role, given) -> roles.add(role(role, given)));
    return new Quality(roles, dissent(courses));
  }

  private static Share dissent(List<Course> courses) {
    long several = 0;
    long divided = 0;
    for (Course course : courses) {
      long people = course.signed().stream().map(Signed::person).distinct().count();
      if (people > 1) {
        several++;
        divided += course.signed().stream().allMatch(Signed::approves) ? 0 : 1;
      }
    }
    return Share.ofReview(divided, several);
  }

  private static OfRole role(String role, List<Given> given) {
    long people = given.stream().map(one -> one.signed().person()).distinct().count();
    boolean enough = given.size() >= Share.LEAST_OF_REVIEW && people >= LEAST_PEOPLE;
    return new OfRole(
        role, given.size(), people, enough ? Optional.of(figures(given)) : Optional.empty());
  }

  private static Figures figures(List<Given> given) {
    List<Signed> all = given.stream().map(Given::signed).toList();
    Map<String, Long> decisions = new TreeMap<>();
    all.forEach(one -> decisions.merge(one.decision(), 1L, Long::sum));
    Set<Long> submissions = new HashSet<>();
    Set<Long> challenged = new HashSet<>();
    for (Given one : given) {
      submissions.add(one.submission());
      if (one.signed().challenged()) {
        challenged.add(one.submission());
      }
    }
    List<Integer> runs = runs(all);
    long approvals = all.stream().filter(Signed::approves).count();
    List<Long> asked =
        all.stream()
            .flatMap(one -> one.asked().map(since -> Course.between(since, one.at())).stream())
            .toList();
    return new Figures(
        Share.ofReview(approvals, all.size()),
        decisions,
        entropy(decisions, all.size()),
        Spread.of(asked),
        all.size() - asked.size(),
        Share.ofReview(challenged.size(), submissions.size()),
        runs.size(),
        Share.ofReview(runs.stream().mapToLong(Integer::longValue).sum(), approvals));
  }

  private static double entropy(Map<String, Long> decisions, int all) {
    double bits = 0;
    for (long count : decisions.values()) {
      double share = (double) count / (double) all;
      bits -= share * StrictMath.log(share) / StrictMath.log(2);
    }
    return bits;
  }

  /** The lengths of the runs of all people; another decision or a word ends one. */
  private static List<Integer> runs(List<Signed> all) {
    Map<String, Integer> now = new HashMap<>();
    List<Integer> runs = new ArrayList<>();
    for (Signed one : all.stream().sorted(Comparator.comparing(Signed::at)).toList()) {
      if (one.decision().equals("approve") && !one.worded()) {
        now.merge(one.person(), 1, Integer::sum);
      } else {
        ended(now.remove(one.person())).ifPresent(runs::add);
      }
    }
    now.values().forEach(length -> ended(length).ifPresent(runs::add));
    return runs;
  }

  private static Optional<Integer> ended(@Nullable Integer length) {
    return Optional.ofNullable(length).filter(one -> one >= RUN);
  }

  Json toJson() {
    return Json.obj()
        .put("roles", Json.array(roles.stream().map(OfRole::toJson).toList()))
        .put("dissent", dissent.toJson())
        .build();
  }
}
