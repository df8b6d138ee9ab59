// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.SequenceInfo;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.engines.task.CheckException;

/** Which output of a model is the score of the positive class, and how it is taken out. */
record Answer(String output, Optional<Integer> index, String key) implements ModelAnswer {
  static Answer of(Map<String, NodeInfo> outputs, Scorer.Request request) throws CheckException {
    String key = request.output().flatMap(Scorer.Output::key).orElse(request.positive());
    return new Answer(name(outputs, request), request.output().flatMap(Scorer.Output::index), key);
  }

  /** The output that is named, or the only one that can hold scores. */
  static String name(Map<String, NodeInfo> outputs, Scorer.Request request) throws CheckException {
    if (request.output().isPresent()) {
      String wanted = request.output().get().name();
      if (!outputs.containsKey(wanted)) {
        throw new CheckException(
            "model.output",
            "The model has no output "
                + wanted
                + "; it has "
                + String.join(", ", outputs.keySet())
                + ".");
      }
      return wanted;
    }
    List<String> fitting = new ArrayList<>();
    for (NodeInfo output : outputs.values()) {
      if (fits(output)) {
        fitting.add(output.getName());
      }
    }
    if (fitting.size() > 1) {
      fitting.removeIf(name -> !name.toLowerCase(Locale.ROOT).contains("prob"));
    }
    if (fitting.size() != 1) {
      throw new CheckException(
          "model.output",
          "It is not clear which output of the model is the score; it has "
              + String.join(", ", outputs.keySet())
              + ". Name it with the version (output).");
    }
    return fitting.getFirst();
  }

  private static boolean fits(NodeInfo output) {
    return switch (output.getInfo()) {
      case TensorInfo tensor ->
          tensor.type == OnnxJavaType.FLOAT || tensor.type == OnnxJavaType.DOUBLE;
      case SequenceInfo sequence -> sequence.isSequenceOfMaps();
      default -> false;
    };
  }

  @Override
  public double[] scores(OrtSession.Result result, int rows) throws OrtException, CheckException {
    OnnxValue value = result.get(output).orElseThrow(() -> wrong("is not there"));
    return switch (value) {
      case OnnxTensor tensor -> tensor(tensor, rows);
      case OnnxSequence sequence -> maps(sequence, rows);
      default -> throw wrong("is neither a tensor nor a list of maps");
    };
  }

  private double[] tensor(OnnxTensor tensor, int rows) throws CheckException {
    TensorInfo info = tensor.getInfo();
    long[] shape = info.getShape();
    long width = shape.length == 2 ? shape[1] : 1;
    long[] expected = shape.length == 2 ? new long[] {rows, width} : new long[] {rows};
    int column = index.orElse(width == 2 ? 1 : 0);
    boolean fits = Arrays.equals(shape, expected) && column >= 0 && column < width;
    if (!fits || (width > 2 && index.isEmpty())) {
      throw wrong("does not have one score, or one for each of two classes, for every row");
    }
    double[] scores = new double[rows];
    if (info.type == OnnxJavaType.FLOAT) {
      var cells = tensor.getFloatBuffer();
      for (int i = 0; i < rows; i++) {
        scores[i] = cells.get((int) (i * width + column));
      }
    } else if (info.type == OnnxJavaType.DOUBLE) {
      var cells = tensor.getDoubleBuffer();
      for (int i = 0; i < rows; i++) {
        scores[i] = cells.get((int) (i * width + column));
      }
    } else {
      throw wrong("holds no floating-point numbers");
    }
    return scores;
  }

  private double[] maps(OnnxSequence sequence, int rows) throws OrtException, CheckException {
    List<? extends OnnxValue> answers = sequence.getValue();
    if (answers.size() != rows) {
      throw wrong("does not have one map for every row");
    }
    double[] scores = new double[rows];
    for (int i = 0; i < rows; i++) {
      if (!(answers.get(i) instanceof OnnxMap map)) {
        throw wrong("does not have one map for every row");
      }
      scores[i] = ofKey(map.getValue());
      map.close();
    }
    return scores;
  }

  private double ofKey(Map<?, ?> map) throws CheckException {
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (String.valueOf(entry.getKey()).equals(key) && entry.getValue() instanceof Number score) {
        return score.doubleValue();
      }
    }
    Object one = map.size() == 2 ? map.get(1L) : null;
    if (one instanceof Number score) {
      return score.doubleValue();
    }
    throw wrong("has no entry for the positive class " + key);
  }

  private CheckException wrong(String what) {
    return new CheckException(
        "model.output",
        "The model's output "
            + output
            + " "
            + what
            + ". Name the right one with the version (output).");
  }
}
