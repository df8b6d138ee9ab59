// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.engines.task.CheckException;

/** The predicted number of a regression: one for every row, or the one of several that is named. */
record NumberAnswer(String output, Optional<Integer> index) implements ModelAnswer {
  static NumberAnswer of(Map<String, NodeInfo> outputs, Scorer.Request request)
      throws CheckException {
    return new NumberAnswer(name(outputs, request), request.output().flatMap(Scorer.Output::index));
  }

  /** The output that is named, the only one, or the only one that can hold scores. */
  static String name(Map<String, NodeInfo> outputs, Scorer.Request request) throws CheckException {
    return outputs.size() == 1 && request.output().isEmpty()
        ? outputs.keySet().iterator().next()
        : Answer.name(outputs, request);
  }

  @Override
  public double[] scores(OrtSession.Result result, int rows) throws OrtException, CheckException {
    OnnxValue value = result.get(output).orElse(null);
    Optional<OutputTensor> found =
        value instanceof OnnxTensor tensor ? OutputTensor.of(tensor, rows) : Optional.empty();
    int column = index.orElse(0);
    if (found.isEmpty()
        || (index.isEmpty() && found.get().width() > 1)
        || column < 0
        || column >= found.get().width()) {
      throw new CheckException(
          "model.output",
          "The model's output "
              + output
              + " does not have one number for every row. Name the right one with the version"
              + " (output), and its column if there are several (index).");
    }
    return found.get().column(column);
  }
}
