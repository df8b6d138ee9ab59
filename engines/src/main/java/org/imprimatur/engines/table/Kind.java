// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

/**
 * What the values of a column are. It follows from the values alone, whatever file they stand in:
 * numbers without a fraction are integers, even where a file stores them as floating point.
 */
public enum Kind {
  TEXT,
  INTEGER,
  NUMBER,
  BOOLEAN,
  DATE,
  TIMESTAMP;

  public boolean isNumeric() {
    return this == INTEGER || this == NUMBER;
  }

  /** The name in evidence. */
  public String word() {
    return switch (this) {
      case TEXT -> "text";
      case INTEGER -> "integer";
      case NUMBER -> "number";
      case BOOLEAN -> "boolean";
      case DATE -> "date";
      case TIMESTAMP -> "timestamp";
    };
  }
}
