// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.time.Instant;
import java.util.Optional;

/**
 * A message in the queue.
 *
 * @param id the same however often it is sent, so that a repeat is known again
 * @param recipient a person's pseudonym, or {@code #} and the name of a channel
 * @param turn the turn that it tells of; empty where it tells what happened
 * @param next when it is tried next
 */
public record Queued(
    String id,
    String recipient,
    Optional<String> turn,
    Matter matter,
    Instant queued,
    Instant next,
    Tries tries) {
  /** How it stands. */
  public enum State {
    /** It is sent when its time comes. */
    WAITING("waiting"),
    /** It comes with the next digest. */
    KEPT("kept"),
    SENT("sent"),
    /** What it told was over before it was sent. */
    DROPPED("dropped"),
    /** Nobody took it, however often it was tried. */
    DEAD("dead");

    private final String word;

    State(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }

    static State of(String word) {
      for (State state : values()) {
        if (state.word.equals(word)) {
          return state;
        }
      }
      throw new IllegalArgumentException("No message is " + word + ".");
    }
  }

  /** What came of it until now. */
  public record Tries(State state, long attempts, String error) {}

  /** The target of mail, whoever it is for. */
  static final String MAIL = "mail";

  static boolean isChannel(String recipient) {
    return recipient.startsWith("#");
  }
}
