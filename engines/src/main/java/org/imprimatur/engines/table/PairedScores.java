// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.RowCounts;

/** Champion's and challenger's scores on the same labelled rows. */
public final class PairedScores {
  private static final int GROUP_LIMIT = 1000;

  private final RowScores challenger;
  private final RowScores champion;

  private PairedScores(RowScores challenger, RowScores champion) {
    this.challenger = challenger;
    this.champion = champion;
  }

  /** Pairs the rows of one test set that was read for each model. */
  public static PairedScores of(RowScores challenger, RowScores champion) throws CheckException {
    if (challenger.rows() != champion.rows()) {
      throw new IllegalArgumentException("Two models are compared on the rows of one test set");
    }
    for (int row = 0; row < challenger.rows(); row++) {
      if (challenger.label(row) != champion.label(row)) {
        throw new CheckException(
            "data.label-differs",
            "Row "
                + (row + 1)
                + " has another label beside the champion's scores than beside the challenger's."
                + " Give both models the labels of one test set.");
      }
    }
    return new PairedScores(challenger, champion);
  }

  int rows() {
    return challenger.rows();
  }

  boolean positive(int row) {
    return challenger.label(row) == 1;
  }

  double ofChampion(int row) {
    return champion.score(row);
  }

  double ofChallenger(int row) {
    return challenger.score(row);
  }

  /** Rows, and those without a label or without a finite score of either model. */
  public RowCounts counts() {
    long labels = 0;
    long scores = 0;
    long outside = 0;
    for (int row = 0; row < rows(); row++) {
      double a = ofChampion(row);
      double b = ofChallenger(row);
      labels += challenger.label(row) == RowScores.NO_LABEL ? 1 : 0;
      scores += Double.isNaN(a) || Double.isNaN(b) ? 1 : 0;
      outside += a < 0 || a > 1 || b < 0 || b > 1 ? 1 : 0;
    }
    return new RowCounts(rows(), labels, scores, outside);
  }

  /** Numbers of rows. */
  public static final class Rows {
    private int[] numbers = new int[16];
    private int size;

    private void add(int row) {
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * size);
      }
      numbers[size++] = row;
    }

    int size() {
      return size;
    }

    int row(int i) {
      return numbers[i];
    }
  }

  public Rows all() {
    Rows all = new Rows();
    for (int row = 0; row < rows(); row++) {
      all.add(row);
    }
    return all;
  }

  /** The rows of every value of a column, or of every combination of several ("no &amp; yes"). */
  public SortedMap<String, Rows> by(List<String> columns) throws CheckException {
    SortedMap<String, Rows> found = new TreeMap<>();
    for (int row = 0; row < rows(); row++) {
      found.computeIfAbsent(value(columns, row), value -> new Rows()).add(row);
      if (found.size() > GROUP_LIMIT) {
        throw new CheckException(
            "data.groups",
            "The group "
                + String.join(" & ", columns)
                + " has over "
                + GROUP_LIMIT
                + " values. Register a coarser group.");
      }
    }
    return found;
  }

  private String value(List<String> columns, int row) {
    return columns.stream()
        .map(column -> challenger.text(column, row))
        .collect(Collectors.joining(" & "));
  }
}
