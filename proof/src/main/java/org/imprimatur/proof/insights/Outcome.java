// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.imprimatur.proof.insights.Service.Age;
import org.imprimatur.proof.insights.Service.Cause;
import org.imprimatur.proof.insights.Service.Path;
import org.imprimatur.proof.insights.Service.Suspension;
import org.imprimatur.proof.json.Json;

/**
 * What became of the approvals that served in production.
 *
 * @param incidents all, by the way on which a version was approved, by tier, and by the time since
 * @param suspensions how long a cause was there before the version was suspended for it
 */
public record Outcome(List<Incidents> incidents, List<Suspended> suspensions) {
  public Outcome {
    incidents = List.copyOf(incidents);
    suspensions = List.copyOf(suspensions);
  }

  /**
   * Incidents of some approvals.
   *
   * @param by {@code all}, {@code path}, {@code tier} or {@code age}
   * @param group which of them; empty for all
   */
  public record Incidents(String by, String group, Rate rate) {
    Json toJson() {
      return rate.write(Json.obj().put("by", by).put("group", group)).build();
    }
  }

  /**
   * From a cause to the suspension.
   *
   * @param without how many were suspended where the log does not say since when the cause was
   *     there
   */
  public record Suspended(Cause cause, Spread spread, long without) {
    Json toJson() {
      return spread.write(Json.obj().put("cause", cause.word())).put("without", without).build();
    }
  }

  /** An approval that served, with its tier. */
  private record Approval(String tier, Service service) {}

  static Outcome of(List<Course> courses) {
    List<Approval> approvals =
        courses.stream()
            .flatMap(
                one ->
                    one.service().stream()
                        .map(service -> new Approval(tier(one.subject().tier()), service)))
            .toList();
    List<Incidents> incidents = new ArrayList<>();
    incidents.add(incidents("all", "", approvals, _ -> true));
    for (Path path : Path.values()) {
      incidents.add(incidents("path", path.word(), approvals, one -> one.service().path() == path));
    }
    var tiers = new TreeMap<String, List<Approval>>();
    approvals.forEach(one -> tiers.computeIfAbsent(one.tier(), _ -> new ArrayList<>()).add(one));
    tiers.forEach((tier, some) -> incidents.add(incidents("tier", tier, some, _ -> true)));
    for (Age age : Age.values()) {
      incidents.add(ofAge(age, approvals));
    }
    return new Outcome(incidents, suspensions(approvals));
  }

  private static String tier(String tier) {
    return tier.isEmpty() ? "(none)" : tier;
  }

  private static Incidents incidents(
      String by, String group, List<Approval> approvals, Predicate<Approval> which) {
    List<Service> services = approvals.stream().filter(which).map(Approval::service).toList();
    return new Incidents(
        by,
        group,
        new Rate(
            services.stream().mapToLong(one -> one.incidents().size()).sum(),
            services.size(),
            services.stream().mapToLong(Service::millis).sum()));
  }

  /** Only those that served so long are asked what happened then. */
  private static Incidents ofAge(Age age, List<Approval> approvals) {
    List<Service> services =
        approvals.stream()
            .map(Approval::service)
            .filter(one -> one.millis(age) > 0 || one.incidents(age) > 0)
            .toList();
    return new Incidents(
        "age",
        age.word(),
        new Rate(
            services.stream().mapToLong(one -> one.incidents(age)).sum(),
            services.size(),
            services.stream().mapToLong(one -> one.millis(age)).sum()));
  }

  private static List<Suspended> suspensions(List<Approval> approvals) {
    return Arrays.stream(Cause.values())
        .map(
            cause -> {
              List<Suspension> some =
                  approvals.stream()
                      .flatMap(one -> one.service().suspensions().stream())
                      .filter(one -> one.cause() == cause)
                      .toList();
              List<Long> times = some.stream().flatMap(Outcome::time).toList();
              return new Suspended(cause, Spread.of(times), some.size() - times.size());
            })
        .toList();
  }

  private static Stream<Long> time(Suspension suspension) {
    return suspension.millis().stream();
  }

  Json toJson() {
    return Json.obj()
        .put("incidents", Json.array(incidents.stream().map(Incidents::toJson).toList()))
        .put("suspensions", Json.array(suspensions.stream().map(Suspended::toJson).toList()))
        .build();
  }
}
