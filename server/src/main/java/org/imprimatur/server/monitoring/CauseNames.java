// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.impact.Cause;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Person;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.people.Runners;
import org.imprimatur.server.policies.Assessments;
import org.springframework.stereotype.Component;

/** Finds the thing that somebody means by a name, a user name or an id. */
@Component
public final class CauseNames {
  /** Beside the kinds of causes: the test set that is registered for a model. */
  public static final String TEST_SET = "test-set";

  private final Persons persons;
  private final Runners runners;
  private final Models models;
  private final Assessments assessments;

  CauseNames(Persons persons, Runners runners, Models models, Assessments assessments) {
    this.persons = persons;
    this.runners = runners;
    this.models = models;
    this.assessments = assessments;
  }

  /**
   * The cause; a refusal where the words name none.
   *
   * @param from since when it was bad, such as {@code 2026-11-26T09:00:00Z}; blank for ever
   * @param until when it was good again; blank where it is not
   */
  public Cause cause(String kind, String thing, String from, String until) {
    String named = thing.strip();
    if (kind.equals(TEST_SET)) {
      return Cause.of(Cause.Kind.DATA, testSet(named));
    }
    Cause.Kind of =
        Cause.Kind.of(kind)
            .orElseThrow(
                () ->
                    refused(
                        "\"%s\" is no kind of thing.".formatted(kind),
                        "Say data, test-set, check, engine, credential or person."));
    try {
      return new Cause(of, id(of, named), instant("from", from), instant("until", until));
    } catch (IllegalArgumentException e) {
      throw refused(
          String.valueOf(e.getMessage()),
          of == Cause.Kind.PERSON
              ? "Give the user name of somebody, or what the log calls them."
              : "Give what the log calls it.");
    }
  }

  private String id(Cause.Kind kind, String named) {
    return switch (kind) {
      case DATA, CHECK, CREDENTIAL -> named;
      case PERSON -> persons.byUsername(named).map(Person::person).orElse(named);
      case ENGINE ->
          runners.all().stream()
              .filter(runner -> runner.registered().runnerName().equals(named))
              .findFirst()
              .map(runner -> runner.registered().runner())
              .orElse(named);
    };
  }

  private String testSet(String model) {
    Model found = models.get(model);
    return assessments
        .risk(found.id())
        .examination()
        .map(one -> one.testSet().toString())
        .orElseThrow(
            () ->
                refused(
                    "No test set is registered for " + model + ".",
                    "Give the digest of the file, as data."));
  }

  private static Optional<Instant> instant(String name, String text) {
    try {
      return text.isBlank()
          ? Optional.empty()
          : Optional.of(OffsetDateTime.parse(text.strip()).toInstant());
    } catch (DateTimeException _) {
      throw refused(
          "\"%s\" is no time.".formatted(text), name + " is such as 2026-11-26T09:00:00Z.");
    }
  }

  private static RefusedException refused(String sentence, String help) {
    return new RefusedException(new Refusal("impact.thing", 422, sentence, List.of(), help));
  }
}
