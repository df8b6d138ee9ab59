// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.util.ArrayList;
import java.util.List;

/**
 * How a row's code tells which combination of group values it has: twice the number of the
 * combination, one more where its label is positive.
 *
 * @param columns the group columns
 * @param values the values of each combination, in the order of the columns; several may have the
 *     same, and some may have no rows
 * @param twice SQL for twice a combination's number
 * @param from where SQL finds it with the rows
 */
record Coding(List<String> columns, List<List<String>> values, String twice, From from) {
  /** The rows themselves, the same joined with their combinations, or as they are written. */
  enum From {
    ROWS,
    CELLS,
    WRITTEN
  }

  /** All rows in one combination. */
  static final Coding NONE = new Coding(List.of(), List.of(List.of()), "0::USMALLINT", From.ROWS);

  /**
   * The texts of a column, whose place among them, from 1 on, stands in some bits of the number.
   *
   * @param shift how many bits stand below
   */
  record Texts(List<String> texts, int shift) {
    Texts {
      texts = List.copyOf(texts);
    }

    int width() {
      return Integer.SIZE - Integer.numberOfLeadingZeros(texts.size());
    }

    /** The text in a number; an empty one is a missing one, as it is where there is none. */
    private String of(int number) {
      int place = (number >>> shift) & ((1 << width()) - 1);
      boolean isText = place > 0 && place <= texts.size() && !texts.get(place - 1).isEmpty();
      return isText ? texts.get(place - 1) : "missing";
    }

    /** The values of every number of so many bits. */
    static List<List<String>> combined(List<Texts> columns, int bits) {
      List<List<String>> values = new ArrayList<>();
      for (int i = 0; i < 1 << bits; i++) {
        int number = i;
        values.add(columns.stream().map(column -> column.of(number)).toList());
      }
      return values;
    }
  }

  Coding {
    columns = List.copyOf(columns);
    values = List.copyOf(values);
  }

  int codes() {
    return 2 * values.size();
  }
}
