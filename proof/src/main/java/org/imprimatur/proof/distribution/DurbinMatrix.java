// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.distribution;

/**
 * The exact distribution of Kolmogorov's statistic as an entry of a power of a small matrix: Durbin
 * 1968, in the form of Marsaglia, Tsang and Wang, Journal of Statistical Software 8(18), 2003.
 */
final class DurbinMatrix {
  /** Powers of two by which results are kept away from the ends of the range; no bit is lost. */
  private static final int STEP = 128;

  private static final double BIG = 0x1p128;
  private static final double SMALL = 0x1p-128;

  private DurbinMatrix() {}

  /** A square matrix, times two to the power of {@code exponent}. */
  private static final class Scaled {
    private final double[] cells;
    private int exponent;

    Scaled(double[] cells, int exponent) {
      this.cells = cells;
      this.exponent = exponent;
    }
  }

  /** The probability of a distance below {@code d}, where {@code n d > 1/2} and d is small. */
  static double probability(int n, double d) {
    double t = n * d;
    int k = (int) StrictMath.ceil(t);
    int size = 2 * k - 1;
    Scaled power = power(new Scaled(matrix(size, k - t), 0), n, size);
    double middle = power.cells[(k - 1) * size + k - 1];
    int exponent = power.exponent;
    for (int i = 1; i <= n; i++) {
      middle = middle * i / n;
      if (middle < SMALL) {
        middle *= BIG;
        exponent -= STEP;
      }
    }
    return Math.clamp(Math.scalb(middle, exponent), 0.0, 1.0);
  }

  private static double[] matrix(int size, double h) {
    double[] cells = new double[size * size];
    double[] inverse = new double[size + 1];
    inverse[0] = 1;
    for (int j = 1; j <= size; j++) {
      inverse[j] = inverse[j - 1] / j;
    }
    for (int row = 0; row < size; row++) {
      for (int column = 1; column < size && column <= row + 1; column++) {
        cells[row * size + column] = inverse[row - column + 1];
      }
    }
    double power = 1;
    for (int j = 1; j < size; j++) {
      power *= h;
      cells[(j - 1) * size] = (1 - power) * inverse[j];
      cells[(size - 1) * size + size - j] = (1 - power) * inverse[j];
    }
    double both = StrictMath.pow(Math.max(2 * h - 1, 0), size);
    cells[(size - 1) * size] = (1 - 2 * power * h + both) * inverse[size];
    return cells;
  }

  private static Scaled power(Scaled base, int n, int size) {
    double[] unit = new double[size * size];
    for (int i = 0; i < size; i++) {
      unit[i * size + i] = 1;
    }
    Scaled result = new Scaled(unit, 0);
    Scaled square = base;
    for (int left = n; left > 0; left /= 2) {
      if (left % 2 == 1) {
        result = product(result, square, size);
      }
      square = product(square, square, size);
    }
    return result;
  }

  private static Scaled product(Scaled a, Scaled b, int size) {
    double[] cells = new double[size * size];
    for (int row = 0; row < size; row++) {
      for (int inner = 0; inner < size; inner++) {
        double factor = a.cells[row * size + inner];
        for (int column = 0; column < size; column++) {
          cells[row * size + column] += factor * b.cells[inner * size + column];
        }
      }
    }
    Scaled product = new Scaled(cells, a.exponent + b.exponent);
    int middle = size / 2;
    if (cells[middle * size + middle] > BIG) {
      for (int i = 0; i < cells.length; i++) {
        cells[i] *= SMALL;
      }
      product.exponent += STEP;
    }
    return product;
  }
}
