// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.json.Json;

/**
 * How the scores of several classes rank the rows of each class against those of each other one,
 * and all scores of all classes in one ranking.
 *
 * @param twiceU for class and other class, twice the number of pairs of their rows in which that of
 *     the class has the higher score of the class, ties half; 0 beside itself
 * @param pooled every score of every row, positive where it is that of the row's own class
 */
public record ClassPairs(List<List<BigInteger>> twiceU, Ranking pooled) {
  /** Tables grow with the square of the classes: of more, nothing is told by pairs. */
  public static final int MOST_CLASSES = 50;

  private static final BigDecimal FOUR = BigDecimal.valueOf(4);

  private static final String TOO_MANY =
      "It is told of at most %d classes.".formatted(MOST_CLASSES);

  public ClassPairs {
    twiceU = twiceU.stream().map(List::copyOf).toList();
  }

  static Estimate tooMany(String definition) {
    return Estimate.undefined(definition, TOO_MANY);
  }

  /** Whether each class beats all others together as often as the rankings say. */
  boolean agreesWith(List<Ranking> rankings) {
    if (twiceU.size() != rankings.size()) {
      return false;
    }
    long positives = 0;
    long negatives = 0;
    for (int of = 0; of < rankings.size(); of++) {
      Ranking ranking = rankings.get(of);
      List<BigInteger> row = twiceU.get(of);
      BigInteger sum = row.stream().reduce(BigInteger.ZERO, BigInteger::add);
      if (row.size() != rankings.size()
          || row.get(of).signum() != 0
          || !sum.equals(ranking.twiceU())) {
        return false;
      }
      positives += ranking.positives();
      negatives += ranking.negatives();
    }
    return pooled.positives() == positives && pooled.negatives() == negatives;
  }

  /**
   * The mean area under the curve of every two classes, each against the other by its own score
   * (Hand and Till, <i>Machine Learning</i> 45, 2001, with weights as in scikit-learn's {@code
   * multi_class="ovo"}).
   *
   * @param weighted whether two classes weigh as many as their rows are
   */
  Estimate ofPairs(String definition, List<String> classes, List<Ranking> each, boolean weighted) {
    BigDecimal sum = BigDecimal.ZERO;
    long weights = 0;
    for (int one = 0; one < classes.size(); one++) {
      if (each.get(one).positives() == 0) {
        return Estimate.undefined(
            definition, "The area is undefined for: " + classes.get(one) + ".");
      }
      for (int other = 0; other < one; other++) {
        long first = each.get(one).positives();
        long second = each.get(other).positives();
        long weight = weighted ? first + second : 1;
        BigInteger both = twiceU.get(one).get(other).add(twiceU.get(other).get(one));
        BigDecimal pairs =
            BigDecimal.valueOf(first).multiply(BigDecimal.valueOf(second)).multiply(FOUR);
        sum =
            sum.add(
                new BigDecimal(both)
                    .multiply(BigDecimal.valueOf(weight))
                    .divide(pairs, MathContext.DECIMAL128));
        weights += weight;
      }
    }
    return weights == 0
        ? Estimate.undefined(definition, Estimate.ONE_CLASS)
        : Estimate.of(
            definition,
            sum.divide(BigDecimal.valueOf(weights), MathContext.DECIMAL128).doubleValue());
  }

  /** A figure of the one ranking. Its entries hang together, so that no interval is told. */
  static Estimate ofAll(String definition, Estimate figure) {
    return figure.value() == null
        ? Estimate.undefined(definition, String.valueOf(figure.reason()))
        : Estimate.of(definition, figure.value());
  }

  Json toJson() {
    return Json.obj()
        .put(
            "u2",
            Json.array(
                twiceU.stream()
                    .map(row -> Json.array(row.stream().map(Values::big).toList()))
                    .map(Json.class::cast)
                    .toList()))
        .put("pooled", pooled.toJson())
        .build();
  }

  static ClassPairs fromJson(Json.Obj json) {
    List<List<BigInteger>> twiceU = new ArrayList<>();
    for (Json row : json.array("u2").values()) {
      List<BigInteger> found = new ArrayList<>();
      Json.Arr cells = (Json.Arr) row;
      for (int i = 0; i < cells.values().size(); i++) {
        found.add(Values.big(cells.string(i)));
      }
      twiceU.add(found);
    }
    return new ClassPairs(twiceU, Ranking.fromJson(json.object("pooled")));
  }
}
