// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

/** Kleene's three truth values: what cannot be told is neither yes nor no. */
public enum Answer {
  YES,
  NO,
  UNKNOWN;

  static Answer of(boolean truth) {
    return truth ? YES : NO;
  }

  Answer and(Answer other) {
    if (this == NO || other == NO) {
      return NO;
    }
    return this == YES && other == YES ? YES : UNKNOWN;
  }

  Answer not() {
    return switch (this) {
      case YES -> NO;
      case NO -> YES;
      case UNKNOWN -> UNKNOWN;
    };
  }

  Answer or(Answer other) {
    return not().and(other.not()).not();
  }
}
