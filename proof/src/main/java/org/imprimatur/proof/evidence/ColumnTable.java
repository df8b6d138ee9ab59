// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.jspecify.annotations.Nullable;

/** What is counted of one column: its cells read as numbers, or as categories. */
public sealed interface ColumnTable {
  /** Cells without a value; NaN is one of them. */
  long missing();

  long distinct();

  /** How well the column alone tells the label: an area for numbers, Cramér's V for categories. */
  Estimate association();

  /** The column under the published names. */
  Json.Obj details();

  Json toJson();

  /**
   * A column of numbers.
   *
   * @param infinite cells that are infinite: present, and in no moment
   * @param spread nothing where no cell is finite, or where its numbers must not be shown
   */
  record Numbers(
      long missing,
      long infinite,
      long distinct,
      long zeros,
      Optional<Spread> spread,
      Separation byLabel)
      implements ColumnTable {
    @Override
    public Estimate association() {
      return byLabel.auc("association_auc/1");
    }

    @Override
    public Json.Obj details() {
      Json.Builder json = Json.obj().put("missing", missing).put("distinct", distinct);
      Spread found = spread.orElse(null);
      json.put("min", number(found == null ? null : found.least()))
          .put("max", number(found == null ? null : found.most()))
          .put("mean", number(found == null ? null : found.mean()))
          .put("std", number(found == null ? null : found.deviation()))
          .put("median", number(found == null ? null : found.median()))
          .put("zeros", zeros);
      if (infinite > 0) {
        json.put("infinite", infinite);
      }
      if (found == null) {
        json.put("reason", "No cell is a finite number that may be shown.");
      }
      return json.build();
    }

    private static Json number(@Nullable Double value) {
      return Values.number(value == null || !Double.isFinite(value) ? null : value);
    }

    @Override
    public Json toJson() {
      Json.Builder json =
          Json.obj()
              .put("kind", "numbers")
              .put("missing", missing)
              .put("infinite", infinite)
              .put("distinct", distinct)
              .put("zeros", zeros)
              .put("by_label", byLabel.toJson());
      spread.ifPresent(found -> json.put("spread", found.toJson()));
      return json.build();
    }
  }

  /**
   * Where the finite numbers of a column lie.
   *
   * @param sum exact
   * @param squares the exact sum of the rounded squares of each number less the rounded mean
   */
  record Spread(
      long count,
      double least,
      double lowerQuartile,
      double median,
      double upperQuartile,
      double most,
      Dyadic sum,
      Dyadic squares) {
    public Spread {
      if (count <= 0) {
        throw new IllegalArgumentException("A spread needs at least one number");
      }
    }

    /** The mean of an exact sum, rounded once. */
    public static double mean(Dyadic sum, long count) {
      return sum.over(count).doubleValue();
    }

    double mean() {
      return mean(sum, count);
    }

    /**
     * The standard deviation of the column itself (divided by n), corrected for the rounded mean.
     */
    double deviation() {
      BigDecimal shift = sum.over(count).subtract(new BigDecimal(mean()));
      BigDecimal variance =
          squares.over(count).subtract(shift.multiply(shift, MathContext.DECIMAL128));
      if (variance.signum() <= 0) {
        return 0;
      }
      double rounded = variance.doubleValue();
      return rounded >= Double.MIN_NORMAL && rounded <= Double.MAX_VALUE
          ? StrictMath.sqrt(rounded)
          : variance.sqrt(MathContext.DECIMAL128).doubleValue();
    }

    Json toJson() {
      return Json.obj()
          .put("count", count)
          .put("least", text(least))
          .put("lower_quartile", text(lowerQuartile))
          .put("median", text(median))
          .put("upper_quartile", text(upperQuartile))
          .put("most", text(most))
          .put("sum", sum.toJson())
          .put("squares", squares.toJson())
          .build();
    }

    /** The shortest decimal that reads as the same double; a table holds no fractions. */
    private static String text(double value) {
      return Double.toString(value + 0.0);
    }

    static Spread fromJson(Json.Obj json) {
      return new Spread(
          json.integer("count"),
          Double.parseDouble(json.string("least")),
          Double.parseDouble(json.string("lower_quartile")),
          Double.parseDouble(json.string("median")),
          Double.parseDouble(json.string("upper_quartile")),
          Double.parseDouble(json.string("most")),
          Dyadic.fromJson(json.object("sum")),
          Dyadic.fromJson(json.object("squares")));
    }
  }

  /**
   * A column of categories, which are counted and not named.
   *
   * @param cells categories with the same counts together
   */
  record Categories(long missing, List<Cell> cells) implements ColumnTable {
    /** {@code times} categories with so many positive, negative and unlabelled rows each. */
    public record Cell(long positives, long negatives, long unlabelled, long times) {}

    public Categories {
      cells =
          cells.stream()
              .sorted(
                  Comparator.comparingLong(Cell::positives)
                      .thenComparingLong(Cell::negatives)
                      .thenComparingLong(Cell::unlabelled))
              .toList();
    }

    @Override
    public long distinct() {
      return cells.stream().mapToLong(Cell::times).sum();
    }

    @Override
    public Estimate association() {
      return CramersV.ofTwoClasses("association_cramers_v/1", cells);
    }

    @Override
    public Json.Obj details() {
      return Json.obj().put("missing", missing).put("distinct", distinct()).build();
    }

    @Override
    public Json toJson() {
      List<Json> rows = new ArrayList<>();
      for (Cell cell : cells) {
        rows.add(
            Json.array(
                List.of(
                    Json.of(cell.positives()),
                    Json.of(cell.negatives()),
                    Json.of(cell.unlabelled()),
                    Json.of(cell.times()))));
      }
      return Json.obj()
          .put("kind", "categories")
          .put("missing", missing)
          .put("cells", Json.array(rows))
          .build();
    }
  }

  static ColumnTable fromJson(Json.Obj json) {
    if (json.string("kind").equals("numbers")) {
      return new Numbers(
          json.integer("missing"),
          json.integer("infinite"),
          json.integer("distinct"),
          json.integer("zeros"),
          json.find("spread").map(spread -> Spread.fromJson((Json.Obj) spread)),
          Separation.fromJson(json.object("by_label")));
    }
    List<Categories.Cell> cells = new ArrayList<>();
    for (Json row : json.array("cells").values()) {
      Json.Arr cell = (Json.Arr) row;
      cells.add(
          new Categories.Cell(cell.integer(0), cell.integer(1), cell.integer(2), cell.integer(3)));
    }
    return new Categories(json.integer("missing"), cells);
  }
}
