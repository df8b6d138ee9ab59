// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.log;

/** An exported log that is not what its checkpoint says; the message names the file. */
public final class LogException extends RuntimeException {
  private final String code;

  LogException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** A stable code such as {@code log.root}. */
  public String code() {
    return code;
  }
}
