// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.imprimatur.engines.table.Replicates;
import org.imprimatur.engines.table.SplitMix64;
import org.imprimatur.proof.evidence.Comparison;
import org.imprimatur.proof.evidence.Resampled;
import org.imprimatur.proof.evidence.ResampledDifferences;
import org.imprimatur.proof.evidence.ResampledDifferences.Drawn;

/**
 * Draws rows with replacement and compares two models on each sample.
 *
 * <p>The caller sorts the rows by what tells them apart, so that neither the order of the file nor
 * the number of threads changes a sample.
 */
final class RowBootstrap {
  private static final int STRIPES = 8;

  private final int rows;
  private final long seed;
  private final List<Figure> figures;

  private RowBootstrap(int rows, long seed, List<Figure> figures) {
    this.rows = rows;
    this.seed = seed;
    this.figures = figures;
  }

  /**
   * A difference that is drawn.
   *
   * @param counted whether it moves in whole rows: then a sample gives the rows, not their share
   */
  record Figure(String name, boolean counted) {}

  /** Rows that were drawn; used by one thread, for one sample after the other. */
  interface Sample {
    void add(int row);

    /** Writes the differences in the order of the figures, NaN for none, and starts afresh. */
    void finish(double[] differences);
  }

  /** Whether samples are drawn from so many rows. */
  static boolean draws(int rows) {
    return rows <= Resampled.MOST_ROWS && rows >= Comparison.FEWEST_ROWS;
  }

  static ResampledDifferences draw(
      int rows, long seed, List<Figure> figures, Supplier<Sample> samples) {
    return new RowBootstrap(rows, seed, List.copyOf(figures)).draw(samples);
  }

  private ResampledDifferences draw(Supplier<Sample> samples) {
    int replicates = Replicates.of(rows);
    double[][] found = new double[replicates][figures.size()];
    IntStream.range(0, STRIPES)
        .parallel()
        .forEach(
            stripe -> {
              Sample sample = samples.get();
              for (int i = stripe; i < replicates; i += STRIPES) {
                long start = (long) i * rows;
                for (int drawn = 0; drawn < rows; drawn++) {
                  sample.add(SplitMix64.below(rows, seed, start + drawn));
                }
                sample.finish(found[i]);
              }
            });
    Map<String, Drawn> drawn = new TreeMap<>();
    for (int i = 0; i < figures.size(); i++) {
      int of = i;
      double[] values =
          Arrays.stream(found)
              .mapToDouble(all -> all[of])
              .filter(Double::isFinite)
              .sorted()
              .toArray();
      if (values.length > 0) {
        drawn.put(figures.get(of).name(), drawn(figures.get(of), values));
      }
    }
    return new ResampledDifferences(seed, replicates, drawn);
  }

  private Drawn drawn(Figure figure, double[] sorted) {
    double low;
    double high;
    if (figure.counted()) {
      int[] whole = Arrays.stream(sorted).mapToInt(value -> (int) value).toArray();
      low = Replicates.step(whole, Replicates.LOW) / rows;
      high = Replicates.step(whole, Replicates.HIGH) / rows;
      Arrays.setAll(sorted, i -> sorted[i] / rows);
    } else {
      low = Replicates.quantile(sorted, Replicates.LOW);
      high = Replicates.quantile(sorted, Replicates.HIGH);
    }
    double largest = Math.max(Math.abs(sorted[0]), Math.abs(sorted[sorted.length - 1]));
    Units units = Units.of(largest);
    ExactSum sum = new ExactSum();
    ExactSum squares = new ExactSum();
    for (double value : sorted) {
      long count = units.count(value);
      sum.add(count, 1);
      squares.add(count, count);
    }
    return new Drawn(
        sorted.length,
        units.scale(),
        BigInteger.valueOf(units.count(low)),
        BigInteger.valueOf(units.count(high)),
        sum.total(),
        squares.total());
  }
}
