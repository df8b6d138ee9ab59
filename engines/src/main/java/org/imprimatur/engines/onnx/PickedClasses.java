// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lists of classes that a model holds as a constant, and of which an operator picks one by the
 * place of its score. So exporters write neural networks, neighbours and ensembles of several
 * models, for which ONNX has no operator that would name the classes itself.
 */
final class PickedClasses {
  // The types of a tensor, as ONNX numbers them.
  private static final int INT32 = 6;

  private static final int INT64 = 7;
  private static final int TEXT = 8;

  private record Held(boolean isText, List<String> values) {}

  private final Map<String, Held> held = new LinkedHashMap<>();
  private final Set<String> picked = new LinkedHashSet<>();
  private final Set<String> gathered = new LinkedHashSet<>();

  /** Takes a tensor that the model holds under a name, where it may be a list of classes. */
  void hold(String name, Wire tensor) throws Wire.CorruptModelException {
    if (!name.isEmpty() && held.size() < ClassLabels.MOST) {
      list(tensor).ifPresent(values -> held.put(name, values));
    }
  }

  /** An operator that picks by place names what it picks from first. */
  void node(String operator, List<String> inputs) {
    if (inputs.isEmpty() || picked.size() + gathered.size() >= ClassLabels.MOST) {
      return;
    }
    switch (operator) {
      case "ArrayFeatureExtractor" -> picked.add(inputs.getFirst());
      case "Gather" -> gathered.add(inputs.getFirst());
      default -> {}
    }
  }

  /** Of what is gathered only texts are classes: with numbers models reckon shapes. */
  List<List<String>> lists() {
    return held.entrySet().stream()
        .filter(
            entry ->
                picked.contains(entry.getKey())
                    || (entry.getValue().isText() && gathered.contains(entry.getKey())))
        .map(entry -> entry.getValue().values())
        .toList();
  }

  private static Optional<Held> list(Wire tensor) throws Wire.CorruptModelException {
    List<Long> dimensions = new ArrayList<>();
    long type = 0;
    ClassLabels.Values values = new ClassLabels.Values();
    Optional<ByteBuffer> raw = Optional.empty();
    while (tensor.next()) {
      switch (tensor.field()) {
        case 1 -> {
          for (long dimension : tensor.numbers()) {
            dimensions.add(dimension);
          }
        }
        case 2 -> type = tensor.number();
        case 5, 7 -> values.addNumbers(tensor.numbers());
        case 6 -> values.addText(tensor.text());
        case 9 -> raw = Optional.of(tensor.bytes());
        default -> {}
      }
    }
    boolean isList = dimensions.size() == 1 && dimensions.getFirst() <= ClassLabels.MOST;
    if (!isList || (type != INT32 && type != INT64 && type != TEXT)) {
      return Optional.empty();
    }
    if (raw.isPresent() && type != TEXT) {
      values.addNumbers(numbers(raw.get(), type == INT32 ? Integer.BYTES : Long.BYTES));
    }
    return Optional.of(new Held(type == TEXT, values.all()))
        .filter(one -> one.values().size() == dimensions.getFirst());
  }

  private static long[] numbers(ByteBuffer raw, int width) {
    ByteBuffer bytes = raw.order(ByteOrder.LITTLE_ENDIAN);
    long[] numbers = new long[Math.min(bytes.remaining() / width, ClassLabels.MOST + 1)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = width == Long.BYTES ? bytes.getLong() : bytes.getInt();
    }
    return numbers;
  }
}
