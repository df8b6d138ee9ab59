// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

/** Carries a refusal out of the writer's transaction. */
public final class RefusedException extends RuntimeException {
  private final transient Refusal refusal;

  public RefusedException(Refusal refusal) {
    super(refusal.sentence());
    this.refusal = refusal;
  }

  public Refusal refusal() {
    return refusal;
  }
}
