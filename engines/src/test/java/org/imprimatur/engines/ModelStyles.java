// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One model in the styles that exporters write: its inputs and outputs are laid out anew. */
final class ModelStyles {
  private static final Path TEST_SET = Path.of("..", "examples", "data", "german-credit/test.csv");

  private ModelStyles() {}

  /** A field of a message: its number and its bytes, or its value where it is a number. */
  private record Field(int number, ByteBuffer content, long value) {
    byte[] bytes() {
      byte[] bytes = new byte[content.remaining()];
      content.duplicate().get(bytes);
      return bytes;
    }

    void writeTo(ModelBytes to) {
      if (content.hasRemaining()) {
        to.bytes(number, bytes());
      } else {
        to.number(number, value);
      }
    }
  }

  /** The model with an input for every column, with maps for its answer, or both, or neither. */
  static byte[] of(byte[] model, boolean typedColumns, boolean maps) throws java.io.IOException {
    ModelBytes styled = new ModelBytes();
    for (Field field : fields(model)) {
      if (field.number() == 7) {
        styled.message(7, graph(field.bytes(), typedColumns, maps));
      } else {
        field.writeTo(styled);
      }
    }
    return styled.bytes();
  }

  private static ModelBytes graph(byte[] graph, boolean typedColumns, boolean maps)
      throws java.io.IOException {
    ModelBytes styled = new ModelBytes();
    List<String> columns = columns();
    if (typedColumns) {
      columns.forEach(column -> styled.message(11, ModelBytes.port(column, 1, 0, 1)));
      styled.message(
          1,
          ModelBytes.node("Concat", "", columns.toArray(new String[0]), new String[] {"X"})
              .message(5, ModelBytes.integer("axis", 1)));
    }
    for (Field field : fields(graph)) {
      boolean probabilities =
          field.number() == 12 && new String(field.bytes(), UTF_8).contains("probabilities");
      if (!(field.number() == 11 && typedColumns) && !(probabilities && maps)) {
        field.writeTo(styled);
      }
    }
    if (maps) {
      styled.message(
          1,
          ModelBytes.node(
                  "ZipMap",
                  "ai.onnx.ml",
                  new String[] {"probabilities"},
                  new String[] {"output_probability"})
              .message(5, ModelBytes.integers("classlabels_int64s", 0, 1)));
      styled.message(12, listOfMaps("output_probability"));
    }
    return styled;
  }

  private static ModelBytes listOfMaps(String name) {
    ModelBytes number = new ModelBytes().message(1, new ModelBytes().number(1, ModelBytes.FLOAT));
    ModelBytes map = new ModelBytes().number(1, ModelBytes.INT64).message(2, number);
    ModelBytes list = new ModelBytes().message(1, new ModelBytes().message(5, map));
    return new ModelBytes().text(1, name).message(2, new ModelBytes().message(4, list));
  }

  private static List<String> columns() throws java.io.IOException {
    List<String> columns =
        new ArrayList<>(Arrays.asList(Files.readAllLines(TEST_SET).getFirst().split(",", -1)));
    columns.removeAll(List.of("row_id", "Class"));
    return columns;
  }

  private static List<Field> fields(byte[] message) {
    List<Field> fields = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(message);
    while (in.hasRemaining()) {
      long key = varint(in);
      long value = varint(in);
      int length = (key & 7) == 2 ? (int) value : 0;
      fields.add(new Field((int) (key >>> 3), in.slice(in.position(), length), value));
      in.position(in.position() + length);
    }
    return fields;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
