// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.engines.task.CheckException;

/** How columns of texts become the tensors that a model reads. */
record Feed(List<Slot> slots, List<String> columns) {
  /** One input of the model with the columns it takes, by their position in a row. */
  private record Slot(String name, OnnxJavaType type, int rank, int from, int width) {}

  static Feed of(Map<String, NodeInfo> inputs, Optional<List<String>> features, Columns columns)
      throws CheckException {
    List<Slot> slots = new ArrayList<>();
    List<String> wanted = new ArrayList<>();
    for (NodeInfo input : inputs.values()) {
      if (!(input.getInfo() instanceof TensorInfo tensor)) {
        throw new CheckException(
            "model.inputs", "The model's input " + input.getName() + " is not a tensor.");
      }
      long[] shape = tensor.getShape();
      boolean alone = inputs.size() == 1 && !columns.names().contains(input.getName());
      List<String> names = alone ? wide(shape, features, columns) : List.of(input.getName());
      slots.add(new Slot(input.getName(), tensor.type, shape.length, wanted.size(), names.size()));
      wanted.addAll(names);
    }
    columns.require(wanted);
    return new Feed(List.copyOf(slots), List.copyOf(wanted));
  }

  private static List<String> wide(long[] shape, Optional<List<String>> features, Columns columns)
      throws CheckException {
    int width = shape.length < 2 ? 1 : (int) shape[shape.length - 1];
    if (features.isEmpty()) {
      return columns.ofWidth(width);
    }
    if (width >= 0 && features.get().size() != width) {
      throw new CheckException(
          "model.inputs",
          "The model reads " + width + " columns, but " + features.get().size() + " are named.");
    }
    return features.get();
  }

  Map<String, OnnxTensor> tensors(OrtEnvironment environment, List<String[]> rows, long before)
      throws OrtException, CheckException {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    for (Slot slot : slots) {
      tensors.put(slot.name(), new Block(slot, rows, before).tensor(environment));
    }
    return tensors;
  }

  /** The cells of one input for one block of rows. */
  private final class Block {
    private final Slot slot;
    private final List<String[]> rows;
    private final long before;
    private final long[] shape;

    private Block(Slot slot, List<String[]> rows, long before) {
      this.slot = slot;
      this.rows = rows;
      this.before = before;
      shape = slot.rank() == 1 ? new long[] {rows.size()} : new long[] {rows.size(), slot.width()};
    }

    private OnnxTensor tensor(OrtEnvironment environment) throws OrtException, CheckException {
      int size = rows.size() * slot.width();
      return switch (slot.type()) {
        case FLOAT -> {
          float[] cells = new float[size];
          for (int i = 0; i < size; i++) {
            cells[i] = (float) real(i);
          }
          yield OnnxTensor.createTensor(environment, FloatBuffer.wrap(cells), shape);
        }
        case DOUBLE -> {
          double[] cells = new double[size];
          for (int i = 0; i < size; i++) {
            cells[i] = real(i);
          }
          yield OnnxTensor.createTensor(environment, DoubleBuffer.wrap(cells), shape);
        }
        case INT64 -> {
          long[] cells = new long[size];
          for (int i = 0; i < size; i++) {
            cells[i] = whole(i);
          }
          yield OnnxTensor.createTensor(environment, LongBuffer.wrap(cells), shape);
        }
        case INT32 -> {
          int[] cells = new int[size];
          for (int i = 0; i < size; i++) {
            cells[i] = small(i);
          }
          yield OnnxTensor.createTensor(environment, IntBuffer.wrap(cells), shape);
        }
        case STRING -> {
          String[] cells = new String[size];
          for (int i = 0; i < size; i++) {
            cells[i] = text(i);
          }
          yield OnnxTensor.createTensor(environment, cells, shape);
        }
        default ->
            throw new CheckException(
                "model.inputs",
                "The model's input " + slot.name() + " has a type that a table cannot fill.");
      };
    }

    private String text(int cell) {
      return rows.get(cell / slot.width())[slot.from() + cell % slot.width()];
    }

    private double real(int cell) throws CheckException {
      String text = text(cell).trim();
      if (text.isEmpty()) {
        return Double.NaN;
      }
      try {
        return Double.parseDouble(text);
      } catch (NumberFormatException e) {
        throw unfit(cell, "is not a number");
      }
    }

    private int small(int cell) throws CheckException {
      long value = whole(cell);
      if (value != (int) value) {
        throw unfit(cell, "is too large");
      }
      return (int) value;
    }

    private long whole(int cell) throws CheckException {
      double value = real(cell);
      if (Double.isNaN(value)) {
        throw unfit(cell, "is empty");
      }
      if (value != Math.rint(value) || Math.abs(value) > 0x1p53) {
        throw unfit(cell, "is not a whole number");
      }
      return (long) value;
    }

    private CheckException unfit(int cell, String why) {
      long row = before + cell / slot.width() + 1;
      return new CheckException(
          "model.inputs",
          "Row "
              + row
              + " of the test set, column "
              + columns.get(slot.from() + cell % slot.width())
              + ", "
              + why
              + "; the model reads a number there.");
    }
  }
}
