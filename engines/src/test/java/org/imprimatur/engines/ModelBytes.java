// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Writes ONNX models field by field, sound ones and broken ones. */
final class ModelBytes {
  static final int FLOAT = 1;
  static final int INT64 = 7;
  static final int STRING = 8;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  byte[] bytes() {
    return out.toByteArray();
  }

  ModelBytes number(int field, long value) {
    varint((long) field << 3);
    varint(value);
    return this;
  }

  ModelBytes bytes(int field, byte[] value) {
    varint((long) field << 3 | 2);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  ModelBytes text(int field, String value) {
    return bytes(field, value.getBytes(UTF_8));
  }

  ModelBytes message(int field, ModelBytes value) {
    return bytes(field, value.bytes());
  }

  private void varint(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      out.write((int) (left & 0x7f) | 0x80);
      left >>>= 7;
    }
    out.write((int) left);
  }

  /** A whole model around a graph, with the operators of ONNX and ONNX-ML. */
  static byte[] model(ModelBytes graph) {
    return new ModelBytes()
        .number(1, 8)
        .message(7, graph)
        .message(8, new ModelBytes().text(1, "").number(2, 17))
        .message(8, new ModelBytes().text(1, "ai.onnx.ml").number(2, 1))
        .bytes();
  }

  static ModelBytes node(String operator, String domain, String[] inputs, String[] outputs) {
    ModelBytes node = new ModelBytes();
    for (String input : inputs) {
      node.text(1, input);
    }
    for (String output : outputs) {
      node.text(2, output);
    }
    return node.text(4, operator).text(7, domain);
  }

  /** An attribute of whole numbers. */
  static ModelBytes integers(String name, long... values) {
    ModelBytes attribute = new ModelBytes().text(1, name);
    for (long value : values) {
      attribute.number(8, value);
    }
    return attribute.number(20, 7);
  }

  static ModelBytes integer(String name, long value) {
    return new ModelBytes().text(1, name).number(3, value).number(20, 2);
  }

  static ModelBytes graph(String name, ModelBytes value) {
    return new ModelBytes().text(1, name).message(6, value).number(20, 5);
  }

  /** An input or output that is a tensor; a dimension of 0 is open. */
  static ModelBytes port(String name, int type, long... dimensions) {
    ModelBytes shape = new ModelBytes();
    for (long dimension : dimensions) {
      ModelBytes size = new ModelBytes();
      shape.message(1, dimension == 0 ? size.text(2, "N") : size.number(1, dimension));
    }
    ModelBytes tensor = new ModelBytes().number(1, type).message(2, shape);
    return new ModelBytes().text(1, name).message(2, new ModelBytes().message(1, tensor));
  }

  /** A tensor of whole numbers that the model holds. */
  static ModelBytes held(String name, long[] dimensions, long... values) {
    ModelBytes tensor = new ModelBytes();
    for (long dimension : dimensions) {
      tensor.number(1, dimension);
    }
    tensor.number(2, INT64);
    for (long value : values) {
      tensor.number(7, value);
    }
    return tensor.text(8, name);
  }
}
