// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A row of a table in a file.
 *
 * @param line the number of the line or of the row where it begins
 * @param faults by the number of the column why its value cannot be taken
 * @param fault why the whole row cannot be
 */
record TableRow(int line, List<String> cells, Map<Integer, String> faults, Optional<String> fault) {
  TableRow {
    cells = List.copyOf(cells);
    faults = Map.copyOf(faults);
  }

  /** What stands in a column; nothing where there is none. */
  String cell(int column) {
    return column >= 0 && column < cells.size() ? cells.get(column) : "";
  }
}
