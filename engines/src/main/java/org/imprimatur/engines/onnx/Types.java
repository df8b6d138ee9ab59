// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.onnx;

import java.util.StringJoiner;

/** Writes ONNX types as people do: {@code tensor(float)[N,2]}. */
final class Types {
  private static final String[] ELEMENTS = {
    "undefined",
    "float",
    "uint8",
    "int8",
    "uint16",
    "int16",
    "int32",
    "int64",
    "string",
    "bool",
    "float16",
    "double",
    "uint32",
    "uint64",
    "complex64",
    "complex128",
    "bfloat16"
  };
  private static final int DEPTH = 8;

  private Types() {}

  static OnnxModel.Port port(Wire wire) throws Wire.CorruptModelException {
    String name = "";
    String type = "unknown";
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> name = wire.text();
        case 2 -> type = type(wire.message(), 0);
        default -> {}
      }
    }
    return new OnnxModel.Port(name, type);
  }

  private static String type(Wire wire, int depth) throws Wire.CorruptModelException {
    String type = "unknown";
    while (depth < DEPTH && wire.next()) {
      type =
          switch (wire.field()) {
            case 1 -> tensor(wire.message());
            case 4 -> "seq(" + inner(wire.message(), 1, depth) + ")";
            case 5 -> map(wire.message(), depth);
            case 9 -> "optional(" + inner(wire.message(), 1, depth) + ")";
            default -> type;
          };
    }
    return type;
  }

  private static String inner(Wire wire, int field, int depth) throws Wire.CorruptModelException {
    String type = "unknown";
    while (wire.next()) {
      if (wire.field() == field) {
        type = type(wire.message(), depth + 1);
      }
    }
    return type;
  }

  private static String map(Wire wire, int depth) throws Wire.CorruptModelException {
    String key = "unknown";
    String value = "unknown";
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> key = element(wire.number());
        case 2 -> value = type(wire.message(), depth + 1);
        default -> {}
      }
    }
    return "map(" + key + "," + value + ")";
  }

  private static String tensor(Wire wire) throws Wire.CorruptModelException {
    String element = "undefined";
    String shape = "";
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> element = element(wire.number());
        case 2 -> shape = shape(wire.message());
        default -> {}
      }
    }
    return "tensor(" + element + ")" + shape;
  }

  private static String shape(Wire wire) throws Wire.CorruptModelException {
    StringJoiner shape = new StringJoiner(",", "[", "]");
    while (wire.next()) {
      if (wire.field() == 1) {
        String size = "N";
        Wire dimension = wire.message();
        while (dimension.next()) {
          size = dimension.field() == 1 ? Long.toString(dimension.number()) : size;
        }
        shape.add(size);
      }
    }
    return shape.toString();
  }

  private static String element(long code) {
    return code >= 0 && code < ELEMENTS.length ? ELEMENTS[(int) code] : "unknown";
  }
}
