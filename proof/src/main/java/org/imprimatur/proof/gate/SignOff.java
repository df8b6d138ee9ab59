// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.policy.Requirement;

/**
 * One person's signed statement that still stands: the last one of a person in a role, withdrawn
 * ones left out.
 */
public record SignOff(
    String id,
    String person,
    String role,
    String meaning,
    Decision decision,
    String method,
    SortedMap<String, Digest> covers,
    Backing backing) {
  public SignOff {
    covers = Collections.unmodifiableSortedMap(new TreeMap<>(covers));
  }

  /** A sign-off that says nothing beyond its decision and answers for nothing else. */
  public SignOff(
      String id,
      String person,
      String role,
      String meaning,
      Decision decision,
      String method,
      SortedMap<String, Digest> covers) {
    this(id, person, role, meaning, decision, method, covers, Backing.none(covers));
  }

  /**
   * What stands behind the decision.
   *
   * @param statement what was signed
   * @param answers for an approval: what it answers for beside the evidence, by id
   * @param delegator for whom the person signed, if not in an own role
   * @param requirement for which requirement it was given; empty where the act named none
   * @param earlier the submission in which it was given, if that was an earlier one of the version
   */
  public record Backing(
      Digest statement,
      Terms terms,
      SortedMap<String, Digest> answers,
      Optional<String> delegator,
      Optional<String> requirement,
      OptionalLong earlier) {
    public Backing(Digest statement, Terms terms, SortedMap<String, Digest> answers) {
      this(statement, terms, answers, Optional.empty(), Optional.empty(), OptionalLong.empty());
    }

    public Backing {
      answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
    }

    private static Backing none(SortedMap<String, Digest> covers) {
      return new Backing(
          Digest.of(covers.toString().getBytes(StandardCharsets.UTF_8)),
          Terms.NONE,
          Collections.emptySortedMap());
    }
  }

  /** Who signed, and for whom. */
  public Signer signer() {
    return new Signer(person, backing.delegator());
  }

  /** Whether it speaks in this role and meaning, for whichever requirement. */
  public boolean speaksAs(Requirement.SignOff asked) {
    return role.equals(asked.role()) && meaning.equals(asked.meaning());
  }

  /** Whether it was given for this requirement; one that names none can count for each. */
  public boolean isGivenFor(Requirement.SignOff asked) {
    return speaksAs(asked) && backing.requirement().map(asked.id()::equals).orElse(true);
  }

  /** What a person may decide. */
  public enum Decision {
    APPROVE("approve"),
    APPROVE_WITH_CONDITIONS("approve-with-conditions"),
    REJECT("reject"),
    ABSTAIN("abstain");

    private final String word;

    Decision(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    public boolean approves() {
      return this == APPROVE || this == APPROVE_WITH_CONDITIONS;
    }

    public static Optional<Decision> of(String word) {
      return Arrays.stream(values()).filter(decision -> decision.word.equals(word)).findFirst();
    }
  }
}
