// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.imprimatur.engines.task.CheckException;

/**
 * The scores of all classes: a tensor with a column for each, or a map for every row whose keys are
 * the classes. Columns stand in the order of the labels that the model itself holds, where those
 * are the classes; else in the order of the classes.
 */
final class ClassAnswer implements ModelAnswer {
  private final String output;
  private final List<String> classes;
  private final int[] places;

  /**
   * Says where the scores are.
   *
   * @param places for every column of a tensor the place of its class
   */
  private ClassAnswer(String output, List<String> classes, int[] places) {
    this.output = output;
    this.classes = classes;
    this.places = places;
  }

  static ClassAnswer of(
      Map<String, NodeInfo> outputs, Scorer.Request request, List<String> classes, OnnxModel model)
      throws CheckException {
    Optional<List<String>> others = model.classesOtherThan(classes);
    if (others.filter(named -> named.size() == classes.size()).isPresent()) {
      throw new CheckException(
          "model.classes",
          "The model knows the classes "
              + some(others.get())
              + ", and it is asked for "
              + some(classes)
              + ". Name the classes of this model (classes), or examine a model of these.");
    }
    return new ClassAnswer(
        Answer.name(outputs, request), classes, model.labels().placesAmong(classes));
  }

  private static String some(List<String> classes) {
    return classes.stream().limit(20).collect(Collectors.joining(", "));
  }

  @Override
  public String output() {
    return output;
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
        Answer.isFloating(tensor.getInfo()) ? OutputTensor.of(tensor, rows) : Optional.empty();
    if (found.isEmpty() || found.get().width() != classes.size()) {
      throw wrong(
          "does not have a score for each of the "
              + classes.size()
              + " classes; if there are more of them than the test set has, name them all in the"
              + " model's order (classes)");
    }
    DoubleBuffer cells = found.get().cells();
    double[] scores = new double[cells.capacity()];
    for (int i = 0; i < scores.length; i++) {
      int column = i % classes.size();
      scores[i - column + places[column]] = cells.get(i);
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
