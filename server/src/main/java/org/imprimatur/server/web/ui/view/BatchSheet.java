// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;

/**
 * A batch of production data: what it is, what each promise came to, and what was computed.
 *
 * @param next what is to be done now, or what became of it
 * @param promises each promise that names a figure of it, with its interval and its limit
 * @param withdraws whether the reader may take it back now
 */
public record BatchSheet(
    String model,
    long version,
    long number,
    Mark state,
    String next,
    List<Fact> facts,
    Table promises,
    List<Check> checks,
    boolean withdraws) {
  public BatchSheet {
    facts = List.copyOf(facts);
    checks = List.copyOf(checks);
  }

  /**
   * One check, with its record.
   *
   * @param error why it could not be computed, or empty
   */
  public record Check(
      String name, Mark mark, Code evidence, String address, String error, List<Figure> figures) {
    public Check {
      figures = List.copyOf(figures);
    }
  }
}
