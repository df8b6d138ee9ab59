// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.ClassConfusion;
import org.imprimatur.proof.evidence.PairedClasses;
import org.imprimatur.proof.evidence.PairedSums;
import org.imprimatur.proof.evidence.ResampledDifferences;

/** What champion and challenger predict on the same labelled rows, for several classes. */
public final class PairedClassRows {
  private static final int MOST_CELLS = 200_000;

  private final List<String> classes;
  private final int[] labels;
  private final int[] first;
  private final int[] second;
  private final ClassAnswers champion;
  private final ClassAnswers challenger;
  private int cells;

  private PairedClassRows(List<String> classes, ClassAnswers champion, ClassAnswers challenger) {
    this.classes = classes;
    this.champion = champion;
    this.challenger = challenger;
    labels = numbered(challenger, challenger::label);
    first = numbered(champion, champion::predicted);
    second = numbered(challenger, challenger::predicted);
  }

  /** Pairs the rows of one test set that was read for each model; stated classes come first. */
  static PairedClassRows of(ClassAnswers champion, ClassAnswers challenger, List<String> stated)
      throws CheckException {
    Set<String> all = new LinkedHashSet<>(champion.names());
    all.addAll(challenger.names());
    Set<String> ordered = new LinkedHashSet<>(stated);
    ordered.addAll(ClassNames.ordered(all));
    if (ordered.size() > ClassConfusion.MOST_CLASSES) {
      throw new CheckException(
          "data.label-classes",
          "Labels and predictions have more than " + ClassConfusion.MOST_CLASSES + " classes.");
    }
    var rows = new PairedClassRows(List.copyOf(ordered), champion, challenger);
    int[] labels = rows.numbered(champion, champion::label);
    Pairs.requireSame(labels.length, rows.labels.length, row -> labels[row] == rows.labels[row]);
    return rows;
  }

  private int[] numbered(ClassAnswers of, IntUnaryOperator own) {
    int[] numbers = of.names().stream().mapToInt(classes::indexOf).toArray();
    return IntStream.range(0, of.rows()).map(row -> numbers[own.applyAsInt(row)]).toArray();
  }

  public List<String> classes() {
    return classes;
  }

  public int[] all() {
    return IntStream.range(0, labels.length).toArray();
  }

  public SortedMap<String, int[]> by(List<String> columns) throws CheckException {
    return challenger.texts().by(columns);
  }

  private long key(int row) {
    return ((long) labels[row] * classes.size() + first[row]) * classes.size() + second[row];
  }

  private PairedClasses.Cell cell(long key, long count) {
    int width = classes.size();
    return new PairedClasses.Cell(
        (int) (key / width / width), (int) (key / width % width), (int) (key % width), count);
  }

  /** How often the predictions of some rows meet their labels. */
  public PairedClasses cells(int[] rows) throws CheckException {
    long[] keys = Arrays.stream(rows).mapToLong(this::key).sorted().toArray();
    List<PairedClasses.Cell> found = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= keys.length; to++) {
      if (to == keys.length || keys[to] != keys[from]) {
        found.add(cell(keys[from], to - from));
        from = to;
      }
    }
    cells += found.size();
    if (cells > MOST_CELLS) {
      throw new CheckException(
          "data.cells",
          "Labels and both predictions meet in more than "
              + MOST_CELLS
              + " ways. Compare models of fewer classes, or register fewer segments and groups.");
    }
    return new PairedClasses(classes.size(), found, losses(rows));
  }

  private PairedClasses.Losses losses(int[] rows) {
    ExactSum[] sums = Pairs.sums();
    long withoutFirst = 0;
    long withoutSecond = 0;
    for (int row : rows) {
      long a = champion.loss(row);
      long b = challenger.loss(row);
      withoutFirst += a < 0 ? 1 : 0;
      withoutSecond += b < 0 ? 1 : 0;
      Pairs.add(sums, a, b);
    }
    boolean told = withoutFirst + withoutSecond == 0;
    return new PairedClasses.Losses(
        withoutFirst, withoutSecond, told ? Pairs.total(sums) : PairedSums.ZERO);
  }

  /**
   * Samples of all rows, which are sorted by label, both predictions and both losses: rows that are
   * alike in these cannot be told apart.
   */
  public ResampledDifferences draw(long seed) {
    if (!RowBootstrap.draws(labels.length)) {
      return ResampledDifferences.none(seed);
    }
    boolean lost = champion.hasLosses() && challenger.hasLosses();
    List<RowBootstrap.Figure> figures =
        new ArrayList<>(
            List.of(
                new RowBootstrap.Figure("accuracy", true),
                new RowBootstrap.Figure("f1_macro", false),
                new RowBootstrap.Figure("f1_weighted", false)));
    if (lost) {
      figures.add(new RowBootstrap.Figure("log_loss", false));
    }
    int[] order = order();
    return RowBootstrap.draw(order.length, seed, figures, () -> new ClassSample(order, lost));
  }

  private int[] order() {
    return IntStream.range(0, labels.length)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingLong(this::key)
                .thenComparingLong(row -> champion.loss(row))
                .thenComparingLong(row -> challenger.loss(row)))
        .mapToInt(row -> row)
        .toArray();
  }

  /** One sample at a time: how often each class was label, predicted and hit. */
  private final class ClassSample implements RowBootstrap.Sample {
    private final int[] order;
    private final boolean lost;
    private final int[] truths = new int[classes.size()];
    private final int[][] predicted = new int[2][classes.size()];
    private final int[][] hits = new int[2][classes.size()];
    private double loss;
    private int rows;

    ClassSample(int[] order, boolean lost) {
      this.order = order;
      this.lost = lost;
    }

    @Override
    public void add(int drawn) {
      int row = order[drawn];
      int label = labels[row];
      rows++;
      truths[label]++;
      predicted[0][first[row]]++;
      predicted[1][second[row]]++;
      if (first[row] == label) {
        hits[0][label]++;
      }
      if (second[row] == label) {
        hits[1][label]++;
      }
      loss += (double) (challenger.loss(row) - champion.loss(row));
    }

    @Override
    public void finish(double[] differences) {
      int gained = 0;
      int labelled = 0;
      double macro = 0;
      double weighted = 0;
      for (int of = 0; of < truths.length; of++) {
        if (truths[of] > 0) {
          double gap = f1(1, of) - f1(0, of);
          gained += hits[1][of] - hits[0][of];
          labelled++;
          macro += gap;
          weighted += truths[of] * gap;
        }
      }
      differences[0] = gained;
      differences[1] = macro / labelled;
      differences[2] = weighted / rows;
      if (lost) {
        differences[3] = loss * 0x1p-50 / rows;
      }
      Arrays.fill(truths, 0);
      for (int side = 0; side < 2; side++) {
        Arrays.fill(predicted[side], 0);
        Arrays.fill(hits[side], 0);
      }
      loss = 0;
      rows = 0;
    }

    private double f1(int side, int of) {
      return 2.0 * hits[side][of] / (truths[of] + predicted[side][of]);
    }
  }
}
