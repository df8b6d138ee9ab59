// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import org.imprimatur.proof.act.Act;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Follows the log from entry 0. Its rows and its cursor move in one transaction, so nothing is
 * missed and nothing is seen twice; rows of a follower are workings.
 */
public interface Follower {
  /** The name of the cursor; never changed. */
  String name();

  void follow(long position, Act act, JdbcClient db);
}
