// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.distribution;

/**
 * The distribution of Kolmogorov's statistic: the largest distance between the empirical
 * distribution of {@code n} values and the true, continuous one.
 *
 * <p>Which method answers where follows Simard and L'Ecuyer, <i>Computing the Two-Sided
 * Kolmogorov-Smirnov Distribution</i>, Journal of Statistical Software 39(11), 2011.
 */
public final class Kolmogorov {
  /** Below it the exact matrix method answers whatever is not in the far tail. */
  private static final int SMALL = 140;

  private static final int LARGE = 100_000;

  /** From here on the probability is below any double, 2 exp(-2 n d²). */
  private static final double VANISHING = 373;

  private static final double LEAST_LOG = -708;
  private static final double SQUARE_OF_PI = Math.PI * Math.PI;

  private Kolmogorov() {}

  /**
   * The probability of a distance of at least {@code distance} from 0 to 1, with {@code n >= 1}.
   */
  public static double survival(long n, double distance) {
    if (n < 1 || !(distance >= 0)) {
      throw new IllegalArgumentException(
          "Kolmogorov needs n >= 1 and a distance >= 0, not " + n + ", " + distance);
    }
    double t = n * distance;
    if (t <= 0.5) {
      return 1;
    }
    if (distance >= 1) {
      return 0;
    }
    double square = t * distance;
    if (square >= VANISHING) {
      return 0;
    }
    boolean tail = square > (n <= SMALL ? 4 : 2.2);
    if (tail || distance >= 0.5) {
      // The two sides overlap with a probability that vanishes here (Miller 1956).
      return Math.min(1, 2 * Smirnov.survival(n, distance));
    }
    return Math.clamp(1 - body(n, distance), 0.0, 1.0);
  }

  private static double body(long n, double distance) {
    boolean exact = n <= SMALL || (n <= LARGE && n * distance * StrictMath.sqrt(distance) <= 1.4);
    return exact ? DurbinMatrix.probability((int) n, distance) : pelzGood(n, distance);
  }

  /** Pelz and Good, Journal of the Royal Statistical Society B 38 (1976) 152: four terms. */
  private static double pelzGood(long n, double distance) {
    double root = StrictMath.sqrt((double) n);
    double z = root * distance;
    double z2 = z * z;
    double exponent = -SQUARE_OF_PI / 8 / z2;
    if (exponent < LEAST_LOG) {
      return 0;
    }
    double q = StrictMath.exp(exponent);
    double[] odd = oddTerms(z, q);
    double[] all = allTerms(z, StrictMath.exp(-SQUARE_OF_PI / 2 / z2));
    double z4 = z2 * z2;
    double z3 = z * z2;
    double z6 = z2 * z4;
    double scale = StrictMath.sqrt(2 * Math.PI);
    double k0 = scale * odd[0] / z;
    double k1 = scale * odd[1] / (6 * z4);
    double k2 = scale * (odd[2] / (72 * z * z6) - SQUARE_OF_PI * all[0] / (36 * z3));
    double k3 = scale * (odd[3] / (6480 * z4 * z6) + SQUARE_OF_PI * all[1] / (216 * z6));
    return k0 + k1 / root + k2 / n + k3 / (n * root);
  }

  /** The sums over odd integers: of {@code q^(m²)} times a polynomial in m² for each of four. */
  private static double[] oddTerms(double z, double q) {
    double z2 = z * z;
    double z4 = z2 * z2;
    double z6 = z2 * z4;
    double pi2 = SQUARE_OF_PI;
    double pi4 = pi2 * pi2;
    double[] sums = new double[4];
    for (int k = rounds(z); k >= 1; k--) {
      double m2 = (2.0 * k - 1) * (2.0 * k - 1);
      double m4 = m2 * m2;
      double power = StrictMath.pow(q, m2);
      sums[0] += power;
      sums[1] += power * (-z2 + pi2 / 4 * m2);
      sums[2] +=
          power
              * (6 * z6 + 2 * z4 + (2 * z4 - 5 * z2) * pi2 / 4 * m2 + pi4 * (1 - 2 * z2) / 16 * m4);
      sums[3] +=
          power
              * (-30 * z6
                  - 90 * z4 * z4
                  + pi2 * (135 * z4 - 96 * z6) / 4 * m2
                  + pi4 * (-60 * z2 + 212 * z4) / 16 * m4
                  + pi2 * pi4 * (5 - 30 * z2) / 64 * m2 * m4);
    }
    return sums;
  }

  private static double[] allTerms(double z, double q) {
    double[] sums = new double[2];
    for (int k = rounds(z); k >= 1; k--) {
      double k2 = (double) k * k;
      double power = k2 * StrictMath.pow(q, k2);
      sums[0] += power;
      sums[1] += power * (3 * z * z - SQUARE_OF_PI * k2);
    }
    return sums;
  }

  private static int rounds(double z) {
    return (int) StrictMath.ceil(16 * z / Math.PI);
  }
}
