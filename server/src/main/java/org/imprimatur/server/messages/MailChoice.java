// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Where a person is written to, and how often. */
public record MailChoice(String person, String address, How how, Instant since) {
  /** How often a person is written to. */
  public enum How {
    EACH("each"),
    DIGEST("digest"),
    NONE("none");

    private final String word;

    How(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    public static Optional<How> of(String word) {
      return Arrays.stream(values()).filter(how -> how.word.equals(word)).findFirst();
    }
  }
}
