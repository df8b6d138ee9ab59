// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.digest.Digest;

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
    SortedMap<String, Digest> covers) {
  public SignOff {
    covers = Collections.unmodifiableSortedMap(new TreeMap<>(covers));
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
