// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.signature;

/** What an authenticator gave does not prove what it should, with a code that stays the same. */
public final class PasskeyException extends RuntimeException {
  private final String code;

  PasskeyException(String code, String message) {
    super(message);
    this.code = code;
  }

  public String code() {
    return code;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
