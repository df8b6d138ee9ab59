// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.imprimatur.proof.json.Json;

/**
 * What champion and challenger predict on the same rows: how often they meet each label together.
 *
 * @param classes how many there are; label and predictions are numbers below it
 * @param losses what the probabilities of both say
 */
public record PairedClasses(int classes, List<Cell> cells, Losses losses) {
  /** Rows with one label, one prediction of the champion and one of the challenger. */
  public record Cell(int label, int champion, int challenger, long count) {
    boolean championIsRight() {
      return champion == label;
    }

    boolean challengerIsRight() {
      return challenger == label;
    }
  }

  /**
   * Minus the logarithms of the probabilities that were given to the labels, in fixed point.
   *
   * @param withoutChampion rows without probabilities of the champion
   * @param withoutChallenger rows without probabilities of the challenger
   * @param sums over champion and challenger; zero where a row is without
   */
  public record Losses(long withoutChampion, long withoutChallenger, PairedSums sums) {}

  public PairedClasses {
    cells = List.copyOf(cells);
    if (classes > ClassConfusion.MOST_CLASSES) {
      throw new IllegalArgumentException("There are too many classes");
    }
    for (Cell cell : cells) {
      if (cell.count < 0 || !within(cell.label, cell.champion, cell.challenger, classes)) {
        throw new IllegalArgumentException("A cell of a comparison has no such class or count");
      }
    }
  }

  private static boolean within(int label, int champion, int challenger, int classes) {
    return Math.min(label, Math.min(champion, challenger)) >= 0
        && Math.max(label, Math.max(champion, challenger)) < classes;
  }

  long rows() {
    return cells.stream().mapToLong(Cell::count).sum();
  }

  /** Rows on which both predict the same class. */
  long agreed() {
    return cells.stream()
        .filter(cell -> cell.champion == cell.challenger)
        .mapToLong(Cell::count)
        .sum();
  }

  /** What a figure of each cell adds up to over the rows. */
  double total(ToDoubleFunction<Cell> of) {
    double sum = 0;
    for (Cell cell : cells) {
      sum += (double) cell.count * of.applyAsDouble(cell);
    }
    return sum;
  }

  ClassConfusion champion() {
    return confusion(Cell::champion);
  }

  ClassConfusion challenger() {
    return confusion(Cell::challenger);
  }

  private ClassConfusion confusion(Function<Cell, Integer> predicted) {
    long[] counts = new long[classes * classes];
    for (Cell cell : cells) {
      counts[cell.label * classes + predicted.apply(cell)] += cell.count;
    }
    return new ClassConfusion(classes, counts);
  }

  /** Who is right: the table of McNemar's test. */
  PairedCounts right() {
    long[] counts = new long[4];
    for (Cell cell : cells) {
      counts[at(cell.championIsRight(), cell.challengerIsRight())] += cell.count;
    }
    return counts(counts, 0);
  }

  /** Each class against all others, as with two classes: who predicts it where. */
  List<PairedDecisions> each() {
    long[][] counts = new long[classes][8];
    long[] all = new long[classes];
    for (Cell cell : cells) {
      all[cell.label] += cell.count;
      add(counts[cell.champion], cell.label == cell.champion, true, cell, cell.champion);
      if (cell.challenger != cell.champion) {
        add(counts[cell.challenger], cell.label == cell.challenger, false, cell, cell.challenger);
      }
    }
    long rows = rows();
    List<PairedDecisions> each = new ArrayList<>();
    for (int of = 0; of < classes; of++) {
      long[] own = counts[of];
      own[3] = all[of] - own[0] - own[1] - own[2];
      own[7] = rows - all[of] - own[4] - own[5] - own[6];
      each.add(new PairedDecisions(counts(own, 0), counts(own, 4)));
    }
    return each;
  }

  /** A row on which one model at least predicts the class. */
  private static void add(long[] to, boolean own, boolean first, Cell cell, int of) {
    boolean second = cell.challenger == of;
    to[(own ? 0 : 4) + at(first, second)] += cell.count;
  }

  private static int at(boolean champion, boolean challenger) {
    return champion ? (challenger ? 0 : 1) : (challenger ? 2 : 3);
  }

  private static PairedCounts counts(long[] counts, int from) {
    return new PairedCounts(
        /* both= */ counts[from],
        /* onlyFirst= */ counts[from + 1],
        /* onlySecond= */ counts[from + 2],
        /* neither= */ counts[from + 3]);
  }

  Json toJson() {
    List<Json> found = new ArrayList<>();
    for (Cell cell : cells) {
      found.add(
          Json.array(
              List.of(
                  Json.of((long) cell.label),
                  Json.of((long) cell.champion),
                  Json.of((long) cell.challenger),
                  Json.of(cell.count))));
    }
    return Json.obj()
        .put("cells", Json.array(found))
        .put("without_probabilities_of_champion", losses.withoutChampion)
        .put("without_probabilities_of_challenger", losses.withoutChallenger)
        .put("log_loss_fx", losses.sums.toJson())
        .build();
  }

  static PairedClasses fromJson(int classes, Json.Obj json) {
    List<Cell> cells = new ArrayList<>();
    for (Json value : json.array("cells").values()) {
      Json.Arr cell = (Json.Arr) value;
      cells.add(
          new Cell(
              Math.toIntExact(cell.integer(0)),
              Math.toIntExact(cell.integer(1)),
              Math.toIntExact(cell.integer(2)),
              cell.integer(3)));
    }
    return new PairedClasses(
        classes,
        cells,
        new Losses(
            json.integer("without_probabilities_of_champion"),
            json.integer("without_probabilities_of_challenger"),
            PairedSums.fromJson(json.array("log_loss_fx"))));
  }
}
