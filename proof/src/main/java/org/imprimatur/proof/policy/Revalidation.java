// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long an approval holds after the promotion, as a gate says it.
 *
 * @param days by tier; in a tier that is not named an approval never expires
 * @param rows by tier, how many rows of production an approval is for; it ends when they are used
 *     up, and at the latest with its days
 * @param notice from how many days before on it is told
 * @param overdue what happens when nobody renewed it
 */
public record Revalidation(
    SortedMap<String, Integer> days, SortedMap<String, Long> rows, int notice, Overdue overdue) {
  /** The stage whose versions are looked at after their promotion. */
  public static final String STAGE = "production";

  static final int MOST_DAYS = 3_650;
  static final long MOST_ROWS = 1_000_000_000_000L;
  static final int NOTICE = 30;

  public Revalidation {
    days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
    rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
  }

  /** What follows an approval that expired. */
  public enum Overdue {
    /** Whoever owns the model is told. */
    TELL("tell"),
    /** The version is suspended. */
    SUSPEND("suspend");

    private final String word;

    Overdue(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    static Optional<Overdue> of(String word) {
      return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }
  }

  /** For how many days an approval in a tier holds; empty where it holds for ever. */
  public OptionalInt days(String tier) {
    Integer found = days.get(tier);
    return found == null ? OptionalInt.empty() : OptionalInt.of(found);
  }

  /** For how many rows an approval in a tier holds; empty where nobody counts them. */
  public OptionalLong rows(String tier) {
    Long found = rows.get(tier);
    return found == null ? OptionalLong.empty() : OptionalLong.of(found);
  }
}
