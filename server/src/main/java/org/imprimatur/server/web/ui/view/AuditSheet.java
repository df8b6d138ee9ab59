// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log, newest first, with its filters and its checkpoint.
 *
 * @param with the token that every entry names; blank where none is asked for
 */
public record AuditSheet(
    String size,
    List<Choice> acts,
    List<Choice> actors,
    String with,
    Table table,
    String checkpoint,
    @Nullable Link next) {
  public AuditSheet {
    acts = List.copyOf(acts);
    actors = List.copyOf(actors);
  }

  /** One value of a filter. */
  public record Choice(String value, String words, boolean chosen) {}

  /**
   * One entry with its proof.
   *
   * @param json the entry, laid out for reading
   * @param proof the hashes that lead from its leaf to the root, in order
   */
  public record Entry(
      String number,
      String words,
      List<Fact> facts,
      String json,
      List<String> proof,
      String checkpoint) {
    public Entry {
      facts = List.copyOf(facts);
      proof = List.copyOf(proof);
    }
  }
}
