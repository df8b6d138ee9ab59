// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Comparator;
import java.util.List;
import org.imprimatur.proof.json.Json;

/**
 * How well a column alone tells a label that has not two classes: another class, or a number. Only
 * rows count in which both are there; numbers that are infinite are none.
 */
public sealed interface Telling {
  MathContext EXACT = MathContext.DECIMAL128;

  /** 0 where the column tells nothing, 1 where the label follows from it. */
  Estimate strength();

  Json toJson();

  /**
   * A label of several classes, each row's told by the rows beside it: those with the same
   * category, or, of a number, at least {@link #NEAREST} other rows with the nearest numbers. A row
   * is told where more of them have its class than any other (the rule of the nearest neighbours,
   * Cover and Hart, IEEE Transactions on Information Theory 13, 1967, each row left out of its
   * own).
   *
   * @param rows rows with both
   * @param told rows whose class is told
   * @param mostFrequent rows of the class that most of them have
   */
  record Classes(long rows, long told, long mostFrequent) implements Telling {
    public static final int NEAREST = 5;
    private static final String DEFINITION = "association_nearest_class/1";

    public Classes {
      if (told < 0 || told > rows || mostFrequent < 0 || mostFrequent > rows) {
        throw new IllegalArgumentException("No more rows are told than there are");
      }
    }

    /**
     * The share of errors that the column spares beside always naming the most frequent class
     * (Goodman and Kruskal's lambda, Journal of the American Statistical Association 49, 1954),
     * with Wilson's interval of the rows told.
     */
    @Override
    public Estimate strength() {
      if (mostFrequent == rows) {
        return Estimate.undefined(DEFINITION, rows == 0 ? Estimate.NO_ROWS : Estimate.ONE_CLASS);
      }
      Interval share = Interval.wilson(told, rows);
      double all = (double) rows;
      return Estimate.of(
          DEFINITION,
          spared((double) told / all),
          new Interval(spared(share.low()), spared(share.high())));
    }

    private double spared(double share) {
      double always = (double) mostFrequent / (double) rows;
      return Math.clamp((share - always) / (1 - always), 0, 1);
    }

    @Override
    public Json toJson() {
      return Json.obj()
          .put("by", "nearest")
          .put("rows", rows)
          .put("told", told)
          .put("most_frequent", mostFrequent)
          .build();
    }
  }

  /**
   * A number beside a number, by their ranks. Equal numbers share the mean of their ranks; ranks
   * are in halves, so that they are integers.
   *
   * @param own the sum of squared ranks of the column
   * @param label the same of the label
   * @param products the sum of their products
   */
  record Ranks(long rows, BigInteger own, BigInteger label, BigInteger products)
      implements Telling {
    private static final String DEFINITION = "association_spearman/1";
    private static final int LEAST_ROWS = 10;

    /**
     * The size of Spearman's rank correlation, whichever way it points (American Journal of
     * Psychology 15, 1904), with the interval of Bonett and Wright (Psychometrika 65, 2000) around
     * Fisher's z.
     */
    @Override
    public Estimate strength() {
      if (rows < LEAST_ROWS) {
        return Estimate.undefined(DEFINITION, "It needs " + LEAST_ROWS + " rows.");
      }
      BigDecimal spreads = spread(rows, own).multiply(spread(rows, label));
      if (spreads.signum() <= 0) {
        return Estimate.undefined(DEFINITION, "All numbers are the same.");
      }
      double value =
          Math.min(
              1, Math.abs(spread(rows, products).divide(spreads.sqrt(EXACT), EXACT).doubleValue()));
      return Estimate.of(DEFINITION, value, interval(value));
    }

    private Interval interval(double value) {
      if (value == 1) {
        return new Interval(1, 1);
      }
      double z = StrictMath.log((1 + value) / (1 - value)) / 2;
      double half = Interval.Z * StrictMath.sqrt((1 + value * value / 2) / (double) (rows - 3));
      return new Interval(
          Math.min(value, Math.max(0, StrictMath.tanh(z - half))),
          Math.max(value, StrictMath.tanh(z + half)));
    }

    /** So many times the rows, the squared distances from the mean: ranks always add up to it. */
    static BigDecimal spread(long rows, BigInteger squares) {
      BigInteger sum = sum(rows);
      return new BigDecimal(squares.multiply(BigInteger.valueOf(rows)).subtract(sum.multiply(sum)));
    }

    static BigInteger sum(long rows) {
      return BigInteger.valueOf(rows).multiply(BigInteger.valueOf(rows + 1));
    }

    @Override
    public Json toJson() {
      return Json.obj()
          .put("by", "ranks")
          .put("rows", rows)
          .put("own_squares", Values.big(own))
          .put("label_squares", Values.big(label))
          .put("products", Values.big(products))
          .build();
    }
  }

  /**
   * Categories beside a number, by the ranks of that number, in halves.
   *
   * @param label the sum of squared ranks of the label
   * @param categories how many there are; of more than {@link CramersV#CATEGORIES} no cells are
   *     kept, since they tell of themselves by chance
   */
  record RankedCategories(long rows, BigInteger label, long categories, List<Cell> cells)
      implements Telling {
    private static final String DEFINITION = "association_rank_ratio/1";

    /** {@code times} categories with so many rows each, whose ranks add up to the same. */
    public record Cell(long rows, BigInteger ranks, long times) {}

    public RankedCategories {
      cells =
          cells.stream()
              .sorted(Comparator.comparingLong(Cell::rows).thenComparing(Cell::ranks))
              .toList();
    }

    public static boolean areTooMany(long categories) {
      return categories > CramersV.CATEGORIES;
    }

    /**
     * The root of the share of the ranks' variance that lies between categories (Kruskal and
     * Wallis, Journal of the American Statistical Association 47, 1952, over the rows less one),
     * less what as many categories give by chance (Kelley, PNAS 21, 1935).
     */
    @Override
    public Estimate strength() {
      if (categories < 2) {
        return Estimate.undefined(DEFINITION, "The column has only one category.");
      }
      if (areTooMany(categories) || categories >= rows) {
        return Estimate.undefined(DEFINITION, "The column has too many categories.");
      }
      BigDecimal all = Ranks.spread(rows, label);
      if (all.signum() <= 0) {
        return Estimate.undefined(DEFINITION, "All numbers are the same.");
      }
      BigDecimal between = BigDecimal.ZERO;
      for (Cell cell : cells) {
        BigInteger square = cell.ranks().pow(2).multiply(BigInteger.valueOf(cell.times()));
        between =
            between.add(new BigDecimal(square).divide(BigDecimal.valueOf(cell.rows()), EXACT));
      }
      BigDecimal sum = new BigDecimal(Ranks.sum(rows));
      double share =
          between
              .multiply(BigDecimal.valueOf(rows))
              .subtract(sum.multiply(sum))
              .divide(all, EXACT)
              .doubleValue();
      double left = 1 - (1 - share) * (double) (rows - 1) / (double) (rows - categories);
      return Estimate.of(DEFINITION, StrictMath.sqrt(Math.clamp(left, 0, 1)));
    }

    @Override
    public Json toJson() {
      List<Json> table =
          cells.stream()
              .<Json>map(
                  cell ->
                      Json.array(
                          List.of(
                              Json.of(cell.rows()),
                              Values.big(cell.ranks()),
                              Json.of(cell.times()))))
              .toList();
      return Json.obj()
          .put("by", "ranked-categories")
          .put("rows", rows)
          .put("label_squares", Values.big(label))
          .put("categories", categories)
          .put("cells", Json.array(table))
          .build();
    }
  }

  static Telling fromJson(Json.Obj json) {
    return switch (json.string("by")) {
      case "nearest" ->
          new Classes(json.integer("rows"), json.integer("told"), json.integer("most_frequent"));
      case "ranks" ->
          new Ranks(
              json.integer("rows"),
              Values.big(json, "own_squares"),
              Values.big(json, "label_squares"),
              Values.big(json, "products"));
      case "ranked-categories" ->
          new RankedCategories(
              json.integer("rows"),
              Values.big(json, "label_squares"),
              json.integer("categories"),
              json.array("cells").values().stream().map(Telling::cell).toList());
      default -> throw new IllegalArgumentException("A column tells nothing by that");
    };
  }

  private static RankedCategories.Cell cell(Json json) {
    Json.Arr cell = (Json.Arr) json;
    return new RankedCategories.Cell(cell.integer(0), Values.big(cell.string(1)), cell.integer(2));
  }
}
