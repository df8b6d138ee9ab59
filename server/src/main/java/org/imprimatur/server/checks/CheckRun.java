// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.checks;

import java.time.Instant;

/**
 * One check of one submission and how far it is.
 *
 * @param reused whether evidence computed earlier from the same inputs was filed again
 * @param message why it could not be computed; empty where it could
 */
public record CheckRun(
    long submission, String check, State state, Instant since, boolean reused, String message) {
  /** How far a run is. */
  public enum State {
    WAITING("waiting"),
    RUNNING("running"),
    ELSEWHERE("with a runner"),
    RECORDED("recorded"),
    ERROR("error");

    private final String word;

    State(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    public boolean isOver() {
      return this == RECORDED || this == ERROR;
    }

    static State of(String word) {
      for (State state : values()) {
        if (state.word.equals(word)) {
          return state;
        }
      }
      throw new IllegalArgumentException("There is no state " + word + ".");
    }
  }
}
