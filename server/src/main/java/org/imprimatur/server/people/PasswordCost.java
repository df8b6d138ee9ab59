// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

/**
 * What trying one password costs: memory and passes of Argon2id. A stored hash names its own, so
 * that each is checked as it was made.
 */
public record PasswordCost(int memoryKib, int passes) {
  /** The least that OWASP's Password Storage Cheat Sheet asks of Argon2id on one lane. */
  public static final PasswordCost OWASP = new PasswordCost(19_456, 2);
}
