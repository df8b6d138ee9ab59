// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server;

import java.time.InstantSource;
import org.imprimatur.server.audit.SteadyClock;
import org.imprimatur.server.people.PasswordCost;

/**
 * What a server gets from outside that no option sets.
 *
 * @param spareWorkers how many unused workers of a kind wait for the next check
 */
public record Outside(InstantSource clock, PasswordCost cost, int spareWorkers) {
  /** The machine's own clock, and passwords and checks as an operator gets them. */
  static Outside ofMachine() {
    return of(SteadyClock.ofMachine(), PasswordCost.OWASP);
  }

  /** By this clock, and with passwords that cost this much. */
  public static Outside of(InstantSource clock, PasswordCost cost) {
    return new Outside(clock, cost, 1);
  }
}
