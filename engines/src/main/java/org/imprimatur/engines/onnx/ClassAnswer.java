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
import ai.onnxruntime.TensorInfo;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.imprimatur.engines.task.CheckException;

/**
 * The scores of all classes: a tensor with a column for each in their order, or a map for every row
 * whose keys are the classes.
 */
record ClassAnswer(String output, List<String> classes) implements ModelAnswer {
  static ClassAnswer of(Map<String, NodeInfo> outputs, Scorer.Request request, List<String> classes)
      throws CheckException {
    return new ClassAnswer(Answer.name(outputs, request), classes);
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
    if (!Arrays.equals(info.getShape(), new long[] {rows, classes.size()})) {
      throw wrong(
          "does not have a score for each of the "
              + classes.size()
              + " classes; if there are more of them than the test set has, name them all in the"
              + " model's order (classes)");
    }
    double[] scores = new double[rows * classes.size()];
    if (info.type == OnnxJavaType.FLOAT) {
      FloatBuffer cells = tensor.getFloatBuffer();
      Arrays.setAll(scores, cells::get);
    } else if (info.type == OnnxJavaType.DOUBLE) {
      DoubleBuffer cells = tensor.getDoubleBuffer();
      cells.get(scores);
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
    double[] scores = new double[rows * classes.size()];
    for (int i = 0; i < rows; i++) {
      if (!(answers.get(i) instanceof OnnxMap map)) {
        throw wrong("does not have one map for every row");
      }
      fill(scores, i * classes.size(), map.getValue());
      map.close();
    }
    return scores;
  }

  private void fill(double[] scores, int from, Map<?, ?> map) throws CheckException {
    if (map.size() != classes.size()) {
      throw wrong(
          "has "
              + map.size()
              + " classes, but "
              + classes.size()
              + " are expected; name them all (classes)");
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      int of = classes.indexOf(String.valueOf(entry.getKey()));
      if (of < 0 || !(entry.getValue() instanceof Number score)) {
        throw wrong("has the class " + entry.getKey() + ", which is not among those expected");
      }
      scores[from + of] = score.doubleValue();
    }
  }

  private CheckException wrong(String what) {
    return new CheckException("model.output", "The model's output " + output + " " + what + ".");
  }
}
