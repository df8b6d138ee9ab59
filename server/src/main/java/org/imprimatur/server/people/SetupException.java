// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

/** The server cannot start with this setup; nothing was recorded. */
public final class SetupException extends RuntimeException {
  private final String code;

  public SetupException(String code, String message) {
    super(message);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
