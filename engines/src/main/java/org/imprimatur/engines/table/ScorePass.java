// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One pass over the rows in the order of their scores: rankings of all groups of some groupings,
 * and sums where the scores are probabilities. The parts of a block are counted side by side; what
 * lies below a part is known from the codes of the parts before it.
 */
final class ScorePass implements ScoreOrder.Visitor {
  /** What is added up beside the rankings; for scores within [0, 1] only. */
  enum Beside {
    NOTHING,
    LOSSES,
    CELLS
  }

  private final List<Cells.Grouping> groupings;
  private final List<RankTally> tallies;
  private final int cells;
  private final Optional<LossTally> losses;
  private final Optional<CellSums> sums;

  /** Of the parts of a block, for the next one again: each may hold megabytes. */
  private final List<LossTally> lossesOfParts = new ArrayList<>();

  ScorePass(List<Cells.Grouping> groupings, double[] cutoffs, int cells, Beside asked) {
    this(
        groupings,
        groupings.stream().map(each -> each.tally(cutoffs)).toList(),
        cells,
        asked == Beside.LOSSES ? Optional.of(new LossTally()) : Optional.empty(),
        asked == Beside.CELLS ? Optional.of(new CellSums(cells)) : Optional.empty());
  }

  private ScorePass(
      List<Cells.Grouping> groupings,
      List<RankTally> tallies,
      int cells,
      Optional<LossTally> losses,
      Optional<CellSums> sums) {
    this.groupings = groupings;
    this.tallies = tallies;
    this.cells = cells;
    this.losses = losses;
    this.sums = sums;
  }

  RankTally tally(int grouping) {
    return tallies.get(grouping);
  }

  Optional<LossTally> losses() {
    return losses;
  }

  Optional<CellSums> sums() {
    return sums;
  }

  /** A pass that has counted nothing, over rows that follow those of this one. */
  private ScorePass next(int part) {
    return new ScorePass(
        groupings,
        tallies.stream().map(RankTally::next).toList(),
        cells,
        losses.map(_ -> lossesOf(part)),
        sums.map(_ -> new CellSums(cells)));
  }

  private LossTally lossesOf(int part) {
    if (part == lossesOfParts.size()) {
      lossesOfParts.add(new LossTally());
    }
    return lossesOfParts.get(part);
  }

  @Override
  public void block(long[] keys, char[] codes, int[] bounds) {
    int count = bounds.length - 1;
    long[][] rows = new long[count][2 * cells];
    Parts.run(count, part -> countCodes(codes, bounds[part], bounds[part + 1], rows[part]));
    List<ScorePass> parts = IntStream.range(0, count).mapToObj(this::next).toList();
    for (int part = 1; part < count; part++) {
      for (int below = 0; below < part; below++) {
        parts.get(part).skip(rows[below]);
      }
    }
    Parts.run(count, part -> parts.get(part).rows(keys, codes, bounds[part], bounds[part + 1]));
    parts.forEach(this::add);
  }

  private static void countCodes(char[] codes, int from, int to, long[] counts) {
    for (int i = from; i < to; i++) {
      counts[codes[i]]++;
    }
  }

  private void skip(long[] counts) {
    for (int i = 0; i < groupings.size(); i++) {
      for (int cell = 0; cell < cells; cell++) {
        int group = groupings.get(i).groupOf(cell);
        tallies.get(i).skip(group, counts[2 * cell], counts[2 * cell + 1]);
      }
    }
  }

  private void rows(long[] keys, char[] codes, int from, int to) {
    for (int i = 0; i < groupings.size(); i++) {
      new RunReader(groupings.get(i), tallies.get(i)).rows(keys, codes, from, to);
    }
    losses.ifPresent(tally -> addLosses(tally, keys, codes, from, to));
    sums.ifPresent(
        found -> {
          for (int i = from; i < to; i++) {
            found.rows(ScoreKey.score(keys[i]), codes[i], 1);
          }
        });
  }

  private static void addLosses(LossTally tally, long[] keys, char[] codes, int from, int to) {
    int at = from;
    while (at < to) {
      long key = keys[at];
      if (at + 1 == to || keys[at + 1] != key) {
        tally.single(ScoreKey.score(key), codes[at++] & 1);
        continue;
      }
      long p = 0;
      int start = at;
      for (; at < to && keys[at] == key; at++) {
        p += codes[at] & 1;
      }
      tally.run(ScoreKey.score(key), at - start - p, p);
    }
  }

  @Override
  public void same(long key, long[] counts) {
    double score = ScoreKey.score(key);
    for (int i = 0; i < groupings.size(); i++) {
      new RunReader(groupings.get(i), tallies.get(i)).same(key, counts);
    }
    long n = 0;
    long p = 0;
    for (int code = 0; code < counts.length; code += 2) {
      n += counts[code];
      p += counts[code + 1];
    }
    if (losses.isPresent()) {
      losses.get().run(score, n, p);
    }
    if (sums.isPresent()) {
      for (int code = 0; code < counts.length; code++) {
        sums.get().rows(score, code, counts[code]);
      }
    }
  }

  private void add(ScorePass part) {
    for (int i = 0; i < tallies.size(); i++) {
      tallies.get(i).add(part.tallies.get(i));
    }
    losses.ifPresent(tally -> tally.take(part.losses.orElseThrow()));
    sums.ifPresent(found -> found.add(part.sums.orElseThrow()));
  }
}
