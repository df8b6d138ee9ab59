// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.imprimatur.engines.task.CheckException;

/** The texts of some columns, row by row. */
final class RowTexts {
  private static final int GROUP_LIMIT = 1000;

  private final List<String> columns;
  private final String[][] texts;
  private final Map<String, String> distinct = new HashMap<>();

  RowTexts(List<String> columns, int rows) {
    this.columns = List.copyOf(columns);
    texts = new String[columns.size()][rows];
  }

  /** Takes the texts of a row, the first of which stands at this place of the result. */
  void take(int row, ResultSet from, int place) throws SQLException {
    for (int i = 0; i < texts.length; i++) {
      String text = from.getString(place + i);
      texts[i][row] = distinct.computeIfAbsent(text, same -> same);
    }
  }

  /** The rows of every value of a column, or of every combination of several ("no &amp; yes"). */
  SortedMap<String, int[]> by(List<String> names) throws CheckException {
    int[] at = names.stream().mapToInt(columns::indexOf).toArray();
    int rows = texts[at[0]].length;
    Map<String, IntStream.Builder> found = new HashMap<>();
    for (int row = 0; row < rows; row++) {
      int own = row;
      String value =
          IntStream.of(at)
              .mapToObj(column -> texts[column][own])
              .collect(Collectors.joining(" & "));
      found.computeIfAbsent(value, _ -> IntStream.builder()).add(row);
      if (found.size() > GROUP_LIMIT) {
        throw new CheckException(
            "data.groups",
            "The group "
                + String.join(" & ", names)
                + " has over "
                + GROUP_LIMIT
                + " values. Register a coarser group.");
      }
    }
    SortedMap<String, int[]> sorted = new TreeMap<>();
    found.forEach((value, numbers) -> sorted.put(value, numbers.build().toArray()));
    return sorted;
  }
}
