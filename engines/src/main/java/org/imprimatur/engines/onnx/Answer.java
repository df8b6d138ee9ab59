// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.SequenceInfo;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.engines.task.CheckException;

/**
 * Which output of a model is the score of the positive class, and how it is taken out.
 *
 * @param index the column of a tensor, where the version says so
 * @param second the column of a tensor of two, where it does not
 * @param key the positive class as a map has it
 */
record Answer(String output, Optional<Integer> index, int second, String key)
    implements ModelAnswer {
  static Answer of(Map<String, NodeInfo> outputs, Scorer.Request request, OnnxModel model)
      throws CheckException {
    String key = request.output().flatMap(Scorer.Output::key).orElse(request.positive());
    return new Answer(
        name(outputs, request),
        request.output().flatMap(Scorer.Output::index),
        model.labels().columnOfTwo(key),
        key);
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
      List<String> named =
          fitting.stream().filter(name -> name.toLowerCase(Locale.ROOT).contains("prob")).toList();
      fitting = named.isEmpty() ? fitting : named;
    }
    if (fitting.isEmpty()) {
      throw new CheckException(
          "model.output",
          "The model answers no scores; it has "
              + String.join(", ", outputs.keySet())
              + ". A predicted class alone does not say how sure the model is: export it with its"
              + " probabilities, or evaluate its predictions (predictions).");
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
      case TensorInfo tensor -> isFloating(tensor);
      case SequenceInfo sequence -> sequence.isSequenceOfMaps();
      default -> false;
    };
  }

  static boolean isFloating(TensorInfo tensor) {
    return switch (tensor.type) {
      case FLOAT, DOUBLE, FLOAT16 -> true;
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
    Optional<OutputTensor> found =
        isFloating(tensor.getInfo()) ? OutputTensor.of(tensor, rows) : Optional.empty();
    int width = found.map(OutputTensor::width).orElse(0);
    int column = index.orElse(width == 2 ? second : 0);
    if (column < 0 || column >= width || (width > 2 && index.isEmpty())) {
      throw wrong("does not have one score, or one for each of two classes, for every row");
    }
    return found.orElseThrow().column(column);
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
