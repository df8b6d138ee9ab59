// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

/** An entry that is no act of the vocabulary; what cannot be read does not pass. */
public final class ActException extends RuntimeException {
  private final String code;

  ActException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** {@code act.shape}, {@code act.unknown} or {@code act.size}. */
  public String code() {
    return code;
  }
}
