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
  NORMAL(1),
  STUDENT(2);

  private static final String MEMBER = "mean_interval";
  private static final String STUDENT_WORD = "student";

  private final int version;

  MeanInterval(int version) {
    this.version = version;
  }

  /** The definition of a difference by this interval. */
  String definition(String difference) {
    return difference + "/" + version;
  }

  /** The 97.5 % quantile for at least two rows; 0 for fewer, of which no interval is told. */
  double quantile(long rows) {
    if (rows < 2) {
      return 0;
    }
    return this == NORMAL ? Interval.Z : StudentT.quantile(0.95, rows - 1);
  }

  void into(Json.Builder tables) {
    if (this == STUDENT) {
      tables.put(MEMBER, STUDENT_WORD);
    }
  }

  static MeanInterval fromTables(Json.Obj tables) {
    Optional<Json> found = tables.find(MEMBER);
    if (found.isEmpty()) {
      return NORMAL;
    }
    if (!found.get().equals(Json.of(STUDENT_WORD))) {
      throw new IllegalArgumentException("There is no such interval of a mean");
    }
    return STUDENT;
  }
}
