// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

/** Something that an act rests on is not there or cannot be read, so the act does not hold. */
final class UnestablishedException extends Exception {
  private final String code;

  UnestablishedException(String code, String message) {
    super(message);
    this.code = code;
  }

  String code() {
    return code;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
