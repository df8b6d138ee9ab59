// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

/** Reads the numbers of versions and submissions as people write them. */
final class Numbers {
  private Numbers() {}

  /** A version: {@code 2} or {@code v2}. */
  static long version(String text) {
    return number(text.startsWith("v") ? text.substring(1) : text, "version", text);
  }

  static long submission(String text) {
    return number(text, "submission", text);
  }

  private static long number(String digits, String what, String text) {
    if (!digits.matches("[1-9][0-9]{0,8}")) {
      throw CommandException.usage(
          "number." + what, "\"" + text + "\" is no number of a " + what + ".", "Write it like 2.");
    }
    return Long.parseLong(digits);
  }
}
