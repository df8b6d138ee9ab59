// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.util.List;
import org.imprimatur.proof.act.Act;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Follows the log from entry 0. Its rows and its cursor move in one transaction, so nothing is
 * missed and nothing is seen twice; rows of a follower are workings.
 */
public interface Follower {
  /** The name of the cursor; never changed. */
  String name();

  /**
   * Reads for entries what no later entry changes, while those before them are still being written;
   * what may change is read again where it is written. One that fails here fails its writing.
   */
  Following read(Page page, JdbcClient reader);

  /**
   * Writes what follows from entries, in their order; may be asked again where that was undone. A
   * follower that has much to write collects it and writes it once for all of them: to a database
   * elsewhere each statement is a way there and back.
   */
  @FunctionalInterface
  interface Following {
    void write(JdbcClient db);
  }

  /**
   * Entries that are followed together.
   *
   * @param from the position of the first
   */
  record Page(long from, List<Act> acts) {
    /**
     * How many there are at most. To begin and to commit takes as long as to follow some hundred;
     * whoever wants to record something waits for a page.
     */
    public static final int MOST = 2_000;

    public Page {
      acts = List.copyOf(acts);
    }

    /** The position after the last. */
    public long end() {
      return from + acts.size();
    }

    /** Hands over each act with its position. */
    public void forEach(Each each) {
      for (int i = 0; i < acts.size(); i++) {
        each.entry(from + i, acts.get(i));
      }
    }
  }

  /** What is done with an entry. */
  @FunctionalInterface
  interface Each {
    void entry(long position, Act act);
  }
}
