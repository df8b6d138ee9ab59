// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import org.imprimatur.proof.act.Act;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How a room's tables follow from the acts. Runs in the transaction that records the act, and again
 * from entry 0 when the tables are rebuilt; it may look at nothing but the act and its own tables.
 */
public interface Projection {
  void apply(long position, Act act, JdbcClient db);
}
