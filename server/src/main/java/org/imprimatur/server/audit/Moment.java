// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.time.Instant;
import java.util.Optional;
import org.imprimatur.proof.act.Stamp;
import org.springframework.jdbc.core.simple.JdbcClient;

/** When a decision is taken, and the state as it is in the writer's transaction. */
public record Moment(Instant at, JdbcClient db) {
  public Stamp by(String person) {
    return by(person, Optional.empty());
  }

  /**
   * The same of what a program asked for.
   *
   * @param token with which it asked; empty where a person did it on a page
   */
  public Stamp by(String person, Optional<String> token) {
    return new Stamp(at, person, token);
  }
}
