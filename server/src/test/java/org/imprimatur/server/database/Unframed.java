// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.database;

import org.springframework.jdbc.core.simple.JdbcClient;

/** A batch of a writer that holds nothing else. */
class Unframed implements Writer.Frame {
  @Override
  public void begin(JdbcClient db) {}

  @Override
  public void end(JdbcClient db) {}
}
