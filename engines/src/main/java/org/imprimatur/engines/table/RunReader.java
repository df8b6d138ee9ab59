// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

/** Makes runs of equal scores out of ordered rows, group by group. */
final class RunReader {
  private final int width;
  private final int[] groups;
  private final RankTally tally;
  private final long[] negatives;
  private final long[] positives;
  private final int[] touched;

  RunReader(Groupings groupings, RankTally tally) {
    this.tally = tally;
    width = groupings.size();
    groups = groupings.ofCells();
    negatives = new long[tally.groups()];
    positives = new long[tally.groups()];
    touched = new int[tally.groups()];
  }

  void rows(long[] keys, char[] codes, int from, int to) {
    long cutoff = ScoreKey.of(tally.nextCutoff() + 0.0);
    int at = from;
    while (at < to) {
      long key = keys[at];
      if (key >= cutoff) {
        tally.at(ScoreKey.score(key));
        cutoff = ScoreKey.of(tally.nextCutoff() + 0.0);
      }
      if (at + 1 == to || keys[at + 1] != key) {
        single(codes[at++]);
        continue;
      }
      int found = 0;
      for (; at < to && keys[at] == key; at++) {
        found = count(codes[at], 1, found);
      }
      tell(found);
    }
  }

  /** All groupings of one row after another: what its label decides is decided once. */
  private void single(int code) {
    int first = (code >> 1) * width;
    if ((code & 1) == 0) {
      tally.negative(groups, first, first + width);
    } else {
      tally.positive(groups, first, first + width);
    }
  }

  void same(long key, long[] counts) {
    tally.at(ScoreKey.score(key));
    int found = 0;
    for (int code = 0; code < counts.length; code++) {
      if (counts[code] > 0) {
        found = count(code, counts[code], found);
      }
    }
    tell(found);
  }

  private int count(int code, long rows, int before) {
    int found = before;
    int first = (code >> 1) * width;
    for (int i = first; i < first + width; i++) {
      int group = groups[i];
      if (negatives[group] + positives[group] == 0) {
        touched[found++] = group;
      }
      if ((code & 1) == 0) {
        negatives[group] += rows;
      } else {
        positives[group] += rows;
      }
    }
    return found;
  }

  private void tell(int found) {
    for (int i = 0; i < found; i++) {
      int group = touched[i];
      tally.run(group, negatives[group], positives[group]);
      negatives[group] = 0;
      positives[group] = 0;
    }
  }
}
