// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.List;
import java.util.Locale;
import org.imprimatur.engines.task.CheckException;

/** The cells of one input of a model for one block of rows. */
final class InputBlock {
  private final Feed.Slot slot;
  private final List<String> columns;
  private final List<String[]> rows;
  private final long before;
  private final long[] shape;

  /**
   * Takes one input's cells out of some rows.
   *
   * @param columns the names of a row's cells
   * @param before how many rows of the test set stand before these
   */
  InputBlock(Feed.Slot slot, List<String> columns, List<String[]> rows, long before) {
    this.slot = slot;
    this.columns = columns;
    this.rows = rows;
    this.before = before;
    shape = slot.rank() == 1 ? new long[] {rows.size()} : new long[] {rows.size(), slot.width()};
  }

  OnnxTensor tensor(OrtEnvironment environment) throws OrtException, CheckException {
    return switch (slot.type()) {
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT ->
          OnnxTensor.createTensor(environment, FloatBuffer.wrap(floats()), shape);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE ->
          OnnxTensor.createTensor(environment, DoubleBuffer.wrap(doubles()), shape);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 ->
          OnnxTensor.createTensor(environment, halves(), shape, OnnxJavaType.FLOAT16);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 ->
          OnnxTensor.createTensor(
              environment, LongBuffer.wrap(longs(-(1L << 53), 1L << 53)), shape);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 ->
          OnnxTensor.createTensor(environment, IntBuffer.wrap(ints()), shape);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 ->
          OnnxTensor.createTensor(environment, shorts(), shape, OnnxJavaType.INT16);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 ->
          OnnxTensor.createTensor(environment, bytes(-128, 127), shape, OnnxJavaType.INT8);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 ->
          OnnxTensor.createTensor(environment, bytes(0, 255), shape, OnnxJavaType.UINT8);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL ->
          OnnxTensor.createTensor(environment, bytes(0, 1), shape, OnnxJavaType.BOOL);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING ->
          OnnxTensor.createTensor(environment, texts(), shape);
      default -> throw unknownType();
    };
  }

  /** Types that the runtime's Java interface has no tensors of. */
  private CheckException unknownType() {
    String type =
        slot.type().name().replace("ONNX_TENSOR_ELEMENT_DATA_TYPE_", "").toLowerCase(Locale.ROOT);
    return new CheckException(
        "model.inputs",
        "The model's input "
            + slot.name()
            + " is of the type "
            + type
            + ", which a table cannot fill. Export it with int64, float, double, bool or string.");
  }

  private int size() {
    return rows.size() * slot.width();
  }

  private float[] floats() throws CheckException {
    float[] cells = new float[size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = (float) real(i);
    }
    return cells;
  }

  private double[] doubles() throws CheckException {
    double[] cells = new double[size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = real(i);
    }
    return cells;
  }

  private ShortBuffer halves() throws CheckException {
    ShortBuffer cells = ByteBuffer.allocateDirect(2 * size()).order(order()).asShortBuffer();
    for (int i = 0; i < size(); i++) {
      cells.put(i, Float.floatToFloat16((float) real(i)));
    }
    return cells;
  }

  private long[] longs(long least, long most) throws CheckException {
    long[] cells = new long[size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = whole(i, least, most);
    }
    return cells;
  }

  private int[] ints() throws CheckException {
    int[] cells = new int[size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = (int) whole(i, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    return cells;
  }

  private ShortBuffer shorts() throws CheckException {
    ShortBuffer cells = ByteBuffer.allocateDirect(2 * size()).order(order()).asShortBuffer();
    for (int i = 0; i < size(); i++) {
      cells.put(i, (short) whole(i, Short.MIN_VALUE, Short.MAX_VALUE));
    }
    return cells;
  }

  private ByteBuffer bytes(int least, int most) throws CheckException {
    ByteBuffer cells = ByteBuffer.allocateDirect(size()).order(order());
    for (int i = 0; i < size(); i++) {
      cells.put(i, (byte) whole(i, least, most));
    }
    return cells;
  }

  private static ByteOrder order() {
    return ByteOrder.nativeOrder();
  }

  private String[] texts() {
    String[] cells = new String[size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = text(i);
    }
    return cells;
  }

  private String text(int cell) {
    return rows.get(cell / slot.width())[slot.from() + cell % slot.width()];
  }

  /** The number in a cell, NaN where it is empty; true is 1 and false is 0. */
  private double real(int cell) throws CheckException {
    String text = text(cell).trim();
    if (text.isEmpty()) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true" -> 1;
        case "false" -> 0;
        default -> throw unfit(cell, "is not a number");
      };
    }
  }

  private long whole(int cell, long least, long most) throws CheckException {
    double value = real(cell);
    if (Double.isNaN(value)) {
      throw unfit(cell, "is empty");
    }
    if (value != Math.rint(value) || Math.abs(value) > 0x1p53) {
      throw unfit(cell, "is not a whole number");
    }
    if (value < least || value > most) {
      throw unfit(cell, "is not from " + least + " to " + most);
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
