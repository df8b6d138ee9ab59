// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.onnx;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.json.Json;

/**
 * What stands in an ONNX file, read without running anything. A model that refers to other files,
 * uses operators of unknown origin or holds an over-large tensor is refused here, before a runtime
 * sees it.
 */
public final class OnnxModel {
  private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml");
  private static final int DEPTH = 32;

  private final List<Port> inputs = new ArrayList<>();
  private final List<Port> outputs = new ArrayList<>();
  private final Set<String> initializers = new LinkedHashSet<>();
  private final Set<String> functions = new LinkedHashSet<>();
  private final Set<String> domains = new LinkedHashSet<>();
  private final TreeMap<String, Long> operators = new TreeMap<>();
  private final TreeMap<String, Long> opsets = new TreeMap<>();
  private final ClassLabels labels = new ClassLabels();
  private final PickedClasses picked = new PickedClasses();
  private long irVersion;
  private boolean graph;

  /** An input or output: its name and its type as people write it. */
  public record Port(String name, String type) {
    /** The last dimension of a tensor of two or more, or -1 where it is open. */
    public int width() {
      String last = type.substring(Math.max(type.lastIndexOf(','), 0)).replaceAll("[\\[\\],]", "");
      boolean known = type.contains("[") && type.contains(",") && last.matches("\\d{1,6}");
      return known ? Integer.parseInt(last) : -1;
    }

    /** Whether its values are texts. */
    public boolean isText() {
      return type.startsWith("tensor(string)");
    }

    Json toJson() {
      return Json.obj().put("name", name).put("type", type).build();
    }
  }

  private OnnxModel() {}

  public static OnnxModel parse(byte[] bytes) throws CheckException {
    OnnxModel model = new OnnxModel();
    try {
      model.model(new Wire(bytes));
    } catch (Wire.CorruptModelException e) {
      throw corrupt();
    }
    if (!model.graph || model.irVersion <= 0) {
      throw corrupt();
    }
    model.picked.lists().forEach(model.labels::take);
    model.inputs.removeIf(port -> model.initializers.contains(port.name()));
    model.domains.removeAll(model.functions);
    model.domains.removeAll(DOMAINS);
    if (!model.domains.isEmpty()) {
      throw new CheckException(
          "model.operators",
          "The model uses operators of "
              + String.join(", ", model.domains)
              + ", which are not part of ONNX. Export it with standard operators only.");
    }
    return model;
  }

  private static CheckException corrupt() {
    return new CheckException(
        "model.corrupt",
        "The model file is not a complete ONNX model. Export and upload it again.");
  }

  public List<Port> inputs() {
    return List.copyOf(inputs);
  }

  public List<Port> outputs() {
    return List.copyOf(outputs);
  }

  public Json toJson() {
    Json.Builder sets = Json.obj();
    opsets.forEach(sets::put);
    Json.Builder used = Json.obj();
    operators.forEach(used::put);
    return Json.obj()
        .put("ir_version", irVersion)
        .put("opset", sets.build())
        .put("operators", used.build())
        .put("inputs", Json.array(inputs.stream().map(Port::toJson).toList()))
        .put("outputs", Json.array(outputs.stream().map(Port::toJson).toList()))
        .build();
  }

  private void model(Wire wire) throws Wire.CorruptModelException, CheckException {
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> irVersion = wire.number();
        case 7 -> {
          graph = true;
          graph(wire.message(), 0);
        }
        case 8 -> opset(wire.message());
        case 25 -> function(wire.message());
        default -> {}
      }
    }
  }

  private void opset(Wire wire) throws Wire.CorruptModelException {
    String domain = "";
    long version = 0;
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> domain = wire.text();
        case 2 -> version = wire.number();
        default -> {}
      }
    }
    opsets.put(domain.isEmpty() ? "ai.onnx" : domain, version);
  }

  private void function(Wire wire) throws Wire.CorruptModelException, CheckException {
    while (wire.next()) {
      switch (wire.field()) {
        case 7 -> node(wire.message(), 1);
        case 10 -> functions.add(wire.text());
        default -> {}
      }
    }
  }

  private void graph(Wire wire, int depth) throws Wire.CorruptModelException, CheckException {
    if (depth > DEPTH) {
      throw corrupt();
    }
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> node(wire.message(), depth);
        case 5 -> {
          String name = Tensors.check(wire.message());
          picked.hold(name, wire.message());
          if (depth == 0) {
            initializers.add(name);
          }
        }
        case 11 -> port(inputs, wire, depth);
        case 12 -> port(outputs, wire, depth);
        case 15 -> Tensors.checkSparse(wire.message());
        default -> {}
      }
    }
  }

  private static void port(List<Port> ports, Wire wire, int depth)
      throws Wire.CorruptModelException {
    if (depth == 0) {
      ports.add(Types.port(wire.message()));
    }
  }

  private void node(Wire wire, int depth) throws Wire.CorruptModelException, CheckException {
    String domain = "";
    String operator = "";
    String output = "";
    List<String> inputs = new ArrayList<>();
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> inputs.add(wire.text());
        case 2 -> output = wire.text();
        case 4 -> operator = wire.text();
        case 5 -> attribute(wire.message(), depth, output);
        case 7 -> domain = wire.text();
        default -> {}
      }
    }
    picked.node(operator, inputs);
    domains.add(domain);
    operators.merge(operator, 1L, Long::sum);
  }

  private void attribute(Wire wire, int depth, String output)
      throws Wire.CorruptModelException, CheckException {
    String name = "";
    ClassLabels.Values values = new ClassLabels.Values();
    while (wire.next()) {
      switch (wire.field()) {
        case 5 -> {
          Tensors.check(wire.message());
          // An operator without inputs answers the tensor that it holds.
          picked.hold(output, wire.message());
        }
        case 10 -> Tensors.check(wire.message());
        case 22, 23 -> Tensors.checkSparse(wire.message());
        case 6, 11 -> graph(wire.message(), depth + 1);
        case 1 -> name = wire.text();
        case 8 -> {
          if (ClassLabels.mayBe(name)) {
            values.addNumbers(wire.numbers());
          }
        }
        case 9 -> {
          if (ClassLabels.mayBe(name)) {
            values.addText(wire.text());
          }
        }
        default -> {}
      }
    }
    labels.take(name, values.all());
  }

  /** The classes that the model's classifiers name. */
  ClassLabels labels() {
    return labels;
  }

  /**
   * The classes that the model knows, where it says that these are others than the given ones; in
   * its own order.
   */
  public Optional<List<String>> classesOtherThan(List<String> classes) {
    return labels.othersThan(classes);
  }

  /** The classes that the model knows, where it says that there are more than the given ones. */
  public Optional<List<String>> classesBeyond(List<String> classes) {
    return labels.moreThan(classes);
  }

  /** How often each operator is used. */
  public Map<String, Long> operators() {
    return Map.copyOf(operators);
  }
}
