// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.imprimatur.proof.hours.Timetable;
import org.imprimatur.proof.insights.Selection.Group;
import org.imprimatur.proof.json.Json;

/**
 * Who had the submissions of a group for how long. The parts sum to the whole, to the millisecond.
 * What people had in closed hours is a part of its own; checks and holds go on in them.
 *
 * @param submissions how many there are, open ones with their time so far
 * @param millis all their time together, from each opening to its end or to now
 */
public record Ledger(String group, long submissions, long millis, List<Part> parts) {
  public Ledger {
    parts = List.copyOf(parts);
  }

  /**
   * What one owner had of it.
   *
   * @param submissions how many it had at some time
   */
  public record Part(Owner owner, long millis, long submissions) {
    Json toJson() {
      return owner.write(Json.obj()).put("millis", millis).put("submissions", submissions).build();
    }
  }

  /**
   * An open submission and who has it now.
   *
   * @param open how many milliseconds of it were in working hours, whoever has it; empty where none
   *     were ever stated
   */
  public record Waiting(Course course, Span span, OptionalLong open) {
    Json toJson() {
      Json.Builder json =
          span.owner()
              .write(Json.obj())
              .put("submission", course.number())
              .put("model", course.subject().modelName())
              .put("tier", course.subject().tier())
              .put("since", span.from().toString())
              .put("millis", span.millis());
      open.ifPresent(millis -> json.put("open", millis));
      return json.build();
    }
  }

  static Ledger of(Group group, Timetable hours, Instant at) {
    Map<Owner, Long> millis = new TreeMap<>();
    Map<Owner, Long> submissions = new TreeMap<>();
    for (Course course : group.courses()) {
      Map<Owner, Long> here = new TreeMap<>();
      course.spans().forEach(span -> add(here, span, hours));
      here.forEach(
          (owner, time) -> {
            millis.merge(owner, time, Long::sum);
            submissions.merge(owner, 1L, Long::sum);
          });
    }
    List<Part> parts = new ArrayList<>();
    millis.forEach(
        (owner, time) -> parts.add(new Part(owner, time, submissions.getOrDefault(owner, 0L))));
    return new Ledger(
        group.name(),
        group.courses().size(),
        group.courses().stream().mapToLong(one -> one.whole(at)).sum(),
        parts);
  }

  private static void add(Map<Owner, Long> to, Span span, Timetable hours) {
    long closed = span.owner().works() ? hours.closed(span.from(), span.to()) : 0;
    to.merge(span.owner(), span.millis() - closed, Long::sum);
    if (closed > 0) {
      to.merge(Owner.CLOSED, closed, Long::sum);
    }
  }

  /** Every open submission, the one that its present owner has had longest first. */
  static List<Waiting> longest(List<Course> selected, Timetable hours) {
    return selected.stream()
        .flatMap(
            one -> one.current().map(span -> new Waiting(one, span, open(span, hours))).stream())
        .sorted(
            Comparator.comparingLong((Waiting one) -> one.span().millis())
                .reversed()
                .thenComparingLong(one -> one.course().number()))
        .toList();
  }

  private static OptionalLong open(Span span, Timetable hours) {
    return hours.isStated()
        ? OptionalLong.of(span.millis() - hours.closed(span.from(), span.to()))
        : OptionalLong.empty();
  }

  Json toJson() {
    return Json.obj()
        .put("group", group)
        .put("submissions", submissions)
        .put("millis", millis)
        .put("parts", Json.array(parts.stream().map(Part::toJson).toList()))
        .build();
  }
}
