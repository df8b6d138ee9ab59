// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.imprimatur.proof.insights.Course.Ending;
import org.imprimatur.proof.insights.Course.Milestones;
import org.imprimatur.proof.insights.Selection.Group;
import org.imprimatur.proof.json.Json;

/** How long the submissions of a group took from one milestone to another. */
public record Velocity(String group, List<Leg> legs) {
  public Velocity {
    legs = List.copyOf(legs);
  }

  /**
   * The way from one milestone to another.
   *
   * @param without how many came to the first and not, or not yet, to the second; they are in no
   *     percentile
   */
  public record Leg(String name, Spread spread, long without) {}

  /** What is measured, from the registration of the version to its end. */
  private static final List<Way> WAYS =
      List.of(
          new Way("registered-submitted", one -> of(one.registered()), one -> of(one.opened())),
          new Way("submitted-response", one -> of(one.opened()), Milestones::responded),
          new Way("submitted-decided", one -> of(one.opened()), Milestones::decided),
          Way.toStage("decided-promoted", Milestones::decided),
          new Way("submitted-ended", one -> of(one.opened()), Milestones::ended),
          Way.toStage("registered-promoted", one -> of(one.registered())));

  private static Optional<Instant> of(Instant instant) {
    return Optional.of(instant);
  }

  /**
   * From one milestone to another.
   *
   * @param promoted whether only what was promoted goes it
   */
  private record Way(
      String word,
      Function<Milestones, Optional<Instant>> from,
      Function<Milestones, Optional<Instant>> to,
      boolean promoted) {
    Way(
        String word,
        Function<Milestones, Optional<Instant>> from,
        Function<Milestones, Optional<Instant>> to) {
      this(word, from, to, false);
    }

    static Way toStage(String word, Function<Milestones, Optional<Instant>> from) {
      return new Way(word, from, Milestones::ended, true);
    }

    private Optional<Long> time(Course course) {
      if (promoted && course.ending() != Ending.PROMOTED) {
        return Optional.empty();
      }
      return from.apply(course.times())
          .flatMap(begin -> to.apply(course.times()).map(end -> Course.between(begin, end)));
    }

    private Leg leg(List<Course> courses) {
      List<Long> times = courses.stream().flatMap(one -> time(one).stream()).toList();
      long begun = courses.stream().filter(one -> from.apply(one.times()).isPresent()).count();
      return new Leg(word, Spread.of(times), begun - times.size());
    }
  }

  static Velocity of(Group group) {
    return new Velocity(group.name(), WAYS.stream().map(way -> way.leg(group.courses())).toList());
  }

  Json toJson() {
    return Json.obj()
        .put("group", group)
        .put(
            "legs",
            Json.array(
                legs.stream()
                    .map(
                        leg ->
                            leg.spread()
                                .write(Json.obj().put("leg", leg.name()))
                                .put("without", leg.without())
                                .build())
                    .toList()))
        .build();
  }
}
