// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.imprimatur.engines.task.CheckException;

/**
 * The columns of a test set, from which a model's inputs are taken.
 *
 * @param never columns that are no inputs: the id and the label
 * @param groups columns that are inputs only if the model has room for them
 */
public record Columns(List<String> names, Set<String> never, Set<String> groups) {
  /** Takes one row of texts; the array is used again for the next row. */
  public interface Sink {
    void row(String[] texts) throws CheckException;
  }

  /** Gives the texts of some columns row by row, in the order of the file. */
  public interface Rows {
    void read(List<String> columns, Sink sink) throws CheckException;
  }

  void require(List<String> wanted) throws CheckException {
    List<String> missing = wanted.stream().filter(name -> !names.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new CheckException(
          "model.inputs",
          "The test set lacks columns that the model reads: "
              + missing.stream().limit(20).collect(Collectors.joining(", "))
              + ". Register a test set with these columns.");
    }
  }

  /** The columns of a model with one tensor of the given width, in the order of the file. */
  public List<String> ofWidth(int width) throws CheckException {
    List<String> all = new ArrayList<>(names);
    all.removeAll(never);
    List<String> fewer = new ArrayList<>(all);
    fewer.removeAll(groups);
    if (all.size() == width || width < 0) {
      return all;
    }
    if (fewer.size() == width) {
      return fewer;
    }
    throw new CheckException(
        "model.inputs",
        "The model reads one tensor of "
            + width
            + " columns, but the test set has "
            + all.size()
            + " besides id and label. Name the model's columns in their order (features).");
  }
}
