// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Combinations of group values, each with its number of rows: the finest groups, of which all
 * others consist. One without rows belongs to no group.
 */
final class Cells {
  /** One combination; values stand in the order of the group columns. */
  record Cell(List<String> values, long negatives, long positives) {
    boolean isEmpty() {
      return negatives + positives == 0;
    }
  }

  private final List<String> columns;
  private final List<Cell> cells;

  Cells(List<String> columns, List<Cell> cells) {
    this.columns = columns;
    this.cells = cells;
  }

  int size() {
    return cells.size();
  }

  /** The cells by the values of some columns ("no &amp; yes"). */
  Grouping by(List<String> wanted) {
    List<String> names = new ArrayList<>();
    SortedMap<String, Integer> numbers = new TreeMap<>();
    for (Cell cell : cells) {
      List<String> values = wanted.stream().map(c -> cell.values.get(columns.indexOf(c))).toList();
      String name = String.join(" & ", values);
      names.add(name);
      if (!cell.isEmpty()) {
        numbers.put(name, 0);
      }
    }
    int number = 0;
    for (String name : List.copyOf(numbers.keySet())) {
      numbers.put(name, number++);
    }
    int[] groupOfCell = names.stream().mapToInt(name -> numbers.getOrDefault(name, 0)).toArray();
    return new Grouping(List.copyOf(numbers.keySet()), groupOfCell, cells);
  }

  /** Groups in the order of their names, and which of them each cell belongs to. */
  static final class Grouping {
    private final List<String> names;
    private final int[] groupOfCell;
    private final long[] negatives;
    private final long[] positives;

    private Grouping(List<String> names, int[] groupOfCell, List<Cell> cells) {
      this.names = names;
      this.groupOfCell = groupOfCell;
      negatives = new long[names.size()];
      positives = new long[names.size()];
      for (int i = 0; i < groupOfCell.length; i++) {
        negatives[groupOfCell[i]] += cells.get(i).negatives;
        positives[groupOfCell[i]] += cells.get(i).positives;
      }
    }

    List<String> names() {
      return names;
    }

    int groupOf(int cell) {
      return groupOfCell[cell];
    }

    /** Puts the rows of each class of its groups into arrays from a place on. */
    void rows(long[] ofNegatives, long[] ofPositives, int first) {
      System.arraycopy(negatives, 0, ofNegatives, first, negatives.length);
      System.arraycopy(positives, 0, ofPositives, first, positives.length);
    }
  }
}
