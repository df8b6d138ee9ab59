// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.imprimatur.proof.evidence.Confusion;
import org.imprimatur.proof.evidence.Ranking;

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

  private final Groupings groupings;
  private final RankTally tally;
  private final int cells;
  private final Optional<LossTally> losses;
  private final Optional<CellSums> sums;

  /** Of the parts of a block, for the next one again: each may hold megabytes. */
  private final List<LossTally> lossesOfParts = new ArrayList<>();

  ScorePass(Groupings groupings, double[] cutoffs, int cells, Beside asked) {
    this(
        groupings,
        groupings.tally(cutoffs),
        cells,
        asked == Beside.LOSSES ? Optional.of(new LossTally()) : Optional.empty(),
        asked == Beside.CELLS ? Optional.of(new CellSums(cells)) : Optional.empty());
  }

  private ScorePass(
      Groupings groupings,
      RankTally tally,
      int cells,
      Optional<LossTally> losses,
      Optional<CellSums> sums) {
    this.groupings = groupings;
    this.tally = tally;
    this.cells = cells;
    this.losses = losses;
    this.sums = sums;
  }

  Confusion confusion(int grouping, int group, double cutoff) {
    return tally.confusion(groupings.number(grouping, group), cutoff);
  }

  Ranking ranking(int grouping, int group) {
    return tally.ranking(groupings.number(grouping, group));
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
        tally.next(),
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
    int width = groupings.size();
    for (int i = 0; i < cells * width; i++) {
      int cell = i / width;
      tally.skip(groupings.ofCells()[i], counts[2 * cell], counts[2 * cell + 1]);
    }
  }

  private void rows(long[] keys, char[] codes, int from, int to) {
    new RunReader(groupings, tally).rows(keys, codes, from, to);
    losses.ifPresent(found -> found.rows(keys, codes, from, to));
    sums.ifPresent(found -> found.rows(keys, codes, from, to));
  }

  @Override
  public void same(long key, long[] counts) {
    double score = ScoreKey.score(key);
    new RunReader(groupings, tally).same(key, counts);
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
        sums.get().same(score, code, counts[code]);
      }
    }
  }

  private void add(ScorePass part) {
    tally.add(part.tally);
    losses.ifPresent(found -> found.take(part.losses.orElseThrow()));
    sums.ifPresent(found -> found.add(part.sums.orElseThrow()));
  }
}
