// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.imprimatur.engines.task.CheckException;

/**
 * Brings rows into the ascending order of their scores, without holding more than a given number of
 * them: they are counted in bins of scores first, then those of as many bins as fit are read, each
 * to its bin's place, and the bins are sorted by themselves. Rows that do not fit at once are read
 * in several rounds. A bin that does not fit by itself is parted again, down to a single score.
 *
 * <p>Neither the bins nor the rounds nor the threads can be seen in what comes out.
 */
final class ScoreOrder {
  /** Many enough for a bin to fit into a cache, few enough for their counts to do so. */
  private static final int BINS = 1 << 14;

  private static final int FEW = 1 << 15;

  /** What a row takes that is held; while its bin is sorted it may take as much again. */
  static final int ROW_BYTES = 10;

  /** How many rows are held at once, and how many threads sort them. */
  record Limits(int rows, int threads) {
    Limits {
      if (rows < 1 || threads < 1) {
        throw new IllegalArgumentException("Sorting needs room for a row, and a thread");
      }
    }
  }

  /** Takes the ordered rows, block after block; rows of equal score are never parted. */
  interface Visitor {
    /**
     * Takes rows in ascending order.
     *
     * @param bounds where the parts of the block begin, and the end of the last; each may be taken
     *     by a thread of its own, for rows of equal score lie in the same part
     */
    void block(long[] keys, char[] codes, int[] bounds);

    /**
     * Takes rows which all have the same score.
     *
     * @param counts how many rows there are of each code
     */
    void same(long key, long[] counts);

    /** Both take the same rows, one after the other. */
    static Visitor both(Visitor first, Visitor second) {
      return new Visitor() {
        @Override
        public void block(long[] keys, char[] codes, int[] bounds) {
          first.block(keys, codes, bounds);
          second.block(keys, codes, bounds);
        }

        @Override
        public void same(long key, long[] counts) {
          first.same(key, counts);
          second.same(key, counts);
        }
      };
    }
  }

  private final ScoredRows rows;
  private final Limits limits;
  private final Visitor visitor;
  private final int codes;
  private long[] keysOfBlock = new long[0];
  private char[] codesOfBlock = new char[0];
  private final List<RadixSort> sorts = new ArrayList<>();

  /**
   * Prepares to order rows.
   *
   * @param codes how many codes there are
   */
  ScoreOrder(ScoredRows rows, int codes, Limits limits, Visitor visitor) {
    this.rows = rows;
    this.codes = codes;
    this.limits = limits;
    this.visitor = visitor;
  }

  /**
   * Visits all rows of kept ones, portion by portion where these fit. Each thread reads and sorts
   * portions of its own.
   */
  static void visit(KeptRows rows, int codes, Limits limits, Visitor visitor)
      throws CheckException {
    ScoreOrder order = new ScoreOrder(rows, codes, limits, visitor);
    if (!rows.isComplete()) {
      ScoreTable.Extent all = rows.extent();
      order.visit(ScoreKey.of(all.least()), ScoreKey.of(all.most()), all.counts().rows());
      return;
    }
    List<Portion> together = new ArrayList<>();
    long size = 0;
    for (Portion portion : rows.portions()) {
      if (size + portion.rows() > limits.rows) {
        order.block(together);
        together.clear();
        size = 0;
      }
      if (portion.rows() > limits.rows) {
        order.visit(portion.low(), portion.high(), portion.rows());
      } else {
        together.add(portion);
        size += portion.rows();
      }
    }
    order.block(together);
  }

  private void block(List<Portion> portions) throws CheckException {
    if (portions.isEmpty()) {
      return;
    }
    int[] starts = new int[portions.size() + 1];
    for (int i = 0; i < portions.size(); i++) {
      starts[i + 1] = starts[i] + (int) portions.get(i).rows();
    }
    grow(starts[portions.size()]);
    try {
      sortAndTell(
          starts,
          _ -> {
            ByteBuffer buffer = RowFiles.room();
            return i -> portions.get(i).read(buffer, keysOfBlock, codesOfBlock, starts[i]);
          });
    } catch (UncheckedIOException e) {
      throw KeptRows.unreadable();
    }
  }

  /** Visits all rows whose keys lie within two bounds, both included, of which there are count. */
  void visit(long low, long high, long count) throws CheckException {
    if (count == 0) {
      return;
    }
    if (low == high) {
      same(low);
    } else if (count <= Math.min(FEW, limits.rows)) {
      block(new Bins(low, high, Long.SIZE), new int[] {(int) count}, 0, 1);
    } else {
      visitBins(Bins.between(low, high));
    }
  }

  /** No row has a negative zero, and as a bound it would let the zeros in, the next key's rows. */
  private static double upper(long key) {
    return ScoreKey.score(key == ScoreKey.NEGATIVE_ZERO ? key - 1 : key);
  }

  private void same(long key) throws CheckException {
    long[] counts = new long[codes];
    rows.read(
        ScoreKey.score(key),
        upper(key),
        (scores, found, size) -> {
          for (int i = 0; i < size; i++) {
            counts[found[i]]++;
          }
        });
    visitor.same(key, counts);
  }

  /** Bins of equal width in keys; all of them from the lowest to the highest key are used. */
  private record Bins(long low, long high, int shift) {
    static Bins between(long low, long high) {
      int shift = 0;
      while (Long.compareUnsigned((high - low) >>> shift, BINS) >= 0) {
        shift++;
      }
      return new Bins(low, high, shift);
    }

    int count() {
      return shift == Long.SIZE ? 1 : (int) ((high - low) >>> shift) + 1;
    }

    int of(long key) {
      return shift == Long.SIZE ? 0 : (int) ((key - low) >>> shift);
    }

    long first(int bin) {
      return bin == 0 ? low : low + ((long) bin << shift);
    }

    long last(int bin) {
      return bin == count() - 1 ? high : first(bin + 1) - 1;
    }
  }

  private void visitBins(Bins bins) throws CheckException {
    long[] counts = new long[bins.count()];
    rows.readScores(
        ScoreKey.score(bins.low),
        upper(bins.high),
        (scores, found, size) -> {
          for (int i = 0; i < size; i++) {
            counts[bins.of(ScoreKey.of(scores[i]))]++;
          }
        });
    long most = evenly(counts);
    for (int bin = 0; bin < counts.length; ) {
      if (counts[bin] > limits.rows) {
        visit(bins.first(bin), bins.last(bin), counts[bin]);
        bin++;
        continue;
      }
      int from = bin;
      long size = 0;
      while (bin < counts.length && (bin == from || size + counts[bin] <= most)) {
        size += counts[bin++];
      }
      int[] sizes = new int[bin - from];
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = (int) counts[from + i];
      }
      if (size > 0) {
        block(bins, sizes, from, bin);
      }
    }
  }

  /** How many rows a round may read, so that the rounds are about the same. */
  private long evenly(long[] counts) {
    long all = 0;
    for (long count : counts) {
      all += count;
    }
    long rounds = (all + limits.rows - 1) / limits.rows;
    return Math.min(limits.rows, all / rounds + all / 64);
  }

  private void block(Bins bins, int[] sizes, int from, int to) throws CheckException {
    int[] starts = new int[sizes.length + 1];
    for (int i = 0; i < sizes.length; i++) {
      starts[i + 1] = starts[i] + sizes[i];
    }
    int size = starts[sizes.length];
    grow(size);
    int[] next = starts.clone();
    rows.read(
        ScoreKey.score(bins.first(from)),
        upper(bins.last(to - 1)),
        (scores, found, count) -> {
          for (int i = 0; i < count; i++) {
            long key = ScoreKey.of(scores[i]);
            int at = next[bins.of(key) - from]++;
            keysOfBlock[at] = key;
            codesOfBlock[at] = found[i];
          }
        });
    if (next[sizes.length - 1] != size) {
      throw new IllegalStateException("Rows changed between two readings");
    }
    sortAndTell(starts, _ -> _ -> {});
  }

  /** To what the largest block needs, so that this is done once or twice; the old go first. */
  private void grow(int size) {
    if (keysOfBlock.length >= size) {
      return;
    }
    keysOfBlock = new long[0];
    codesOfBlock = new char[0];
    int room = Math.max(size, (int) Math.min(limits.rows, size * 9L / 8));
    keysOfBlock = new long[room];
    codesOfBlock = new char[room];
  }

  /**
   * Sorts bins and hands them over.
   *
   * @param filled for each thread, what brings the rows of a bin to their place
   */
  private void sortAndTell(int[] starts, IntFunction<IntConsumer> filled) {
    int[] parts = parts(starts);
    while (sorts.size() < parts.length - 1) {
      sorts.add(new RadixSort());
    }
    Parts.run(
        parts.length - 1,
        part -> {
          RadixSort sort = sorts.get(part);
          IntConsumer fill = filled.apply(part);
          for (int bin = parts[part]; bin < parts[part + 1]; bin++) {
            fill.accept(bin);
            sort.sort(keysOfBlock, codesOfBlock, starts[bin], starts[bin + 1]);
          }
        });
    int[] bounds = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      bounds[i] = starts[parts[i]];
    }
    visitor.block(keysOfBlock, codesOfBlock, bounds);
  }

  /** Parts the bins among the threads, about the same number of rows to each. */
  private int[] parts(int[] starts) {
    int bins = starts.length - 1;
    int size = starts[bins];
    List<Integer> found = new ArrayList<>(List.of(0));
    for (int bin = 1; bin < bins; bin++) {
      long share = (long) found.size() * size / limits.threads;
      if (size > FEW && found.size() < limits.threads && starts[bin] >= share) {
        found.add(bin);
      }
    }
    found.add(bins);
    return found.stream().mapToInt(Integer::intValue).toArray();
  }
}
