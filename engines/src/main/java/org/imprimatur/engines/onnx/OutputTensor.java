// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.TensorInfo;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Numbers of a tensor that a model answers, row by row.
 *
 * @param width how many numbers each row has
 */
record OutputTensor(DoubleBuffer cells, int width) {
  /**
   * Reads a tensor of numbers whose first dimension are the rows; dimensions of 1 behind it say
   * nothing. Empty where it has another shape or holds no numbers.
   */
  static Optional<OutputTensor> of(OnnxTensor tensor, int rows) {
    TensorInfo info = tensor.getInfo();
    long[] shape = info.getShape();
    if (shape.length == 0 || shape[0] != rows) {
      return Optional.empty();
    }
    long[] wide = Arrays.stream(shape).skip(1).filter(dimension -> dimension != 1).toArray();
    if (wide.length > 1 || (wide.length == 1 && wide[0] <= 0)) {
      return Optional.empty();
    }
    int width = wide.length == 0 ? 1 : Math.toIntExact(wide[0]);
    return cells(tensor, info, rows * width)
        .map(cells -> new OutputTensor(DoubleBuffer.wrap(cells), width));
  }

  private static Optional<double[]> cells(OnnxTensor tensor, TensorInfo info, int size) {
    double[] cells = new double[size];
    switch (info.type) {
      case FLOAT, FLOAT16 -> {
        FloatBuffer numbers = tensor.getFloatBuffer();
        Arrays.setAll(cells, numbers::get);
      }
      case DOUBLE -> {
        DoubleBuffer numbers = tensor.getDoubleBuffer();
        numbers.get(cells);
      }
      case INT64 -> {
        LongBuffer numbers = tensor.getLongBuffer();
        Arrays.setAll(cells, numbers::get);
      }
      case INT32 -> {
        IntBuffer numbers = tensor.getIntBuffer();
        Arrays.setAll(cells, numbers::get);
      }
      default -> {
        return Optional.empty();
      }
    }
    return Optional.of(cells);
  }

  /** One column of it. */
  double[] column(int column) {
    double[] numbers = new double[cells.capacity() / width];
    for (int row = 0; row < numbers.length; row++) {
      numbers[row] = cells.get(row * width + column);
    }
    return numbers;
  }
}
