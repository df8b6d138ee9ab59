// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.evidence.NumericBins;
import org.imprimatur.proof.evidence.NumericDrift;

/** Walks once through the sorted values of a column in both files, and counts what drift needs. */
final class NumericSweep {
  private static final int DECILES = 10;

  private final NumericColumn reference;
  private final NumericColumn current;
  private final WeightedSum referenceSum = WeightedSum.ofValues();
  private final WeightedSum currentSum = WeightedSum.ofValues();
  private final WeightedSum squares = WeightedSum.ofSquares();
  private final WeightedSum moved = WeightedSum.ofValues();
  private long ksNumerator;

  private NumericSweep(NumericColumn reference, NumericColumn current) {
    this.reference = reference;
    this.current = current;
  }

  static NumericDrift of(NumericColumn reference, NumericColumn current) {
    reference.sort();
    current.sort();
    NumericSweep sweep = new NumericSweep(reference, current);
    sweep.walk();
    return new NumericDrift(
        reference.sample(sweep.referenceSum.total()),
        current.sample(sweep.currentSum.total()),
        sweep.ksNumerator,
        sweep.moved.total(),
        sweep.squares.total(),
        sweep.bins());
  }

  private void walk() {
    long n = reference.count();
    long m = current.count();
    // Both files have fewer than 2^31 rows, so that these products stay within 2^62.
    int i = 0;
    int j = 0;
    long before = 0;
    while (i < n || j < m) {
      boolean first = j == m || (i < n && reference.key(i) <= current.key(j));
      long key = first ? reference.key(i) : current.key(j);
      double value = NumericColumn.valueOf(key);
      int fromI = i;
      int fromJ = j;
      while (i < n && reference.key(i) == key) {
        squares.addSquare(value);
        i++;
      }
      while (j < m && current.key(j) == key) {
        j++;
      }
      if (i > fromI) {
        referenceSum.add(value, i - fromI);
      }
      if (j > fromJ) {
        currentSum.add(value, j - fromJ);
      }
      long apart = Math.abs(i * m - j * n);
      // The gap up to the next value counts as often as the two are apart here.
      moved.add(value, before - apart);
      before = apart;
      ksNumerator = Math.max(ksNumerator, apart);
    }
  }

  private NumericBins bins() {
    List<Double> edges = new ArrayList<>();
    for (int i = 1; i < DECILES && reference.count() > 0; i++) {
      double edge = quantile(i / (double) DECILES);
      if (edges.isEmpty() || edges.getLast() != edge) {
        edges.add(edge);
      }
    }
    return new NumericBins(edges, counts(reference, edges), counts(current, edges));
  }

  private static List<Long> counts(NumericColumn column, List<Double> edges) {
    List<Long> counts = new ArrayList<>();
    long below = 0;
    for (double edge : edges) {
      long upTo = column.upTo(edge);
      counts.add(upTo - below);
      below = upTo;
    }
    if (!edges.isEmpty()) {
      counts.add(column.count() - below);
    }
    return counts;
  }

  /**
   * The quantile of Hyndman and Fan's type 7 with the very operations of numpy, so that an edge
   * that falls on a value is that value.
   */
  private double quantile(double share) {
    double index = (reference.count() - 1) * share;
    int below = (int) Math.floor(index);
    double part = index - below;
    double low = reference.value(below);
    double high = reference.value(Math.min(below + 1, reference.count() - 1));
    double gap = high - low;
    if (Double.isInfinite(gap)) {
      return low * (1 - part) + high * part;
    }
    return (part >= 0.5 ? high - gap * (1 - part) : low + gap * part) + 0.0;
  }
}
