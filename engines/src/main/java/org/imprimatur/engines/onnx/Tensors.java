// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.onnx;

import org.imprimatur.engines.task.CheckException;

/**
 * Refuses tensors that lie in other files, or that claim more elements than a worker could hold.
 */
final class Tensors {
  private static final long ELEMENTS = 64L * 1024 * 1024;

  private Tensors() {}

  /** Checks one tensor and answers its name. */
  static String check(Wire wire) throws Wire.CorruptModelException, CheckException {
    String name = "";
    long elements = 1;
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> {
          for (long dimension : wire.numbers()) {
            elements = times(elements, dimension);
          }
        }
        case 8 -> name = wire.text();
        case 13 -> throw external();
        case 14 -> {
          if (wire.number() != 0) {
            throw external();
          }
        }
        default -> {}
      }
    }
    return name;
  }

  static void checkSparse(Wire wire) throws Wire.CorruptModelException, CheckException {
    long elements = 1;
    while (wire.next()) {
      switch (wire.field()) {
        case 1, 2 -> check(wire.message());
        case 3 -> {
          for (long dimension : wire.numbers()) {
            elements = times(elements, dimension);
          }
        }
        default -> {}
      }
    }
  }

  private static long times(long elements, long dimension) throws CheckException {
    if (dimension < 0 || (dimension > 0 && elements > ELEMENTS / dimension)) {
      throw new CheckException(
          "model.too-large",
          "The model holds a tensor of more than "
              + ELEMENTS
              + " elements, or of a negative size.");
    }
    return elements * dimension;
  }

  private static CheckException external() {
    return new CheckException(
        "model.external-data",
        "The model keeps tensors in other files. Export it as one file with all its data.");
  }
}
