// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.imprimatur.proof.act.DecisionAct.WaiverAsked;
import org.imprimatur.proof.act.DecisionAct.WaiverEnded;
import org.imprimatur.proof.act.DecisionAct.WaiverGranted;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Requirement;

/** One requirement set aside until a day: asked by one person and granted by another. */
public record Waiver(
    WaiverAsked asked, Optional<WaiverGranted> granted, Optional<WaiverEnded> ended) {
  /** Where a waiver stands; all but the day is in the records, and the day is never stored. */
  public enum State {
    ASKED("asked"),
    IN_FORCE("in force"),
    EXPIRED("expired"),
    ENDED("ended"),
    REFUSED("refused");

    private final String word;

    State(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  public String id() {
    return asked.waiver();
  }

  public LocalDate until() {
    return LocalDate.parse(asked.until());
  }

  /** Whether its last day is over. */
  public boolean isPast(Instant at) {
    return !at.isBefore(until().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /** Whether it was ended by an act before or at an instant. */
  public boolean isEnded(Instant at) {
    return ended.isPresent() && !ended.get().at().isAfter(at);
  }

  public State state(Instant at) {
    if (isEnded(at)) {
      return granted.isPresent() ? State.ENDED : State.REFUSED;
    }
    if (isPast(at)) {
      return State.EXPIRED;
    }
    return granted.isPresent() ? State.IN_FORCE : State.ASKED;
  }

  /** What an approval that answers for this waiver names: the whole of what was asked. */
  public Digest digest() {
    return Digest.of(asked.bytes());
  }

  /** Why a requirement cannot be waived under a policy; empty where it can. */
  public static Optional<String> unwaivable(Policy policy, Requirement requirement) {
    if (policy.waivers().isEmpty()) {
      return Optional.of("The policy " + policy.name() + " allows no waivers.");
    }
    return requirement.waivable()
        ? Optional.empty()
        : Optional.of("The requirement " + requirement.id() + " can never be waived.");
  }

  /** Why a waiver cannot last from a day until another; empty where it can. */
  public static Optional<String> tooLong(Policy.Waivers limits, Instant from, LocalDate until) {
    LocalDate today = LocalDate.ofInstant(from, ZoneOffset.UTC);
    long days = ChronoUnit.DAYS.between(today, until);
    if (days < 0) {
      return Optional.of("The waiver's last day " + until + " is over.");
    }
    return days <= limits.longest()
        ? Optional.empty()
        : Optional.of(
            "The policy allows a waiver for %d days, so until %s at the latest."
                .formatted(limits.longest(), today.plusDays(limits.longest())));
  }

  /** Why a person cannot ask; empty where they can. */
  public static Optional<String> asks(String person, People people) {
    return people.duty(person).map(Bar::sentence);
  }

  /** Why a person cannot grant this waiver; empty where they can. */
  public Optional<String> grants(String person, Policy.Waivers limits, People people) {
    if (limits.by().stream().noneMatch(role -> people.holds(person, role))) {
      return Optional.of(
          "%s holds none of the roles that may grant a waiver: %s."
              .formatted(person, String.join(", ", limits.by().stream().sorted().toList())));
    }
    if (people.sameAs(person).contains(asked.by())) {
      return Optional.of(person + " counts as " + asked.by() + ", who asked for it.");
    }
    return people.duty(person).map(Bar::sentence);
  }

  /** Whether a person may end it: an end only ever tightens, but not everybody's is wanted. */
  public boolean ends(String person, Optional<Policy.Waivers> limits, People people) {
    return asked.by().equals(person)
        || granted.map(WaiverGranted::by).equals(Optional.of(person))
        || limits.stream()
            .flatMap(allowed -> allowed.by().stream())
            .anyMatch(role -> people.holds(person, role));
  }

  /** What the granting person signs, grant/v1. */
  public static Json.Obj statement(WaiverAsked asked, Stamp stamp, String role, Digest commitment) {
    return Json.obj()
        .put("imprimatur", "grant/v1")
        .put("person", stamp.by())
        .put("commitment", commitment.toString())
        .put("role", role)
        .put("at", stamp.at().truncatedTo(ChronoUnit.MILLIS).toString())
        .put("waiver", asked.waiver())
        .put("asked", Digest.of(asked.bytes()).toString())
        .put("submission", asked.submission())
        .put("requirement", asked.requirement())
        .put("until", asked.until())
        .put("grounds", asked.grounds().toString())
        .put(
            "sentence",
            "I set the requirement %s aside for submission %d until %s."
                .formatted(asked.requirement(), asked.submission(), asked.until()))
        .build();
  }

  Waiver with(WaiverGranted act) {
    return new Waiver(asked, granted.or(() -> Optional.of(act)), ended);
  }

  Waiver with(WaiverEnded act) {
    return new Waiver(asked, granted, ended.or(() -> Optional.of(act)));
  }
}
