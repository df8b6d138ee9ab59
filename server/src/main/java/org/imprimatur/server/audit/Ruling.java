// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.util.List;
import org.imprimatur.proof.act.Act;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a decision comes to: acts to record with an answer, or a refusal that leaves nothing. */
public sealed interface Ruling<T> {
  /**
   * What is recorded.
   *
   * @param rows what must stand beside the acts and outside the log, such as a name or a hash of a
   *     password; written in the same transaction
   */
  record Granted<T>(List<Act> acts, Rows rows, T answer) implements Ruling<T> {
    public Granted {
      acts = List.copyOf(acts);
    }

    public Granted(List<Act> acts, T answer) {
      this(acts, db -> {}, answer);
    }
  }

  record Refused<T>(Refusal refusal) implements Ruling<T> {}

  /** Writes rows in the transaction that records the acts. */
  interface Rows {
    void write(JdbcClient db);
  }

  static <T> Ruling<T> granted(Act act, T answer) {
    return new Granted<>(List.of(act), answer);
  }
}
