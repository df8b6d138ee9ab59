// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.List;
import java.util.Map;

/**
 * A row of a table in a file.
 *
 * @param line the number of the line or of the row where it begins
 * @param faults by the number of the column why its value cannot be taken
 */
record TableRow(int line, List<String> cells, Map<Integer, String> faults) {
  TableRow {
    cells = List.copyOf(cells);
    faults = Map.copyOf(faults);
  }

  String cell(int column) {
    return column < cells.size() ? cells.get(column) : "";
  }
}
