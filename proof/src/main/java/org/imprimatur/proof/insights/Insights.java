// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.imprimatur.proof.hours.Timetable;
import org.imprimatur.proof.insights.Course.Subject;
import org.imprimatur.proof.insights.Selection.Group;
import org.imprimatur.proof.json.Json;

/**
 * All measures over one log at one instant, {@code insights/v1}. The same log, instant and
 * selection give the same bytes wherever they are computed.
 *
 * @param entries how many entries of the log are in it
 * @param choices the names that a selection can be made by
 * @param hours the working hours that hold; empty where none were ever stated
 * @param weeks of the selected, by the week of the end
 * @param longest the open submissions, the one that its owner has had longest first
 */
public record Insights(
    Instant at,
    long entries,
    Selection selection,
    Choices choices,
    Optional<Hours.Held> hours,
    List<Velocity> velocity,
    List<Week> weeks,
    Forecasts forecasts,
    List<Ledger> ledgers,
    List<Ledger.Waiting> longest,
    List<Funnel> funnels,
    Quality quality,
    Theatre theatre,
    Outcome outcome,
    Seeds seeds) {
  public Insights {
    velocity = List.copyOf(velocity);
    weeks = List.copyOf(weeks);
    ledgers = List.copyOf(ledgers);
    longest = List.copyOf(longest);
    funnels = List.copyOf(funnels);
  }

  /** The tiers, policies and teams that there are. */
  public record Choices(
      SortedSet<String> tiers, SortedSet<String> policies, SortedSet<String> teams) {
    static Choices of(List<Course> courses) {
      return new Choices(
          names(courses, Subject::tier),
          names(courses, Subject::policy),
          names(courses, Subject::team));
    }

    private static SortedSet<String> names(List<Course> courses, Function<Subject, String> name) {
      var names = new TreeSet<String>();
      courses.forEach(one -> names.add(name.apply(one.subject())));
      names.remove("");
      return names;
    }
  }

  /**
   * Measures what the acts so far tell.
   *
   * @param at not before the last act, and not after {@link Chronicle#LATEST}
   */
  public static Insights of(Chronicle chronicle, Instant at, Selection selection) {
    if (at.isBefore(chronicle.last())) {
      throw new IllegalArgumentException("The log goes on until " + chronicle.last());
    }
    if (at.isAfter(Chronicle.LATEST)) {
      throw new IllegalArgumentException("Nothing is timed beyond " + Chronicle.LATEST);
    }
    List<Course> every = chronicle.courses(at);
    // What was bad on purpose says nothing about anything but the seeded cases.
    List<Course> all = every.stream().filter(one -> !one.seeded()).toList();
    List<Course> selected = all.stream().filter(selection::takes).toList();
    List<Group> groups = selection.groups(selected);
    Timetable hours = chronicle.hours().until(at);
    return new Insights(
        at,
        chronicle.entries(),
        selection,
        Choices.of(all),
        chronicle.hours().held(),
        groups.stream().map(Velocity::of).toList(),
        Week.of(selected),
        Forecasts.of(all, selected, at),
        groups.stream().map(group -> Ledger.of(group, hours, at)).toList(),
        Ledger.longest(selected, hours),
        groups.stream().map(Funnel::of).toList(),
        Quality.of(selected),
        Theatre.of(selected, chronicle.watching(at), at),
        Outcome.of(selected),
        chronicle.seeds(every.stream().filter(selection::takes).toList()));
  }

  public Optional<Velocity> velocity(String group) {
    return velocity.stream().filter(one -> one.group().equals(group)).findFirst();
  }

  public Json.Obj toJson() {
    Json.Builder json = Json.obj();
    hours.ifPresent(held -> json.put("hours", held.toJson()));
    return json.put("imprimatur", "insights/v1")
        .put("at", at.toString())
        .put("entries", entries)
        .put("selection", selection.toJson())
        .put(
            "least",
            Json.obj()
                .put("times", Spread.LEAST)
                .put("shares", Spread.LEAST)
                .put("signOffs", Share.LEAST_OF_REVIEW)
                .put("people", Quality.LEAST_PEOPLE)
                .put("approvals", Rate.LEAST)
                .build())
        .put("velocity", Json.array(velocity.stream().map(Velocity::toJson).toList()))
        .put("weeks", Json.array(weeks.stream().map(Week::toJson).toList()))
        .put("forecasts", forecasts.toJson())
        .put("waits", Json.array(ledgers.stream().map(Ledger::toJson).toList()))
        .put("longest", Json.array(longest.stream().map(Ledger.Waiting::toJson).toList()))
        .put("funnel", Json.array(funnels.stream().map(Funnel::toJson).toList()))
        .put("quality", quality.toJson())
        .put("theatre", theatre.toJson())
        .put("outcome", outcome.toJson())
        .put("seeds", seeds.toJson())
        .build();
  }
}
