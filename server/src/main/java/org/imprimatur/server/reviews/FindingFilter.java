// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.reviews;

/**
 * Which findings are asked for; an empty word asks for all.
 *
 * @param state open (also what waits for a retest), fixed, accepted or closed
 * @param owner a pseudonym
 * @param model the id of a model
 */
public record FindingFilter(String state, String severity, String owner, String model) {
  public static final FindingFilter ALL = new FindingFilter("", "", "", "");

  public boolean takes(FindingRow row) {
    return takesState(row)
        && (severity.isEmpty() || severity.equals(row.severity()))
        && (owner.isEmpty() || owner.equals(row.owner()))
        && (model.isEmpty() || model.equals(row.model()));
  }

  private boolean takesState(FindingRow row) {
    return switch (state) {
      case "" -> true;
      case "open" -> row.state().isOpen();
      default -> row.state().name().equalsIgnoreCase(state);
    };
  }
}
