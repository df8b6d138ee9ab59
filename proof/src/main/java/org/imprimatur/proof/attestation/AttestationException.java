// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

/** A bundle, an envelope, a statement or a key that is refused; the message says what to do. */
public final class AttestationException extends RuntimeException {
  private final String code;

  AttestationException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** A stable code such as {@code dsse.signature}. */
  public String code() {
    return code;
  }
}
