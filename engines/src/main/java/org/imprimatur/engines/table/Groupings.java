// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.util.List;

/**
 * The groups of several groupings under numbers of their own: those of the first grouping, then
 * those of the next. A cell belongs to one group of each grouping.
 */
final class Groupings {
  private final List<Cells.Grouping> all;
  private final int[] first;
  private final int[] ofCells;

  Groupings(List<Cells.Grouping> all, int cells) {
    this.all = List.copyOf(all);
    first = new int[all.size() + 1];
    ofCells = new int[cells * all.size()];
    for (int i = 0; i < all.size(); i++) {
      first[i + 1] = first[i] + all.get(i).names().size();
      for (int cell = 0; cell < cells; cell++) {
        ofCells[cell * all.size() + i] = first[i] + all.get(i).groupOf(cell);
      }
    }
  }

  int size() {
    return all.size();
  }

  /** The number of a group of a grouping. */
  int number(int grouping, int group) {
    return first[grouping] + group;
  }

  /** The groups of a cell stand side by side, from its number times {@link #size} on. */
  int[] ofCells() {
    return ofCells;
  }

  RankTally tally(double[] cutoffs) {
    int count = first[all.size()];
    long[] negatives = new long[count];
    long[] positives = new long[count];
    for (int i = 0; i < all.size(); i++) {
      all.get(i).rows(negatives, positives, first[i]);
    }
    return new RankTally(negatives, positives, cutoffs);
  }
}
