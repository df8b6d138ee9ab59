// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.imprimatur.proof.insights.Course.Subject;
import org.imprimatur.proof.json.Json;

/**
 * Which submissions are measured, and by what they are told apart.
 *
 * @param since only what was opened then or later
 */
public record Selection(
    By by,
    Optional<String> tier,
    Optional<String> policy,
    Optional<String> team,
    Optional<Instant> since) {
  public static final Selection ALL =
      new Selection(
          By.TIER, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** What tells groups apart. */
  public enum By {
    TIER("tier"),
    POLICY("policy"),
    TEAM("team");

    private final String word;

    By(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    public static Optional<By> of(String word) {
      return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }
  }

  /** Some submissions under one name; the name of all of them is empty. */
  public record Group(String name, List<Course> courses) {
    public Group {
      courses = List.copyOf(courses);
    }
  }

  /** All that are selected, and then each group in the order of the names. */
  List<Group> groups(List<Course> selected) {
    var named = new TreeMap<String, List<Course>>();
    for (Course course : selected) {
      named.computeIfAbsent(key(course.subject()), _ -> new ArrayList<>()).add(course);
    }
    List<Group> groups = new ArrayList<>();
    groups.add(new Group("", selected));
    named.forEach((name, courses) -> groups.add(new Group(name, courses)));
    return groups;
  }

  /** What cannot be told has a name of its own, since the empty one means all. */
  String key(Subject subject) {
    String name =
        switch (by) {
          case TIER -> subject.tier();
          case POLICY -> subject.policy();
          case TEAM -> subject.team();
        };
    return name.isEmpty() ? "(none)" : name;
  }

  boolean takes(Course course) {
    Subject subject = course.subject();
    return tier.map(subject.tier()::equals).orElse(true)
        && policy.map(subject.policy()::equals).orElse(true)
        && team.map(subject.team()::equals).orElse(true)
        && since.map(from -> !course.times().opened().isBefore(from)).orElse(true);
  }

  Json toJson() {
    Json.Builder json = Json.obj().put("by", by.word());
    tier.ifPresent(value -> json.put("tier", value));
    policy.ifPresent(value -> json.put("policy", value));
    team.ifPresent(value -> json.put("team", value));
    since.ifPresent(value -> json.put("since", value.toString()));
    return json.build();
  }
}
