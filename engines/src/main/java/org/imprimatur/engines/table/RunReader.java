// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

/** Makes runs of equal scores out of ordered rows, group by group. */
final class RunReader {
  private final Cells.Grouping grouping;
  private final RankTally tally;
  private final long[] negatives;
  private final long[] positives;
  private final int[] touched;

  RunReader(Cells.Grouping grouping, RankTally tally) {
    this.grouping = grouping;
    this.tally = tally;
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
        int code = codes[at++];
        tally.single(grouping.groupOf(code >> 1), code & 1);
        continue;
      }
      int groups = 0;
      for (; at < to && keys[at] == key; at++) {
        groups = count(codes[at], 1, groups);
      }
      tell(groups);
    }
  }

  void same(long key, long[] counts) {
    tally.at(ScoreKey.score(key));
    int groups = 0;
    for (int code = 0; code < counts.length; code++) {
      if (counts[code] > 0) {
        groups = count(code, counts[code], groups);
      }
    }
    tell(groups);
  }

  private int count(int code, long rows, int groups) {
    int group = grouping.groupOf(code >> 1);
    int found = groups;
    if (negatives[group] + positives[group] == 0) {
      touched[found++] = group;
    }
    if ((code & 1) == 0) {
      negatives[group] += rows;
    } else {
      positives[group] += rows;
    }
    return found;
  }

  private void tell(int groups) {
    for (int i = 0; i < groups; i++) {
      int group = touched[i];
      tally.run(group, negatives[group], positives[group]);
      negatives[group] = 0;
      positives[group] = 0;
    }
  }
}
