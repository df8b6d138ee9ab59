// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.gate.Verdict.Result;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Requirement;

/**
 * What the automated checks of a submission have against it, under names that stay the same from
 * version to version: the check without its own version, the code of what it says, and the metric,
 * group, column or path that it says it of. No digest and no measured number is part of a name.
 */
public final class Failures {
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]+…?[0-9a-f]*");
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}_.])[-+−]?\\p{N}[\\p{N}.,]*(?:[eE][-+]?\\p{N}+)?(?![\\p{L}_])");
  private static final List<String> SUBJECTS =
      List.of("metric", "attribute", "group", "column", "path");
  private static final int LONGEST = 300;

  private final Map<String, Failure> failing = new LinkedHashMap<>();
  private final Set<String> told = new LinkedHashSet<>();
  private final Set<String> erred = new LinkedHashSet<>();

  private Failures() {}

  /**
   * One thing that a check has against a submission.
   *
   * @param identity its name, the same in every version that fails in the same way
   * @param evidenceClass the class whose evidence says so
   */
  public record Failure(
      String identity, String requirement, String evidenceClass, String code, String sentence) {
    /** The check without its version. */
    String check() {
      return Failures.check(identity);
    }
  }

  /** How a failure compares with those of another submission. */
  public enum Age {
    NEW("new"),
    STILL_THERE("still there"),
    GONE("gone"),
    NOT_TOLD("not computed yet");

    private final String word;

    Age(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** A failure of this submission or of the other, and which of the two has it. */
  public record Aged(Failure failure, Age age) {}

  /** The failures of a submission, in the order in which its gate asks. */
  public static Failures of(GateInput input) {
    return of(input, Gate.evaluate(input));
  }

  public static Failures of(GateInput input, Verdict verdict) {
    var failures = new Failures();
    Policy.Gate gate = input.policy().gates().get(input.subject().gate());
    if (gate != null) {
      for (Requirement requirement : gate.requirements()) {
        verdict.results().stream()
            .filter(result -> result.requirement().equals(requirement.id()))
            .forEach(result -> failures.add(requirement, result));
      }
    }
    return failures;
  }

  private void add(Requirement requirement, Result result) {
    Optional<String> check = check(requirement);
    if (check.isEmpty() || result.outcome() == Outcome.NONE) {
      return;
    }
    (result.outcome() == Outcome.ERROR ? erred : told).add(check.get());
    if (result.outcome() == Outcome.WITHIN) {
      return;
    }
    for (Reason reason : result.reasons()) {
      if (reason.against()) {
        String identity = identity(check.get(), result.outcome(), reason);
        failing.putIfAbsent(
            identity,
            new Failure(
                identity,
                requirement.id(),
                ofClass(requirement),
                reason.code(),
                reason.sentence()));
      }
    }
  }

  private static Optional<String> check(Requirement requirement) {
    return switch (requirement) {
      case Requirement.Check check -> Optional.of(unversioned(check.check()));
      case Requirement.Measured measured -> Optional.of(measured.evidenceClass());
      case Requirement.Document document -> Optional.of(document.evidenceClass() + ".document");
      case Requirement.Findings _, Requirement.SignOff _, Requirement.Veto _, Requirement.AnyOf _ ->
          Optional.empty();
    };
  }

  private static String ofClass(Requirement requirement) {
    return switch (requirement) {
      case Requirement.Check check -> check.evidenceClass();
      case Requirement.Measured measured -> measured.evidenceClass();
      case Requirement.Document document -> document.evidenceClass();
      case Requirement.Findings _, Requirement.SignOff _, Requirement.Veto _, Requirement.AnyOf _ ->
          "";
    };
  }

  /** The check that an identity begins with, without its version. */
  static String check(String identity) {
    int colon = identity.indexOf(':');
    return colon < 0 ? identity : identity.substring(0, colon);
  }

  static String unversioned(String check) {
    int slash = check.lastIndexOf('/');
    return slash < 0 ? check : check.substring(0, slash);
  }

  /** What could not be computed is one failure, whatever the message says. */
  private static String identity(String check, Outcome outcome, Reason reason) {
    String subject = outcome == Outcome.ERROR ? "" : subject(reason);
    String identity = check + ":" + reason.code() + (subject.isEmpty() ? "" : ":" + subject);
    return identity.length() <= LONGEST ? identity : identity.substring(0, LONGEST);
  }

  private static String subject(Reason reason) {
    List<String> named = new ArrayList<>();
    for (String name : SUBJECTS) {
      if (reason.facts().find(name).orElse(Json.nothing()) instanceof Json.Str(var value)) {
        named.add(value);
      }
    }
    return named.isEmpty() ? numberless(reason.sentence()) : String.join("=", named);
  }

  private static String numberless(String sentence) {
    return NUMBER.matcher(DIGEST.matcher(sentence).replaceAll("#")).replaceAll("#").strip();
  }

  public List<Failure> all() {
    return List.copyOf(failing.values());
  }

  public Optional<Failure> find(String identity) {
    return Optional.ofNullable(failing.get(identity));
  }

  /**
   * These failures beside the other submission's: those of this one first. What the other had and
   * this one has not is gone only where the check has said something of this one.
   */
  public List<Aged> beside(Failures other) {
    List<Aged> aged = new ArrayList<>();
    for (Failure failure : failing.values()) {
      boolean known = other.failing.containsKey(failure.identity());
      aged.add(new Aged(failure, known ? Age.STILL_THERE : Age.NEW));
    }
    for (Failure failure : other.failing.values()) {
      if (!failing.containsKey(failure.identity())) {
        aged.add(new Aged(failure, hasTold(failure.check()) ? Age.GONE : Age.NOT_TOLD));
      }
    }
    return aged;
  }

  /** What could not be computed tells nothing, whatever else was asked of the same check. */
  private boolean hasTold(String check) {
    return told.contains(check) && !erred.contains(check);
  }
}
