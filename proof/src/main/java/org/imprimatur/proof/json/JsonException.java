// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.json;

/** JSON that cannot be read, or that lacks what was asked of it; the message names the place. */
public final class JsonException extends RuntimeException {
  private final String code;

  JsonException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** A stable code such as {@code json.duplicate-key}. */
  public String code() {
    return code;
  }
}
