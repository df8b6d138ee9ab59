// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import java.util.Map;

/**
 * The further fields of the inventory, and the form that states one.
 *
 * @param states whether the reader may state one
 * @param wrong why nothing was stated, or empty
 */
public record FieldsSheet(
    Table table, Listing.Empty empty, boolean states, Typed typed, String wrong) {
  /**
   * What was typed.
   *
   * @param choices one a line
   * @param kinds what a field can hold
   * @param wrong what is wrong, by the input
   */
  public record Typed(
      String name,
      String help,
      String kind,
      String choices,
      List<String> kinds,
      Map<String, String> wrong) {
    public Typed {
      kinds = List.copyOf(kinds);
      wrong = Map.copyOf(wrong);
    }

    /** What is wrong with an input, or empty. */
    public String wrong(String input) {
      return wrong.getOrDefault(input, "");
    }

    /** The note of an input, and what is wrong with it where something is. */
    public String described(String input) {
      return wrong.containsKey(input)
          ? "wrong-%s note-%s".formatted(input, input)
          : "note-" + input;
    }
  }
}
