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
  private TextInputs() {}

  /**
   * Of a single tensor of texts they are the named features, or every column.
   *
   * @param features the columns of a model with one tensor, where they are named
   */
  public static Predicate<String> of(Optional<Path> model, Optional<List<String>> features)
      throws CheckException, IOException {
    Set<String> names = new TreeSet<>();
    if (model.isEmpty()) {
      return names::contains;
    }
    for (OnnxModel.Port port : OnnxModel.parse(Files.readAllBytes(model.get())).inputs()) {
      if (!port.isText()) {
        continue;
      }
      if (port.width() <= 1) {
        names.add(port.name());
      } else if (features.isEmpty()) {
        return _ -> true;
      } else {
        names.addAll(features.get());
      }
    }
    return names::contains;
  }
}
