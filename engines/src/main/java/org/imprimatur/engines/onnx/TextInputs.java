// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.imprimatur.engines.task.CheckException;

/** The columns of a test set that a model reads as texts, whatever they look like. */
public final class TextInputs {
  /** The names of all columns of a test set. */
  public interface Names {
    List<String> read() throws CheckException, IOException;
  }

  private TextInputs() {}

  /**
   * A single tensor that has no column's name takes the named features, or every column, however
   * wide it says that it is.
   *
   * @param features the columns of a model with one tensor, where they are named
   * @param names asked for where the model has a single input, of texts
   */
  public static Predicate<String> of(
      Optional<Path> model, Optional<List<String>> features, Names names)
      throws CheckException, IOException {
    if (model.isEmpty()) {
      return _ -> false;
    }
    List<OnnxModel.Port> inputs = OnnxModel.parse(Files.readAllBytes(model.get())).inputs();
    Set<String> texts = new TreeSet<>();
    inputs.stream().filter(OnnxModel.Port::isText).map(OnnxModel.Port::name).forEach(texts::add);
    boolean oneTensor = inputs.size() == 1 && texts.size() == 1 && !names.read().containsAll(texts);
    if (!oneTensor) {
      return texts::contains;
    }
    return features.isEmpty() ? _ -> true : Set.copyOf(features.get())::contains;
  }
}
