// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.imprimatur.engines.task.CheckException;

/** How columns of texts become the tensors that a model reads. */
record Feed(List<Slot> slots, List<String> columns) {
  private static final int MOST_BATCH = 65_536;

  /**
   * One input of the model with the columns it takes, by their position in a row.
   *
   * @param batch how many rows the input always has; 0 where their number is open
   */
  record Slot(
      String name, TensorInfo.OnnxTensorType type, int rank, int batch, int from, int width) {}

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
      int batch = shape.length > 0 && shape[0] > 0 ? (int) Math.min(shape[0], MOST_BATCH + 1) : 0;
      slots.add(
          new Slot(
              input.getName(), tensor.onnxType, shape.length, batch, wanted.size(), names.size()));
      wanted.addAll(names);
    }
    columns.require(wanted);
    requireOneBatch(slots);
    return new Feed(List.copyOf(slots), List.copyOf(wanted));
  }

  private static void requireOneBatch(List<Slot> slots) throws CheckException {
    boolean differ = slots.stream().mapToInt(Slot::batch).distinct().count() > 1;
    if (differ || slots.stream().anyMatch(slot -> slot.batch() > MOST_BATCH)) {
      throw new CheckException(
          "model.inputs",
          "The model's inputs have no fixed number of rows in common of at most "
              + MOST_BATCH
              + ". Export it with an open number of rows (a dynamic axis).");
    }
  }

  /** How many rows the model takes at a time, where it was exported for a fixed number of them. */
  OptionalInt batch() {
    int batch = slots.isEmpty() ? 0 : slots.getFirst().batch();
    return batch == 0 ? OptionalInt.empty() : OptionalInt.of(batch);
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
      tensors.put(slot.name(), new InputBlock(slot, columns, rows, before).tensor(environment));
    }
    return tensors;
  }
}
