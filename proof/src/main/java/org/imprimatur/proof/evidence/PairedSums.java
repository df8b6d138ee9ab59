// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import org.imprimatur.proof.json.Json;

/**
 * Sums of two integers per row: of each, of their squares and of their products.
 *
 * @param a sum of the first, {@code aa} of its squares, {@code ab} of the products
 */
public record PairedSums(BigInteger a, BigInteger b, BigInteger aa, BigInteger bb, BigInteger ab) {
  public static final PairedSums ZERO =
      new PairedSums(
          BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

  /** The sample variance of the first over {@code rows} of at least two. */
  BigDecimal varianceOfA(long rows) {
    return spread(aa, a, a, rows);
  }

  BigDecimal varianceOfB(long rows) {
    return spread(bb, b, b, rows);
  }

  BigDecimal covariance(long rows) {
    return spread(ab, a, b, rows);
  }

  /** The sample variance of first minus second, without the cancellation of its three parts. */
  BigDecimal varianceOfDifference(long rows) {
    return spread(squaredDifferences(), a.subtract(b), a.subtract(b), rows);
  }

  BigInteger squaredDifferences() {
    return aa.add(bb).subtract(ab.shiftLeft(1));
  }

  private static BigDecimal spread(BigInteger products, BigInteger x, BigInteger y, long rows) {
    BigInteger n = BigInteger.valueOf(rows);
    BigInteger numerator = products.multiply(n).subtract(x.multiply(y));
    BigInteger denominator = n.multiply(BigInteger.valueOf(rows - 1));
    return new BigDecimal(numerator).divide(new BigDecimal(denominator), MathContext.DECIMAL128);
  }

  Json toJson() {
    return Json.array(
        List.of(Values.big(a), Values.big(b), Values.big(aa), Values.big(bb), Values.big(ab)));
  }

  static PairedSums fromJson(Json.Arr json) {
    return new PairedSums(
        Values.big(json.string(0)),
        Values.big(json.string(1)),
        Values.big(json.string(2)),
        Values.big(json.string(3)),
        Values.big(json.string(4)));
  }
}
