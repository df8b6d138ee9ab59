// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.Optional;
import org.imprimatur.proof.distribution.StudentT;
import org.imprimatur.proof.json.Json;

/**
 * How many standard errors lie to each side of a mean of what each row adds. The standard error is
 * itself estimated from the rows, so that it takes Student's t with one degree less than there are
 * rows. Tables of before say nothing and keep the normal quantile that they were told with.
 */
public enum MeanInterval {
  NORMAL(1, ""),

  /** For differences of two models, while each model's own figures kept the normal quantile. */
  STUDENT_OF_DIFFERENCES(2, "student"),
  STUDENT(2, "student-of-each");

  private static final String MEMBER = "mean_interval";

  private final int version;
  private final String word;

  MeanInterval(int version, String word) {
    this.version = version;
    this.word = word;
  }

  /** That of a figure of one model alone. */
  MeanInterval ofEach() {
    return this == STUDENT ? STUDENT : NORMAL;
  }

  /** The definition of a figure by this interval. */
  String definition(String figure) {
    return figure + "/" + version;
  }

  /** The 97.5 % quantile for at least two rows; 0 for fewer, of which no interval is told. */
  double quantile(long rows) {
    if (rows < 2) {
      return 0;
    }
    return this == NORMAL ? Interval.Z : StudentT.quantile(0.95, rows - 1);
  }

  /** An interval around an estimate of so many rows, kept inside the given range. */
  Interval around(double estimate, double variance, long rows, double least, double most) {
    double half = quantile(rows) * StrictMath.sqrt(variance);
    return new Interval(Math.max(least, estimate - half), Math.min(most, estimate + half));
  }

  void into(Json.Builder tables) {
    if (this != NORMAL) {
      tables.put(MEMBER, word);
    }
  }

  static MeanInterval fromTables(Json.Obj tables) {
    Optional<Json> found = tables.find(MEMBER);
    if (found.isEmpty()) {
      return NORMAL;
    }
    for (MeanInterval interval : values()) {
      if (interval != NORMAL && found.get().equals(Json.of(interval.word))) {
        return interval;
      }
    }
    throw new IllegalArgumentException("There is no such interval of a mean");
  }
}
